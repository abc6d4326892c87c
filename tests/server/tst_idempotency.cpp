#include "tests/support/apifixture.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QDirIterator>
#include <QProcess>
#include <latch>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
constexpr Millis Hour = 3'600'000;
const QByteArray Methods = "/api/v1/admin/shipping-methods";
const QByteArray Post = json("{'name': 'Post', 'countries': ['DE'], 'price': {'amount': 490, 'currency': 'EUR'}}");
const QByteArray Other = json("{'name': 'Other', 'countries': ['DE'], 'price': {'amount': 1, 'currency': 'EUR'}}");
const test::Headers Key = {{"Idempotency-Key", "one-key-of-many"}};

qint64 number(ApiFixture &api, const QByteArray &sql)
{
    return *api.database().read([&sql](Reader &reader) -> Result<qint64> { return *reader.number(sql); });
}

// The same call over as many connections at the same moment.
std::vector<Answer> atOnce(ApiFixture &api, const QByteArray &token, int calls, const QByteArray &path,
                           const QByteArray &body)
{
    std::vector<Answer> answers(static_cast<size_t>(calls));
    std::latch start(calls);
    std::vector<std::thread> clients;
    for (Answer &answer : answers)
        clients.emplace_back([&] {
            ApiClient client = api.client(token);
            start.arrive_and_wait();
            answer = client.post(path, body, Key);
        });
    for (std::thread &client : clients)
        client.join();
    return answers;
}

QByteArray idOf(const QJsonValue &value) { return value["id"_L1].toString().toLatin1(); }
}

class TestIdempotency : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void oneEffectHoweverMany_data();
    void oneEffectHoweverMany();
    void oneOrderOfACartHoweverMany();
    void lastsTwoDaysAndRestarts();
    void anotherBodyIsAnotherCall();
    void everyCallersKeysAreTheirOwn();
    void errorsAreNotKept();
    void storeTellsNothing();
    void badKeysAreRefused();
    void slowCallsAreFoundBeforeTheirSlowStep();
    void changedPasswordIsFoundToo();
    void importsAreNotMadeTwice();
};

void TestIdempotency::oneEffectHoweverMany_data()
{
    QTest::addColumn<int>("calls");
    QTest::newRow("20") << 20;
    QTest::newRow("100") << 100;
}

void TestIdempotency::oneEffectHoweverMany()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(int, calls);
    ApiFixture api(store);
    const QByteArray token = api.tokenFor(Role::Manager);
    const std::vector<Answer> answers = atOnce(api, token, calls, Methods, Post);
    int first = 0;
    for (const Answer &answer : answers) {
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.body, answers.front().body);
        first += answer.header("idempotency-replayed").isEmpty() ? 1 : 0;
    }
    QCOMPARE(first, 1);
    QCOMPARE(number(api, "SELECT count(*) FROM shipping_methods"), 1);
    QCOMPARE(number(api, "SELECT count(*) FROM journal WHERE entity = 'shipping_method'")
                 + number(api, "SELECT count(*) FROM journal WHERE entity = 'shipping-method'"),
             1);
}

// Whoever comes second finds the cart ordered, and must not be told so: on PostgreSQL both are under way at once.
void TestIdempotency::oneOrderOfACartHoweverMany()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const Answer product = owner.post("/api/v1/admin/products",
                                      json("{'title': 'Mug', 'status': 'published', 'variants': [{'sku': 'MUG', "
                                           "'price': {'amount': 1400, 'currency': 'EUR'}}]}"));
    const QByteArray variant = idOf(product.json()["variants"_L1][0]);
    QCOMPARE(owner
                 .post("/api/v1/admin/stock/movements",
                       json("{'variant_id': '" + variant + "', 'delta': 99, 'reason': 'received'}"))
                 .status,
             201);
    ApiClient guest = api.client();
    for (int round = 1; round <= 5; ++round) {
        const QByteArray cart = "/api/v1/carts/" + idOf(guest.post("/api/v1/carts").json());
        guest.post(cart + "/lines", json("{'variant_id': '" + variant + "', 'quantity': 1}"));
        guest.put(cart + "/shipping-address",
                  json("{'name': 'Ann', 'line1': '1 Weg', 'city': 'Kiel', 'postal_code': "
                       "'24103', 'country': 'DE'}"));
        const auto answers =
            atOnce(api, {}, 20, cart + "/checkout", json("{'email': 'ann@example.com', 'payment_method': 'cash'}"));
        for (const Answer &answer : answers) {
            QVERIFY2(answer.status == 201, answer.body.constData());
            QCOMPARE(answer.body, answers.front().body);
        }
        QCOMPARE(number(api, "SELECT count(*) FROM orders"), round);
    }
}

void TestIdempotency::lastsTwoDaysAndRestarts()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray token = api.tokenFor(Role::Manager);
    const Answer first = api.client(token).post(Methods, Post, Key);
    QCOMPARE(first.status, 201);
    api.restart();
    api.clock().advance(23 * Hour);
    const Answer again = api.client(token).post(Methods, Post, Key);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
    QCOMPARE(number(api, "SELECT count(*) FROM shipping_methods"), 1);
    api.clock().advance(26 * Hour);
    const Answer late = api.client(token).post(Methods, Post, Key);
    QCOMPARE(late.status, 201);
    QVERIFY(late.header("idempotency-replayed").isEmpty());
    QCOMPARE(number(api, "SELECT count(*) FROM shipping_methods"), 2);
}

void TestIdempotency::anotherBodyIsAnotherCall()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    QCOMPARE(client.post(Methods, Post, Key).status, 201);
    const Answer other = client.post(Methods, Other, Key);
    QCOMPARE(other.status, 422);
    QCOMPARE(other.faults(), (QStringList{u"Idempotency-Key"_s}));
    QCOMPARE(number(api, "SELECT count(*) FROM shipping_methods"), 1);
    QCOMPARE(client.post(Methods, Other, {{"Idempotency-Key", "another"}}).status, 201);
}

void TestIdempotency::everyCallersKeysAreTheirOwn()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    QCOMPARE(api.client(api.tokenFor(Role::Manager)).post(Methods, Post, Key).status, 201);
    const Answer other = api.client(api.tokenFor(Role::Owner)).post(Methods, Other, Key);
    QCOMPARE(other.status, 201);
    QVERIFY(other.header("idempotency-replayed").isEmpty());
    // Who may no longer is refused, whatever was answered before.
    QCOMPARE(api.client().post(Methods, Post, Key).status, 401);
    // Another path is another call.
    const Answer cart = api.client().post("/api/v1/carts", "{}", Key);
    QCOMPARE(cart.status, 201);
    QVERIFY(cart.header("idempotency-replayed").isEmpty());
    // A guest's repeat is one, and no other guest is given that cart for having thought of the same key.
    const Answer repeated = api.client().post("/api/v1/carts", "{}", Key);
    QCOMPARE(repeated.header("idempotency-replayed"), "true"_ba);
    QCOMPARE(repeated.body, cart.body);
    QTcpSocket elsewhere;
    QVERIFY(elsewhere.bind(QHostAddress(u"127.0.0.2"_s)));
    elsewhere.connectToHost(QHostAddress(QHostAddress::LocalHost), api.port());
    QVERIFY(elsewhere.waitForConnected());
    elsewhere.write("POST /api/v1/carts HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempotency-Key: one-key-of-many\r\n"
                    "Content-Length: 0\r\nConnection: close\r\n\r\n");
    while (elsewhere.waitForReadyRead()) {}
    const QByteArray theirs = elsewhere.readAll();
    QVERIFY2(theirs.startsWith("HTTP/1.1 201"), theirs.constData());
    QVERIFY(!theirs.contains(cart.json().value("id"_L1).toString().toUtf8()));
}

void TestIdempotency::errorsAreNotKept()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    QCOMPARE(client.post(Methods, "{}", Key).status, 422);
    QCOMPARE(client.post(Methods, Post, Key).status, 201);
}

void TestIdempotency::storeTellsNothing()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    // The answer holds what only its receiver may know: a cart's id is all that a guest needs.
    const Answer answer = api.client().post("/api/v1/carts", "{}", Key);
    QCOMPARE(answer.status, 201);
    const auto row = api.database().read([](Reader &reader) -> Result<std::pair<QByteArray, QByteArray>> {
        Query row = reader.query("SELECT reply, body_hash FROM idempotency");
        row.next();
        return std::pair(row.blob(0), row.blob(1));
    });
    QVERIFY(!row->first.isEmpty());
    QVERIFY(!row->first.contains(answer.json()["id"_L1].toString().toLatin1()));
    // The same body under two keys leaves two hashes: none that a list of passwords could be tried on.
    QCOMPARE(api.client().post("/api/v1/carts", "{}", {{"Idempotency-Key", "another"}}).status, 201);
    QCOMPARE(number(api, "SELECT count(DISTINCT body_hash) FROM idempotency"), 2);
    if (store == "sqlite"_L1) {
        QDirIterator files(api.shop().config().dataDir, QDir::Files);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith("-shm"_L1))
                continue;
            QProcess cat;
            cat.start(u"cat"_s, {path});
            QVERIFY(cat.waitForFinished());
            QVERIFY2(!cat.readAllStandardOutput().contains("one-key-of-many"), qPrintable(path));
        }
    }
}

void TestIdempotency::badKeysAreRefused()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    for (const QByteArray &key : {QByteArray(256, 'k'), "two words"_ba, "k\xC3\xA4se"_ba})
        QCOMPARE(client.post(Methods, Post, {{"Idempotency-Key", key}}).status, 400);
    QCOMPARE(number(api, "SELECT count(*) FROM shipping_methods"), 0);
}

// An invitation is gone once it was accepted: whoever has to ask again is told what the first time was answered.
void TestIdempotency::slowCallsAreFoundBeforeTheirSlowStep()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const QByteArray users = "/api/v1/admin/users";
    const QByteArray person = json("{'email': 'new@example.com', 'name': 'New', 'role': 'staff'}");
    const Answer made = owner.post(users, person, Key);
    QCOMPARE(made.status, 201);
    const Answer madeAgain = owner.post(users, person, Key);
    QCOMPARE(madeAgain.status, 201);
    QCOMPARE(madeAgain.body, made.body);
    QCOMPARE(madeAgain.header("idempotency-replayed"), "true"_ba);

    ApiClient guest = api.client();
    const QByteArray accept = "/api/v1/auth/accept-invitation";
    const QByteArray token = made.json()["invitation"_L1]["token"_L1].toString().toLatin1();
    const auto body = [&token](const QByteArray &password) {
        return json("{'token': '" + token + "', 'password': '" + password + "'}");
    };
    const Answer first = guest.post(accept, body("correct horse battery"), Key);
    QCOMPARE(first.status, 200);
    QVERIFY(first.header("idempotency-replayed").isEmpty());
    const Answer second = guest.post(accept, body("correct horse battery"), Key);
    QCOMPARE(second.status, 200);
    QCOMPARE(second.body, first.body);
    QCOMPARE(second.header("idempotency-replayed"), "true"_ba);
    QCOMPARE(guest.post(accept, body("another horse battery"), Key).faults(), QStringList{u"Idempotency-Key"_s});
    QCOMPARE(guest.post(accept, body("correct horse battery"), {{"Idempotency-Key", "another"}}).status, 404);
    QCOMPARE(number(api, "SELECT count(*) FROM sessions"), 2); // the owner's and that one
}

void TestIdempotency::changedPasswordIsFoundToo()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray signUp = json("{'email': 'ann@example.com', 'password': 'correct horse battery', 'name': 'Ann'}");
    const Answer ann = api.client().post("/api/v1/auth/signup", signUp, Key);
    QCOMPARE(ann.status, 201);
    QCOMPARE(api.client().post("/api/v1/auth/signup", signUp, Key).body, ann.body);
    ApiClient client = api.client(ann.json()["token"_L1].toString().toLatin1());
    const QByteArray change =
        json("{'current_password': 'correct horse battery', 'new_password': 'another horse, another staple'}");
    QCOMPARE(client.post("/api/v1/auth/password", change, Key).status, 204);
    const Answer again = client.post("/api/v1/auth/password", change, Key);
    QCOMPARE(again.status, 204);
    QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
    QCOMPARE(client.post("/api/v1/auth/password", change).status, 422);
}

void TestIdempotency::importsAreNotMadeTwice()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray path = "/api/v1/admin/import/products";
    const QByteArray file = "handle,title,status,sku,price,stock\nmug,Mug,published,M,7.50,3\n";
    const test::Headers asCsv{{"Content-Type", "text/csv"}, Key.first()};
    const Answer first = client.post(path, file, asCsv);
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json()["created"_L1].toInt(), 1);
    const Answer again = client.post(path, file, asCsv);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
}

QTEST_GUILESS_MAIN(TestIdempotency)
#include "tst_idempotency.moc"
