#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::Headers;
using test::json;

namespace {
const QByteArray Api = "/api/v1";
const QByteArray Password = "correct horse battery staple";

QByteArray signUpBody(const QByteArray &email, const QByteArray &name = "Ann")
{
    return json("{'email': '" + email + "', 'password': '" + Password + "', 'name': '" + name + "'}");
}

QByteArray loginBody(const QByteArray &email, const QByteArray &password = Password)
{
    return json("{'email': '" + email + "', 'password': '" + password + "'}");
}

QByteArray signUp(ApiFixture &api, const QByteArray &email)
{
    const Answer answer = api.client().post(Api + "/auth/signup", signUpBody(email));
    return answer.json()["token"_L1].toString().toLatin1();
}

int meStatus(ApiFixture &api, const QByteArray &token) { return api.client(token).get(Api + "/me").status; }
}

class TestAuthApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void signsUpInAndOut();
    void refusesBodies_data();
    void refusesBodies();
    void wrongAndUnknownReadTheSame();
    void guessingIsSlowedAcrossARestart();
    void changingThePasswordEndsOtherSessions();
    void everywhere();
    void me();
    void sessions();
    void addresses();
    void exportsAll();
    void goes();
    void theLastOwnerStays();
    void lastUseIsNoted();
    void safeRepeat();
};

void TestAuthApi::signsUpInAndOut()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    const Answer up = client.post(Api + "/auth/signup", signUpBody("ann@example.com"));
    QCOMPARE(up.status, 201);
    const QJsonObject user = up.json()["user"_L1].toObject();
    QCOMPARE(user["email"_L1].toString(), u"ann@example.com"_s);
    QCOMPARE(user["role"_L1].toString(), u"customer"_s);
    QVERIFY(user["id"_L1].isString());
    QCOMPARE(up.json()["expires_at"_L1].toString().toLatin1(), timeText(api.clock().now() + 30LL * 24 * 3600 * 1000));
    QCOMPARE(client.post(Api + "/auth/signup", signUpBody("ANN@example.com")).status, 409);

    const Answer in = client.post(Api + "/auth/login", loginBody("Ann@Example.com"));
    QCOMPARE(in.status, 200);
    QCOMPARE(in.json()["user"_L1].toObject()["id"_L1].toString(), user["id"_L1].toString());
    QCOMPARE(in.header("cache-control"), "no-store"_ba);
    const QByteArray token = in.json()["token"_L1].toString().toLatin1();
    QCOMPARE(meStatus(api, token), 200);
    QCOMPARE(api.client(token).post(Api + "/auth/logout").status, 204);
    QCOMPARE(meStatus(api, token), 401);
    QCOMPARE(api.client(token).post(Api + "/auth/logout").status, 401);
    QCOMPARE(meStatus(api, up.json()["token"_L1].toString().toLatin1()), 200);
}

void TestAuthApi::refusesBodies_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("faults");
    const QByteArray signup = "/auth/signup";
    const QByteArray login = "/auth/login";
    QTest::newRow("nothing") << signup << "{}"_ba << 422 << QStringList{u"email"_s, u"name"_s, u"password"_s};
    QTest::newRow("all wrong") << signup << json("{'email': 'nobody', 'password': 'abc', 'name': ' '}") << 422
                               << QStringList{u"email"_s, u"name"_s, u"password"_s};
    QTest::newRow("common password") << signup
                                     << json("{'email': 'a@example.com', 'password': 'password1', 'name': 'A'}") << 422
                                     << QStringList{u"password"_s};
    QTest::newRow("own name") << signup
                              << json("{'email': 'annabella@example.com', 'password': 'annabella', 'name': 'A'}") << 422
                              << QStringList{u"password"_s};
    QTest::newRow("a role of one's own")
        << signup << json("{'email': 'a@example.com', 'password': 'x', 'name': 'A', 'role': 'owner'}") << 422
        << QStringList{u"password"_s, u"role"_s};
    QTest::newRow("array") << login << "[]"_ba << 422 << QStringList{u""_s};
    QTest::newRow("wrong kinds") << login << json("{'email': 1, 'password': null, 'totp': []}") << 422
                                 << QStringList{u"email"_s, u"password"_s, u"totp"_s};
    QTest::newRow("long password") << login << json("{'email': 'a@b.de', 'password': '" + QByteArray(5000, 'x') + "'}")
                                   << 422 << QStringList{u"password"_s};
    QTest::newRow("no JSON") << login << "email=a"_ba << 400 << QStringList();
}

void TestAuthApi::refusesBodies()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    ApiFixture api(store);
    const Answer answer = api.client().post(Api + path, body);
    QTEST(answer.status, "status");
    QTEST(answer.faults(), "faults");
}

void TestAuthApi::wrongAndUnknownReadTheSame()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    signUp(api, "ann@example.com");
    ApiClient client = api.client();
    const Answer wrong = client.post(Api + "/auth/login", loginBody("ann@example.com", "guess"));
    const Answer unknown = client.post(Api + "/auth/login", loginBody("bob@example.com", "guess"));
    QCOMPARE(wrong.status, 401);
    QCOMPARE(unknown.status, 401);
    QCOMPARE(unknown.json()["detail"_L1].toString(), wrong.json()["detail"_L1].toString());
    QCOMPARE(unknown.json().keys(), wrong.json().keys());
    QCOMPARE(wrong.header("content-type"), "application/problem+json"_ba);
}

void TestAuthApi::guessingIsSlowedAcrossARestart()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    signUp(api, "ann@example.com");
    const Headers elsewhere{{"User-Agent", "another"}}; // not the device that signed up
    const auto login = [&](const QByteArray &password, const Headers &headers) {
        return api.client().post(Api + "/auth/login", loginBody("ann@example.com", password), headers);
    };
    for (int i = 0; i < 5; ++i)
        QCOMPARE(login("guess", elsewhere).status, 401);
    const Answer refused = login(Password, elsewhere);
    QCOMPARE(refused.status, 429);
    const int wait = refused.header("retry-after").toInt();
    QVERIFY(wait > 0);
    api.restart();
    QCOMPARE(login(Password, elsewhere).status, 429);
    QCOMPARE(login(Password, {}).status, 200); // the owner's own device waits for nobody
    for (int i = 0; i < 5; ++i) // and that cleared the count
        QCOMPARE(login("guess", elsewhere).status, 401);
    api.clock().advance(10 * 60 * 1000);
    QCOMPARE(login(Password, elsewhere).status, 200);
}

void TestAuthApi::changingThePasswordEndsOtherSessions()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray first = signUp(api, "ann@example.com");
    const QByteArray second =
        api.client().post(Api + "/auth/login", loginBody("ann@example.com")).json()["token"_L1].toString().toLatin1();
    const auto change = [&](const QByteArray &current, const QByteArray &fresh) {
        return api.client(first).post(Api + "/auth/password",
                                      json("{'current_password': '" + current + "', 'new_password': '" + fresh + "'}"));
    };
    const Answer wrong = change("guess", "another horse, another staple");
    QCOMPARE(wrong.status, 422);
    QCOMPARE(wrong.faults(), QStringList{u"current_password"_s});
    QCOMPARE(change(Password, "short").faults(), QStringList{u"new_password"_s});
    QCOMPARE(meStatus(api, second), 200);
    QCOMPARE(change(Password, "another horse, another staple").status, 204);
    QCOMPARE(meStatus(api, first), 200);
    QCOMPARE(meStatus(api, second), 401);
    QCOMPARE(api.client().post(Api + "/auth/login", loginBody("ann@example.com")).status, 401);
    QCOMPARE(
        api.client().post(Api + "/auth/login", loginBody("ann@example.com", "another horse, another staple")).status,
        200);
    const QByteArray key = api.apiKey(allScopes());
    QCOMPARE(api.client(key).get(Api + "/me").status, 403);
}

void TestAuthApi::everywhere()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray first = signUp(api, "ann@example.com");
    const QByteArray other = signUp(api, "bob@example.com");
    const QByteArray second =
        api.client().post(Api + "/auth/login", loginBody("ann@example.com")).json()["token"_L1].toString().toLatin1();
    QCOMPARE(api.client(first).post(Api + "/auth/logout-everywhere", "{}").status, 204);
    QCOMPARE(meStatus(api, first), 401);
    QCOMPARE(meStatus(api, second), 401);
    QCOMPARE(meStatus(api, other), 200);
}

void TestAuthApi::me()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    signUp(api, "bob@example.com");
    ApiClient ann = api.client(signUp(api, "ann@example.com"));
    const Answer me = ann.get(Api + "/me");
    QCOMPARE(me.status, 200);
    QVERIFY(!me.json().contains("note"_L1));
    const QByteArray tag = me.header("etag");
    const Answer changed = ann.patch(Api + "/me", json("{'name': 'Anna', 'phone': '+49 1'}"), {{"If-Match", tag}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json()["name"_L1].toString(), u"Anna"_s);
    QCOMPARE(ann.patch(Api + "/me", json("{'name': 'Late'}"), {{"If-Match", tag}}).status, 412);
    QCOMPARE(ann.patch(Api + "/me", json("{'role': 'owner', 'note': 'x'}")).faults(),
             (QStringList{u"note"_s, u"role"_s}));
    QCOMPARE(ann.patch(Api + "/me", json("{'email': 'BOB@example.com'}")).status, 409);
    QCOMPARE(ann.patch(Api + "/me", json("{'email': null}")).status, 422);
    QCOMPARE(ann.patch(Api + "/me", json("{'email': 'x', 'name': ''}")).faults(), (QStringList{u"email"_s, u"name"_s}));
    QVERIFY(ann.patch(Api + "/me", json("{'phone': null}")).json()["phone"_L1].isNull());
    QCOMPARE(ann.get(Api + "/me").json()["name"_L1].toString(), u"Anna"_s);
    QCOMPARE(api.client().get(Api + "/me").status, 401);
}

void TestAuthApi::sessions()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray first = signUp(api, "ann@example.com");
    const QByteArray bobs = signUp(api, "bob@example.com");
    api.clock().advance(1000);
    const QByteArray second = api.client()
                                  .post(Api + "/auth/login", loginBody("ann@example.com"), {{"User-Agent", "phone"}})
                                  .json()["token"_L1]
                                  .toString()
                                  .toLatin1();
    const QJsonArray list = api.client(first).get(Api + "/me/sessions").items();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0]["agent"_L1].toString(), u"phone"_s);
    QCOMPARE(list[0]["current"_L1].toBool(), false);
    QCOMPARE(list[1]["current"_L1].toBool(), true);
    const QByteArray path = Api + "/me/sessions/" + list[0]["id"_L1].toString().toLatin1();
    QCOMPARE(api.client(bobs).remove(path).status, 404);
    QCOMPARE(api.client(first).remove(path).status, 204);
    QCOMPARE(api.client(first).remove(path).status, 404);
    QCOMPARE(meStatus(api, second), 401);
    QCOMPARE(meStatus(api, first), 200);
}

void TestAuthApi::addresses()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient ann = api.client(signUp(api, "ann@example.com"));
    ApiClient bob = api.client(signUp(api, "bob@example.com"));
    const QByteArray path = Api + "/me/addresses";
    const Answer added = ann.post(
        path, json("{'name': 'Ann', 'line1': 'Street 1', 'city': 'Berlin', 'postal_code': '10115', 'country': 'DE'}"));
    QCOMPARE(added.status, 201);
    QCOMPARE(added.json()["city"_L1].toString(), u"Berlin"_s);
    QCOMPARE(ann.post(path, json("{'line1': 'x', 'colour': 1}")).faults(),
             (QStringList{u"city"_s, u"colour"_s, u"country"_s, u"name"_s, u"postal_code"_s}));
    QCOMPARE(ann.post(path, json("{'name': '', 'line1': '', 'city': '', 'postal_code': '', 'country': 'Mars'}")).status,
             422);
    QCOMPARE(ann.get(path).items().size(), 1);
    QCOMPARE(bob.get(path).items().size(), 0);
    const QByteArray one = path + '/' + added.json()["id"_L1].toString().toLatin1();
    QCOMPARE(bob.remove(one).status, 404);
    QCOMPARE(ann.remove(one).status, 204);
    QCOMPARE(ann.get(path).items().size(), 0);
}

void TestAuthApi::exportsAll()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient ann = api.client(signUp(api, "ann@example.com"));
    signUp(api, "bob@example.com");
    ann.post(Api + "/me/addresses",
             json("{'name': 'Ann', 'line1': 'Street 1', 'city': 'Berlin', 'postal_code': '10115', 'country': 'DE'}"));
    const Answer all = ann.get(Api + "/me/export");
    QCOMPARE(all.status, 200);
    QVERIFY(all.header("content-disposition").startsWith("attachment"));
    QCOMPARE(all.json()["user"_L1].toObject()["email"_L1].toString(), u"ann@example.com"_s);
    QCOMPARE(all.json()["addresses"_L1].toArray().size(), 1);
    QCOMPARE(all.json()["sessions"_L1].toArray().size(), 1);
    QCOMPARE(all.json()["orders"_L1].toArray().size(), 0);
    QCOMPARE(all.json()["journal"_L1].toArray().size(), 2);
    QVERIFY(!all.body.contains("bob@"));
    QVERIFY(!all.body.contains("argon2"));
}

void TestAuthApi::goes()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray token = signUp(api, "ann@example.com");
    ApiClient ann = api.client(token);
    ann.post(Api + "/me/addresses",
             json("{'name': 'Ann', 'line1': 'Street 1', 'city': 'Berlin', 'postal_code': '10115', 'country': 'DE'}"));
    api.write([&](Transaction &tx) -> Result<> {
        tx.exec(
            "INSERT INTO orders (number, source, user_id, email, customer_name, status, payment_status, fulfilment_status, "
            "prices_include_tax, subtotal, discount, shipping, tax, total, item_count, shipping_address, day, placed_at, updated_at) "
            "SELECT '1001', 'api', id, 'ann@example.com', 'Ann', 'open', 'pending', 'unfulfilled', 1, 500, 0, 0, 0, 500, 1, "
            "'{\"name\":\"Ann\"}', 20000, 1, 1 FROM users WHERE email_key = 'ann@example.com'");
        tx.journal({"order.placed", "order", "1001", {}, "{\"email\":\"ann@example.com\"}"});
        return {};
    });
    QCOMPARE(ann.remove(Api + "/me").status, 204);
    QCOMPARE(meStatus(api, token), 401);
    QCOMPARE(api.client().post(Api + "/auth/login", loginBody("ann@example.com")).status, 401);
    const auto left = api.database().read([](Reader &reader) -> Result<QList<qint64>> {
        const auto count = [&](const char *sql) { return reader.number(sql).value_or(0); };
        return QList<qint64>{
            count("SELECT count(*) FROM users WHERE email IS NOT NULL OR name <> ''"),
            count("SELECT count(*) FROM addresses"),
            count(
                "SELECT count(*) FROM orders WHERE email <> '' OR customer_name <> '' OR shipping_address IS NOT NULL"),
            count("SELECT count(*) FROM journal_payloads WHERE after_json LIKE '%ann@%' OR before_json LIKE '%ann@%'"),
            count("SELECT count(*) FROM orders WHERE status <> 'cancelled'"),
            1 - count("SELECT count(*) FROM journal WHERE action = 'customer.erased'")};
    });
    QCOMPARE(*left, (QList<qint64>{0, 0, 0, 0, 0, 0}));
    QVERIFY(!signUp(api, "ann@example.com").isEmpty()); // free to come again
}

void TestAuthApi::theLastOwnerStays()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray first = api.tokenFor(Role::Owner);
    QCOMPARE(api.client(first).remove(Api + "/me").status, 409);
    const QByteArray second = api.tokenFor(Role::Owner);
    QCOMPARE(api.client(first).remove(Api + "/me").status, 204);
    QCOMPARE(api.client(second).remove(Api + "/me").status, 409);
}

void TestAuthApi::lastUseIsNoted()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray token = signUp(api, "ann@example.com");
    api.clock().advance(29LL * 24 * 3600 * 1000);
    QCOMPARE(meStatus(api, token), 200);
    const auto lastUse = [&] {
        return *api.database().read(
            [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT last_used_at FROM sessions"); });
    };
    QTRY_COMPARE(lastUse(), api.clock().now());
    api.clock().advance(29LL * 24 * 3600 * 1000); // it slid on
    QCOMPARE(meStatus(api, token), 200);
}

void TestAuthApi::safeRepeat()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const Headers key{{"Idempotency-Key", "first-try"}};
    const Answer first = api.client().post(Api + "/auth/signup", signUpBody("ann@example.com"), key);
    const Answer again = api.client().post(Api + "/auth/signup", signUpBody("ann@example.com"), key);
    QCOMPARE(first.status, 201);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
    QCOMPARE(api.client().post(Api + "/auth/signup", signUpBody("bob@example.com"), key).status, 422);
}

QTEST_GUILESS_MAIN(TestAuthApi)
#include "tst_authapi.moc"
