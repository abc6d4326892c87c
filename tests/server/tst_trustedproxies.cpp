// Behind a proxy all the world has one address: whom a trusted one asks for is believed, and nobody who comes through
// any proxy is taken for a program of this machine.
#include "server/http/headparser.h"
#include "server/http/trustedproxies.h"
#include "tests/support/apifixture.h"
#include "tests/support/rawclient.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
const QByteArray Near = "203.0.113.1";
const QByteArray Far = "198.51.100.7";

test::Headers from(const QByteArray &addresses) { return {{"X-Forwarded-For", addresses}}; }

ServerOptions behind(const QString &proxies)
{
    ServerOptions options;
    options.proxies = *TrustedProxies::read(proxies);
    return options;
}

QStringList loggedAddresses(ApiFixture &api)
{
    api.server().flushLog();
    return *api.database().read([](Reader &reader) -> Result<QStringList> {
        QStringList addresses;
        Query rows = reader.query("SELECT address FROM requests ORDER BY id");
        while (rows.next())
            addresses << rows.text(0);
        return addresses;
    });
}
}

class TestTrustedProxies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void findsWhoAsks_data();
    void findsWhoAsks();
    void refusesWhatIsNoNetwork_data();
    void refusesWhatIsNoNetwork();
    void limitsAndLogAreTheClients();
    void guessingDelaysNobodyElse();
    void metricsAreNotForTheWorld_data();
    void metricsAreNotForTheWorld();
};

void TestTrustedProxies::findsWhoAsks_data()
{
    QTest::addColumn<QString>("proxies");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("client");
    const auto row = [](const char *name, const char *proxies, const char *peer, const QByteArray &fields,
                        const char *client) {
        QTest::newRow(name) << QString::fromLatin1(proxies) << QString::fromLatin1(peer) << fields
                            << QString::fromLatin1(client);
    };
    const QByteArray field = "X-Forwarded-For: ";
    const char *here = "127.0.0.1";
    row("nobody is trusted", "", here, field + "1.2.3.4\r\n", here);
    row("another is trusted", "10.0.0.1", here, field + "1.2.3.4\r\n", here);
    row("one", here, here, field + "1.2.3.4\r\n", "1.2.3.4");
    row("what the client said itself", here, here, field + "9.9.9.9, 127.0.0.1, 1.2.3.4\r\n", "1.2.3.4");
    row("two proxies", "127.0.0.1,10.0.0.0/8", here, field + "9.9.9.9,1.2.3.4 ,\t10.1.2.3\r\n", "1.2.3.4");
    row("two fields", "127.0.0.1, 10.0.0.0/8", here, field + "1.2.3.4\r\nX: y\r\nx-forwarded-FOR: 10.1.2.3\r\n",
        "1.2.3.4");
    row("all are trusted", "127.0.0.0/8,10.0.0.0/8", here, field + "10.9.9.9, 10.1.2.3\r\n", "10.9.9.9");
    row("outside of the network", "127.0.0.1,10.0.0.0/30", here, field + "1.2.3.4, 10.0.0.4\r\n", "10.0.0.4");
    row("IPv6", "::1", "::1", field + "2001:db8::1\r\n", "2001:db8::1");
    row("IPv6 network", "::1,fd00::/8", "::1", field + "2001:DB8::1, fd12::3\r\n", "2001:db8::1");
    row("IPv4 in IPv6", here, here, field + "::ffff:1.2.3.4\r\n", "1.2.3.4");
    row("ports", here, here, field + "1.2.3.4:5678\r\n", "1.2.3.4");
    row("IPv6 with a port", here, here, field + "[2001:db8::1]:5678\r\n", "2001:db8::1");
    row("families are apart", "0.0.0.0/0", here, field + "::1\r\n", "::1");
    row("no header of ours", here, here, "Forwarded: for=1.2.3.4\r\n", here);
    row("not read behind the client", here, here, field + "garbage, 1.2.3.4\r\n", "1.2.3.4");
    for (const char *malformed :
         {"", ",", "1.2.3.4,", "unknown", "_hidden", "1.2.3", "10", "1.2.3.4.5", "256.1.1.1", "1.2.3.4; x",
          "fe80::1%eth0", "[::1", "[]", "1.2.3.4 5.6.7.8", "::1::", "0x7f.0.0.1", "shop.example"})
        row(malformed, here, here, field + malformed + "\r\n", here);
    row("half a way", "127.0.0.0/8", here, field + "unknown, 127.0.0.2\r\n", here);
    row("an endless way", "127.0.0.0/8", here, field + "1.2.3.4" + QByteArray(", 127.0.0.2").repeated(2000) + "\r\n",
        here);
}

void TestTrustedProxies::findsWhoAsks()
{
    QFETCH(QString, proxies);
    QFETCH(QString, peer);
    QFETCH(QByteArray, fields);
    QFETCH(QString, client);
    Head head;
    QCOMPARE(parseHead("GET / HTTP/1.1\r\nHost: shop\r\n" + fields + "\r\n", Limits(), head), 0);
    QVERIFY(head.forwarded);
    const auto trusted = TrustedProxies::read(proxies);
    QVERIFY(trusted);
    const Peer found = trusted->clientOf(Peer(QHostAddress(peer), {}), head);
    QCOMPARE(found.address.toString(), client);
    QCOMPARE(found.text, client.toLatin1());
    QVERIFY(!found.isThisMachine());
}

void TestTrustedProxies::refusesWhatIsNoNetwork_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "10/8",
                             "::1/129", "127.0.0.1 10.0.0.1", "10.0.0.0/255.0.0.0", "*", "fe80::1%eth0"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestTrustedProxies::refusesWhatIsNoNetwork()
{
    QFETCH(QString, text);
    const auto read = TrustedProxies::read(u"127.0.0.1, "_s + text);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(text), qPrintable(read.error().message));
}

void TestTrustedProxies::limitsAndLogAreTheClients()
{
    QFETCH_GLOBAL(QString, store);
    ServerOptions options = behind(u"127.0.0.1"_s);
    options.rates.general = {3, 0.001};
    ApiFixture api(store, {}, options);
    ApiClient client = api.client();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.get("/api/v1/shop", from(Near)).status, 200);
    QCOMPARE(client.get("/api/v1/shop", from(Near)).status, 429);
    QCOMPARE(client.get("/api/v1/nothing", from(Far + ", " + Near)).status, 429);
    QCOMPARE(client.get("/api/v1/shop", from(Far)).status, 200);
    QCOMPARE(client.get("/api/v1/shop").status, 200); // the next request of the same connection is nobody else's
    test::RawClient raw(api.port());
    raw.send("POST /api/v1/carts/none/lines HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + Far
             + "\r\nContent-Length: 2000000\r\n\r\n");
    QCOMPARE(raw.reply().status, 413);
    QStringList expected(5, QString::fromLatin1(Near));
    expected << QString::fromLatin1(Far) << u"127.0.0.1"_s << QString::fromLatin1(Far);
    QCOMPARE(loggedAddresses(api), expected);
}

void TestTrustedProxies::guessingDelaysNobodyElse()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store, {}, behind(u"127.0.0.1"_s));
    ApiClient client = api.client();
    const auto guess = [&](const QByteArray &email, const QByteArray &address) {
        return client.post("/api/v1/auth/login",
                           json("{'email': '" + email + "', 'password': 'correct horse battery'}"), from(address));
    };
    int status = 401;
    for (int i = 0; i < 15 && status == 401; ++i)
        status = guess("someone" + QByteArray::number(i) + "@example.com", Near).status;
    QCOMPARE(status, 429);
    QCOMPARE(guess("ann@example.com", Near).status, 429);
    QCOMPARE(guess("ann@example.com", Far).status, 401);
}

void TestTrustedProxies::metricsAreNotForTheWorld_data()
{
    QTest::addColumn<QString>("proxies");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    const QString trusted = u"127.0.0.1"_s;
    QTest::newRow("this machine") << QString() << "X-Other"_ba << Near << 200;
    QTest::newRow("this machine beside a proxy") << trusted << "X-Other"_ba << Near << 200;
    QTest::newRow("through a proxy that nobody named") << QString() << "X-Forwarded-For"_ba << Near << 401;
    for (const char *field : {"Forwarded", "X-Real-IP", "X-Forwarded-Proto", "X-Forwarded-Host", "Via"})
        QTest::newRow(field) << QString() << QByteArray(field) << "x"_ba << 401;
    QTest::newRow("through a trusted proxy") << trusted << "X-Forwarded-For"_ba << Near << 401;
    QTest::newRow("who says to be here") << trusted << "X-Forwarded-For"_ba
                                         << "127.0.0.1"_ba << 401;
    QTest::newRow("who says nothing good") << trusted << "X-Forwarded-For"_ba
                                           << "?"_ba << 401;
}

void TestTrustedProxies::metricsAreNotForTheWorld()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QString, proxies);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    ApiFixture api(store, {}, behind(proxies));
    ApiClient client = api.client();
    QCOMPARE(client.get("/metrics", {{field, value}}).status, status);
    QCOMPARE(client.get("/metrics").status, 200);
    client.setToken(api.tokenFor(Role::Owner));
    QCOMPARE(client.get("/metrics", {{field, value}}).status, 200);
}

QTEST_GUILESS_MAIN(TestTrustedProxies)
#include "tst_trustedproxies.moc"
