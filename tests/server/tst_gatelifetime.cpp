// Connections are counted and capped; the server stops without losing what is under way, and starts again.
#include "tests/support/echoshop.h"
#include "tests/support/rawclient.h"

#include <QTest>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestGateLifetime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void capsConnectionsPerAddress();
    void capsConnectionsInAll();
    void finishesWhatIsUnderWay();
    void doesNotWaitForEver();
    void repliesAfterTheServerHasGone();
    void startsAgain();
    void saysWhyItCannotListen();
};

void TestGateLifetime::capsConnectionsPerAddress()
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

void TestGateLifetime::capsConnectionsInAll()
{
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
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
    QVERIFY(fourth.send(test::getRequest("/a")));
    QCOMPARE(fourth.reply().status, 200);
}

void TestGateLifetime::finishesWhatIsUnderWay()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    const quint16 port = server.port();
    test::RawClient idle(port);
    QVERIFY(idle.send(test::getRequest("/a")));
    QCOMPARE(idle.reply().status, 200);
    test::RawClient busy(port);
    QVERIFY(busy.send(test::getRequest("/late") + test::getRequest("/never")));
    QTRY_COMPARE(shop.waiting(), 1);
    test::RawClient uploading(port);
    QVERIFY(uploading.send("POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\na"));
    QTRY_COMPARE(server.connections(), 3);
    // Its head is read once a later request of another connection is answered.
    test::RawClient probe(port);
    QVERIFY(probe.send(test::getRequest("/a")));
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
    QCOMPARE(shop.served(), 4);
    QVERIFY(!server.isRunning());
}

void TestGateLifetime::doesNotWaitForEver()
{
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
    options.limits.drainMillis = 50;
    QVERIFY(server.start(options));
    test::RawClient busy(server.port());
    QVERIFY(busy.send(test::getRequest("/late")));
    QTRY_COMPARE(shop.waiting(), 1);
    server.stop();
    QCOMPARE(busy.reply().status, 0);
    shop.release(); // nobody is there; nothing happens
}

void TestGateLifetime::repliesAfterTheServerHasGone()
{
    test::EchoShop shop;
    {
        HttpServer server;
        ServerOptions options = shop.options();
        options.limits.drainMillis = 0;
        QVERIFY(server.start(options));
        test::RawClient client(server.port());
        QVERIFY(client.send(test::getRequest("/late")));
        QTRY_COMPARE(shop.waiting(), 1);
    }
    shop.release();
    QCOMPARE(shop.waiting(), 0);
}

void TestGateLifetime::startsAgain()
{
    test::EchoShop shop;
    HttpServer server;
    quint16 port = 0;
    for (int i = 0; i < 20; ++i) {
        ServerOptions options = shop.options();
        options.port = port;
        options.workers = 2;
        const Result<> started = server.start(options);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        port = server.port();
        test::RawClient client(port);
        QVERIFY(client.send(test::getRequest("/a")));
        QCOMPARE(client.reply().status, 200);
        server.stop();
        QCOMPARE(server.connections(), 0);
    }
}

void TestGateLifetime::saysWhyItCannotListen()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    HttpServer second;
    ServerOptions options = shop.options();
    options.port = server.port();
    const Result<> taken = second.start(options);
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, ErrorCode::Conflict);
    QCOMPARE(taken.error().message,
             QString(u"Port "_s % QString::number(server.port())
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

QTEST_GUILESS_MAIN(TestGateLifetime)
#include "tst_gatelifetime.moc"
