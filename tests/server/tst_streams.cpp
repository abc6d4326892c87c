// Replies that are made while they are sent: their framing, slow and vanished readers, faults half-way.
#include "server/http/bodystream.h"
#include "tests/support/echoshop.h"
#include "tests/support/memory.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::RawClient;

namespace {
constexpr qint64 MiB = 1024 * 1024;

}

class TestStreams : public QObject {
    Q_OBJECT
private:
    // Answers /stream with a stream that the test writes into, all else at once.
    ServerOptions options()
    {
        ServerOptions options;
        options.port = 0;
        options.workers = 1;
        options.limits.lingerMillis = 200;
        options.handlers = [this]() -> Service {
            return Handler([this](const Request &request, const Responder &responder) {
                Reply reply{200, "text/plain"_ba, "other"_ba};
                if (request.path() == "/stream") {
                    const auto stream = std::make_shared<BodyStream>(nullptr);
                    stream->whenOver([this](qint64 bytes) { m_over = bytes; });
                    reply = {200, "text/plain"_ba, {}, {}, stream};
                    const QMutexLocker lock(&m_mutex);
                    m_stream = stream;
                }
                responder.send(reply);
            });
        };
        return options;
    }
    std::shared_ptr<BodyStream> stream()
    {
        const QMutexLocker lock(&m_mutex);
        return m_stream;
    }

    QMutex m_mutex;
    std::shared_ptr<BodyStream> m_stream;
    std::atomic<qint64> m_over = -1; // bytes that the last one was taken to

private Q_SLOTS:
    void init()
    {
        m_stream = nullptr;
        m_over = -1;
    }
    void framesInChunks_data();
    void framesInChunks();
    void endsWithTheConnectionInHttp10();
    void answersHead();
    void waitsForSlowReaders();
    void letsStalledReadersGo();
    void stopsWhenTheClientLeaves();
    void breaksOffOnAFault_data();
    void breaksOffOnAFault();
    void doesNotWaitForEver();
    void endsWithTheServer();
};

void TestStreams::framesInChunks_data()
{
    QTest::addColumn<QList<qsizetype>>("pieces");
    QTest::newRow("nothing") << QList<qsizetype>{};
    QTest::newRow("a little") << QList<qsizetype>{10};
    QTest::newRow("little by little") << QList<qsizetype>{1, 2, 3, 4, 5};
    QTest::newRow("much") << QList<qsizetype>{40'000, 16 * 1024, 3 * MiB, 1};
}

void TestStreams::framesInChunks()
{
    QFETCH(QList<qsizetype>, pieces);
    HttpServer server;
    QVERIFY(server.start(options()));
    RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/stream") + test::getRequest("/other", "Connection: close\r\n")));
    QTRY_VERIFY(stream());
    QByteArray body;
    for (const qsizetype size : pieces) {
        const QByteArray piece(size, char('a' + body.size() % 26));
        QVERIFY(stream()->put(piece));
        body += piece;
    }
    stream()->finish();
    const test::RawReply head = client.reply();
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Transfer-Encoding"), "chunked"_ba);
    QVERIFY(head.field("Content-Length").isNull());
    const QByteArray rest = client.rest();
    const qsizetype next = rest.lastIndexOf("HTTP/1.1 200"); // not before the end of the first
    QVERIFY(next > 0 && rest.endsWith("other"));
    QVERIFY(test::unchunked(rest.first(next)) == body);
    QTRY_COMPARE(m_over.load(), body.size());
}

void TestStreams::endsWithTheConnectionInHttp10()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    RawClient client(server.port());
    QVERIFY(client.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    QTRY_VERIFY(stream());
    QVERIFY(stream()->put(QByteArray(100'000, 'x')));
    stream()->finish();
    const test::RawReply head = client.reply();
    QVERIFY(head.field("Transfer-Encoding").isNull() && head.field("Content-Length").isNull());
    QCOMPARE(head.field("Connection"), "close"_ba);
    QCOMPARE(client.rest(), QByteArray(100'000, 'x'));
    QVERIFY(client.isClosedByPeer());
}

void TestStreams::answersHead()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    RawClient client(server.port());
    QVERIFY(client.send("HEAD /stream HTTP/1.1\r\nHost: shop\r\n\r\n" + test::getRequest("/other")));
    QCOMPARE(client.reply(true).field("Transfer-Encoding"), "chunked"_ba);
    QCOMPARE(client.reply().body, "other"_ba);
    QVERIFY(!stream()->put("for nobody"));
    QCOMPARE(m_over.load(), 0);
}

void TestStreams::waitsForSlowReaders()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/stream", "Connection: close\r\n")));
    QTRY_VERIFY(stream());
    const qint64 before = test::residentMemory();
    const QByteArray piece(MiB, 'x');
    for (int i = 0; i < 64; ++i)
        QVERIFY(stream()->put(piece)); // whoever makes it does not wait for whoever reads it
    stream()->finish();
    RawClient bystander(server.port());
    QVERIFY(bystander.send(test::getRequest("/other")));
    QCOMPARE(bystander.reply().body, "other"_ba);
    const qint64 grown = test::residentMemory() - before;
    QVERIFY2(grown < 16 * MiB, QByteArray::number(grown).constData());
    QCOMPARE(client.reply().status, 200);
    const auto body = test::unchunked(client.rest());
    QVERIFY(body);
    QCOMPARE(body->size(), 64 * MiB);
}

void TestStreams::letsStalledReadersGo()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.replyStallMillis = 100;
    QVERIFY(server.start(options));
    RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/stream")));
    QTRY_VERIFY(stream());
    const QByteArray piece(MiB, 'x');
    for (int i = 0; i < 32; ++i)
        (void)stream()->put(piece);
    QTRY_COMPARE(server.connections(), 0);
    QVERIFY(!stream()->put("for nobody"));
    QVERIFY(m_over >= 0 && m_over < 32 * MiB);
}

void TestStreams::stopsWhenTheClientLeaves()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/stream")));
    QTRY_VERIFY(stream());
    QVERIFY(stream()->put(QByteArray(100'000, 'x')));
    QCOMPARE(client.reply().status, 200);
    client.reset();
    QTRY_VERIFY(!stream()->put("x"));
    QTRY_COMPARE(server.connections(), 0);
    stream()->finish();
    QTRY_VERIFY(m_over >= 0);
}

void TestStreams::breaksOffOnAFault_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("1.1") << "1.1"_ba;
    QTest::newRow("1.0") << "1.0"_ba;
}

void TestStreams::breaksOffOnAFault()
{
    QFETCH(QByteArray, version);
    HttpServer server;
    QVERIFY(server.start(options()));
    RawClient client(server.port());
    QVERIFY(client.send("GET /stream HTTP/" + version + "\r\nHost: shop\r\n\r\n" + test::getRequest("/other")));
    QTRY_VERIFY(stream());
    QVERIFY(stream()->put(QByteArray(100'000, 'x')));
    QCOMPARE(client.reply().status, 200);
    stream()->fail();
    const QByteArray rest = client.rest();
    QVERIFY(client.isReset()); // where nothing else says that there is more
    QVERIFY(!test::unchunked(rest)); // there is no last chunk, and no second reply
    QVERIFY(!rest.contains("HTTP/1.1"));
    QTRY_COMPARE(server.connections(), 0);
}

void TestStreams::doesNotWaitForEver()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.answerMillis = 200;
    QVERIFY(server.start(options));
    RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/stream")));
    QTRY_VERIFY(stream());
    QCOMPARE(client.reply().status, 200);
    QVERIFY(client.isClosedByPeer());
    QVERIFY(!stream()->put("late"));
}

void TestStreams::endsWithTheServer()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.drainMillis = 200;
    QVERIFY(server.start(options));
    RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/stream")));
    QTRY_VERIFY(stream());
    QVERIFY(stream()->put(QByteArray(100'000, 'x')));
    server.stop();
    QVERIFY(!stream()->put("for nobody"));
    stream()->finish();
    QVERIFY(m_over >= 0);
}

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
