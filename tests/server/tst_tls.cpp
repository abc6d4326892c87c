// TLS: what is negotiated, what is not, and that everything the gate promises holds over it.
#include "server/http/selfsigned.h"
#include "tests/support/echoshop.h"
#include "tests/support/memory.h"
#include "tests/support/rawclient.h"
#include "tests/support/tlsclient.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TlsClient;

namespace {
constexpr int Tls11 = 0x0302;
constexpr int Tls12 = 0x0303;
constexpr int Tls13 = 0x0304;

void put(const QString &name, const QByteArray &bytes)
{
    QFile file(name + u".new"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write");
    file.close();
    if (::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(name).constData()) != 0)
        qFatal("cannot rename");
}

}

class TestTls : public QObject {
    Q_OBJECT
private:
    ServerOptions options()
    {
        ServerOptions options = m_shop->options();
        options.tls = m_files;
        return options;
    }
    void makePair(int days = 30)
    {
        const auto made = makeSelfSigned({u"localhost"_s, u"127.0.0.1"_s}, days);
        if (!made)
            qFatal("no certificate");
        put(m_files.key, made->key);
        put(m_files.certificate, made->certificate);
    }

    std::unique_ptr<test::EchoShop> m_shop;
    QTemporaryDir m_folder;
    TlsFiles m_files{m_folder.filePath(u"certificate.pem"_s), m_folder.filePath(u"key.pem"_s)};

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<test::EchoShop>();
        makePair();
    }
    void negotiates_data();
    void negotiates();
    void agreesOnHttp11();
    void sendsHstsToNamedHosts();
    void keepsConnectionsAndOrder();
    void takesBodies();
    void takesLeave();
    void sendsLargeRepliesWhole();
    void letsUnfinishedHandshakesGo();
    void makesRoomInAFlood();
    void closesOnPlainHttp();
    void holdsLittleForSlowReaders();
    void cutsReadersThatDoNotRead();
    void takesARenewedCertificate();
    void keepsTheOldForABadPair();
    void doesNotStartWith_data();
    void doesNotStartWith();
    void readsRsaAndLockedKeys();
    void endsWithClientsThere();
};

void TestTls::negotiates_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("suites");
    QTest::addColumn<QByteArray>("agreed"); // empty: refused
    QTest::newRow("TLS 1.1") << Tls11 << "ALL:@SECLEVEL=0"_ba
                             << ""_ba;
    QTest::newRow("TLS 1.2") << Tls12 << ""_ba
                             << "ECDHE-ECDSA-AES128-GCM-SHA256"_ba;
    QTest::newRow("TLS 1.3") << Tls13 << ""_ba
                             << "TLS_AES_128_GCM_SHA256"_ba;
    QTest::newRow("CHACHA20") << Tls12 << "ECDHE-ECDSA-CHACHA20-POLY1305"_ba
                              << "ECDHE-ECDSA-CHACHA20-POLY1305"_ba;
    QTest::newRow("CBC") << Tls12 << "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA"_ba
                         << ""_ba;
    QTest::newRow("CCM") << Tls12 << "ECDHE-ECDSA-AES128-CCM8"_ba
                         << ""_ba;
    QTest::newRow("no forward secrecy") << Tls12 << "AES128-GCM-SHA256"_ba
                                        << ""_ba;
    QTest::newRow("DHE") << Tls12 << "DHE-RSA-AES128-GCM-SHA256"_ba
                         << ""_ba;
}

void TestTls::negotiates()
{
    QFETCH(int, version);
    QFETCH(QByteArray, suites);
    QFETCH(QByteArray, agreed);
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient client(server.port(), {version, version, suites.isEmpty() ? nullptr : suites.constData(), {}});
    QVERIFY2(client.isOpen() != agreed.isEmpty(), client.fault().constData());
    if (agreed.isEmpty()) {
        QVERIFY2(client.fault().contains("alert"), client.fault().constData()); // it was the server that refused
        return;
    }
    QCOMPARE(client.suite(), agreed);
    QCOMPARE(client.curve(), "prime256v1"_ba);
    QVERIFY(client.send(test::getRequest("/a")));
    QCOMPARE(client.reply().body, "/a|"_ba);
}

void TestTls::agreesOnHttp11()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient both(server.port(), {.protocols = "\x02h2\x08http/1.1"_ba});
    QCOMPARE(both.protocol(), "http/1.1"_ba);
    TlsClient http2(server.port(), {.protocols = "\x02h2"_ba});
    QVERIFY(http2.protocol() != "h2");
}

void TestTls::sendsHstsToNamedHosts()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient client(server.port());
    const auto hstsFor = [&client](const QByteArray &host) {
        client.send("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return client.reply().field("Strict-Transport-Security");
    };
    QCOMPARE(hstsFor("shop.example.com"), "max-age=31536000"_ba);
    QCOMPARE(hstsFor("Shop.Example.com:8443"), "max-age=31536000"_ba);
    for (const char *host : {"localhost", "localhost:8080", "shop.localhost", "127.0.0.1", "192.168.1.20:8443", "[::1]",
                             "[::1]:8443", "LOCALHOST."})
        QVERIFY2(hstsFor(host).isNull(), host);
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: x\r\n\r\n"));
    QCOMPARE(client.reply().status, 400);

    HttpServer plain;
    QVERIFY(plain.start(m_shop->options()));
    test::RawClient open(plain.port());
    QVERIFY(open.send("GET /a HTTP/1.1\r\nHost: shop.example.com\r\n\r\n"));
    QVERIFY(open.reply().field("Strict-Transport-Security").isNull());
}

void TestTls::keepsConnectionsAndOrder()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient client(server.port());
    QByteArray requests;
    for (int i = 0; i < 200; ++i)
        requests += test::getRequest('/' + QByteArray::number(i));
    QVERIFY(client.send(requests));
    for (int i = 0; i < 200; ++i)
        QCOMPARE(client.reply().body, QByteArray('/' + QByteArray::number(i) + '|'));
    QVERIFY(client.send(test::getRequest("/late") + "HEAD /two HTTP/1.1\r\nHost: shop\r\n\r\n"
                        + test::getRequest("/three")));
    QTRY_COMPARE(m_shop->waiting(), 1);
    m_shop->release(201);
    QCOMPARE(client.reply().status, 201);
    QCOMPARE(client.reply(true).field("Content-Length"), "5"_ba);
    QCOMPARE(client.reply().body, "/three|"_ba);
}

void TestTls::takesBodies()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient client(server.port());
    const QByteArray body(900 * 1024, 'b');
    QVERIFY(client.send("POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: " + QByteArray::number(body.size())
                        + "\r\n\r\n" + body + test::getRequest("/next")));
    QCOMPARE(client.reply().body, QByteArray("/a|" + body));
    QCOMPARE(client.reply().body, "/next|"_ba);
}

void TestTls::takesLeave()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient asked(server.port());
    QVERIFY(asked.send(test::getRequest("/a", "Connection: close\r\n")));
    QCOMPARE(asked.reply().body, "/a|"_ba);
    QVERIFY(asked.isToldGoodbye());
    TlsClient refused(server.port());
    QVERIFY(refused.send("GET /a HTTP/9.9\r\n\r\n"));
    QCOMPARE(refused.reply().status, 505);
    QVERIFY(refused.isToldGoodbye());
    QTRY_COMPARE(server.connections(), 0);
}

void TestTls::sendsLargeRepliesWhole()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient client(server.port());
    QVERIFY(client.send(test::getRequest("/huge") + test::getRequest("/after")
                        + test::getRequest("/huge", "Connection: close\r\n")));
    QCOMPARE(client.reply().body.size(), 16 * 1024 * 1024);
    QCOMPARE(client.reply().body, "/after|"_ba);
    QCOMPARE(client.reply().body.size(), 16 * 1024 * 1024);
    QVERIFY(client.isToldGoodbye());
}

void TestTls::letsUnfinishedHandshakesGo()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.handshakeMillis = 200;
    QVERIFY(server.start(options));
    test::RawClient silent(server.port());
    test::RawClient half(server.port());
    QVERIFY(half.send("\x16\x03\x01\x02"_ba)); // the beginning of a greeting
    QTRY_COMPARE(server.connections(), 2);
    QVERIFY(silent.isClosedByPeer());
    QVERIFY(half.isClosedByPeer());
    QTRY_COMPARE(server.connections(), 0);
}

void TestTls::makesRoomInAFlood()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.handshakes = 20;
    options.limits.handshakeMillis = 60'000;
    QVERIFY(server.start(options));
    TlsClient before(server.port());
    QVERIFY(before.send(test::getRequest("/a"))); // a client of TLS 1.3 is ready before the server is
    QCOMPARE(before.reply().body, "/a|"_ba);
    std::vector<std::unique_ptr<test::RawClient>> flood;
    flood.reserve(100);
    for (int i = 0; i < 100; ++i)
        flood.push_back(std::make_unique<test::RawClient>(server.port()));
    TlsClient bystander(server.port());
    QVERIFY(bystander.send(test::getRequest("/a")));
    QCOMPARE(bystander.reply().body, "/a|"_ba);
    QVERIFY(flood.front()->isClosedByPeer());
    QTRY_VERIFY(server.connections() <= 22);
    QVERIFY(before.send(test::getRequest("/b"))); // encrypted ones are not touched
    QCOMPARE(before.reply().body, "/b|"_ba);
}

void TestTls::closesOnPlainHttp()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    test::RawClient client(server.port());
    QVERIFY(client.send(test::getRequest("/a")));
    QVERIFY(!client.rest().contains("HTTP/"));
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(m_shop->served(), 0);
}

void TestTls::holdsLittleForSlowReaders()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.replyStallMillis = 60'000;
    QVERIFY(server.start(options));
    std::vector<std::unique_ptr<TlsClient>> clients;
    clients.reserve(8);
    for (int i = 0; i < 8; ++i)
        clients.push_back(std::make_unique<TlsClient>(server.port()));
    const qint64 before = test::residentMemory();
    for (const auto &client : clients)
        QVERIFY(client->send(test::getRequest("/shared")));
    QTRY_COMPARE(m_shop->served(), 8);
    TlsClient bystander(server.port());
    QVERIFY(bystander.send(test::getRequest("/a")));
    QCOMPARE(bystander.reply().body, "/a|"_ba);
    // The body itself is there once; encrypted as a whole it would be there eight times more.
    const qint64 grown = test::residentMemory() - before;
    QVERIFY2(grown < 48 * 1024 * 1024, QByteArray::number(grown).constData());
    QCOMPARE(clients.front()->reply().body.size(), 16 * 1024 * 1024);
}

void TestTls::cutsReadersThatDoNotRead()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.replyStallMillis = 100;
    QVERIFY(server.start(options));
    TlsClient client(server.port());
    QVERIFY(client.send(test::getRequest("/huge")));
    QTRY_COMPARE(m_shop->served(), 1);
    QTRY_COMPARE(server.connections(), 0);
}

void TestTls::takesARenewedCertificate()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient old(server.port());
    const QByteArray serial = old.serial();
    QCOMPARE(TlsClient(server.port()).serial(), serial);
    makePair();
    QTRY_VERIFY(TlsClient(server.port()).serial() != serial);
    QVERIFY(old.send(test::getRequest("/a")));
    QCOMPARE(old.reply().body, "/a|"_ba);
}

void TestTls::keepsTheOldForABadPair()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    const QByteArray serial = TlsClient(server.port()).serial();
    const auto other = makeSelfSigned({u"localhost"_s}, 30);
    QVERIFY(other);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"does not belong to the certificate.*from before"_s));
    put(m_files.certificate, other->certificate);
    QTest::qWait(2500); // two looks
    QCOMPARE(TlsClient(server.port()).serial(), serial);
    put(m_files.key, other->key); // mended
    QTRY_VERIFY(TlsClient(server.port()).serial() != serial);
}

void TestTls::doesNotStartWith_data()
{
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("says");
    QTest::newRow("no certificate file") << u"certificate"_s << u"cannot be read"_s;
    QTest::newRow("no key file") << u"key"_s << u"cannot be read"_s;
    QTest::newRow("certificate is something else") << u"rubbish certificate"_s << u"no certificate in"_s;
    QTest::newRow("key is something else") << u"rubbish key"_s << u"no private key in"_s;
    QTest::newRow("files swapped") << u"swapped"_s << u"no certificate in"_s;
    QTest::newRow("of two pairs") << u"mismatched"_s << u"does not belong"_s;
    QTest::newRow("run out") << u"expired"_s << u"ran out on"_s;
    QTest::newRow("a folder") << u"folder"_s << u"cannot be read"_s;
}

void TestTls::doesNotStartWith()
{
    QFETCH(QString, wrong);
    QFETCH(QString, says);
    ServerOptions options = this->options();
    if (wrong == "certificate"_L1)
        options.tls.certificate += u".missing"_s;
    else if (wrong == "key"_L1)
        options.tls.key += u".missing"_s;
    else if (wrong == "rubbish certificate"_L1)
        put(m_files.certificate, "rubbish");
    else if (wrong == "rubbish key"_L1)
        put(m_files.key, "rubbish");
    else if (wrong == "swapped"_L1)
        std::swap(options.tls.certificate, options.tls.key);
    else if (wrong == "mismatched"_L1)
        put(m_files.key, makeSelfSigned({u"localhost"_s}, 30)->key);
    else if (wrong == "expired"_L1)
        makePair(-1);
    else
        options.tls.certificate = m_folder.path();
    HttpServer server;
    const auto started = server.start(options);
    QVERIFY(!started);
    QVERIFY2(started.error().message.contains(says), qPrintable(started.error().message));
    QVERIFY(!server.isRunning());
}

void TestTls::readsRsaAndLockedKeys()
{
    const auto openssl = [this](const QStringList &arguments) {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"openssl"_s, arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    };
    const QStringList made{u"req"_s,  u"-x509"_s,   u"-subj"_s,   u"/CN=localhost"_s, u"-days"_s,  u"2"_s,
                           u"-out"_s, u"rsa.pem"_s, u"-keyout"_s, u"rsakey.pem"_s,    u"-nodes"_s, u"-newkey"_s};
    QVERIFY(openssl(made + QStringList{u"rsa:2048"_s}));
    ServerOptions options = this->options();
    options.tls = {m_folder.filePath(u"rsa.pem"_s), m_folder.filePath(u"rsakey.pem"_s)};
    {
        HttpServer server;
        QVERIFY(server.start(options));
        TlsClient client(server.port(), {Tls12, Tls12, nullptr, {}});
        QCOMPARE(client.suite(), "ECDHE-RSA-AES128-GCM-SHA256"_ba);
        // With this key the server could do all of these.
        for (const char *suite : {"AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA256"}) {
            TlsClient old(server.port(), {Tls12, Tls12, suite, {}});
            QVERIFY2(!old.isOpen() && old.fault().contains("alert"), suite);
        }
    }
    HttpServer server;
    QVERIFY(openssl({u"pkey"_s, u"-in"_s, u"rsakey.pem"_s, u"-aes256"_s, u"-passout"_s, u"pass:secret"_s, u"-out"_s,
                     u"locked.pem"_s}));
    options.tls.key = m_folder.filePath(u"locked.pem"_s);
    const auto locked = server.start(options);
    QVERIFY(!locked);
    QVERIFY2(locked.error().message.contains("passphrase"_L1), qPrintable(locked.error().message));
    QVERIFY(openssl(made + QStringList{u"rsa:1024"_s}));
    options.tls.key = m_folder.filePath(u"rsakey.pem"_s);
    const auto weak = server.start(options);
    QVERIFY(!weak);
    QVERIFY2(weak.error().message.contains("P-256"_L1), qPrintable(weak.error().message));
}

void TestTls::endsWithClientsThere()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    TlsClient idle(server.port());
    test::RawClient shaking(server.port());
    TlsClient reading(server.port());
    QVERIFY(reading.send(test::getRequest("/huge")));
    QVERIFY(idle.send(test::getRequest("/a")));
    QCOMPARE(idle.reply().status, 200);
    QTRY_COMPARE(server.connections(), 3);
    std::thread reader([&reading] { reading.reply(); });
    server.stop();
    reader.join();
    QVERIFY(idle.isToldGoodbye());
    QCOMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
