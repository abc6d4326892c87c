#include "app/users/addressbook.h"
#include "app/users/apikeys.h"
#include "app/users/sessions.h"
#include "app/users/users.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

Result<CreatedApiKey> makeKey(Database &shop, const ApiKeyDraft &draft, const Actor &actor = Self)
{
    return shop.writeNow(actor, [&](Transaction &tx) { return apikeys::create(tx, actor, draft); });
}

Result<Identity> identify(Database &shop, const QByteArray &token)
{
    return shop.read([&](Reader &reader) { return sessions::authenticate(reader, token); });
}

QStringList faults(const auto &result)
{
    QStringList fields;
    if (!result)
        for (const FieldError &fault : result.error().fields)
            fields << fault.field;
    return fields;
}

ErrorCode codeOf(const auto &result) { return result ? ErrorCode::Internal : result.error().code; }
}

// API keys and saved addresses.
class TestUsersKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void keysOpenWhatTheirScopesSay();
    void keysAreShownOnce();
    void keysEnd();
    void keysAreChangedAndRemoved();
    void keysAreTheOwnersBusiness();
    void keysPage();
    void addresses();
};

void TestUsersKeys::keysOpenWhatTheirScopesSay()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto key = makeKey(shop.database(), {u"Till"_s, {u"products:read"_s, u"orders:write"_s, u"products:read"_s}});
    QVERIFY(key);
    QCOMPARE(key->key.scopes.size(), 2);
    const auto identity = identify(shop.database(), key->secret);
    QVERIFY(identity);
    QCOMPARE(identity->actor.key, key->key.id);
    QVERIFY(identity->actor.may({Area::Products, Verb::Read}));
    QVERIFY(identity->actor.may({Area::Orders, Verb::Write}));
    QVERIFY(!identity->actor.may({Area::Products, Verb::Write}));
    QVERIFY(!identity->actor.may({Area::Users, Verb::Read}));
    QVERIFY(identity->touchDue);
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        sessions::touch(tx, identity->actor);
        return {};
    }));
    QVERIFY(!identify(shop.database(), key->secret)->touchDue);
    shop.clock().advance(TouchEvery);
    QVERIFY(identify(shop.database(), key->secret)->touchDue);
    QCOMPARE(codeOf(identify(shop.database(), key->secret.chopped(1) + 'x')), ErrorCode::Unauthenticated);
    QCOMPARE(faults(makeKey(shop.database(), {u""_s, {u"products:read"_s, u"everything"_s}, shop.clock().now()})),
             (QStringList{u"name"_s, u"scopes[1]"_s, u"expires_at"_s}));
    QCOMPARE(faults(makeKey(shop.database(), {u"Till"_s, {}})), QStringList{u"scopes"_s});
}

void TestUsersKeys::keysAreShownOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto key = makeKey(shop.database(), {u"Till"_s, {u"products:read"_s}});
    const QByteArray secret = key->secret.mid(key->secret.lastIndexOf('_') + 1);
    JsonWriter json;
    writeJson(json, key->key);
    QVERIFY(!json.bytes().contains(secret));
    const auto payload = shop->read([](Reader &reader) -> Result<QByteArray> {
        Query row = reader.query("SELECT after_json FROM journal_payloads ORDER BY seq DESC");
        row.next();
        return row.bytes(0);
    });
    QVERIFY(payload->contains(key->key.lookup));
    QVERIFY(!payload->contains(secret));
}

void TestUsersKeys::keysEnd()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto key = makeKey(shop.database(), {u"Fair"_s, {u"products:read"_s}, shop.clock().now() + 1000});
    shop.clock().advance(999);
    QVERIFY(identify(shop.database(), key->secret));
    shop.clock().advance(1);
    QCOMPARE(codeOf(identify(shop.database(), key->secret)), ErrorCode::Unauthenticated);
}

void TestUsersKeys::keysAreChangedAndRemoved()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto key = makeKey(shop.database(), {u"Till"_s, {u"products:read"_s}, shop.clock().now() + 1000});
    ApiKeyPatch patch;
    patch.scopes = QStringList{u"stock:write"_s};
    patch.expiresAt = std::optional<Millis>();
    const auto update = [&](std::optional<qint64> expected) {
        return shop->writeNow(Self,
                              [&](Transaction &tx) { return apikeys::update(tx, Self, key->key.id, patch, expected); });
    };
    const auto changed = update(1);
    QVERIFY(changed);
    QCOMPARE(changed->name, u"Till"_s);
    QVERIFY(!changed->expiresAt);
    QCOMPARE(codeOf(update(1)), ErrorCode::Stale);
    shop.clock().advance(2000);
    QCOMPARE(identify(shop.database(), key->secret)->actor.scopes, QStringList{u"stock:write"_s});
    const auto read = shop->read([&](Reader &reader) { return apikeys::get(reader, Self, key->key.id); });
    QCOMPARE(read->revision, 2);
    const auto remove = [&] {
        return shop->writeNow(Self, [&](Transaction &tx) { return apikeys::remove(tx, Self, key->key.id, 2); });
    };
    QVERIFY(remove());
    QCOMPARE(codeOf(remove()), ErrorCode::NotFound);
    QCOMPARE(codeOf(identify(shop.database(), key->secret)), ErrorCode::Unauthenticated);
}

void TestUsersKeys::keysAreTheOwnersBusiness()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    Actor manager;
    manager.kind = Actor::Kind::User;
    manager.role = Role::Manager;
    QCOMPARE(codeOf(makeKey(shop.database(), {u"Till"_s, {u"products:read"_s}}, manager)), ErrorCode::Forbidden);
    QCOMPARE(codeOf(shop->read([&](Reader &reader) { return apikeys::list(reader, manager, 20, {}); })),
             ErrorCode::Forbidden);
    // A key that may write users makes no owners.
    const auto key = makeKey(shop.database(), {u"Staff tool"_s, {u"users:read"_s, u"users:write"_s}});
    const Actor tool = identify(shop.database(), key->secret)->actor;
    const auto create = [&](Role role) {
        return shop->writeNow(tool, [&](Transaction &tx) {
            return users::create(tx, tool, {u"x@example.com"_s, u"X"_s, role});
        });
    };
    QCOMPARE(codeOf(create(Role::Owner)), ErrorCode::Forbidden);
    QCOMPARE(codeOf(create(Role::Manager)), ErrorCode::Forbidden);
    QVERIFY(create(Role::Staff));
}

void TestUsersKeys::keysPage()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    for (int i = 0; i < 5; ++i)
        QVERIFY(makeKey(shop.database(), {u"Key %1"_s.arg(i), {u"products:read"_s}}));
    QStringList names;
    std::optional<Cursor> after;
    int pages = 0;
    do {
        const auto page = shop->read([&](Reader &reader) { return apikeys::list(reader, Self, 2, after); });
        for (const ApiKey &key : page->items)
            names << key.name;
        after = page->next;
        ++pages;
    } while (after);
    QCOMPARE(pages, 3);
    QCOMPARE(names, (QStringList{u"Key 0"_s, u"Key 1"_s, u"Key 2"_s, u"Key 3"_s, u"Key 4"_s}));
}

void TestUsersKeys::addresses()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto customer = [&](const QString &email) {
        const auto user = shop->writeNow(Actor::anonymous(), [&](Transaction &tx) {
            return users::signUp(tx, {email, u"Ann"_s});
        });
        Actor actor;
        actor.kind = Actor::Kind::User;
        actor.user = user->id;
        actor.role = Role::Customer;
        return actor;
    };
    const Actor ann = customer(u"ann@example.com"_s);
    const Actor bob = customer(u"bob@example.com"_s);
    const auto add = [&](const Actor &actor, const Address &address) {
        return shop->writeNow(actor, [&](Transaction &tx) { return addressbook::add(tx, actor, address); });
    };
    const Address home{u"Ann"_s, u"Street 1"_s, {}, u"Berlin"_s, u"10115"_s, {}, "de", {}};
    const auto saved = add(ann, home);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    QCOMPARE(saved->address.country, "DE"_ba);
    QCOMPARE(codeOf(add(ann, {})), ErrorCode::Invalid);
    QCOMPARE(codeOf(add(Actor::anonymous(), home)), ErrorCode::Unauthenticated);
    for (int i = 1; i < MostAddresses; ++i)
        QVERIFY(add(ann, home));
    QCOMPARE(codeOf(add(ann, home)), ErrorCode::Conflict);
    const auto list = [&](const Actor &actor) {
        return shop->read([&](Reader &reader) { return addressbook::list(reader, actor); })->size();
    };
    QCOMPARE(list(ann), MostAddresses);
    QCOMPARE(list(bob), 0);
    const auto remove = [&](const Actor &actor) {
        return shop->writeNow(actor, [&](Transaction &tx) { return addressbook::remove(tx, actor, saved->id); });
    };
    QCOMPARE(codeOf(remove(bob)), ErrorCode::NotFound);
    QVERIFY(remove(ann));
    QCOMPARE(codeOf(remove(ann)), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestUsersKeys)
#include "tst_userskeys.moc"
