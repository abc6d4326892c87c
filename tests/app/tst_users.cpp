#include "app/users/passwordchange.h"
#include "app/users/totp.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
const PasswordHasher Hasher(PasswordCost::least());
const QString Password = u"correct horse battery staple"_s;

Actor actorOf(const User &user)
{
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.user = user.id;
    actor.role = user.role;
    actor.name = user.name;
    return actor;
}

Result<users::Created> create(Database &shop, const Actor &actor, const UserDraft &draft)
{
    return shop.writeNow(actor, [&](Transaction &tx) { return users::create(tx, actor, draft); });
}

User person(Database &shop, const QString &email, Role role, const QString &name = u"Ann"_s)
{
    const auto created = create(shop, Self, {email, name, role, {}, {}, {}, *Hasher.hash(Password)});
    if (!created)
        qFatal("no person: %s", qPrintable(created.error().message));
    return created->user;
}

Result<User> update(Database &shop, const Actor &actor, UserId id, const UserPatch &patch,
                    std::optional<qint64> expected = {})
{
    return shop.writeNow(actor, [&](Transaction &tx) { return users::update(tx, actor, id, patch, expected); });
}

Result<> removePerson(Database &shop, const Actor &actor, UserId id)
{
    return shop.writeNow(actor, [&](Transaction &tx) { return users::remove(tx, actor, id, {}); });
}

std::optional<User> find(Database &shop, UserId id)
{
    return *shop.read([&](Reader &reader) -> Result<std::optional<User>> { return users::find(reader, id); });
}

qint64 count(Database &shop, const QByteArray &sql)
{
    return *shop.read([&](Reader &reader) -> Result<qint64> { return reader.number(sql).value_or(0); });
}

QStringList names(const QList<User> &users)
{
    QStringList names;
    for (const User &user : users)
        names << user.name;
    return names;
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

class TestUsers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void signsUp();
    void theFirstOwnerIsMadeOnce();
    void faultsComeAllAtOnce();
    void emailAddressesAreOne();
    void rolesHandleRoles();
    void oneOwnerRemains();
    void ownersAtOnceLeaveOne();
    void staleAndNoted();
    void invitations();
    void listsByKeyset_data();
    void listsByKeyset();
    void searches_data();
    void searches();
    void removesOrAnonymises();
    void changesThePassword();
    void passwordsAreNotGuessedThroughChanging();
};

void TestUsers::signsUp()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    UserDraft draft{u" Ann@Example.com"_s, u"Ann  B"_s, Role::Owner};
    draft.passwordHash = *Hasher.hash(Password);
    const auto user = shop->writeNow(Actor::anonymous(), [&](Transaction &tx) { return users::signUp(tx, draft); });
    QVERIFY(user);
    QCOMPARE(user->role, Role::Customer); // whatever was asked for
    QCOMPARE(user->email, u"Ann@Example.com"_s);
    QCOMPARE(user->name, u"Ann B"_s);
    QVERIFY(user->hasPassword);
    QCOMPARE(count(shop.database(), "SELECT count(*) FROM journal WHERE action = 'customer.signed_up'"), 1);
    QCOMPARE(count(shop.database(), "SELECT count(*) FROM journal_payloads WHERE after_json LIKE '%argon2%'"), 0);
    const auto again = shop->writeNow(Actor::anonymous(), [&](Transaction &tx) { return users::signUp(tx, draft); });
    QCOMPARE(codeOf(again), ErrorCode::Conflict);
    QCOMPARE(faults(again), QStringList{u"email"_s});
}

void TestUsers::theFirstOwnerIsMadeOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const UserDraft draft{u"owner@example.com"_s, u"Olga"_s, Role::Owner, {}, {}, {}, *Hasher.hash(Password)};
    const auto make = [&] {
        return shop->writeNow(Self, [&](Transaction &tx) -> Result<User> {
            auto owner = users::firstOwner(tx, draft);
            if (owner)
                tx.journal({"shop.created", "settings", "1"});
            return owner;
        });
    };
    QCOMPARE(make()->role, Role::Owner);
    QCOMPARE(codeOf(make()), ErrorCode::Conflict);
}

void TestUsers::faultsComeAllAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const UserDraft draft{u"nobody"_s, u"  "_s, Role::Staff, QString(60, u'1'), "Germany", QString(10'001, u'x')};
    QCOMPARE(faults(create(shop.database(), Self, draft)),
             (QStringList{u"email"_s, u"name"_s, u"phone"_s, u"note"_s, u"country"_s}));
    QCOMPARE(codeOf(create(shop.database(), Self, {{}, u"Ann"_s, Role::Staff})), ErrorCode::Invalid);
    QVERIFY(create(shop.database(), Self, {{}, u"Walk-in"_s, Role::Customer}));
    QList<FieldError> typed = users::validate({u"a@example.com"_s, u""_s}, u"123"_s);
    QCOMPARE(typed.size(), 2);
    QCOMPARE(typed[0].field, u"name"_s);
    QCOMPARE(typed[1].field, u"password"_s);
    QCOMPARE(users::validate({u"annabella@example.com"_s, u"Ann"_s}, u"annabella"_s).size(), 1);
}

void TestUsers::emailAddressesAreOne()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const User ann = person(shop.database(), u"ann@example.com"_s, Role::Staff);
    const User bob = person(shop.database(), u"bob@example.com"_s, Role::Customer);
    UserPatch patch;
    patch.email = u"ANN@example.com"_s;
    QCOMPARE(codeOf(update(shop.database(), Self, bob.id, patch)), ErrorCode::Conflict);
    QCOMPARE(update(shop.database(), Self, ann.id, patch)->email, u"ANN@example.com"_s);
    patch.email = u""_s;
    QCOMPARE(codeOf(update(shop.database(), Self, bob.id, patch)), ErrorCode::Invalid); // signs in with it
}

void TestUsers::rolesHandleRoles()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const QList<Role> roles{Role::Customer, Role::Viewer, Role::Staff, Role::Manager, Role::Owner};
    int serial = 0;
    const auto somebody = [&](Role role) {
        return person(shop.database(), u"person%1@example.com"_s.arg(++serial), role);
    };
    somebody(Role::Owner);
    for (const Role role : roles)
        for (const Role target : roles) {
            const bool allowed = role == Role::Owner || (role == Role::Manager && target < Role::Manager)
                || (role == Role::Staff && target == Role::Customer);
            const ErrorCode expected = allowed ? ErrorCode::Internal : ErrorCode::Forbidden;
            const QByteArray which = roleText(role) + " over " + roleText(target);
            const Actor actor = actorOf(somebody(role));
            const User other = somebody(target);
            const auto created =
                create(shop.database(), actor, {u"new%1@example.com"_s.arg(++serial), u"New"_s, target});
            QVERIFY2(codeOf(created) == expected, which.constData());
            UserPatch patch;
            patch.name = u"Renamed"_s;
            QVERIFY2(codeOf(update(shop.database(), actor, other.id, patch)) == expected, which.constData());
            // Nobody is lifted to where the actor may not reach.
            UserPatch lift;
            lift.role = target;
            QVERIFY2(codeOf(update(shop.database(), actor, somebody(Role::Customer).id, lift)) == expected,
                     which.constData());
            QVERIFY2(codeOf(removePerson(shop.database(), actor, other.id)) == expected, which.constData());
        }
}

void TestUsers::oneOwnerRemains()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const User first = person(shop.database(), u"a@example.com"_s, Role::Owner);
    const User second = person(shop.database(), u"b@example.com"_s, Role::Owner);
    UserPatch disable;
    disable.disabled = true;
    QVERIFY(update(shop.database(), Self, second.id, disable));
    UserPatch demote;
    demote.role = Role::Staff;
    QCOMPARE(codeOf(update(shop.database(), Self, first.id, disable)), ErrorCode::Conflict);
    QCOMPARE(codeOf(update(shop.database(), Self, first.id, demote)), ErrorCode::Conflict);
    QCOMPARE(codeOf(removePerson(shop.database(), Self, first.id)), ErrorCode::Conflict);
    UserPatch enable;
    enable.disabled = false;
    QVERIFY(update(shop.database(), Self, second.id, enable));
    QVERIFY(update(shop.database(), Self, first.id, demote));
}

void TestUsers::ownersAtOnceLeaveOne()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QList<User> owners;
    for (int i = 0; i < 6; ++i)
        owners << person(shop.database(), u"owner%1@example.com"_s.arg(i), Role::Owner);
    std::vector<std::thread> threads;
    for (const User &owner : std::as_const(owners))
        threads.emplace_back([&shop, id = owner.id] {
            UserPatch demote;
            demote.role = Role::Viewer;
            (void)update(shop.database(), Self, id, demote);
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(count(shop.database(), "SELECT count(*) FROM users WHERE role = 'owner'"), 1);
}

void TestUsers::staleAndNoted()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const User ann = person(shop.database(), u"ann@example.com"_s, Role::Staff);
    UserPatch patch;
    patch.note = u"Has the key"_s;
    patch.phone = u"+49 30 1234"_s;
    const auto updated = update(shop.database(), Self, ann.id, patch, ann.revision);
    QVERIFY(updated);
    QCOMPARE(updated->revision, ann.revision + 1);
    QCOMPARE(codeOf(update(shop.database(), Self, ann.id, patch, ann.revision)), ErrorCode::Stale);
    QCOMPARE(find(shop.database(), ann.id)->phone, u"+49 30 1234"_s);
    QCOMPARE(count(shop.database(), "SELECT count(*) FROM journal WHERE action = 'user.updated'"), 1);
    QCOMPARE(codeOf(update(shop.database(), Self, UserId{999}, patch)), ErrorCode::NotFound);
}

void TestUsers::invitations()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto created = create(shop.database(), Self, {u"new@example.com"_s, u"New"_s, Role::Staff});
    QVERIFY(created && created->invitation);
    QVERIFY(created->user.isInvited());
    QCOMPARE(count(shop.database(),
                   "SELECT count(*) FROM journal_payloads WHERE after_json LIKE '%" + created->invitation->token
                       + "%'"),
             0);
    const auto accept = [&](const QByteArray &token) -> Result<User> {
        const auto outcome = shop->writeNow(Actor::anonymous(), [&](Transaction &tx) {
            return users::accept(tx, token, *Hasher.hash(Password));
        });
        return outcome ? *outcome : fail(outcome.error());
    };
    const auto anew = shop->writeNow(Self, [&](Transaction &tx) { return users::invite(tx, Self, created->user.id); });
    QVERIFY(anew);
    QCOMPARE(codeOf(accept(created->invitation->token)), ErrorCode::NotFound); // replaced
    const auto accepted = accept(anew->token);
    QVERIFY(accepted);
    QVERIFY(accepted->hasPassword);
    QCOMPARE(codeOf(accept(anew->token)), ErrorCode::NotFound); // once
    QVERIFY(login::signIn(shop.database(), Hasher, {u"new@example.com"_s, Password, {}, {}}));
    QCOMPARE(codeOf(shop->writeNow(Self, [&](Transaction &tx) { return users::invite(tx, Self, created->user.id); })),
             ErrorCode::Conflict);

    // A link alone does not pass by the authenticator.
    const auto careful = create(shop.database(), Self, {u"careful@example.com"_s, u"Careful"_s, Role::Staff});
    const QByteArray secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE users SET totp_secret = ? WHERE id = ?", secret, careful->user.id);
        return {};
    }));
    const QByteArray link = careful->invitation->token;
    const auto acceptWith = [&](const QString &code) -> Result<User> {
        const auto outcome = shop->writeNow(Actor::anonymous(), [&](Transaction &tx) {
            return users::accept(tx, link, *Hasher.hash(Password), {code, u"192.0.2.1"_s});
        });
        return outcome ? *outcome : fail(outcome.error());
    };
    QCOMPARE(codeOf(acceptWith({})), ErrorCode::Unauthenticated);
    QCOMPARE(codeOf(acceptWith(u"000000"_s)), ErrorCode::Unauthenticated);
    // Guessing gets slow, as at signing in.
    for (int i = 0; i < 4; ++i)
        QCOMPARE(codeOf(acceptWith(u"00000%1"_s.arg(i))), ErrorCode::Unauthenticated);
    QCOMPARE(codeOf(acceptWith(u"000009"_s)), ErrorCode::TooMany);
    shop.clock().advance(10 * 60'000);
    const qint64 step = shop.clock().now() / 30'000;
    QVERIFY(acceptWith(QString::fromLatin1(totp::code(secret, step))));

    const auto late = create(shop.database(), Self, {u"late@example.com"_s, u"Late"_s, Role::Viewer});
    shop.clock().advance(InvitationHolds);
    QCOMPARE(codeOf(accept(late->invitation->token)), ErrorCode::NotFound);
}

void TestUsers::listsByKeyset_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("name") << "name"_ba << QStringList{u"Ärmel"_s, u"Bob"_s, u"bob"_s, u"Bob"_s, u"Zoe"_s};
    QTest::newRow("-name") << "-name"_ba << QStringList{u"Zoe"_s, u"Bob"_s, u"bob"_s, u"Bob"_s, u"Ärmel"_s};
    QTest::newRow("created") << "created"_ba << QStringList{u"Zoe"_s, u"Bob"_s, u"bob"_s, u"Ärmel"_s, u"Bob"_s};
    QTest::newRow("-created") << "-created"_ba << QStringList{u"Bob"_s, u"Ärmel"_s, u"bob"_s, u"Bob"_s, u"Zoe"_s};
}

void TestUsers::listsByKeyset()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, order);
    QFETCH(QStringList, expected);
    TestStore shop(store);
    person(shop.database(), u"staff@example.com"_s, Role::Staff, u"Staff"_s);
    for (const QString &name : {u"Zoe"_s, u"Bob"_s, u"bob"_s, u"Ärmel"_s, u"Bob"_s}) {
        shop.clock().advance(name == "bob"_L1 ? 0 : 1000); // two at the same moment
        create(shop.database(), Self, {{}, name, Role::Customer}).value();
    }
    UserQuery query;
    query.who = UserQuery::Who::Customers;
    query.order = *UserQuery::parseOrder(order);
    const Actor viewer = actorOf(person(shop.database(), u"viewer@example.com"_s, Role::Viewer));
    for (const int limit : {1, 2, 100}) {
        query.limit = limit;
        query.after.reset();
        QStringList seen;
        do {
            const auto page = shop->read([&](Reader &reader) { return users::list(reader, viewer, query); });
            QVERIFY(page);
            QVERIFY(page->items.size() <= limit);
            seen << names(page->items);
            query.after = page->next;
        } while (query.after);
        QCOMPARE(seen, expected);
    }
    const auto rows = shop->read([&](Reader &reader) -> Result<QList<User>> {
        const auto ids = users::ids(reader, viewer, query);
        return ids ? users::fetch(reader, viewer, *ids) : fail(ids.error());
    });
    QCOMPARE(names(*rows), expected);
}

void TestUsers::searches_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("nothing") << u""_s << QStringList{u"Anna Müller"_s, u"Bert Annis"_s, u"C 100% _x"_s};
    QTest::newRow("name") << u"ann"_s << QStringList{u"Anna Müller"_s, u"Bert Annis"_s};
    QTest::newRow("accent") << u"MULL"_s << QStringList{u"Anna Müller"_s};
    QTest::newRow("inside a word") << u"nna"_s << QStringList{};
    QTest::newRow("e-mail") << u"Bert@"_s << QStringList{u"Bert Annis"_s};
    QTest::newRow("signs of LIKE") << u"100% _"_s << QStringList{u"C 100% _x"_s};
    QTest::newRow("a lone sign") << u"%"_s << QStringList{};
    QTest::newRow("number") << u"17850"_s << QStringList{u"Bert Annis"_s};
}

void TestUsers::searches()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QString, search);
    QFETCH(QStringList, expected);
    TestStore shop(store);
    create(shop.database(), Self, {u"a@example.com"_s, u"Anna Müller"_s, Role::Customer}).value();
    const UserId bert =
        create(shop.database(), Self, {u"bert@example.com"_s, u"Bert Annis"_s, Role::Customer})->user.id;
    create(shop.database(), Self, {{}, u"C 100% _x"_s, Role::Customer}).value();
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE users SET external_number = '17850' WHERE id = ?", bert);
        return {};
    }));
    UserQuery query;
    query.who = UserQuery::Who::Customers;
    query.search = search;
    const auto page = shop->read([&](Reader &reader) { return users::list(reader, Self, query); });
    QCOMPARE(names(page->items), expected);
}

void TestUsers::removesOrAnonymises()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const User fresh = person(shop.database(), u"fresh@example.com"_s, Role::Customer, u"Freda Fresh"_s);
    const User buyer = person(shop.database(), u"buyer@example.com"_s, Role::Customer, u"Berta Buyer"_s);
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec(
            "INSERT INTO orders (number, source, user_id, email, customer_name, status, payment_status, fulfilment_status, "
            "prices_include_tax, subtotal, discount, shipping, tax, total, item_count, shipping_address, day, placed_at, updated_at) "
            "VALUES ('1001', 'api', ?, 'buyer@example.com', 'Berta Buyer', 'completed', 'paid', 'fulfilled', 1, 5, 0, 0, 0, 5, 1, "
            "'{\"name\":\"Berta\"}', 1, 1, 1)",
            buyer.id);
        tx.journal({"order.placed", "order", "1001", {}, "{\"email\":\"buyer@example.com\"}"});
        return {};
    }));
    QVERIFY(removePerson(shop.database(), Self, fresh.id));
    QVERIFY(removePerson(shop.database(), Self, buyer.id));
    QVERIFY(!find(shop.database(), fresh.id));
    const auto kept = find(shop.database(), buyer.id);
    QVERIFY(kept && kept->erased && kept->disabled);
    QVERIFY(kept->email.isEmpty() && kept->name.isEmpty());
    QCOMPARE(count(shop.database(),
                   "SELECT count(*) FROM orders WHERE email = '' AND customer_name = '' AND shipping_address IS NULL"),
             1);
    QCOMPARE(count(shop.database(),
                   "SELECT count(*) FROM journal_payloads WHERE after_json LIKE '%uyer%' OR after_json LIKE '%resh%'"),
             0);
    QCOMPARE(codeOf(removePerson(shop.database(), Self, buyer.id)), ErrorCode::NotFound);
    // The address is free again.
    QVERIFY(create(shop.database(), Self, {u"buyer@example.com"_s, u"Another"_s, Role::Customer}));

    const User worked = person(shop.database(), u"worked@example.com"_s, Role::Staff);
    const User never = create(shop.database(), Self, {u"never@example.com"_s, u"Never"_s, Role::Staff})->user;
    QVERIFY(removePerson(shop.database(), Self, worked.id));
    QVERIFY(removePerson(shop.database(), Self, never.id));
    QVERIFY(find(shop.database(), worked.id));
    QVERIFY(!find(shop.database(), never.id));
}

void TestUsers::changesThePassword()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    person(shop.database(), u"ann@example.com"_s, Role::Staff);
    const Device device{u"192.0.2.1"_s, u"curl"_s};
    const auto one = login::signIn(shop.database(), Hasher, {u"ann@example.com"_s, Password, {}, device});
    const auto other = login::signIn(shop.database(), Hasher, {u"ann@example.com"_s, Password, {}, device});
    const auto identify = [&](const QByteArray &token) {
        return shop->read([&](Reader &reader) { return sessions::authenticate(reader, token); });
    };
    const Actor ann = identify(one->session.token)->actor;
    const QString fresh = u"another horse, another staple"_s;
    const auto change = [&](const QString &current, const QString &next) -> Result<> {
        const auto prepared = passwords::prepare(shop.database(), Hasher, ann, device, current, next);
        if (!prepared)
            return fail(prepared.error());
        return *shop->writeNow(ann, [&](Transaction &tx) -> Result<Result<>> {
            return passwords::record(tx, ann, *prepared);
        });
    };
    QCOMPARE(faults(change(u"wrong"_s, fresh)), QStringList{u"current_password"_s});
    QCOMPARE(faults(change(Password, u"short"_s)), QStringList{u"new_password"_s});
    QVERIFY(identify(other->session.token));
    QVERIFY(change(Password, fresh));
    QVERIFY(identify(one->session.token)); // who changed it stays
    QVERIFY(!identify(other->session.token));
    QVERIFY(!login::signIn(shop.database(), Hasher, {u"ann@example.com"_s, Password, {}, device}));
    QVERIFY(login::signIn(shop.database(), Hasher, {u"ann@example.com"_s, fresh, {}, device}));
}

void TestUsers::passwordsAreNotGuessedThroughChanging()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Actor ann = actorOf(person(shop.database(), u"ann@example.com"_s, Role::Staff));
    const Device device{u"192.0.2.1"_s, u"curl"_s};
    ErrorCode last = ErrorCode::Internal;
    for (int i = 0; i < 6; ++i) {
        const auto prepared =
            passwords::prepare(shop.database(), Hasher, ann, device, u"guess"_s, u"another horse battery"_s);
        if (!prepared) {
            last = prepared.error().code;
            break;
        }
        last = codeOf(*shop->writeNow(ann, [&](Transaction &tx) -> Result<Result<>> {
            return passwords::record(tx, ann, *prepared);
        }));
        QCOMPARE(last, ErrorCode::Invalid);
    }
    QCOMPARE(last, ErrorCode::TooMany);
}

QTEST_GUILESS_MAIN(TestUsers)
#include "tst_users.moc"
