// What the gate makes of bytes: every request that two readers could understand differently is refused and the
// connection closed, and nothing hidden in it is executed.
#include "server/http/httpserver.h"
#include "tests/support/rawclient.h"

#include <QTest>
#include <atomic>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Host = "Host: shop\r\n"_ba;

// Answers with what it understood.
Reply echo(const Request &request)
{
    Reply reply;
    reply.type = "text/plain"_ba;
    reply.body = methodText(request.method()) + ' ' + request.path().toByteArray() + '|' + request.body();
    return reply;
}
}

class TestGateFraming : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_evil = 0; }
    void answers_data();
    void answers();
    void answersBytewise_data() { answers_data(); }
    void answersBytewise();
    void refuses_data();
    void refuses();
    void refusesBytewise_data() { refuses_data(); }
    void refusesBytewise();
    void takesUploadsOnlyWhereTheyBelong();
    void readsQueriesAndHeaders();

private:
    void expectRefusal(bool bytewise);
    void expectAnswer(bool bytewise);

    HttpServer m_server;
    std::atomic<int> m_evil = 0; // requests to /evil that were executed
};

void TestGateFraming::initTestCase()
{
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.limits.lingerMillis = 200;
    options.limits.uploadBody = 3 * 1024 * 1024;
    options.isUpload = [](Method method, QByteArrayView path) {
        return method == Method::Post && path == "/upload"_ba;
    };
    options.handlers = [this]() -> Handler {
        return [this](Request request, Responder responder) {
            if (request.path() == "/evil"_ba)
                ++m_evil;
            responder.send(echo(request));
        };
    };
    const Result<> started = m_server.start(options);
    QVERIFY2(started, started ? "" : qPrintable(started.error().message));
}

void TestGateFraming::answers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("stays");
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &body, bool stays = true) {
        QTest::newRow(name) << request << body << stays;
    };
    row("get", "GET /a HTTP/1.1\r\n" + Host + "\r\n", "GET /a|");
    row("line ends before it", "\r\n\r\nGET /a HTTP/1.1\r\n" + Host + "\r\n", "GET /a|");
    row("escapes", "GET /a%20b/%C3%A9 HTTP/1.1\r\n" + Host + "\r\n", "GET /a b/\xc3\xa9|");
    row("characters beyond the RFC", "GET /a|b?x={1} HTTP/1.1\r\n" + Host + "\r\n", "GET /a|b|");
    row("dots in a name", "GET /.a/..b/c. HTTP/1.1\r\n" + Host + "\r\n", "GET /.a/..b/c.|");
    row("options for all", "OPTIONS * HTTP/1.1\r\n" + Host + "\r\n", "OPTIONS *|");
    row("ipv6 host", "GET /a HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "GET /a|");
    row("field without a value", "GET /a HTTP/1.1\r\n" + Host + "Accept:\r\n\r\n", "GET /a|");
    row("post", "POST /a HTTP/1.1\r\n" + Host + "Content-Length: 3\r\n\r\nabc", "POST /a|abc");
    row("post of nothing", "POST /a HTTP/1.1\r\n" + Host + "\r\n", "POST /a|");
    row("post of length 0", "POST /a HTTP/1.1\r\n" + Host + "Content-Length: 0\r\n\r\n", "POST /a|");
    row("names in any case", "PATCH /a HTTP/1.1\r\nhOST: shop\r\ncontent-LENGTH:3 \r\n\r\nabc", "PATCH /a|abc");
    row("chunked",
        "PUT /a HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\n",
        "PUT /a|abc0123456789");
    row("chunked, nothing", "PUT /a HTTP/1.1\r\n" + Host + "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n", "PUT /a|");
    row("a body that looks like a request",
        "POST /a HTTP/1.1\r\n" + Host + "Content-Length: 19\r\n\r\nGET /evil HTTP/1.1\n",
        "POST /a|GET /evil HTTP/1.1\n");
    row("close", "GET /a HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n", "GET /a|", false);
    row("close among others", "GET /a HTTP/1.1\r\n" + Host + "Connection: x, Close\r\n\r\n", "GET /a|", false);
    row("not quite close", "GET /a HTTP/1.1\r\n" + Host + "Connection: closely\r\n\r\n", "GET /a|");
    row("1.0", "GET /a HTTP/1.0\r\n\r\n", "GET /a|", false);
    row("1.0 that stays", "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET /a|");
}

void TestGateFraming::expectAnswer(bool bytewise)
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    QFETCH(bool, stays);
    test::RawClient client(m_server.port());
    QVERIFY(bytewise ? client.sendBytewise(request) : client.send(request));
    const test::RawReply reply = client.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, body);
    QVERIFY(reply.field("X-Request-Id").size() >= 16);
    QVERIFY(reply.field("Date").endsWith("GMT"));
    if (!stays) {
        QCOMPARE(reply.field("Connection"), "close"_ba);
        QVERIFY(client.isClosedByPeer());
        return;
    }
    QVERIFY(client.send("GET /again HTTP/1.1\r\n" + Host + "\r\n"));
    QCOMPARE(client.reply().body, "GET /again|"_ba);
    QCOMPARE(m_evil, 0);
}

void TestGateFraming::answers() { expectAnswer(false); }
void TestGateFraming::answersBytewise() { expectAnswer(true); }

void TestGateFraming::refuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &request, int status) {
        QTest::newRow(name) << request << status;
    };
    const QByteArray post = "POST /a HTTP/1.1\r\n" + Host;
    const QByteArray get = "GET /a HTTP/1.1\r\n" + Host;
    const QByteArray evil = "GET /evil HTTP/1.1\r\n" + Host + "\r\n";
    const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";

    row("two lengths", post + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + evil, 400);
    row("the same length twice", post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + evil, 400);
    row("a list of lengths", post + "Content-Length: 0, 0\r\n\r\n" + evil, 400);
    row("length and chunks", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + evil, 400);
    row("chunks and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + evil, 400);
    row("chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + evil,
        400);
    row("chunked in 1.0", "POST /a HTTP/1.0\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + evil, 400);
    row("gzip coding", post + "Transfer-Encoding: gzip\r\n\r\n" + evil, 501);
    row("gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + evil, 501);
    row("identity coding", post + "Transfer-Encoding: identity\r\n\r\n" + evil, 501);
    row("hidden coding", post + "Transfer-Encoding: xchunked\r\n\r\n" + evil, 501);
    row("coding with a tab in its name", post + "Transfer-Encoding\t: chunked\r\n\r\n" + evil, 400);
    row("coding with vertical tab",
        post
            + "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n"
            + evil,
        400);
    row("negative length", post + "Content-Length: -1\r\n\r\n" + evil, 400);
    row("length with plus", post + "Content-Length: +5\r\n\r\n" + evil, 400);
    row("length in hex", post + "Content-Length: 0x5\r\n\r\n" + evil, 400);
    row("length of nothing", post + "Content-Length:\r\n\r\n" + evil, 400);
    row("length with a blank in it", post + "Content-Length: 5 6\r\n\r\n" + evil, 400);
    row("length 2^64-1", post + "Content-Length: 18446744073709551615\r\n\r\n" + evil, 400);
    row("length 2^70", post + "Content-Length: 1180591620717411303424\r\n\r\n" + evil, 400);
    row("blank before the colon", post + "Content-Length : 0\r\n\r\n" + evil, 400);
    row("folded line", get + "X: a\r\n b\r\n\r\n" + evil, 400);
    row("folded first line", "GET /a HTTP/1.1\r\n Host: shop\r\n\r\n" + evil, 400);
    row("line without a colon", get + "nonsense\r\n\r\n" + evil, 400);
    row("empty name", get + ": x\r\n\r\n" + evil, 400);
    row("bare line feeds", "GET /a HTTP/1.1\nHost: shop\n\n" + evil, 400);
    row("one bare line feed", get + "X: a\nY: b\r\n\r\n" + evil, 400);
    row("bare carriage return", get + "X: a\rY: b\r\n\r\n" + evil, 400);
    row("line feed before a request", "\n" + get + "\r\n" + evil, 400);
    row("NUL in a value", get + QByteArray("X: a\0b\r\n\r\n", 10) + evil, 400);
    row("NUL in a name", get + QByteArray("X\0: ab\r\n\r\n", 10) + evil, 400);
    row("no host", "GET /a HTTP/1.1\r\n\r\n" + evil, 400);
    row("two hosts", get + Host + "\r\n" + evil, 400);
    row("host with a path", "GET /a HTTP/1.1\r\nHost: a/b?c#d\r\n\r\n" + evil, 400);
    row("host with a user", "GET /a HTTP/1.1\r\nHost: me@shop\r\n\r\n" + evil, 400);
    row("host with a strange port", "GET /a HTTP/1.1\r\nHost: shop:80a\r\n\r\n" + evil, 400);
    row("empty host", "GET /a HTTP/1.1\r\nHost:\r\n\r\n" + evil, 400);
    row("two content types", post + "Content-Type: a/b\r\nContent-Type: c/d\r\n\r\n" + evil, 400);
    row("authority in the path", "GET //evil/api/x HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("absolute form", "GET http://evil/a HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("authority form", "GET shop:80 HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("star for get", "GET * HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("fragment", "GET /a#b HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("8-bit path", "GET /\xe9 HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("dot segments", "GET /a/../evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("escaped dot segments", "GET /a/%2e%2E/evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("dots at the end", "GET /a/.. HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("escaped slash", "GET /a%2Fevil HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("escaped NUL", "GET /a%00 HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("escaped line end", "GET /a%0d%0aX HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("half an escape", "GET /a%4 HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("no escape", "GET /a%zz HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("overlong UTF-8", "GET /%c0%ae HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("half an escape in the query", "GET /a?x=% HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("no target", "GET HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("two blanks", "GET  /a HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("tab for a blank", "GET\t/a HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("blank at the end", "GET /a HTTP/1.1 \r\n" + Host + "\r\n" + evil, 400);
    row("no version", "GET /a\r\n" + Host + "\r\n" + evil, 400);
    row("lower-case protocol", "GET /a http/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("1.2", "GET /a HTTP/1.2\r\n" + Host + "\r\n" + evil, 505);
    row("9.9", "GET /a HTTP/9.9\r\n" + Host + "\r\n" + evil, 505);
    row("2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400);
    row("unknown method", "FETCH /evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 501);
    row("lower-case method", "get /evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 501);
    row("connect", "CONNECT /evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 501);
    row("trace", "TRACE /evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 501);
    row("method with brackets", "G(T /evil HTTP/1.1\r\n" + Host + "\r\n" + evil, 400);
    row("strange expectation", get + "Expect: a cake\r\n\r\n" + evil, 417);
    row("long line", "GET /" + QByteArray(10'000, 'a') + " HTTP/1.1\r\n" + Host + "\r\n" + evil, 414);
    row("endless line", "GET /" + QByteArray(200'000, 'a'), 414);
    row("long head", get + "X: " + QByteArray(40'000, 'a') + "\r\n\r\n" + evil, 431);
    row("many fields", get + QByteArray("X: a\r\n").repeated(200) + "\r\n" + evil, 431);
    row("body too large", post + "Content-Length: 1048577\r\n\r\n" + evil, 413);
    row("chunks too large", chunked + "200000\r\n" + evil, 413);
    row("negative chunk", chunked + "-5\r\nabcde\r\n0\r\n\r\n" + evil, 400);
    row("chunk that is none", chunked + "zz\r\n" + evil, 400);
    row("chunk of 2^63-1", chunked + "7fffffffffffffff\r\n" + evil, 400);
    row("chunk without a size", chunked + "\r\n" + evil, 400);
    row("chunk in 0x", chunked + "0x3\r\nabc\r\n0\r\n\r\n" + evil, 400);
    row("chunk extension", chunked + "3;x=y\r\nabc\r\n0\r\n\r\n" + evil, 400);
    row("chunk size and bare line feed", chunked + "3\nabc\r\n0\r\n\r\n" + evil, 400);
    row("chunk longer than said", chunked + "3\r\nabcd\r\n0\r\n\r\n" + evil, 400);
    row("chunk end with bare line feed", chunked + "3\r\nabc\n0\r\n\r\n" + evil, 400);
    row("trailer", chunked + "0\r\nX: a\r\n\r\n" + evil, 400);
    row("trailer that is a request", chunked + "0\r\n" + evil, 400);
}

void TestGateFraming::expectRefusal(bool bytewise)
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    if (bytewise && request.size() > 2'000)
        return; // its size is the attack, the order of arrival is not
    test::RawClient client(m_server.port());
    bytewise ? client.sendBytewise(request) : client.send(request); // it may close before it has all
    const test::RawReply reply = client.reply();
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.field("Content-Type"), "application/problem+json"_ba);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QVERIFY(reply.body.contains(QByteArray("\"status\":" + QByteArray::number(status))));
    QVERIFY(reply.body.contains(QByteArray("\"request_id\":\"" + reply.field("X-Request-Id") + '"')));
    QCOMPARE(client.rest(), QByteArray());
    QCOMPARE(m_evil, 0);
}

void TestGateFraming::refuses() { expectRefusal(false); }
void TestGateFraming::refusesBytewise() { expectRefusal(true); }

void TestGateFraming::takesUploadsOnlyWhereTheyBelong()
{
    const QByteArray large(2 * 1024 * 1024, 'x');
    const QByteArray rest = " HTTP/1.1\r\n" + Host + "Content-Length: " + QByteArray::number(large.size()) + "\r\n\r\n";
    test::RawClient upload(m_server.port());
    QVERIFY(upload.send("POST /upload" + rest + large));
    QCOMPARE(upload.reply().body, "POST /upload|" + large);
    test::RawClient other(m_server.port());
    other.send("POST /other" + rest);
    QCOMPARE(other.reply().status, 413);
    test::RawClient put(m_server.port());
    put.send("PUT /upload" + rest);
    QCOMPARE(put.reply().status, 413);
}

void TestGateFraming::readsQueriesAndHeaders()
{
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.handlers = []() -> Handler {
        return [](Request request, Responder responder) {
            Reply reply;
            reply.body = request.query("q").value_or("none"_ba) + '|' + request.query("r").value_or("none"_ba) + '|'
                + QByteArray::number(request.queryItems().size()) + '|' + request.header("x-thing").toByteArray() + '|'
                + request.contentType().toByteArray() + '|' + request.peer().toString().toLatin1();
            for (const QByteArrayView segment : request.segments())
                reply.body += '|' + segment.toByteArray();
            reply.headers.append({"X-Split"_ba, "a\r\nX-Evil: b"_ba});
            responder.send(reply);
        };
    };
    HttpServer server;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    QVERIFY(client.send("GET /a/b%20c/?q=one+t%C3%A4o&&x&q=2 HTTP/1.1\r\n" + Host
                        + "X-THING:  v \r\nContent-Type: a/b\r\nX-Request-Id: mine-1\r\n\r\n"));
    const test::RawReply reply = client.reply();
    QCOMPARE(reply.body, "one t\xc3\xa4o|none|3|v|a/b|127.0.0.1|a|b c"_ba);
    QCOMPARE(reply.field("X-Request-Id"), "mine-1"_ba);
    QCOMPARE(reply.field("X-Evil"), QByteArray());
    QVERIFY(client.send("GET / HTTP/1.1\r\n" + Host + "X-Request-Id: not\"sane\r\n\r\n"));
    QVERIFY(client.reply().field("X-Request-Id") != "not\"sane"_ba);
}

QTEST_GUILESS_MAIN(TestGateFraming)
#include "tst_gateframing.moc"
