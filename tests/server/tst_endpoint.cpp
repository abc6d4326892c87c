#include "server/http/endpoint.h"
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

class TestEndpoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void health();
    void refuses_data();
    void refuses();
    void changesSettingsWithIfMatch();
    void cachedAnswersFollowChanges();
    void corsIsExact();
    void headAndOptions();
    void logsEveryRequest();
    void logsWhateverWasAsked();
    void documentHoldsEveryRoute();
    void metricsAreForThisMachine();
};

void TestEndpoint::health()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    const Answer answer = client.get("/api/v1/health", {{"X-Request-Id", "mine-1"}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["status"_L1].toString(), u"ok"_s);
    QCOMPARE(answer.json()["store"_L1].toString(), store);
    QCOMPARE(answer.header("x-request-id"), "mine-1"_ba);
    QCOMPARE(answer.header("x-content-type-options"), "nosniff"_ba);
}

void TestEndpoint::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("role"); // -1: nobody
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("faults");
    const QByteArray settings = "/api/v1/admin/settings";
    const QByteArray asJson = "application/json";
    const int owner = int(Role::Owner);
    QTest::newRow("unknown path") << "GET"_ba
                                  << "/api/v1/nothing"_ba << QByteArray() << asJson << -1 << 404 << QStringList();
    QTest::newRow("other method") << "DELETE"_ba
                                  << "/api/v1/shop"_ba << QByteArray() << asJson << -1 << 405 << QStringList();
    QTest::newRow("nobody") << "GET"_ba << settings << QByteArray() << asJson << -1 << 401 << QStringList();
    QTest::newRow("customer") << "GET"_ba << settings << QByteArray() << asJson << int(Role::Customer) << 403
                              << QStringList();
    QTest::newRow("manager") << "PATCH"_ba << settings << "{}"_ba << asJson << int(Role::Manager) << 403
                             << QStringList();
    QTest::newRow("forbidden before media type") << "PATCH"_ba << settings << "x"_ba
                                                 << "text/plain"_ba << int(Role::Viewer) << 403 << QStringList();
    QTest::newRow("not JSON type") << "PATCH"_ba << settings << "{}"_ba
                                   << "text/plain"_ba << owner << 415 << QStringList();
    QTest::newRow("no JSON") << "PATCH"_ba << settings << "{"_ba << asJson << owner << 400 << QStringList();
    QTest::newRow("an array") << "PATCH"_ba << settings << "[]"_ba << asJson << owner << 422 << QStringList{u""_s};
    QTest::newRow("unknown field") << "PATCH"_ba << settings << json("{'colour': 'red'}") << asJson << owner << 422
                                   << QStringList{u"colour"_s};
    QTest::newRow("all faults at once")
        << "PATCH"_ba << settings
        << json("{'shop_name': '', 'cart_days': 0, 'prices_include_tax': 1, 'x': 1, 'languages': [1]}") << asJson
        << owner << 422
        << QStringList{u"cart_days"_s, u"languages[0]"_s, u"prices_include_tax"_s, u"shop_name"_s, u"x"_s};
    QTest::newRow("the service's faults")
        << "PATCH"_ba << settings
        << json("{'timezone': 'Mars/Base', 'country': 'xx', 'allowed_origins': ['https://a/b']}") << asJson << owner
        << 422 << QStringList{u"allowed_origins"_s, u"country"_s, u"timezone"_s};
    QTest::newRow("unreadable before unfit") << "PATCH"_ba << QByteArray(settings + "?x=1") << json("{'colour': 'red'}")
                                             << asJson << owner << 400 << QStringList{u"x"_s};
    QTest::newRow("unknown parameter") << "GET"_ba
                                       << "/api/v1/shop?x=1"_ba << QByteArray() << asJson << -1 << 400
                                       << QStringList{u"x"_s};
    for (const auto &[query, name] :
         {std::pair{"category=%FF", u"category"_s}, std::pair{"q=%C3", u"q"_s}, std::pair{"q=a&sort=%80", u"sort"_s},
          std::pair{"after=%F5%80%80%80", u"after"_s}, std::pair{"category=%ED%A0%80", u"category"_s}})
        QTest::newRow(query) << "GET"_ba << QByteArray("/api/v1/products?" + QByteArray(query)) << QByteArray()
                             << asJson << -1 << 400 << QStringList{name};
    QTest::newRow("a parameter's name that is no text")
        << "GET"_ba
        << "/api/v1/products?%FF=1"_ba << QByteArray() << asJson << -1 << 400 << QStringList{u"�"_s};
    QByteArray deep;
    for (int i = 0; i < 100'000; ++i)
        deep += '[';
    QTest::newRow("deep") << "PATCH"_ba << settings << deep << asJson << owner << 400 << QStringList();
}

void TestEndpoint::refuses()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(int, role);
    QFETCH(QStringList, faults);
    ApiFixture api(store);
    ApiClient client = api.client(role < 0 ? QByteArray() : api.tokenFor(Role(role)));
    const Answer answer = client.send(method, path, body, {{"Content-Type", type}});
    QTEST(answer.status, "status");
    QCOMPARE(answer.header("content-type"), "application/problem+json"_ba);
    QCOMPARE(answer.json()["status"_L1].toInt(), answer.status);
    QCOMPARE(answer.json()["request_id"_L1].toString().toLatin1(), answer.header("x-request-id"));
    QCOMPARE(answer.json()["instance"_L1].toString().toLatin1(), path.split('?').first());
    QVERIFY(!answer.json()["detail"_L1].toString().isEmpty());
    QCOMPARE(answer.faults(), faults);
    QCOMPARE(answer.header("allow").isEmpty(), answer.status != 405);
    // Nothing was written.
    api.write([](Transaction &transaction) -> Result<> {
        return settings::load(transaction).revision == 1 ? Result<>() : fail(ErrorCode::Internal, u"written"_s);
    });
}

void TestEndpoint::changesSettingsWithIfMatch()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Owner));
    const QByteArray path = "/api/v1/admin/settings";
    const QByteArray tag = client.get(path).header("etag");
    QVERIFY(!tag.isEmpty());
    const Answer changed = client.patch(path, json("{'shop_name': 'Käsehaus'}"), {{"If-Match", tag}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json()["shop_name"_L1].toString(), u"Käsehaus"_s);
    QVERIFY(changed.header("etag") != tag);
    QCOMPARE(client.patch(path, json("{'shop_name': 'Other'}"), {{"If-Match", tag}}).status, 412);
    QCOMPARE(client.get(path).json()["shop_name"_L1].toString(), u"Käsehaus"_s);
    QCOMPARE(client.patch(path, json("{'shop_name': 'Third'}")).status, 200);
    client.setToken("wrong");
    QCOMPARE(client.get(path).status, 401);
}

void TestEndpoint::cachedAnswersFollowChanges()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    const Answer first = client.get("/api/v1/shop");
    QCOMPARE(first.status, 200);
    const QByteArray tag = first.header("etag");
    const Answer again = client.get("/api/v1/shop", {{"If-None-Match", tag}});
    QCOMPARE(again.status, 304);
    QVERIFY(again.body.isEmpty());
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    for (int i = 0; i < 20; ++i) {
        const QByteArray name = "Shop " + QByteArray::number(i);
        QCOMPARE(owner.patch("/api/v1/admin/settings", json("{'shop_name': '" + name + "'}")).status, 200);
        // On every worker at once: the change was announced before it was acknowledged.
        ApiClient other = api.client();
        QCOMPARE(other.get("/api/v1/shop").json()["name"_L1].toString().toUtf8(), name);
        QCOMPARE(client.get("/api/v1/shop", {{"If-None-Match", tag}}).json()["name"_L1].toString().toUtf8(), name);
    }
}

void TestEndpoint::corsIsExact()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store, [](Settings &settings) { settings.allowedOrigins = {u"https://shop.example"_s}; });
    ApiClient client = api.client();
    QCOMPARE(client.get("/api/v1/shop", {{"Origin", "https://shop.example"}}).header("access-control-allow-origin"),
             "https://shop.example"_ba);
    QVERIFY(client.get("/api/v1/shop", {{"Origin", "https://evil.example"}})
                .header("access-control-allow-origin")
                .isEmpty());
    QVERIFY(client.get("/api/v1/shop").header("access-control-allow-origin").isEmpty());
    const Answer preflight =
        client.send("OPTIONS", "/api/v1/admin/settings", {},
                    {{"Origin", "https://shop.example"}, {"Access-Control-Request-Method", "PATCH"}});
    QCOMPARE(preflight.status, 204);
    QVERIFY(preflight.header("access-control-allow-methods").contains("PATCH"));
    QVERIFY(preflight.header("access-control-allow-headers").contains("Idempotency-Key"));
}

void TestEndpoint::headAndOptions()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    const Answer get = client.get("/api/v1/shop");
    const Answer head = client.send("HEAD", "/api/v1/shop", {});
    QCOMPARE(head.status, 200);
    QVERIFY(head.body.isEmpty());
    QCOMPARE(head.header("content-length").toLongLong(), get.body.size());
    QCOMPARE(client.send("OPTIONS", "/api/v1/shop", {}).header("allow"), "GET, HEAD, OPTIONS"_ba);
}

void TestEndpoint::logsEveryRequest()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Owner));
    client.get("/api/v1/shop");
    client.get("/api/v1/shop"); // from kept bytes
    client.get("/api/v1/nothing", {{"X-Request-Id", "find-me"}});
    client.get("/api/v1/admin/settings");
    api.server().flushLog();
    const auto rows = api.database().read([](Reader &reader) -> Result<QStringList> {
        QStringList found;
        Query rows = reader.query("SELECT method, path, status, actor, request_id, address FROM requests ORDER BY id");
        while (rows.next())
            found << rows.text(0) + u' ' + rows.text(1) + u' ' + rows.text(2) + u' ' + rows.text(3) + u' '
                    + (rows.text(4) == "find-me"_L1 ? rows.text(4) : QString()) + u' ' + rows.text(5);
        return found;
    });
    const QString user = QString::fromLatin1("user:" + api.lastUser().bytes());
    QCOMPARE(*rows,
             (QStringList{u"GET /api/v1/shop 200 guest  127.0.0.1"_s, u"GET /api/v1/shop 200 guest  127.0.0.1"_s,
                          u"GET /api/v1/nothing 404 guest find-me 127.0.0.1"_s,
                          u"GET /api/v1/admin/settings 200 "_s + user + u"  127.0.0.1"_s}));
}

// A long path is cut between characters: half of one would cost the database's refusal of all that was asked beside it.
void TestEndpoint::logsWhateverWasAsked()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    QCOMPARE(client.get("/" + QByteArray("%C3%A4").repeated(150)).status, 404);
    QCOMPARE(client.get("/x" + QByteArray("%C3%A4").repeated(150)).status, 404);
    api.server().flushLog();
    const auto rows = api.database().read([](Reader &reader) -> Result<qint64> {
        return *reader.number("SELECT count(*) FROM requests WHERE status = 404");
    });
    QCOMPARE(*rows, 2);
}

void TestEndpoint::documentHoldsEveryRoute()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    const QJsonObject paths = client.get("/api/v1/openapi.json").json()["paths"_L1].toObject();
    int documented = 0;
    for (const QJsonValue &path : paths)
        documented += int(path.toObject().size());
    const Routes routes = allRoutes();
    QCOMPARE(documented, int(routes.all().size()));
    for (const auto &route : routes.all()) {
        QVERIFY2(paths[QString::fromLatin1(route->path)].toObject().contains(
                     QString::fromLatin1(methodText(route->method).toLower())),
                 route->path.constData());
        QVERIFY2(!route->summary.isEmpty(), route->path.constData());
    }
    const Answer page = client.get("/docs");
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("/api/v1/shop"));
    QVERIFY(!page.body.contains("http://") && !page.body.contains("https://"));
    const Answer join = client.get("/join"); // needs nothing from elsewhere either
    QCOMPARE(join.status, 200);
    QVERIFY(join.body.contains("accept-invitation"));
    QVERIFY(!join.body.contains("http://") && !join.body.contains("https://"));
}

void TestEndpoint::metricsAreForThisMachine()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    client.get("/api/v1/shop");
    const Answer answer = client.get("/metrics");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("backroom_requests_total{method=\"GET\",path=\"/api/v1/shop\",status=\"2xx\"} 1\n"));
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
