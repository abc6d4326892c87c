// What the shop's people note on orders, and which orders wait, on both stores.
#include "app/orders/ordernotes.h"
#include "app/orders/orderwork.h"
#include "tests/support/smallshop.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

Result<OrderNote> note(Database &database, const QByteArray &number, const QString &text, const Actor &actor = Self)
{
    return database.writeNow(actor, [&](Transaction &tx) { return ordernotes::add(tx, actor, number, text); });
}
Result<> withdraw(Database &database, const QByteArray &number, const QByteArray &id)
{
    return database.writeNow(Self, [&](Transaction &tx) { return ordernotes::withdraw(tx, Self, number, id); });
}
QStringList notes(Database &database, const QByteArray &number)
{
    const auto events = *database.read([&](Reader &reader) { return orders::timeline(reader, Self, number); });
    QStringList texts;
    for (const orders::Event &event : events)
        texts << (event.action == "order.noted" ? ordernotes::fromJson(event.after).text
                                                : QString::fromUtf8(event.action));
    return texts;
}
}

class TestOrderNotes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void aNoteIsPartOfTheHistory();
    void aNoteIsTakenBack();
    void refuses();
    void whatWaits();
};

void TestOrderNotes::aNoteIsPartOfTheHistory()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const Order order = shop.order({{shop.addVariant("MUG", 1400, 5), 1}});
    const Order other = shop.order({{shop.addVariant("BOWL", 900, 5), 1}});
    QVERIFY(note(test.database(), order.number, u"  Rang: leave it with “Smith & Co”  "_s));
    QCOMPARE(notes(test.database(), order.number),
             (QStringList{u"order.placed"_s, u"Rang: leave it with “Smith & Co”"_s}));
    QCOMPARE(notes(test.database(), other.number), QStringList{u"order.placed"_s});
    // It says nothing to the customer and moves no revision.
    const Order after = *test->read([&](Reader &reader) { return orders::find(reader, Self, order.number); });
    QCOMPARE(after.note, order.note);
    QCOMPARE(after.revision, 1);
}

void TestOrderNotes::aNoteIsTakenBack()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const Order order = shop.order({{shop.addVariant("MUG", 1400, 5), 1}});
    const auto first = note(test.database(), order.number, u"first"_s);
    const auto second = note(test.database(), order.number, u"second"_s);
    QVERIFY(withdraw(test.database(), order.number, first->id));
    QCOMPARE(notes(test.database(), order.number), (QStringList{u"order.placed"_s, u"second"_s}));
    QCOMPARE(withdraw(test.database(), order.number, first->id).error().code, ErrorCode::NotFound);
    QVERIFY(withdraw(test.database(), order.number, second->id));
}

void TestOrderNotes::refuses()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const Order order = shop.order({{shop.addVariant("MUG", 1400, 5), 1}});
    QCOMPARE(note(test.database(), order.number, u"  "_s).error().fields.constFirst().field, u"note"_s);
    QCOMPARE(note(test.database(), order.number, QString(2001, u'x')).error().code, ErrorCode::Invalid);
    QCOMPARE(note(test.database(), "999999", u"x"_s).error().code, ErrorCode::NotFound);
    const Actor viewer = SmallShop::actorOf(shop.addUser(u"v@example.com"_s, Role::Viewer), Role::Viewer);
    QCOMPARE(note(test.database(), order.number, u"x"_s, viewer).error().code, ErrorCode::Forbidden);
}

void TestOrderNotes::whatWaits()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 50);
    const Order first = shop.order({{mug, 2}});
    const Order second = shop.order({{mug, 1}});
    const Order third = shop.order({{mug, 1}});
    const auto work = [&](auto step) { QVERIFY(test->writeNow(Self, [&](Transaction &tx) { return step(tx); })); };
    work([&](Transaction &tx) { return orderwork::fulfil(tx, Self, first.number, {{{{first.lines[0].id, 1}}}, {}}); });
    work([&](Transaction &tx) { return orderwork::fulfil(tx, Self, second.number, {}); });
    work([&](Transaction &tx) { return orderwork::pay(tx, Self, first.number, {"card", {}, {}}); });
    work([&](Transaction &tx) { return orderwork::cancel(tx, Self, third.number); });
    const auto waiting = *test->read([&](Reader &reader) { return orders::waiting(reader, Self); });
    QCOMPARE(waiting.toSend, 1);
    QCOMPARE(waiting.notPaid, 1);
    const auto ids = [&](const OrderQuery &query) {
        return *test->read([&](Reader &reader) { return orders::ids(reader, Self, query); });
    };
    OrderQuery query;
    query.toSend = true;
    QCOMPARE(ids(query), QList{first.id});
    query = {};
    query.source = "counter";
    QVERIFY(ids(query).isEmpty());
    query.source = "api";
    query.paymentMethod = first.paymentMethod;
    QCOMPARE(ids(query).size(), 3);
    query.paymentMethod = "cheque";
    QVERIFY(ids(query).isEmpty());
}

QTEST_MAIN(TestOrderNotes)
#include "tst_ordernotes.moc"
