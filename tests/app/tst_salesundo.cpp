// Deliveries, counts, notes and orders made here, taken back and done again, on both stores.
#include "app/journal/undo.h"
#include "app/orders/counter.h"
#include "app/orders/ordernotes.h"
#include "app/orders/orderwork.h"
#include "app/stock/goodsin.h"
#include "app/stock/stocktake.h"
#include "tests/support/smallshop.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

template<typename Fn> auto write(TestStore &store, Fn fn)
{
    store.clock().advance(1000);
    return store->writeNow(Self, fn);
}
qint64 newest(TestStore &store)
{
    return *store->read(
        [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT MAX(seq) FROM journal"); });
}
Result<> takeBack(TestStore &store, qint64 seq)
{
    return write(store, [&](Transaction &tx) { return undo::take(tx, Self, seq); });
}
Result<> takeBackNewest(TestStore &store) { return takeBack(store, newest(store)); }
Order stored(TestStore &store, const QByteArray &number)
{
    return *store->read([&](Reader &reader) { return orders::find(reader, Self, number); });
}
}

class TestSalesUndo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void aDelivery();
    void aDeliveryThatWasSold();
    void aCount();
    void aNote();
    void aSaleAtTheCounter();
    void aSaleThatIsNotPaid();
    void anOrderMadeByHand();
    void notACustomersOrder();
};

void TestSalesUndo::aDelivery()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5), bowl = shop.addVariant("BOWL", 900, 0);
    QVERIFY(write(test, [&](Transaction &tx) {
        return stock::receive(tx, Self, {{{mug, 10}, {bowl, 4}}, u"LS-118"_s, {}});
    }));
    QVERIFY(takeBackNewest(test));
    QCOMPARE(shop.level(mug), 5);
    QCOMPARE(shop.level(bowl), 0);
    QVERIFY(takeBackNewest(test)); // the taking back
    QCOMPARE(shop.level(mug), 15);
    QCOMPARE(shop.level(bowl), 4);
    QCOMPARE(shop.faults(), QStringList());
}

void TestSalesUndo::aDeliveryThatWasSold()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 0), bowl = shop.addVariant("BOWL", 900, 0);
    QVERIFY(write(test, [&](Transaction &tx) { return stock::receive(tx, Self, {{{mug, 10}, {bowl, 4}}}); }));
    const qint64 delivery = newest(test);
    (void)shop.order({{bowl, 1}});
    const auto refused = takeBack(test, delivery);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(refused.error().message.contains(u"BOWL"_s));
    QCOMPARE(shop.level(mug), 10); // all or nothing
    QCOMPARE(shop.level(bowl), 3);
}

void TestSalesUndo::aCount()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5), bowl = shop.addVariant("BOWL", 900, 4);
    const auto count = [&](qint64 mugs, qint64 bowls) {
        return write(test, [&](Transaction &tx) { return stock::count(tx, Self, {{{mug, mugs}, {bowl, bowls}}}); });
    };
    QVERIFY(count(9, 1));
    (void)shop.order({{mug, 1}});
    const auto entry = test->read([](Reader &reader) -> Result<qint64> {
        return *reader.number("SELECT MAX(seq) FROM journal WHERE action = 'stock.counted'");
    });
    QVERIFY(takeBack(test, *entry));
    QCOMPARE(shop.level(mug), 4); // what was sold stays sold
    QCOMPARE(shop.level(bowl), 4);
    QVERIFY(count(4, 4));
    QCOMPARE(takeBackNewest(test).error().code, ErrorCode::Conflict); // all was as expected
    QCOMPARE(shop.faults(), QStringList());
}

void TestSalesUndo::aNote()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const Order order = shop.order({{shop.addVariant("MUG", 1400, 5), 1}});
    QVERIFY(write(test, [&](Transaction &tx) { return ordernotes::add(tx, Self, order.number, u"Rang"_s); }));
    const auto events = [&] {
        return test->read([&](Reader &reader) { return orders::timeline(reader, Self, order.number); })->size();
    };
    QCOMPARE(events(), 2);
    QVERIFY(takeBackNewest(test));
    QCOMPARE(events(), 1);
    QVERIFY(takeBackNewest(test));
    QCOMPARE(events(), 2);
}

void TestSalesUndo::aSaleAtTheCounter()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder sale;
    sale.lines = {{mug, 2}};
    sale.paymentMethod = "cash";
    sale.paid = true;
    const Order order = *write(test, [&](Transaction &tx) { return counter::place(tx, Self, sale); });
    QVERIFY(takeBackNewest(test));
    Order now = stored(test, order.number);
    QCOMPARE(now.status, OrderStatus::Cancelled);
    QCOMPARE(now.payment, PaymentStatus::Refunded);
    QCOMPARE(now.refunded, 2800);
    QCOMPARE(shop.level(mug), 5);
    QCOMPARE(shop.faults(), QStringList());
    QVERIFY(takeBackNewest(test)); // sold all the same
    now = stored(test, order.number);
    QCOMPARE(now.status, OrderStatus::Open);
    QCOMPARE(now.payment, PaymentStatus::Paid);
    QCOMPARE(shop.level(mug), 3);
    QCOMPARE(shop.faults(), QStringList());
}

void TestSalesUndo::aSaleThatIsNotPaid()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder sale;
    sale.lines = {{mug, 2}};
    const Order order = *write(test, [&](Transaction &tx) { return counter::place(tx, Self, sale); });
    QVERIFY(takeBackNewest(test));
    QCOMPARE(stored(test, order.number).status, OrderStatus::Cancelled);
    QCOMPARE(shop.level(mug), 5);
    QCOMPARE(shop.faults(), QStringList());
}

void TestSalesUndo::anOrderMadeByHand()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder sale;
    sale.lines = {{mug, 2}};
    sale.delivery = CounterOrder::Delivery::Collected;
    const Order order = *write(test, [&](Transaction &tx) { return counter::place(tx, Self, sale); });
    const qint64 placed = newest(test);
    QVERIFY(takeBack(test, placed));
    QCOMPARE(stored(test, order.number).status, OrderStatus::Cancelled);
    QCOMPARE(shop.level(mug), 5);
    QCOMPARE(takeBack(test, placed).error().code, ErrorCode::Conflict); // once is enough
    // What left the shop is not taken back from here.
    const Order sent = *write(test, [&](Transaction &tx) { return counter::place(tx, Self, sale); });
    const qint64 second = newest(test);
    QVERIFY(write(test, [&](Transaction &tx) { return orderwork::pay(tx, Self, sent.number, {"card", {}, {}}); }));
    QVERIFY(write(test, [&](Transaction &tx) { return orderwork::fulfil(tx, Self, sent.number, {}); }));
    QCOMPARE(takeBack(test, second).error().code, ErrorCode::Conflict);
    QCOMPARE(shop.faults(), QStringList());
}

void TestSalesUndo::notACustomersOrder()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    (void)shop.order({{shop.addVariant("MUG", 1400, 5), 1}});
    const auto refused = takeBackNewest(test);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(refused.error().message.contains(u"Cancel"_s));
}

QTEST_MAIN(TestSalesUndo)
#include "tst_salesundo.moc"
