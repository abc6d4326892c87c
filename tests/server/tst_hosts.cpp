// Which hosts the server answers to, which origins may read its answers, and what every answer says about itself.
#include "server/http/hostrule.h"
#include "server/http/route.h"
#include "tests/support/apifixture.h"
#include "tests/support/rawclient.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;
using test::RawClient;

class TestHosts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void knowsItsNames_data();
    void knowsItsNames();
    void turnsOtherHostsAway();
    void takesNamesFromTheSettings();
    void refusesWhatIsNoName_data();
    void refusesWhatIsNoName();
    void everyRouteSaysHowItMayBeUsed();
    void refusalsToo();
    void cleanupTestCase() { m_shared.reset(); }

private:
    std::unique_ptr<ApiFixture> m_shared; // one for all rows of a store
    QString m_kind;
    QByteArray m_token;
};

void TestHosts::knowsItsNames_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("ours");
    for (const char *host : {"localhost", "LocalHost:8080", "localhost.", "127.0.0.1", "127.0.0.1:1", "127.9.8.7",
                             "[::1]", "[::1]:8080", "10.1.2.3", "10.1.2.3:80", "shop.example", "SHOP.example:443"})
        QTest::newRow(host) << QByteArray(host) << true;
    for (const char *host : {"evil.example", "shop.example.evil.example", "xshop.example", "localhost.evil.example",
                             "127.0.0.1.evil.example", "10.1.2.4", "[::2]", "1.1.1.1", "1", "example"})
        QTest::newRow(host) << QByteArray(host) << false;
}

void TestHosts::knowsItsNames()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, ours);
    const HostRule rule({"shop.example"});
    QCOMPARE(rule.allows(host, QHostAddress(u"10.1.2.3"_s)), ours);
    QVERIFY(rule.allows(QByteArrayView(), {}));
}

void TestHosts::turnsOtherHostsAway()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    RawClient client(api.server().port());
    QVERIFY(client.send("GET /api/v1/shop HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                        "GET /api/v1/shop HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        "GET /api/v1/shop HTTP/1.0\r\n\r\n"));
    const test::RawReply reply = client.reply();
    QCOMPARE(reply.status, 421);
    QCOMPARE(reply.field("Content-Type"), "application/problem+json"_ba);
    QVERIFY(reply.body.contains("allowed_hosts"));
    QVERIFY(!reply.body.contains("evil"));
    QCOMPARE(client.reply().status, 200);
    QCOMPARE(client.reply().status, 200); // HTTP/1.0 need not say
}

void TestHosts::takesNamesFromTheSettings()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const auto statusAs = [&api](const QByteArray &host) {
        RawClient client(api.server().port());
        client.send("GET /api/v1/shop HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return client.reply().status;
    };
    QCOMPARE(statusAs("shop.example"), 421);
    QCOMPARE(
        owner.patch("/api/v1/admin/settings", json("{'allowed_hosts': ['Shop.Example', 'müller.example']}")).status,
        200);
    for (int i = 0; i < 4; ++i) { // fresh and kept, on either worker
        QCOMPARE(statusAs("shop.example"), 200);
        QCOMPARE(statusAs("shop.example:8443"), 200);
        QCOMPARE(statusAs("xn--mller-kva.example"), 200);
        QCOMPARE(statusAs("other.example"), 421);
    }
    QCOMPARE(owner.patch("/api/v1/admin/settings", json("{'allowed_hosts': []}")).status, 200);
    QCOMPARE(statusAs("shop.example"), 421);
    QCOMPARE(statusAs("shop.example"), 421);
}

void TestHosts::refusesWhatIsNoName_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"https://shop.example", "shop.example:80", "*.shop.example", "*", "shop example",
                             "shop.example/path", ".example", "a..b", "user@shop.example"})
        QTest::newRow(name) << QByteArray(name);
}

void TestHosts::refusesWhatIsNoName()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, name);
    if (m_kind != store) {
        m_shared = std::make_unique<ApiFixture>(store);
        m_kind = store;
        m_token = m_shared->tokenFor(Role::Owner);
    }
    const Answer answer =
        m_shared->client(m_token).patch("/api/v1/admin/settings", json("{'allowed_hosts': ['" + name + "']}"));
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.faults(), QStringList{u"allowed_hosts"_s});
}

void TestHosts::everyRouteSaysHowItMayBeUsed()
{
    QFETCH_GLOBAL(QString, store);
    const QByteArray site = "https://shop.example";
    ApiFixture api(store, [](Settings &settings) { settings.allowedOrigins = {u"https://shop.example"_s}; });
    ApiClient client = api.client();
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        QByteArray path = route->path;
        for (qsizetype open = path.indexOf('{'); open >= 0; open = path.indexOf('{'))
            path.replace(open, path.indexOf('}') - open + 1, "1");
        const QByteArray method = methodText(route->method);
        const auto check = [&](const QByteArray &origin) {
            test::Headers headers;
            if (!origin.isEmpty())
                headers.emplaceBack("Origin", origin);
            const Answer answer = client.send(method, path, {}, headers);
            const QByteArray what = method + ' ' + path + ' ' + QByteArray::number(answer.status) + " from " + origin;
            const auto is = [&](const QByteArray &name, const QByteArray &value) {
                if (answer.header(name) != value)
                    QTest::qFail(QByteArray(what + ": " + name + ": " + answer.header(name)).constData(), __FILE__,
                                 __LINE__);
            };
            is("x-content-type-options", "nosniff");
            is("server", {});
            is("x-powered-by", {});
            is("vary", "Origin");
            is("access-control-allow-origin", origin == site ? site : QByteArray());
            is("access-control-allow-credentials", {});
            if (answer.status != 200 || (!route->isCached && !route->isPublicForever))
                is("cache-control", "no-store");
        };
        check(site);
        check("https://evil.example");
        check("null");
        check({});
        for (const QByteArray &origin : {site, "http://shop.example"_ba}) {
            const Answer preflight =
                client.send("OPTIONS", path, {}, {{"Origin", origin}, {"Access-Control-Request-Method", method}});
            const bool allowed = origin == site;
            QCOMPARE(preflight.status, 204);
            QCOMPARE(preflight.header("access-control-allow-origin"), allowed ? site : QByteArray());
            QCOMPARE(preflight.header("access-control-allow-methods").contains(method), allowed);
            QCOMPARE(preflight.header("vary"), "Origin"_ba);
        }
    }
}

void TestHosts::refusalsToo()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    for (const QByteArray &request : {"nonsense\r\n\r\n"_ba, "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba}) {
        RawClient client(api.server().port());
        QVERIFY(client.send(request));
        const test::RawReply reply = client.reply();
        QVERIFY(reply.status == 400 || reply.status == 404);
        QCOMPARE(reply.field("X-Content-Type-Options"), "nosniff"_ba);
        QCOMPARE(reply.field("Cache-Control"), "no-store"_ba);
        QVERIFY(reply.field("Server").isNull());
    }
}

QTEST_GUILESS_MAIN(TestHosts)
#include "tst_hosts.moc"
