// What leaves from the gate as kept bytes is what the long way would have answered; and it is dropped in time.
#include "server/http/answercache.h"
#include "tests/support/rawclient.h"
#include "tests/support/sales.h"
#include "tests/support/teststore.h"

#include <QRegularExpression>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;
using test::RawClient;
using test::Sales;

namespace {
const QByteArray List = "/api/v1/products";

QByteArray get(const QByteArray &fields = {}, const QByteArray &method = "GET", const QByteArray &version = "1.1",
               const QByteArray &target = List)
{
    return method + ' ' + target + " HTTP/" + version + "\r\nHost: 127.0.0.1\r\n" + fields + "\r\n";
}

// Without what differs between any two replies.
QByteArray masked(const test::RawReply &reply)
{
    QString head = QString::fromLatin1(reply.head);
    head.replace(QRegularExpression(u"(Date|RateLimit-Remaining|RateLimit-Reset): [^\r]*"_s), u"\\1"_s);
    head.replace(QRegularExpression(u"X-Request-Id: [0-9a-z]{20}\r"_s), u"X-Request-Id\r"_s);
    QString body = QString::fromUtf8(reply.body);
    body.replace(QRegularExpression(u"\"request_id\":\"[^\"]*\""_s), u"\"request_id\""_s);
    return head.toLatin1() + body.toUtf8();
}

bool availableAt(quint16 port)
{
    const QJsonArray items = ApiClient(port).get(List).items();
    return items.size() == 1 && items[0]["available"_L1].toBool();
}
}

class TestKeptAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void answersAsTheLongWayDoes_data();
    void answersAsTheLongWayDoes();
    void keepsPipelinedOrder();
    void lastPieceShowsAtOnceAndEverywhere();
    void salesKeepWhatTheyDoNotChange();
    void checkoutReadsTheStore();
    void holdsRateLimits();
    void staysWithinItsBytes();
    void cleanupTestCase() { m_shared.reset(); }

private:
    std::unique_ptr<Sales> m_shared; // one for all rows of a store
    QString m_kind;
};

void TestKeptAnswers::answersAsTheLongWayDoes_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("kept");
    QTest::newRow("plain") << get() << true;
    QTest::newRow("with a query") << get({}, "GET", "1.1", List + "?sort=-price&limit=5") << true;
    QTest::newRow("one product") << get({}, "GET", "1.1", List + "/mug") << true;
    QTest::newRow("unknown product") << get({}, "GET", "1.1", List + "/cup") << false;
    QTest::newRow("wrong query") << get({}, "GET", "1.1", List + "?limit=-1") << false;
    QTest::newRow("HEAD") << get({}, "HEAD") << true;
    QTest::newRow("HTTP/1.0") << get({}, "GET", "1.0") << true;
    QTest::newRow("HTTP/1.0 keep-alive") << get("Connection: keep-alive\r\n", "GET", "1.0") << true;
    QTest::newRow("close") << get("Connection: close\r\n") << true;
    QTest::newRow("has it not") << get("If-None-Match: \"x\", W/\"y\"\r\n") << true;
    QTest::newRow("has any") << get("If-None-Match: *\r\n") << true;
    QTest::newRow("has any, HEAD") << get("If-None-Match: *\r\n", "HEAD") << true;
    QTest::newRow("allowed origin") << get("Origin: https://shop.example\r\n") << true;
    QTest::newRow("allowed origin has it") << get("Origin: https://shop.example\r\nIf-None-Match: *\r\n") << true;
    QTest::newRow("other origin") << get("Origin: https://evil.example\r\n") << true;
    QTest::newRow("two origins") << get("Origin: https://evil.example\r\nOrigin: https://shop.example\r\n") << true;
    QTest::newRow("own id") << get("X-Request-Id: mine-1\r\n") << true;
    QTest::newRow("no good id") << get("X-Request-Id: <mine>\r\n") << true;
    QTest::newRow("CSV") << get("Accept: text/csv\r\n") << false;
    QTest::newRow("a token that is not looked at") << get("Authorization: Bearer nonsense\r\n") << true;
    QTest::newRow("another host") << get().replace("127.0.0.1", "evil.example") << false;
    QTest::newRow("with a body") << get("Content-Type: application/json\r\nContent-Length: 2\r\n") + "{}" << false;
}

void TestKeptAnswers::answersAsTheLongWayDoes()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, request);
    QFETCH(bool, kept);
    if (m_kind != store) {
        m_shared = std::make_unique<Sales>(store);
        m_kind = store;
        m_shared->addVariant("MUG", 999, 5);
        ApiClient owner = m_shared->api.client(m_shared->api.tokenFor(Role::Owner));
        QCOMPARE(owner.patch("/api/v1/admin/settings", json("{'allowed_origins': ['https://shop.example']}")).status,
                 200);
    }
    const quint16 port = m_shared->api.server().port();
    const auto keptSoFar = [port] {
        const QByteArray text = ApiClient(port).get("/metrics").body;
        const qsizetype at = text.indexOf("\nbackroom_kept_answers_total ") + 29;
        return text.mid(at, text.indexOf('\n', at) - at).toLongLong();
    };
    const auto ask = [port, &request] {
        RawClient client(port);
        client.send(request);
        return client.reply(request.startsWith("HEAD"));
    };
    m_shared->api.write([](Transaction &transaction) -> Result<> {
        transaction.changed(Topic::Products);
        return {};
    });
    const test::RawReply fresh = ask();
    const qsizetype target = request.indexOf('/');
    const QByteArray asked = request.mid(target, request.indexOf(' ', target) - target);
    for (int worker = 0; worker < 4; ++worker) { // connections go to the workers in turn
        RawClient client(port);
        QVERIFY(client.send(get({}, "GET", "1.1", asked)));
        (void)client.reply();
    }
    const qint64 before = keptSoFar();
    const test::RawReply again = ask();
    QCOMPARE(keptSoFar() - before, kept ? 1 : 0);
    QVERIFY(fresh.status != 0);
    QCOMPARE(masked(again), masked(fresh));
}

void TestKeptAnswers::keepsPipelinedOrder()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    shop.addVariant("MUG", 999, 5);
    RawClient client(shop.api.server().port());
    QVERIFY(client.send(get()));
    const test::RawReply first = client.reply();
    // Kept, made by the writer, kept, unknown, kept: answered in this order.
    QVERIFY(client.send(get() + "POST /api/v1/carts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n" + get()
                        + get({}, "GET", "1.1", "/nowhere") + get("Connection: close\r\n") + get()));
    QCOMPARE(client.reply().body, first.body);
    QCOMPARE(client.reply().status, 201);
    QCOMPARE(client.reply().body, first.body);
    QCOMPARE(client.reply().status, 404);
    QCOMPARE(client.reply().field("Connection"), "close"_ba);
    QVERIFY(client.isClosedByPeer());
}

void TestKeptAnswers::lastPieceShowsAtOnceAndEverywhere()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 2);
    // As another process on the same store: its own connections, its own change feed.
    const auto other = Backroom::open(shop.api.shop().config(), shop.api.clock());
    QVERIFY(other);
    ServerOptions options;
    options.port = 0;
    options.workers = 2;
    ApiServer elsewhere(**other, options);
    QVERIFY(elsewhere.start());
    const quint16 here = shop.api.server().port();
    for (int i = 0; i < 4; ++i)
        QVERIFY(availableAt(here) && availableAt(elsewhere.port()));
    ApiClient client = shop.api.client();
    const QByteArray cart = shop.cart(client, mug, 2);
    QCOMPARE(client.post(cart + "/checkout", test::PayByTransfer).status, 201);
    for (int i = 0; i < 4; ++i) // on either worker, with the very next request
        QVERIFY(!availableAt(here));
    QTRY_VERIFY(!availableAt(elsewhere.port()));
    QVERIFY(!availableAt(elsewhere.port())); // the other worker
    ApiClient staff = shop.api.client(shop.staff);
    QCOMPARE(staff
                 .post("/api/v1/admin/stock/movements",
                       json("{'variant_id': '" + mug + "', 'delta': 1, 'reason': 'received'}"))
                 .status,
             201);
    for (int i = 0; i < 4; ++i)
        QVERIFY(availableAt(here));
    QTRY_VERIFY(availableAt(elsewhere.port()));
    elsewhere.stop();
}

void TestKeptAnswers::salesKeepWhatTheyDoNotChange()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 100);
    const auto keptSoFar = [&shop] {
        const QByteArray text = shop.api.client().get("/metrics").body;
        const qsizetype at = text.indexOf("\nbackroom_kept_answers_total ") + 29;
        return text.mid(at, text.indexOf('\n', at) - at).toLongLong();
    };
    ApiClient client = shop.api.client();
    ApiClient second = shop.api.client();
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(client.get(List).status, 200);
        QCOMPARE(second.get(List).status, 200);
    }
    shop.order(client, mug, 1);
    const qint64 before = keptSoFar();
    QCOMPARE(client.get(List).status, 200);
    QCOMPARE(second.get(List).status, 200);
    QCOMPARE(keptSoFar() - before, 2); // one of a hundred pieces went; nothing that the catalogue shows
}

void TestKeptAnswers::checkoutReadsTheStore()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    ApiClient manager = shop.api.client(shop.api.tokenFor(Role::Manager));
    const Answer made = manager.post(
        "/api/v1/admin/products",
        json("{'title': 'Mug', 'status': 'published', 'variants': [{'sku': 'MUG', 'track_stock': false, 'price': "
             "{'amount': 999, 'currency': 'EUR'}}]}"));
    QCOMPARE(made.status, 201);
    const auto other = Backroom::open(shop.api.shop().config(), shop.api.clock());
    QVERIFY(other);
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    ApiServer elsewhere(**other, options);
    QVERIFY(elsewhere.start());
    ApiClient customer(elsewhere.port());
    const auto shown = [&customer] { return test::amount(customer.get(List).items()[0]["price"_L1]); };
    QCOMPARE(shown(), 999);
    const QByteArray variant = made.json()["variants"_L1][0]["id"_L1].toString().toUtf8();
    const Answer dearer =
        manager.patch("/api/v1/admin/products/" + made.json()["id"_L1].toString().toUtf8(),
                      json("{'variants': [{'id': '" + variant + "', 'price': {'amount': 1499, 'currency': 'EUR'}}]}"),
                      {{"If-Match", "*"}});
    QCOMPARE(dearer.status, 200);
    // Whatever the other process still shows, it sells at the price of now.
    const QJsonObject order = shop.order(customer, variant, 2);
    QCOMPARE(test::amount(order["lines"_L1][0]["unit_price"_L1]), 1499);
    QTRY_COMPARE(shown(), 1499);
    elsewhere.stop();
}

void TestKeptAnswers::holdsRateLimits()
{
    QFETCH_GLOBAL(QString, store);
    ServerOptions options;
    options.rates.generalLoopback = {5, 0.001};
    ApiFixture api(store, {}, options);
    RawClient client(api.server().port());
    for (int i = 0; i < 7; ++i) {
        QVERIFY(client.send(get()));
        const test::RawReply reply = client.reply();
        QCOMPARE(reply.status, i < 5 ? 200 : 429);
        QCOMPARE(reply.field("RateLimit-Limit"), "5"_ba);
        QCOMPARE(reply.field("RateLimit-Remaining"), QByteArray::number(std::max(0, 4 - i)));
        QVERIFY(!reply.field("RateLimit-Reset").isEmpty());
    }
}

void TestKeptAnswers::staysWithinItsBytes()
{
    std::atomic<quint64> version = 1;
    AnswerCache cache(version, 1024 * 1024);
    Reply reply{200, "application/json", QByteArray(10'000, 'x'), {{"ETag", "\"a\""}}};
    for (int i = 0; i < 1000; ++i) {
        const QByteArray target = '/' + QByteArray::number(i);
        cache.keep(target, nullptr, reply, 1);
        QVERIFY(cache.bytes() <= 1024 * 1024);
        QVERIFY(cache.find(target));
    }
    cache.keep("/old", nullptr, reply, 0); // read before the last change
    QVERIFY(!cache.find("/old"));
    reply.body = QByteArray(200'000, 'x'); // one answer does not push out all others
    cache.keep("/large", nullptr, reply, 1);
    QVERIFY(!cache.find("/large") && cache.find("/999"));
    ++version;
    QVERIFY(!cache.find("/999"));
    QCOMPARE(cache.bytes(), 0);
}

QTEST_GUILESS_MAIN(TestKeptAnswers)
#include "tst_keptanswers.moc"
