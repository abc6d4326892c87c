#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
const QByteArray Users = "/api/v1/admin/users";
const QByteArray Customers = "/api/v1/admin/customers";
const QByteArray Keys = "/api/v1/admin/api-keys";
const QByteArray Journal = "/api/v1/admin/journal";

QByteArray text(const QJsonObject &object, QLatin1StringView name) { return object[name].toString().toUtf8(); }

QByteArray newUser(const QByteArray &email, const QByteArray &role)
{
    return json("{'email': '" + email + "', 'name': 'New', 'role': '" + role + "'}");
}

QStringList names(const QJsonArray &items)
{
    QStringList names;
    for (const QJsonValue &item : items)
        names << item["name"_L1].toString();
    return names;
}
}

class TestAdminPeopleApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void peopleAreInvited();
    void managersStayBelowManagers();
    void customersAreKept();
    void customersAreListed();
    void keys();
    void journal();
};

void TestAdminPeopleApi::peopleAreInvited()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const Answer made = owner.post(Users, newUser("new@example.com", "staff"));
    QCOMPARE(made.status, 201);
    QVERIFY(made.json()["invited"_L1].toBool());
    const QByteArray token = text(made.json()["invitation"_L1].toObject(), "token"_L1);
    const QByteArray path = Users + '/' + text(made.json(), "id"_L1);
    QVERIFY(!owner.get(path).body.contains(token));
    QCOMPARE(owner.post(Users, newUser("NEW@example.com", "staff")).status, 409);
    QCOMPARE(owner.post(Users, json("{'email': 'x', 'name': '', 'role': 'staff', 'password': 'a'}")).faults(),
             (QStringList{u"email"_s, u"name"_s, u"password"_s}));
    QCOMPARE(owner.post(Users, newUser("x@example.com", "king")).faults(), QStringList{u"role"_s});

    ApiClient guest = api.client();
    const QByteArray accept = "/api/v1/auth/accept-invitation";
    const auto body = [](const QByteArray &with, const QByteArray &password) {
        return json("{'token': '" + with + "', 'password': '" + password + "'}");
    };
    QCOMPARE(guest.post(accept, body("wrong", "correct horse battery")).status, 404);
    QCOMPARE(guest.post(accept, body(token, "short")).faults(), QStringList{u"password"_s});
    const Answer accepted = guest.post(accept, body(token, "correct horse battery"));
    QCOMPARE(accepted.status, 200);
    QCOMPARE(api.client(text(accepted.json(), "token"_L1)).get(Customers).status, 200);
    QCOMPARE(guest.post(accept, body(token, "correct horse battery")).status, 404);
    QCOMPARE(owner.post(path + "/invite").status, 409);

    const QByteArray tag = owner.get(path).header("etag");
    QCOMPARE(owner.patch(path, json("{'role': 'viewer'}"), {{"If-Match", tag}}).status, 200);
    QCOMPARE(owner.patch(path, json("{'role': 'staff'}"), {{"If-Match", tag}}).status, 412);
    QCOMPARE(api.client(text(accepted.json(), "token"_L1)).get(Customers).status, 401); // a new role ends sessions
    QCOMPARE(owner.remove(path, {{"If-Match", tag}}).status, 412);
    QCOMPARE(owner.remove(path).status, 204);
    QCOMPARE(owner.remove(path).status, 404);
}

void TestAdminPeopleApi::managersStayBelowManagers()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const QByteArray ownerPath = Users + '/' + api.lastUser().bytes();
    ApiClient manager = api.client(api.tokenFor(Role::Manager));
    QCOMPARE(manager.post(Users, newUser("a@example.com", "owner")).status, 403);
    QCOMPARE(manager.post(Users, newUser("a@example.com", "manager")).status, 403);
    const Answer staff = manager.post(Users, newUser("a@example.com", "staff"));
    QCOMPARE(staff.status, 201);
    const QByteArray staffPath = Users + '/' + text(staff.json(), "id"_L1);
    QCOMPARE(manager.patch(staffPath, json("{'role': 'manager'}")).status, 403);
    QCOMPARE(manager.patch(staffPath, json("{'name': 'Better'}")).status, 200);
    QCOMPARE(manager.patch(ownerPath, json("{'name': 'Worse'}")).status, 403);
    QCOMPARE(manager.remove(ownerPath).status, 403);
    QCOMPARE(owner.patch(ownerPath, json("{'role': 'viewer'}")).status, 409); // the last one
    QCOMPARE(owner.patch(ownerPath, json("{'disabled': true}")).status, 409);
    QCOMPARE(owner.remove(ownerPath).status, 409);
}

void TestAdminPeopleApi::customersAreKept()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient staff = api.client(api.tokenFor(Role::Staff));
    const QByteArray staffId = api.lastUser().bytes();
    const Answer walkIn = staff.post(Customers, json("{'name': 'Walk-in', 'country': 'DE', 'note': 'Likes tea'}"));
    QCOMPARE(walkIn.status, 201);
    QVERIFY(walkIn.json()["email"_L1].isNull());
    QVERIFY(walkIn.json()["invitation"_L1].isNull());
    const QByteArray path = Customers + '/' + text(walkIn.json(), "id"_L1);
    QCOMPARE(staff.get(path).json()["note"_L1].toString(), u"Likes tea"_s);
    QCOMPARE(staff.patch(path, json("{'email': 'walk@example.com', 'phone': '1'}")).status, 200);
    QCOMPARE(staff.patch(path, json("{'role': 'owner'}")).faults(), QStringList{u"role"_s});
    QCOMPARE(staff.post(path + "/invite").status, 201);
    // People of the shop are none of these.
    QCOMPARE(staff.get(Customers + '/' + staffId).status, 404);
    QCOMPARE(staff.patch(Customers + '/' + staffId, json("{'name': 'x'}")).status, 404);
    QCOMPARE(staff.get(Customers + "/999999").status, 404);
    QCOMPARE(staff.get(Customers + "/abc").status, 404);
    QCOMPARE(staff.remove(path).status, 204);
    QCOMPARE(staff.get(path).status, 404);
}

void TestAdminPeopleApi::customersAreListed()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient staff = api.client(api.tokenFor(Role::Staff));
    for (const QByteArray &name : {"Carl"_ba, "=Anna"_ba, "Bert"_ba})
        QCOMPARE(staff.post(Customers, json("{'name': '" + name + "'}")).status, 201);
    QStringList seen;
    QByteArray next;
    do {
        const Answer page = staff.get(Customers + "?limit=1&sort=-name" + (next.isEmpty() ? ""_ba : "&after=" + next));
        QCOMPARE(page.status, 200);
        seen << names(page.items());
        next = text(page.json(), "next"_L1);
    } while (!next.isEmpty());
    QCOMPARE(seen, (QStringList{u"Carl"_s, u"Bert"_s, u"=Anna"_s}));
    QCOMPARE(names(staff.get(Customers + "?q=be").items()), QStringList{u"Bert"_s});
    next = text(staff.get(Customers + "?limit=1&sort=name").json(), "next"_L1);
    QCOMPARE(staff.get(Customers + "?sort=-name&after=" + next).status, 400);
    QCOMPARE(staff.get(Customers + "?sort=price").status, 400);
    const Answer csv = staff.get(Customers, {{"Accept", "text/csv"}});
    QVERIFY(csv.header("content-type").startsWith("text/csv"));
    QVERIFY(csv.body.contains("'=Anna")); // no formula
    QCOMPARE(csv.body.count('\n'), 4);
}

void TestAdminPeopleApi::keys()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const Answer made = owner.post(Keys, json("{'name': 'Till', 'scopes': ['customers:read']}"));
    QCOMPARE(made.status, 201);
    const QByteArray secret = text(made.json(), "key"_L1);
    QVERIFY(secret.startsWith("bk_live_"));
    const QByteArray path = Keys + '/' + text(made.json(), "id"_L1);
    QVERIFY(!owner.get(path).body.contains(secret));
    QVERIFY(!owner.get(Keys).body.contains(secret));
    ApiClient till = api.client(secret);
    QCOMPARE(till.get(Customers).status, 200);
    QCOMPARE(till.post(Customers, json("{'name': 'A'}")).status, 403);
    QCOMPARE(till.get(Keys).status, 403);
    QTRY_VERIFY(!owner.get(path).json()["last_used_at"_L1].isNull());
    QCOMPARE(owner.post(Keys, json("{'name': '', 'scopes': ['all'], 'expires_at': '2020-01-01T00:00:00Z'}")).faults(),
             (QStringList{u"expires_at"_s, u"name"_s, u"scopes[0]"_s}));
    const QByteArray tag = made.header("etag");
    QCOMPARE(owner.patch(path, json("{'scopes': ['customers:write']}"), {{"If-Match", tag}}).status, 200);
    QCOMPARE(owner.patch(path, json("{'name': 'Late'}"), {{"If-Match", tag}}).status, 412);
    QCOMPARE(till.get(Customers).status, 403);
    QCOMPARE(till.post(Customers, json("{'name': 'A'}")).status, 201);
    QCOMPARE(owner.remove(path).status, 204);
    QCOMPARE(till.post(Customers, json("{'name': 'A'}")).status, 401);
    QCOMPARE(owner.get(path).status, 404);
}

void TestAdminPeopleApi::journal()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner));
    const QByteArray actor = "user:" + api.lastUser().bytes();
    const QByteArray id = text(owner.post(Customers, json("{'name': 'Ann'}")).json(), "id"_L1);
    QCOMPARE(owner.patch(Customers + '/' + id, json("{'name': 'Anna'}"), {{"X-Request-Id", "req-7"}}).status, 200);
    const QJsonArray newest = owner.get(Journal + "?limit=2").items();
    QCOMPARE(newest.size(), 2);
    const QJsonObject last = newest[0].toObject();
    QCOMPARE(text(last, "action"_L1), "customer.updated"_ba);
    QCOMPARE(text(last, "actor"_L1), actor);
    QCOMPARE(text(last, "entity_id"_L1), id);
    QCOMPARE(text(last, "request_id"_L1), "req-7"_ba);
    QCOMPARE(last["before"_L1].toObject()["name"_L1].toString(), u"Ann"_s);
    QCOMPARE(last["after"_L1].toObject()["name"_L1].toString(), u"Anna"_s);
    QCOMPARE(text(last, "hash"_L1).size(), 64);
    const qint64 seq = last["seq"_L1].toInteger();
    const auto feed = owner.get(Journal + "?after_seq=" + QByteArray::number(seq - 2)).items();
    QCOMPARE(feed.size(), 2);
    QCOMPARE(feed[0]["seq"_L1].toInteger(), seq - 1);
    QCOMPARE(owner.get(Journal + "?after_seq=" + QByteArray::number(seq)).items().size(), 0);
    QCOMPARE(owner.get(Journal + "?entity=customer&entity_id=" + id).items().size(), 2);
    QCOMPARE(owner.get(Journal + "?entity=product").items().size(), 0);
    const QByteArray next = text(owner.get(Journal + "?limit=1").json(), "next"_L1);
    QCOMPARE(owner.get(Journal + "?limit=1&after=" + next).items()[0]["seq"_L1].toInteger(), seq - 1);
    QCOMPARE(owner.get(Journal + "?after_seq=-1").status, 400);
    QCOMPARE(api.client(api.tokenFor(Role::Staff)).get(Journal).status, 403);
}

QTEST_GUILESS_MAIN(TestAdminPeopleApi)
#include "tst_adminpeopleapi.moc"
