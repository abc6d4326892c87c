#include "app/orders/books.h"
#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "app/reports/totals.h"
#include "tests/support/smallshop.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Guest = Actor::anonymous();
const Actor Self = Actor::system(u"Test"_s);
const QStringList Right;

template<typename Fn, typename... Args>
Result<Order> run(Database &database, Fn fn, const QByteArray &number, const Args &...args)
{
    return database.writeNow(Self, [&](Transaction &tx) { return fn(tx, Self, number, args...); });
}
Result<Order> cancel(Database &database, const QByteArray &number)
{
    return run(database, orderwork::cancel, number, QString());
}
Result<Order> pay(Database &database, const QByteArray &number, std::optional<qint64> amount = {})
{
    return run(database, orderwork::pay, number, PayRequest{"bank_transfer", amount, u"slip 1"_s});
}
Result<Order> fulfil(Database &database, const QByteArray &number, std::optional<QList<LineQuantity>> lines = {})
{
    return run(database, orderwork::fulfil, number, FulfilRequest{std::move(lines), u"TRACK"_s});
}
qint64 count(Database &database, const QByteArray &sql)
{
    return *database.read([&](Reader &reader) -> Result<qint64> { return reader.number(sql).value_or(0); });
}
QString codeOf(const Result<Order> &result)
{
    if (result)
        return u"done"_s;
    QString text = result.error().code == ErrorCode::Conflict ? u"conflict"_s
        : result.error().code == ErrorCode::Invalid           ? u"invalid"_s
                                                              : u"other"_s;
    for (const FieldError &fault : result.error().fields)
        text += u' ' + fault.field;
    return text;
}
}

class TestOrders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void onlyLegalSteps();
    void shipsInParts();
    void paysInParts();
    void paidAndFulfilledIsCompleted();
    void cancelPutsBack();
    void cancelRefundsWhatWasPaid();
    void cancelOnlyWhileItMay();
    void changesNoteAndAddresses();
    void listsAndWindows();
    void oneEntryEach();
    void faultsAreFound();
};

void TestOrders::onlyLegalSteps()
{
    using O = OrderStatus;
    using P = PaymentStatus;
    using F = FulfilmentStatus;
    QVERIFY(mayBecome(O::Open, O::Completed) && mayBecome(O::Open, O::Cancelled));
    QVERIFY(!mayBecome(O::Completed, O::Open) && !mayBecome(O::Completed, O::Cancelled)
            && !mayBecome(O::Cancelled, O::Open));
    QVERIFY(mayBecome(P::Pending, P::Paid) && mayBecome(P::Paid, P::PartlyRefunded)
            && mayBecome(P::PartlyRefunded, P::Refunded));
    QVERIFY(mayBecome(P::Pending, P::Failed) && mayBecome(P::Failed, P::Paid));
    QVERIFY(!mayBecome(P::Paid, P::Pending) && !mayBecome(P::Refunded, P::Paid)
            && !mayBecome(P::Pending, P::PartlyRefunded));
    QVERIFY(mayBecome(F::Unfulfilled, F::PartlyFulfilled) && mayBecome(F::PartlyFulfilled, F::Fulfilled)
            && mayBecome(F::Fulfilled, F::Returned));
    QVERIFY(!mayBecome(F::Fulfilled, F::PartlyFulfilled) && !mayBecome(F::Returned, F::Fulfilled)
            && !mayBecome(F::Unfulfilled, F::Returned));
    for (const P status : {P::Pending, P::Paid, P::PartlyRefunded, P::Refunded, P::Failed})
        QCOMPARE(parsePaymentStatus(statusText(status)), status);
    QVERIFY(!parseOrderStatus("opened"));
}

void TestOrders::shipsInParts()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const Order order = shop.order({{shop.addVariant("A", 100, 10), 3}, {shop.addVariant("B", 100, 10), 1}});
    const OrderLineId a = order.lines.at(0).id, b = order.lines.at(1).id;
    const auto part = fulfil(base.database(), order.number, QList<LineQuantity>{{a, 2}});
    QCOMPARE(part->fulfilment, FulfilmentStatus::PartlyFulfilled);
    QCOMPARE(codeOf(fulfil(base.database(), order.number,
                           QList<LineQuantity>{{a, 2}, {b, 1}, {b, 1}, {OrderLineId{999}, 1}, {a, 0}})),
             u"invalid lines[0].quantity lines[2].line_id lines[3].line_id lines[4].line_id"_s);
    QCOMPARE(codeOf(fulfil(base.database(), order.number, QList<LineQuantity>())), u"invalid lines"_s);
    const auto rest = fulfil(base.database(), order.number);
    QCOMPARE(rest->fulfilment, FulfilmentStatus::Fulfilled);
    QCOMPARE(rest->status, OrderStatus::Open); // not paid yet
    QCOMPARE(rest->fulfilments.size(), 2);
    QCOMPARE(rest->fulfilments.at(1).lines.size(), 2);
    QCOMPARE(codeOf(fulfil(base.database(), order.number)), u"conflict"_s);
    const auto seen = base->read([&](Reader &reader) { return orders::find(reader, Self, order.number); });
    QCOMPARE(seen->fulfilments.at(0).lines.at(0).quantity, 2);
    QCOMPARE(seen->fulfilments.at(0).tracking, u"TRACK"_s);
    QCOMPARE(seen->lines.at(0).fulfilled, 3);
    QCOMPARE(shop.faults(), Right);
}

void TestOrders::paysInParts()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const Order order = shop.order({{shop.addVariant("A", 1000, 10), 1}}); // 14.90
    QCOMPARE(codeOf(pay(base.database(), order.number, 1491)), u"invalid amount"_s);
    QCOMPARE(codeOf(pay(base.database(), order.number, 0)), u"invalid amount"_s);
    QCOMPARE(codeOf(run(base.database(), orderwork::pay, order.number, PayRequest{"gold", {}, {}})),
             u"invalid method"_s);
    QCOMPARE(pay(base.database(), order.number, 500)->payment, PaymentStatus::Pending);
    QCOMPARE(codeOf(pay(base.database(), order.number, 991)), u"invalid amount"_s);
    const auto refunded = run(base.database(), orderwork::refund, order.number, RefundRequest{{}, 100, false, {}});
    QCOMPARE(codeOf(refunded), u"conflict"_s);
    const auto paid = pay(base.database(), order.number);
    QCOMPARE(paid->payment, PaymentStatus::Paid);
    QCOMPARE(paid->paid, 1490);
    QCOMPARE(paid->payments.size(), 2);
    QCOMPARE(codeOf(pay(base.database(), order.number)), u"conflict"_s);
    QCOMPARE(shop.faults(), Right);
}

void TestOrders::paidAndFulfilledIsCompleted()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 10);
    const Order first = shop.order({{a, 1}});
    QCOMPARE(pay(base.database(), first.number)->status, OrderStatus::Open);
    QCOMPARE(fulfil(base.database(), first.number)->status, OrderStatus::Completed);
    const Order second = shop.order({{a, 1}});
    QCOMPARE(fulfil(base.database(), second.number)->status, OrderStatus::Open);
    QCOMPARE(pay(base.database(), second.number)->status, OrderStatus::Completed);
    QCOMPARE(codeOf(cancel(base.database(), second.number)), u"conflict"_s);
}

void TestOrders::cancelPutsBack()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 3);
    const Order order = shop.order({{a, 3}});
    QCOMPARE(shop.level(a), 0);
    QCOMPARE(count(base.database(), "SELECT available FROM products"), 0);
    QCOMPARE(count(base.database(), "SELECT sum(orders) FROM daily_sales"), 1);
    const auto cancelled = cancel(base.database(), order.number);
    QCOMPARE(cancelled->status, OrderStatus::Cancelled);
    QCOMPARE(cancelled->payment, PaymentStatus::Pending);
    QCOMPARE(cancelled->cancelledAt, base.clock().now());
    QCOMPARE(shop.level(a), 3);
    QCOMPARE(shop.movements(a), 3);
    QCOMPARE(count(base.database(), "SELECT available FROM products"), 1);
    QCOMPARE(count(base.database(), "SELECT sum(orders) + sum(net) + sum(tax) + sum(shipping) FROM daily_sales"), 0);
    QCOMPARE(codeOf(cancel(base.database(), order.number)), u"conflict"_s);
    QCOMPARE(codeOf(pay(base.database(), order.number)), u"conflict"_s);
    QCOMPARE(codeOf(fulfil(base.database(), order.number)), u"conflict"_s);
    QCOMPARE(shop.level(a), 3);
    QCOMPARE(shop.faults(), Right);
}

void TestOrders::cancelRefundsWhatWasPaid()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 3);
    for (const std::optional<qint64> &amount : {std::optional<qint64>(), std::optional<qint64>(300)}) {
        const Order order = shop.order({{a, 1}});
        QVERIFY(pay(base.database(), order.number, amount));
        const auto cancelled = cancel(base.database(), order.number);
        QCOMPARE(cancelled->payment, PaymentStatus::Refunded);
        QCOMPARE(cancelled->refunded, amount.value_or(1490));
        QCOMPARE(cancelled->refundable(), 0);
    }
    QCOMPARE(count(base.database(), "SELECT sum(amount) FROM payments"), 0);
    QCOMPARE(count(base.database(), "SELECT sum(returns) FROM daily_sales"), 0);
    QCOMPARE(shop.level(a), 3);
    QCOMPARE(shop.faults(), Right);
}

void TestOrders::cancelOnlyWhileItMay()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 30);
    const Actor ann = SmallShop::actorOf(shop.addUser(u"ann@example.com"_s));
    const auto mine = [&](const Order &order) {
        return codeOf(
            base->writeNow(ann, [&](Transaction &tx) { return orderwork::cancelMine(tx, ann, order.number, {}); }));
    };
    const Order paid = shop.order({{a, 1}}, ann);
    QVERIFY(pay(base.database(), paid.number));
    QCOMPARE(mine(paid), u"done"_s);
    const Order shipped = shop.order({{a, 4}}, ann);
    QVERIFY(fulfil(base.database(), shipped.number, QList<LineQuantity>{{shipped.lines.first().id, 1}}));
    QCOMPARE(mine(shipped), u"conflict"_s);
    QVERIFY(cancel(base.database(), shipped.number)); // by the shop: three go back, one is out
    QCOMPARE(shop.level(a), 29);
    const Order both = shop.order({{a, 4}}, ann);
    QVERIFY(fulfil(base.database(), both.number, QList<LineQuantity>{{both.lines.first().id, 1}}));
    QVERIFY(pay(base.database(), both.number));
    QCOMPARE(codeOf(cancel(base.database(), both.number)), u"conflict"_s);
    QCOMPARE(shop.faults(), Right);
}

void TestOrders::changesNoteAndAddresses()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const Order order = shop.order({{shop.addVariant("A", 1000, 10), 1}});
    const auto update = [&](const OrderPatch &patch, std::optional<qint64> expected = {}) {
        return run(base.database(), orderwork::update, order.number, patch, expected);
    };
    OrderPatch patch;
    patch.note = u"ring twice"_s;
    QCOMPARE(update(patch, 7).error().code, ErrorCode::Stale);
    QCOMPARE(update(patch, 1)->revision, 2);
    OrderPatch address;
    address.shippingAddress = SmallShop::address();
    address.shippingAddress->line1 = u"2 Low Street"_s;
    QVERIFY(update(address));
    address.shippingAddress->country = "DE";
    QCOMPARE(codeOf(update(address)), u"invalid shipping_address.country"_s);
    address.shippingAddress->country = "GB";
    QVERIFY(fulfil(base.database(), order.number));
    QCOMPARE(codeOf(update(address)), u"conflict"_s);
    const auto seen = base->read([&](Reader &reader) { return orders::find(reader, Self, order.number); });
    QCOMPARE(seen->note, u"ring twice"_s);
    QCOMPARE(addresses::fromJson(seen->shippingAddress)->line1, u"2 Low Street"_s);
    QCOMPARE(seen->revision, 4);
}

void TestOrders::listsAndWindows()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 100);
    QByteArrayList placed;
    for (int i = 0; i < 7; ++i) {
        placed.prepend(shop.order({{a, 1}}).number);
        if (i % 2)
            base.clock().advance(1000); // some in the same moment
    }
    QVERIFY(pay(base.database(), "1003"));
    QVERIFY(cancel(base.database(), "1004"));
    const auto list = [&](const OrderQuery &query) {
        return base->read([&](Reader &reader) { return orders::list(reader, Self, query); });
    };
    OrderQuery query;
    query.limit = 3;
    QByteArrayList seen;
    for (;;) {
        const auto page = list(query);
        for (const Order &order : page->items)
            seen << order.number;
        if (!page->next)
            break;
        QCOMPARE(page->items.size(), 3);
        query.after = page->next;
    }
    QCOMPARE(seen, placed);
    const auto numbers = [&](const OrderQuery &query) {
        QByteArrayList numbers;
        const auto page = list(query);
        for (const Order &order : page->items)
            numbers << order.number;
        return numbers.join(' ');
    };
    OrderQuery only;
    only.status = OrderStatus::Cancelled;
    QCOMPARE(numbers(only), "1004");
    only = {};
    only.payment = PaymentStatus::Paid;
    QCOMPARE(numbers(only), "1003");
    only = {};
    only.text = u"1005"_s;
    QCOMPARE(numbers(only), "1005");
    only.text = u"ANN@EX"_s;
    QCOMPARE(list(only)->items.size(), 7);
    only.text = u"%"_s;
    QCOMPARE(numbers(only), "");
    only = {};
    only.oldestFirst = true;
    only.limit = 2;
    QCOMPARE(numbers(only), "1001 1002");
    only.to = list({})->items.constLast().placedAt + 1;
    QCOMPARE(numbers(only), "1001 1002");
    only.from = only.to;
    QCOMPARE(numbers(only), "");
    // What is behind a report's figure.
    const Order first = shop.order({{a, 1}, {shop.addVariant("B", 500, 10), 2}});
    const VariantId b = first.lines.constLast().variant;
    placed.prepend(first.number);
    only = {};
    only.variant = b;
    QCOMPARE(numbers(only), first.number);
    only = {};
    only.product = first.lines.constLast().product;
    only.fromDay = first.day;
    only.toDay = first.day + 1;
    QCOMPARE(numbers(only), first.number);
    only.toDay = first.day;
    QCOMPARE(numbers(only), "");
    only = {};
    only.counted = true;
    only.fromDay = first.day;
    only.country = first.country;
    only.tax = first.taxLines.constFirst().name;
    QCOMPARE(list(only)->items.size(), 7);
    only.category = CategoryId{0};
    QCOMPARE(list(only)->items.size(), 7);
    only.category = CategoryId{1};
    QCOMPARE(numbers(only), "");
    only = {};
    only.country = QByteArray("XX");
    QCOMPARE(numbers(only), "");
    const auto windows = base->read([&](Reader &reader) -> Result<QByteArrayList> {
        const auto ids = orders::ids(reader, Self, {});
        const auto rows = orders::fetch(reader, Self, *ids);
        QByteArrayList numbers;
        for (const Order &order : *rows)
            numbers << order.number;
        return numbers;
    });
    QCOMPARE(*windows, placed);
    const auto nobody = base->read([&](Reader &reader) { return orders::list(reader, Guest, {}); });
    QCOMPARE(nobody.error().code, ErrorCode::Unauthenticated);
    const Actor customer = SmallShop::actorOf(shop.addUser(u"c@example.com"_s));
    const auto forbidden = base->read([&](Reader &reader) { return orders::find(reader, customer, "1001"); });
    QCOMPARE(forbidden.error().code, ErrorCode::Forbidden);
}

void TestOrders::oneEntryEach()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const Order order = shop.order({{shop.addVariant("A", 1000, 10), 2}});
    QVERIFY(pay(base.database(), order.number));
    QVERIFY(fulfil(base.database(), order.number));
    QVERIFY(run(base.database(), orderwork::refund, order.number, RefundRequest{}));
    OrderPatch patch;
    patch.note = u"done"_s;
    QVERIFY(run(base.database(), orderwork::update, order.number, patch, std::optional<qint64>()));
    const auto events = base->read([&](Reader &reader) { return orders::timeline(reader, Self, order.number); });
    QByteArrayList actions;
    for (const orders::Event &event : *events)
        actions << event.action;
    QCOMPARE(actions,
             (QByteArrayList{"order.placed", "order.paid", "order.fulfilled", "order.refunded", "order.updated"}));
}

void TestOrders::faultsAreFound()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const Order order = shop.order({{shop.addVariant("A", 1000, 10), 2}});
    QVERIFY(pay(base.database(), order.number));
    QCOMPARE(shop.faults(), Right);
    const QByteArrayList tampering{
        "UPDATE stock_levels SET level = level + 1", "UPDATE orders SET paid = paid - 1",
        "UPDATE orders SET total = total - 1",       "UPDATE order_taxes SET amount = amount + 1",
        "UPDATE order_lines SET fulfilled = 1",      "UPDATE order_lines SET refunded_quantity = 1",
        "UPDATE counters SET value = value + 1",     "UPDATE daily_sales SET net = net + 1"};
    for (const QByteArray &sql : tampering) {
        const auto tampered = base->writeNow(Self, [&](Transaction &tx) -> Result<bool> {
            tx.exec(sql);
            const bool found = !books::check(tx).isEmpty() || !totals::compare(tx).isEmpty();
            return fail(ErrorCode::Internal, found ? u"found"_s : u"missed"_s); // and nothing of it stays
        });
        QVERIFY2(tampered.error().message == "found"_L1, sql.constData());
    }
    QCOMPARE(shop.faults(), Right);
}

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
