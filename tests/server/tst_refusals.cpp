// What the gate answers itself reads like every other error of the API, may be read by the pages that may read the
// others, and stands in the access log.
#include "tests/support/apifixture.h"
#include "tests/support/echoshop.h"
#include "tests/support/rawclient.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::ApiFixture;
using test::RawClient;
using test::RawReply;

namespace {
const QByteArray Host = "Host: 127.0.0.1\r\n";
const QByteArray Ours = "https://shop.example";
const QByteArray Fields = Host + "X-Request-Id: mine-1\r\nOrigin: " + Ours + "\r\n";
const QByteArray Lines = "POST /api/v1/carts/none/lines?x=1 HTTP/1.1\r\n";
const QByteArray Chunked = Lines + Fields + "Transfer-Encoding: chunked\r\n\r\n";

QJsonObject documentOf(const RawReply &reply) { return QJsonDocument::fromJson(reply.body).object(); }

void namesOrigin(Settings &settings) { settings.allowedOrigins = {QString::fromLatin1(Ours)}; }

ServerOptions hurried()
{
    ServerOptions options;
    options.limits.headMillis = 50;
    options.limits.bodyMillis = 50;
    return options;
}
}

class TestRefusals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void readLikeOtherErrors_data();
    void readLikeOtherErrors();
    void otherOriginsMayNotRead();
    void standInTheLog();
    void sayWhenToComeBack();
    void typesLeadSomewhere();
};

void TestRefusals::readLikeOtherErrors_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("instance"); // empty: the request line was not read
    QTest::addColumn<bool>("headRead");
    const QString cart = u"/api/v1/carts/none/lines"_s;
    QTest::newRow("a large body") << Lines + Fields + "Content-Length: 2000000\r\n\r\n"
                                  << 413 << u"too-large"_s << cart << true;
    QTest::newRow("a large body that begins like a request")
        << Lines + Fields + "Content-Length: 2000000\r\n\r\nGET /evil HTTP/1.1\r\n"
        << 413 << u"too-large"_s << cart << true;
    QTest::newRow("a large body in chunks") << Chunked + "200000\r\n" << 413 << u"too-large"_s << cart << true;
    QTest::newRow("bad chunks") << Chunked + "zz\r\n" << 400 << u"malformed"_s << cart << true;
    QTest::newRow("half a body") << Lines + Fields + "Content-Length: 100\r\n\r\n{" << 408 << u"timeout"_s << cart
                                 << true;
    QTest::newRow("half a head") << "GET /api/v1/shop HTTP/1.1\r\n" + Fields << 408 << u"timeout"_s << u"/api/v1/shop"_s
                                 << false;
    QTest::newRow("half a line") << "GET /api/v1/sh"_ba << 408 << u"timeout"_s << QString() << false;
    QTest::newRow("bad field") << "GET /a%20b HTTP/1.1\r\n" + Fields + "X : y\r\n\r\n"
                               << 400 << u"malformed"_s << u"/a%20b"_s << false;
    QTest::newRow("large head") << "GET /a HTTP/1.1\r\n" + Fields + "X: " + QByteArray(40'000, 'a') << 431
                                << u"head-too-large"_s << u"/a"_s << false;
    QTest::newRow("many fields") << "GET /a HTTP/1.1\r\n" + Fields + QByteArray("X: a\r\n").repeated(200) + "\r\n"
                                 << 431 << u"head-too-large"_s << u"/a"_s << false;
    QTest::newRow("long line") << "GET /" + QByteArray(10'000, 'a') + " HTTP/1.1\r\n" + Fields + "\r\n"
                               << 414 << u"address-too-long"_s << QString() << false;
    QTest::newRow("expectation") << "GET /a HTTP/1.1\r\n" + Fields + "Expect: a cake\r\n\r\n"
                                 << 417 << u"expectation"_s << u"/a"_s << false;
    QTest::newRow("unknown method") << "FETCH /a HTTP/1.1\r\n" + Fields + "\r\n"
                                    << 501 << u"not-implemented"_s << QString() << false;
    QTest::newRow("another version") << "GET /a HTTP/2.0\r\n" + Fields + "\r\n"
                                     << 505 << u"http-version"_s << QString() << false;
    QTest::newRow("no request") << "nonsense\r\n\r\n"_ba << 400 << u"malformed"_s << QString() << false;
}

void TestRefusals::readLikeOtherErrors()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, said);
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(QString, instance);
    QFETCH(bool, headRead);
    ApiFixture api(store, namesOrigin, status == 408 ? hurried() : ServerOptions());
    RawClient client(api.port());
    client.send(said);
    const RawReply reply = client.reply();
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.field("Content-Type"), "application/problem+json"_ba);
    QCOMPARE(reply.field("Cache-Control"), "no-store"_ba);
    QCOMPARE(reply.field("X-Content-Type-Options"), "nosniff"_ba);
    QCOMPARE(reply.field("Vary"), "Origin"_ba);
    QCOMPARE(reply.field("Access-Control-Allow-Origin"), headRead ? Ours : QByteArray());
    QCOMPARE(reply.field("X-Request-Id") == "mine-1", headRead);
    const QJsonObject document = documentOf(reply);
    QCOMPARE(document["type"_L1].toString(), QString(u"/docs#problem-"_s + type));
    QVERIFY(!document["title"_L1].toString().isEmpty());
    QVERIFY(!document["detail"_L1].toString().isEmpty());
    QCOMPARE(document["status"_L1].toInt(), status);
    QCOMPARE(document["instance"_L1].toString(), instance);
    QCOMPARE(document.contains("instance"_L1), !instance.isEmpty());
    QCOMPARE(document["request_id"_L1].toString().toLatin1(), reply.field("X-Request-Id"));
    QCOMPARE(client.rest(), QByteArray());
}

void TestRefusals::otherOriginsMayNotRead()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store, namesOrigin);
    for (const char *origin :
         {"https://evil.example", "https://shop.example.evil.example", "HTTPS://shop.example", "null"}) {
        RawClient client(api.port());
        client.send(Lines + Host + "X-Request-Id: not\"sane\r\nOrigin: " + origin
                    + "\r\nContent-Length: 2000000\r\n\r\n");
        const RawReply reply = client.reply();
        QCOMPARE(reply.status, 413);
        QVERIFY(reply.field("Access-Control-Allow-Origin").isNull());
        QVERIFY(!reply.field("X-Request-Id").isEmpty() && reply.field("X-Request-Id") != "not\"sane");
    }
}

void TestRefusals::standInTheLog()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    for (const QByteArray &said :
         QByteArrayList{Lines + Fields + "Content-Length: 2000000\r\n\r\n", "nonsense\r\n\r\n"}) {
        RawClient client(api.port());
        client.send(said);
        QVERIFY(client.reply().status >= 400);
    }
    api.server().flushLog();
    const auto rows = api.database().read([](Reader &reader) -> Result<QStringList> {
        QStringList found;
        Query rows = reader.query("SELECT method, path, status, actor, request_id, address FROM requests ORDER BY id");
        while (rows.next())
            found << rows.text(0) + u' ' + rows.text(1) + u' ' + rows.text(2) + u' ' + rows.text(3) + u' '
                    + (rows.text(4) == "mine-1"_L1 ? rows.text(4) : QString()) + u' ' + rows.text(5);
        return found;
    });
    QCOMPARE(*rows,
             (QStringList{u"POST /api/v1/carts/none/lines 413 guest mine-1 127.0.0.1"_s,
                          u"- - 400 guest  127.0.0.1"_s}));
}

void TestRefusals::sayWhenToComeBack()
{
    test::EchoShop shop;
    ServerOptions options = shop.options();
    options.limits.answerMillis = 50;
    options.limits.connectionsLoopback = 1;
    options.limits.retryAfterSeconds = 7;
    HttpServer server;
    QVERIFY(server.start(options));
    RawClient waiting(server.port());
    QVERIFY(waiting.send("GET /late HTTP/1.1\r\n" + Fields + "\r\n"));
    RawClient turnedAway(server.port());
    const RawReply full = turnedAway.reply();
    const RawReply late = waiting.reply();
    for (const RawReply &reply : {full, late}) {
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.field("Retry-After"), "7"_ba);
        QCOMPARE(documentOf(reply)["type"_L1].toString(), u"/docs#problem-busy"_s);
        QCOMPARE(documentOf(reply)["request_id"_L1].toString().toLatin1(), reply.field("X-Request-Id"));
    }
    QCOMPARE(late.field("X-Request-Id"), "mine-1"_ba);
    QCOMPARE(documentOf(late)["instance"_L1].toString(), u"/late"_s);
    shop.release();
}

void TestRefusals::typesLeadSomewhere()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    test::ApiClient client = api.client();
    const QByteArray page = client.get("/docs").body;
    for (const char *type : {"too-large", "malformed", "busy", "not-found", "invalid", "http-version"})
        QVERIFY2(page.contains(QByteArray("id=\"problem-" + QByteArray(type) + '"')), type);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
