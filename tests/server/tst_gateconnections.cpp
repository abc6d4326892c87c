// What the gate does over time: order, late replies, clients that leave or dawdle, caps, stopping.
#include "server/http/httpserver.h"
#include "tests/support/rawclient.h"

#include <QMutex>
#include <QTest>
#include <atomic>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: shop\r\n" + fields + "\r\n";
}

// Keeps the responders of /late until they are released, from another thread; answers everything else at once.
class Shop {
public:
    HandlerFactory factory()
    {
        return [this]() -> Handler {
            return [this](Request request, Responder responder) { handle(std::move(request), responder); };
        };
    }
    int waiting() const
    {
        const QMutexLocker lock(&m_mutex);
        return int(m_late.size());
    }
    void release(int status = 200)
    {
        QList<Responder> late;
        {
            const QMutexLocker lock(&m_mutex);
            late = std::exchange(m_late, {});
        }
        std::thread([late, status] {
            for (const Responder &responder : late) {
                responder.send(Reply{status, "text/plain"_ba, "late"_ba});
                responder.send(Reply{500, "text/plain"_ba, "twice"_ba});
            }
        }).join();
    }
    std::atomic<int> served = 0;

private:
    void handle(Request request, const Responder &responder)
    {
        ++served;
        const QByteArray path = request.path().toByteArray();
        if (path == "/late") {
            const QMutexLocker lock(&m_mutex);
            m_late.append(responder);
        } else if (path == "/huge") {
            responder.send(Reply{200, "text/plain"_ba, QByteArray(16 * 1024 * 1024, 'x')});
        } else if (path.startsWith("/status/")) {
            responder.send(Reply{path.mid(8).toInt(), "text/plain"_ba, "body"_ba});
        } else {
            responder.send(Reply{200, "text/plain"_ba, path + '|' + request.body()});
            responder.send(Reply{500, {}, "twice"_ba});
        }
    }

    mutable QMutex m_mutex;
    QList<Responder> m_late;
};

ServerOptions optionsFor(Shop &shop)
{
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.handlers = shop.factory();
    options.limits.lingerMillis = 200;
    return options;
}

}

class TestGateConnections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsOrderWhenTheFirstReplyIsLate();
    void answersManyPipelinedRequests();
    void answersHeadWithoutBody();
    void keepsBodiesBack_data();
    void keepsBodiesBack();
    void invitesBodies();
    void survivesClientsThatLeave_data();
    void survivesClientsThatLeave();
    void repliesOnceToTheRightRequest();
    void endsDawdlers_data();
    void endsDawdlers();
    void closesIdleConnections();
    void answersWhenTheHandlerDoesNot();
    void cutsReadersThatDoNotRead();
    void holdsBackWhoDoesNotRead();
    void sendsLargeRepliesWhole();
    void capsConnectionsPerAddress();
    void capsConnectionsInAll();
    void finishesWhatIsUnderWay();
    void doesNotWaitForEver();
    void repliesAfterTheServerHasGone();
    void startsAgain();
    void saysWhyItCannotListen();
};

void TestGateConnections::keepsOrderWhenTheFirstReplyIsLate()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/late") + get("/two") + get("/late") + get("/four")));
    QTRY_COMPARE(shop.waiting(), 1);
    QCOMPARE(shop.served.load(), 1); // the second is not even begun
    shop.release(201);
    QCOMPARE(client.reply().status, 201);
    QCOMPARE(client.reply().body, "/two|"_ba);
    QTRY_COMPARE(shop.waiting(), 1);
    shop.release(202);
    QCOMPARE(client.reply().status, 202);
    QCOMPARE(client.reply().body, "/four|"_ba);
}

void TestGateConnections::answersManyPipelinedRequests()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    QByteArray requests;
    for (int i = 0; i < 1000; ++i)
        requests += get('/' + QByteArray::number(i));
    QVERIFY(client.send(requests));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(client.reply().body, QByteArray('/' + QByteArray::number(i) + '|'));
}

void TestGateConnections::answersHeadWithoutBody()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    QVERIFY(client.send("HEAD /a HTTP/1.1\r\nHost: shop\r\n\r\n" + get("/b")));
    const test::RawReply head = client.reply(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "3"_ba);
    QCOMPARE(client.reply().body, "/b|"_ba);
    QVERIFY(client.send("HEAD /late HTTP/1.1\r\nHost: shop\r\n\r\n" + get("/b")));
    QTRY_COMPARE(shop.waiting(), 1);
    shop.release();
    QCOMPARE(client.reply(true).field("Content-Length"), "4"_ba);
    QCOMPARE(client.reply().body, "/b|"_ba);
}

void TestGateConnections::keepsBodiesBack_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("204") << 204;
    QTest::newRow("304") << 304;
}

void TestGateConnections::keepsBodiesBack()
{
    QFETCH(int, status);
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/status/" + QByteArray::number(status)) + get("/b")));
    const test::RawReply reply = client.reply(true);
    QCOMPARE(reply.status, status);
    QVERIFY(reply.field("Content-Length").isNull());
    QVERIFY(reply.field("Content-Type").isNull());
    QCOMPARE(client.reply().body, "/b|"_ba);
}

void TestGateConnections::invitesBodies()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    const QByteArray head = "POST /a HTTP/1.1\r\nHost: shop\r\nExpect: 100-Continue\r\nContent-Length: ";
    QVERIFY(client.send(head + "3\r\n\r\n"));
    QCOMPARE(client.reply().status, 100);
    QVERIFY(client.send("abc"));
    QCOMPARE(client.reply().body, "/a|abc"_ba);
    QVERIFY(client.send(head + "3\r\n\r\nabc")); // did not wait to be asked
    QCOMPARE(client.reply().body, "/a|abc"_ba);
    QVERIFY(client.send(head + "99999999\r\n\r\n"));
    QCOMPARE(client.reply().status, 413);
    QVERIFY(client.isClosedByPeer());
}

void TestGateConnections::survivesClientsThatLeave_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("closed") << false;
    QTest::newRow("reset") << true;
}

void TestGateConnections::survivesClientsThatLeave()
{
    QFETCH(bool, reset);
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 20; ++i) {
            test::RawClient client(server.port());
            QVERIFY(client.send(get("/late")));
            if (i % 2)
                QTRY_VERIFY(shop.waiting() > i / 2);
            if (reset)
                client.reset();
        }
        QTRY_COMPARE(shop.waiting(), 20);
        if (round % 2)
            QTRY_COMPARE(server.connections(), 0);
        shop.release();
    }
    QTRY_COMPARE(server.connections(), 0);
    test::RawClient client(server.port());
    QVERIFY(client.send("POST /half HTTP/1.1\r\nHost: shop\r\nContent-Length: 10\r\n\r\nabc"));
    reset ? client.reset() : client.close();
    QTRY_COMPARE(server.connections(), 0);
    test::RawClient after(server.port());
    QVERIFY(after.send(get("/after")));
    QCOMPARE(after.reply().body, "/after|"_ba);
}

void TestGateConnections::repliesOnceToTheRightRequest()
{
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.workers = 3;
    QVERIFY(server.start(options));
    std::vector<std::unique_ptr<test::RawClient>> clients;
    for (int i = 0; i < 128; ++i) {
        clients.push_back(std::make_unique<test::RawClient>(server.port()));
        QVERIFY(clients.back()->send(get("/late")));
    }
    QTRY_COMPARE(shop.waiting(), 128);
    shop.release(201);
    for (const auto &client : clients) {
        QCOMPARE(client->reply().status, 201);
        QVERIFY(client->send(get("/next")));
        QCOMPARE(client->reply().body, "/next|"_ba); // not the second reply to the first request
    }
}

void TestGateConnections::endsDawdlers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("head") << "GET /a HTTP/1.1\r\nHost: shop\r\nX"_ba;
    QTest::newRow("body") << "POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: 10\r\n\r\nabc"_ba;
    QTest::newRow("chunks") << "POST /a HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"_ba;
    QTest::newRow("second head") << QByteArray(get("/a") + "G");
}

void TestGateConnections::endsDawdlers()
{
    QFETCH(QByteArray, bytes);
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.limits.headMillis = options.limits.bodyMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    QVERIFY(client.send(bytes));
    test::RawReply reply = client.reply();
    if (bytes.endsWith("\r\n\r\nG")) {
        QCOMPARE(reply.status, 200);
        reply = client.reply();
    }
    QCOMPARE(reply.status, 408);
    QVERIFY(client.isClosedByPeer());
    QTRY_COMPARE(server.connections(), 0);
}

void TestGateConnections::closesIdleConnections()
{
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.limits.idleMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient silent(server.port());
    QVERIFY(silent.isClosedByPeer());
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/a")));
    QCOMPARE(client.reply().status, 200);
    QVERIFY(client.isClosedByPeer());
    QTRY_COMPARE(server.connections(), 0);
}

void TestGateConnections::answersWhenTheHandlerDoesNot()
{
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.limits.answerMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/late")));
    QCOMPARE(client.reply().status, 503);
    shop.release();
    QVERIFY(client.isClosedByPeer());
}

void TestGateConnections::cutsReadersThatDoNotRead()
{
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.limits.replyStallMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/huge")));
    QTRY_COMPARE(shop.served.load(), 1);
    QTRY_COMPARE(server.connections(), 0);
    QVERIFY(client.rest().size() < 16 * 1024 * 1024);
}

void TestGateConnections::holdsBackWhoDoesNotRead()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/huge").repeated(8)));
    QTRY_COMPARE(shop.served.load(), 1);
    test::RawClient other(server.port()); // takes its turn meanwhile
    QVERIFY(other.send(get("/a")));
    QCOMPARE(other.reply().status, 200);
    QCOMPARE(shop.served.load(), 2); // the second huge reply is not made before the first is taken
    for (int i = 0; i < 8; ++i)
        QCOMPARE(client.reply().body.size(), 16 * 1024 * 1024);
    QCOMPARE(shop.served.load(), 9);
}

void TestGateConnections::sendsLargeRepliesWhole()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    test::RawClient client(server.port());
    QVERIFY(client.send(get("/huge", "Connection: close\r\n")));
    QCOMPARE(client.reply().body.size(), 16 * 1024 * 1024);
    QVERIFY(client.isClosedByPeer());
}

void TestGateConnections::capsConnectionsPerAddress()
{
    const auto counted = std::make_shared<Connections>([] {
        Limits limits;
        limits.connectionsPerAddress = 2;
        limits.connectionsLoopback = 3;
        return limits;
    }());
    std::vector<ConnectionPlace> places;
    const auto enters = [&](const char *address) {
        ConnectionPlace place = counted->enter(QHostAddress(QString::fromLatin1(address)));
        const bool entered = bool(place);
        places.push_back(std::move(place));
        return entered;
    };
    QVERIFY(enters("10.0.0.1") && enters("10.0.0.1") && !enters("10.0.0.1"));
    QVERIFY(enters("10.0.0.2"));
    QVERIFY(enters("2001:db8:1:2::1") && enters("2001:db8:1:2::2") && !enters("2001:db8:1:2:f::3"));
    QVERIFY(enters("2001:db8:1:3::1"));
    QVERIFY(enters("127.0.0.1") && enters("::1") && enters("127.0.0.2") && !enters("127.0.0.1"));
    places.clear();
    QCOMPARE(counted->count(), 0);
    QVERIFY(enters("10.0.0.1"));
}

void TestGateConnections::capsConnectionsInAll()
{
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.limits.connections = 2;
    QVERIFY(server.start(options));
    test::RawClient first(server.port());
    {
        test::RawClient second(server.port());
        QTRY_COMPARE(server.connections(), 2);
        test::RawClient third(server.port());
        const test::RawReply reply = third.reply();
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.field("Retry-After"), "5"_ba);
        QCOMPARE(reply.field("Connection"), "close"_ba);
        QVERIFY(third.isClosedByPeer());
    }
    QTRY_COMPARE(server.connections(), 1);
    test::RawClient fourth(server.port());
    QVERIFY(fourth.send(get("/a")));
    QCOMPARE(fourth.reply().status, 200);
}

void TestGateConnections::finishesWhatIsUnderWay()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    const quint16 port = server.port();
    test::RawClient idle(port);
    QVERIFY(idle.send(get("/a")));
    QCOMPARE(idle.reply().status, 200);
    test::RawClient busy(port);
    QVERIFY(busy.send(get("/late") + get("/never")));
    QTRY_COMPARE(shop.waiting(), 1);
    test::RawClient uploading(port);
    QVERIFY(uploading.send("POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\na"));
    QTRY_COMPARE(server.connections(), 3);
    // Its head is read once a later request of another connection is answered.
    test::RawClient probe(port);
    QVERIFY(probe.send(get("/a")));
    QCOMPARE(probe.reply().status, 200);

    std::thread stopping([&server] { server.stop(); });
    QVERIFY(idle.isClosedByPeer());
    QVERIFY(!test::RawClient(port).isOpen());
    shop.release();
    const test::RawReply reply = busy.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QVERIFY(uploading.send("bc"));
    QCOMPARE(uploading.reply().body, "/a|abc"_ba);
    busy.close();
    uploading.close();
    stopping.join();
    QCOMPARE(shop.served.load(), 4);
    QVERIFY(!server.isRunning());
}

void TestGateConnections::doesNotWaitForEver()
{
    Shop shop;
    HttpServer server;
    ServerOptions options = optionsFor(shop);
    options.limits.drainMillis = 50;
    QVERIFY(server.start(options));
    test::RawClient busy(server.port());
    QVERIFY(busy.send(get("/late")));
    QTRY_COMPARE(shop.waiting(), 1);
    server.stop();
    QCOMPARE(busy.reply().status, 0);
    shop.release(); // nobody is there; nothing happens
}

void TestGateConnections::repliesAfterTheServerHasGone()
{
    Shop shop;
    {
        HttpServer server;
        ServerOptions options = optionsFor(shop);
        options.limits.drainMillis = 0;
        QVERIFY(server.start(options));
        test::RawClient client(server.port());
        QVERIFY(client.send(get("/late")));
        QTRY_COMPARE(shop.waiting(), 1);
    }
    shop.release();
    QCOMPARE(shop.waiting(), 0);
}

void TestGateConnections::startsAgain()
{
    Shop shop;
    HttpServer server;
    quint16 port = 0;
    for (int i = 0; i < 20; ++i) {
        ServerOptions options = optionsFor(shop);
        options.port = port;
        options.workers = 2;
        const Result<> started = server.start(options);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        port = server.port();
        test::RawClient client(port);
        QVERIFY(client.send(get("/a")));
        QCOMPARE(client.reply().status, 200);
        server.stop();
        QCOMPARE(server.connections(), 0);
    }
}

void TestGateConnections::saysWhyItCannotListen()
{
    Shop shop;
    HttpServer server;
    QVERIFY(server.start(optionsFor(shop)));
    HttpServer second;
    ServerOptions options = optionsFor(shop);
    options.port = server.port();
    const Result<> taken = second.start(options);
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, ErrorCode::Conflict);
    QCOMPARE(taken.error().message, QString(u"Port "_s % QString::number(server.port())
                                            % u" is used by another program. Choose another port, or end that program."_s));
    QVERIFY(!second.isRunning());
    options.port = 0;
    options.host = u"no such place"_s;
    const Result<> nowhere = second.start(options);
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().message.contains(u"no such place"_s));
    options.host = u"localhost"_s;
    QVERIFY(second.start(options));
}

QTEST_GUILESS_MAIN(TestGateConnections)
#include "tst_gateconnections.moc"
