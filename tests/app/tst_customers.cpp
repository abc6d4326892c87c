// Customers as the shop's people see them: what they bought, in any order; and what is done for one of them on request.
#include "app/orders/orderwork.h"
#include "app/users/customers.h"
#include "app/users/passwordreset.h"
#include "app/users/peoplesessions.h"
#include "app/users/personal.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "tests/support/smallshop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;
using By = CustomerQuery::By;

namespace {
struct People
{
    explicit People(TestStore &store) : database(store.database()), shop(database)
    {
        mug = shop.addVariant("MUG", 1000, 500);
        owner = SmallShop::actorOf(shop.addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        staff = SmallShop::actorOf(shop.addUser(u"staff@example.com"_s, Role::Staff), Role::Staff);
        viewer = SmallShop::actorOf(shop.addUser(u"viewer@example.com"_s, Role::Viewer), Role::Viewer);
        ada = add(u"Ada Byron"_s, u"ada@example.com"_s, u"+44 20 7946-0018"_s);
        ben = add(u"Ben Okri"_s, u"ben@example.com"_s, {});
        cem = add(u"Cem Öz"_s, {}, u"0171 555"_s);
    }
    UserId add(const QString &name, const QString &email, const QString &phone)
    {
        UserDraft draft{email, name};
        draft.phone = phone;
        if (!email.isEmpty())
            draft.passwordHash = "$argon2id$none";
        const auto made = database.writeNow(owner, [&](Transaction &tx) { return users::create(tx, owner, draft); });
        if (!made)
            qFatal("no customer: %s", qPrintable(made.error().message));
        return made->user.id;
    }
    QList<UserId> ids(const CustomerQuery &query) const
    {
        const auto found = database.read([&](Reader &reader) { return customers::ids(reader, viewer, query); });
        return found ? *found : QList<UserId>();
    }
    CustomerRow row(UserId id) const
    {
        return *database.read([&](Reader &reader) { return customers::get(reader, viewer, id); });
    }
    SessionId signIn(UserId user) const
    {
        return database
            .writeNow(Actor::system(u"Test"_s),
                      [&](Transaction &tx) -> Result<NewSession> {
                          return sessions::open(tx, user, {u"10.0.0.7"_s, u"Firefox"_s});
                      })
            ->id;
    }
    template<typename Work> auto write(const Actor &actor, Work work) const
    {
        return database.writeNow(actor, [&](Transaction &tx) { return work(tx); });
    }
    QByteArray lastAction() const
    {
        return *database.read([](Reader &reader) -> Result<QByteArray> {
            Query row = reader.query("SELECT action FROM journal ORDER BY seq DESC LIMIT 1");
            return row.next() ? row.bytes(0) : QByteArray();
        });
    }

    Database &database;
    SmallShop shop;
    VariantId mug;
    Actor owner, staff, viewer;
    UserId ada, ben, cem;
};
}

class TestCustomers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void figuresAreThoseOfTheirOrders();
    void sortsByAnyFigure();
    void findsByNameMailAndPhone();
    void sessionsAreSeenAndEnded();
    void aLostPasswordIsChosenAnew();
    void everythingOfAPersonIsGivenOut();
    void aPersonIsErased();
};

void TestCustomers::figuresAreThoseOfTheirOrders()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    const Order first = people.shop.order({{people.mug, 2}}, SmallShop::actorOf(people.ada));
    opened.clock().advance(60'000);
    const Order second = people.shop.order({{people.mug, 1}}, SmallShop::actorOf(people.ada));
    opened.clock().advance(60'000);
    const Order dropped = people.shop.order({{people.mug, 9}}, SmallShop::actorOf(people.ada));
    QVERIFY(people.write(people.owner,
                         [&](Transaction &tx) { return orderwork::cancel(tx, people.owner, dropped.number); }));
    const CustomerRow ada = people.row(people.ada);
    QCOMPARE(ada.orders, 2);
    QCOMPARE(ada.spent, first.total + second.total);
    QCOMPARE(ada.lastOrder, std::optional(second.placedAt));
    QCOMPARE(ada.average(), std::optional((first.total + second.total) / 2));
    const CustomerRow ben = people.row(people.ben);
    QCOMPARE(ben.orders, 0);
    QVERIFY(!ben.lastOrder && !ben.average());
}

void TestCustomers::sortsByAnyFigure()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    (void)people.shop.order({{people.mug, 9}}, SmallShop::actorOf(people.ben));
    opened.clock().advance(60'000);
    (void)people.shop.order({{people.mug, 1}}, SmallShop::actorOf(people.ada));
    (void)people.shop.order({{people.mug, 1}}, SmallShop::actorOf(people.ada));
    const QList<UserId> byName{people.ada, people.ben, people.cem};
    QCOMPARE(people.ids({.by = By::Name}), byName);
    QCOMPARE(people.ids({.by = By::Orders, .down = true}), byName);
    QCOMPARE(people.ids({.by = By::Spent, .down = true}), (QList{people.ben, people.ada, people.cem}));
    QCOMPARE(people.ids({.by = By::Spent}), (QList{people.cem, people.ada, people.ben}));
    QCOMPARE(people.ids({.by = By::LastOrder, .down = true}), byName);
    QCOMPARE(people.ids({.by = By::Since, .down = true}), (QList{people.cem, people.ben, people.ada}));
    const auto rows = people.database.read([&](Reader &reader) {
        return customers::fetch(reader, people.viewer, {people.cem, people.ben});
    });
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->last().orders, 1);
    const auto refused = people.database.read(
        [&](Reader &reader) { return customers::ids(reader, SmallShop::actorOf(people.ada), {.by = By::Spent}); });
    QCOMPARE(refused.error().code, ErrorCode::Forbidden);
}

void TestCustomers::findsByNameMailAndPhone()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    for (const QString &text : {u"byr"_s, u"ADA@"_s, u"7946 0018"_s, u"79460"_s, u"+4420"_s})
        for (const By by : {By::Name, By::Spent})
            QCOMPARE(people.ids({.search = text, .by = by}), QList{people.ada});
    QCOMPARE(people.ids({.search = u"oz"_s}), QList{people.cem});
    QCOMPARE(people.ids({.search = u"12"_s}), QList<UserId>());
    QCOMPARE(people.ids({.search = u"-"_s}), QList<UserId>());
    UserPatch patch;
    patch.disabled = true;
    QVERIFY(people.write(people.staff,
                         [&](Transaction &tx) { return users::update(tx, people.staff, people.ben, patch, {}); }));
    QCOMPARE(people.ids({.disabled = true}), QList{people.ben});
    QCOMPARE(people.ids({.disabled = true, .by = By::Orders}), QList{people.ben});
}

void TestCustomers::sessionsAreSeenAndEnded()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    const SessionId first = people.signIn(people.ada);
    people.signIn(people.ada);
    people.signIn(people.ben);
    const auto seen = [&](const Actor &actor, UserId user) {
        return people.database.read([&](Reader &reader) { return sessions::ofPerson(reader, actor, user); });
    };
    QCOMPARE(seen(people.staff, people.ada)->size(), 2);
    QCOMPARE(seen(people.staff, people.ada)->first().agent, u"Firefox"_s);
    QCOMPARE(seen(people.viewer, people.ada).error().code, ErrorCode::Forbidden);
    QCOMPARE(seen(people.staff, people.owner.user).error().code, ErrorCode::Forbidden);
    const auto end = [&](const Actor &actor, UserId user, std::optional<SessionId> session) {
        return people.write(actor, [&](Transaction &tx) { return sessions::endOfPerson(tx, actor, user, session); });
    };
    QCOMPARE(end(people.staff, people.ben, first).error().code, ErrorCode::NotFound);
    QVERIFY(end(people.staff, people.ada, first));
    QCOMPARE(people.lastAction(), "customer.sessions_ended"_ba);
    QCOMPARE(seen(people.staff, people.ada)->size(), 1);
    QVERIFY(end(people.owner, people.ada, {}));
    QCOMPARE(seen(people.owner, people.ada)->size(), 0);
    QCOMPARE(seen(people.owner, people.ben)->size(), 1);
    QCOMPARE(end(people.owner, people.ada, {}).error().code, ErrorCode::NotFound);
}

void TestCustomers::aLostPasswordIsChosenAnew()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    people.signIn(people.ada);
    const auto reset = [&](const Actor &actor, UserId user) {
        return people.write(actor, [&](Transaction &tx) { return passwords::reset(tx, actor, user); });
    };
    QCOMPARE(reset(people.viewer, people.ada).error().code, ErrorCode::Forbidden);
    QCOMPARE(reset(people.staff, people.owner.user).error().code, ErrorCode::Forbidden);
    QCOMPARE(reset(people.owner, people.cem).error().code, ErrorCode::Conflict);
    const auto older = reset(people.staff, people.ada);
    const auto newer = reset(people.staff, people.ada);
    QVERIFY(older && newer);
    QCOMPARE(people.lastAction(), "customer.password_reset"_ba);
    const auto accept = [&](const QByteArray &token) {
        return people.write(Actor::anonymous(), [&](Transaction &tx) -> Result<User> {
            const auto accepted = users::accept(tx, token, "$new");
            return accepted ? *accepted : fail(accepted.error());
        });
    };
    QCOMPARE(accept(older->token).error().code, ErrorCode::NotFound);
    const auto open = [&] {
        return people.database
            .read([&](Reader &reader) { return sessions::ofPerson(reader, people.owner, people.ada); })
            ->size();
    };
    QCOMPARE(open(), 1); // nothing has happened yet
    const auto accepted = accept(newer->token);
    QVERIFY(accepted);
    QCOMPARE(accepted->id, people.ada);
    QCOMPARE(open(), 0);
    QCOMPARE(accept(newer->token).error().code, ErrorCode::NotFound);
}

void TestCustomers::everythingOfAPersonIsGivenOut()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    const Order order = people.shop.order({{people.mug, 2}}, SmallShop::actorOf(people.ada));
    people.signIn(people.ada);
    const auto written = [&](const Actor &actor, UserId user) {
        return people.database.read([&](Reader &reader) -> Result<QByteArray> {
            JsonWriter json;
            if (const auto done = personal::writeAllOf(json, reader, actor, user); !done)
                return fail(done.error());
            return json.take();
        });
    };
    QCOMPARE(written(people.viewer, people.ada).error().code, ErrorCode::Forbidden);
    QCOMPARE(written(people.staff, people.owner.user).error().code, ErrorCode::Forbidden);
    const QJsonObject all = QJsonDocument::fromJson(*written(people.staff, people.ada)).object();
    QCOMPARE(all[u"user"_s].toObject()[u"email"_s].toString(), u"ada@example.com"_s);
    QCOMPARE(all[u"orders"_s].toArray().size(), 1);
    QCOMPARE(all[u"orders"_s].toArray()[0].toObject()[u"number"_s].toString().toUtf8(), order.number);
    QCOMPARE(all[u"sessions"_s].toArray().size(), 1);
    QCOMPARE(written(people.staff, UserId{99'999}).error().code, ErrorCode::NotFound);
}

void TestCustomers::aPersonIsErased()
{
    QFETCH_GLOBAL(QString, store);
    TestStore opened(store);
    People people(opened);
    (void)people.shop.order({{people.mug, 2}}, SmallShop::actorOf(people.ada));
    const auto erase = [&](const Actor &actor, UserId user) {
        return people.write(actor, [&](Transaction &tx) { return personal::eraseOf(tx, actor, user); });
    };
    QCOMPARE(erase(people.viewer, people.ada).error().code, ErrorCode::Forbidden);
    QCOMPARE(erase(people.owner, people.owner.user).error().code, ErrorCode::Conflict); // the last one
    QVERIFY(erase(people.staff, people.ada));
    QCOMPARE(people.lastAction(), "customer.erased"_ba);
    QCOMPARE(people.ids({}), (QList{people.ben, people.cem}));
    QCOMPARE(people.shop.level(people.mug), 500); // what was not sent went back
    QCOMPARE(erase(people.staff, people.ada).error().code, ErrorCode::NotFound);
    QCOMPARE(people.shop.faults(), QStringList());
}

QTEST_MAIN(TestCustomers)
#include "tst_customers.moc"
