// What the gate does over time: order, late replies, clients that leave or dawdle.
#include "tests/support/echoshop.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

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
};

void TestGateConnections::keepsOrderWhenTheFirstReplyIsLate()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/late") + test::getRequest("/two") + test::getRequest("/late")
                        + test::getRequest("/four")));
    QTRY_COMPARE(shop.waiting(), 1);
    QCOMPARE(shop.served(), 1); // the second is not even begun
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
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    test::RawClient client(server.port());
    QByteArray requests;
    for (int i = 0; i < 1000; ++i)
        requests += test::getRequest('/' + QByteArray::number(i));
    QVERIFY(client.send(requests));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(client.reply().body, QByteArray('/' + QByteArray::number(i) + '|'));
}

void TestGateConnections::answersHeadWithoutBody()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    test::RawClient client(server.port());
    QVERIFY(client.send("HEAD /a HTTP/1.1\r\nHost: shop\r\n\r\n" + test::getRequest("/b")));
    const test::RawReply head = client.reply(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "3"_ba);
    QCOMPARE(client.reply().body, "/b|"_ba);
    QVERIFY(client.send("HEAD /late HTTP/1.1\r\nHost: shop\r\n\r\n" + test::getRequest("/b")));
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
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/status/" + QByteArray::number(status)) + test::getRequest("/b")));
    const test::RawReply reply = client.reply(true);
    QCOMPARE(reply.status, status);
    QVERIFY(reply.field("Content-Length").isNull());
    QVERIFY(reply.field("Content-Type").isNull());
    QCOMPARE(client.reply().body, "/b|"_ba);
}

void TestGateConnections::invitesBodies()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
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
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 20; ++i) {
            test::RawClient client(server.port());
            QVERIFY(client.send(test::getRequest("/late")));
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
    QVERIFY(after.send(test::getRequest("/after")));
    QCOMPARE(after.reply().body, "/after|"_ba);
}

void TestGateConnections::repliesOnceToTheRightRequest()
{
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
    options.workers = 3;
    QVERIFY(server.start(options));
    std::vector<std::unique_ptr<test::RawClient>> clients;
    for (int i = 0; i < 128; ++i) {
        clients.push_back(std::make_unique<test::RawClient>(server.port()));
        QVERIFY(clients.back()->send(test::getRequest("/late")));
    }
    QTRY_COMPARE(shop.waiting(), 128);
    shop.release(201);
    for (const auto &client : clients) {
        QCOMPARE(client->reply().status, 201);
        QVERIFY(client->send(test::getRequest("/next")));
        QCOMPARE(client->reply().body, "/next|"_ba); // not the second reply to the first request
    }
}

void TestGateConnections::endsDawdlers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("head") << "GET /a HTTP/1.1\r\nHost: shop\r\nX"_ba;
    QTest::newRow("body") << "POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: 10\r\n\r\nabc"_ba;
    QTest::newRow("chunks") << "POST /a HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"_ba;
    QTest::newRow("second head") << QByteArray(test::getRequest("/a") + "G");
}

void TestGateConnections::endsDawdlers()
{
    QFETCH(QByteArray, bytes);
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
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
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
    options.limits.idleMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient silent(server.port());
    QVERIFY(silent.isClosedByPeer());
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/a")));
    QCOMPARE(client.reply().status, 200);
    QVERIFY(client.isClosedByPeer());
    QTRY_COMPARE(server.connections(), 0);
}

void TestGateConnections::answersWhenTheHandlerDoesNot()
{
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
    options.limits.answerMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/late")));
    QCOMPARE(client.reply().status, 503);
    shop.release();
    QVERIFY(client.isClosedByPeer());
}

void TestGateConnections::cutsReadersThatDoNotRead()
{
    test::EchoShop shop;
    HttpServer server;
    ServerOptions options = shop.options();
    options.limits.replyStallMillis = 100;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/huge")));
    QTRY_COMPARE(shop.served(), 1);
    QTRY_COMPARE(server.connections(), 0);
    QVERIFY(client.rest().size() < 16 * 1024 * 1024);
}

void TestGateConnections::holdsBackWhoDoesNotRead()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/huge").repeated(8)));
    QTRY_COMPARE(shop.served(), 1);
    test::RawClient other(server.port()); // takes its turn meanwhile
    QVERIFY(other.send(test::getRequest("/a")));
    QCOMPARE(other.reply().status, 200);
    QCOMPARE(shop.served(), 2); // the second huge reply is not made before the first is taken
    for (int i = 0; i < 8; ++i)
        QCOMPARE(client.reply().body.size(), 16 * 1024 * 1024);
    QCOMPARE(shop.served(), 9);
}

void TestGateConnections::sendsLargeRepliesWhole()
{
    test::EchoShop shop;
    HttpServer server;
    QVERIFY(server.start(shop.options()));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/huge", "Connection: close\r\n")));
    QCOMPARE(client.reply().body.size(), 16 * 1024 * 1024);
    QVERIFY(client.isClosedByPeer());
}

QTEST_GUILESS_MAIN(TestGateConnections)
#include "tst_gateconnections.moc"
