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

class TestOrderRefunds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void refundsInPartsAddUp_data();
    void refundsInPartsAddUp();
    void refundsAmounts();
    void refundsUnshippedFirst();
    void refundsNeverTooMuch();
    void linesAtAnotherAmount();
    void importedOrdersMoveNoStock();
};

void TestOrderRefunds::refundsInPartsAddUp_data()
{
    QTest::addColumn<bool>("withTax");
    QTest::newRow("prices with tax") << true;
    QTest::newRow("prices without tax") << false;
}

void TestOrderRefunds::refundsInPartsAddUp()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(bool, withTax);
    TestStore base(store);
    SmallShop shop(base.database(), withTax ? SmallShop::Prices::WithTax : SmallShop::Prices::WithoutTax);
    const VariantId a = shop.addVariant("A", 333, 10);
    const VariantId b = shop.addVariant("B", 1999, 10, "reduced");
    const Order order = shop.order({{a, 7}, {b, 1}});
    QVERIFY(pay(base.database(), order.number));
    QVERIFY(fulfil(base.database(), order.number));
    base.clock().advance(3 * 86'400'000LL);
    qint64 sum = 0;
    for (int i = 0; i < 7; ++i) {
        const auto part =
            run(base.database(), orderwork::refund, order.number,
                RefundRequest{QList<LineQuantity>{{order.lines.first().id, 1}}, {}, i % 2 == 0, u"broken"_s});
        QVERIFY2(part, part ? "" : qPrintable(part.error().message));
        QCOMPARE(part->payment, PaymentStatus::PartlyRefunded);
        sum = part->refunded;
    }
    QCOMPARE(sum, 2331 + (withTax ? 0 : order.lines.first().tax));
    QCOMPARE(shop.level(a), 3 + 4);
    QCOMPARE(shop.faults(), Right);
    const auto all = run(base.database(), orderwork::refund, order.number, RefundRequest{{}, {}, true, {}});
    QCOMPARE(all->payment, PaymentStatus::Refunded);
    QCOMPARE(all->refunded, order.total);
    QCOMPARE(all->fulfilment, FulfilmentStatus::Returned);
    QCOMPARE(all->payments.constLast().shipping, withTax ? 490 : 490 + order.shippingTax);
    QCOMPARE(all->payments.constLast().shippingTax, order.shippingTax);
    QCOMPARE(shop.level(b), 10);
    QCOMPARE(count(base.database(), "SELECT sum(net) FROM daily_sales"), 0);
    QCOMPARE(count(base.database(), "SELECT sum(tax) FROM daily_sales"), 0);
    QCOMPARE(count(base.database(), "SELECT sum(shipping) FROM daily_sales"), 0);
    QCOMPARE(count(base.database(), "SELECT sum(units) FROM daily_variants"), 0);
    QCOMPARE(shop.faults(), Right);
    QCOMPARE(codeOf(run(base.database(), orderwork::refund, order.number, RefundRequest{})), u"conflict"_s);
}

void TestOrderRefunds::refundsAmounts()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 10);
    const Order order = shop.order({{a, 2}}); // 24.90
    QVERIFY(pay(base.database(), order.number));
    const auto some =
        run(base.database(), orderwork::refund, order.number, RefundRequest{{}, 500, false, u"scratch"_s});
    QCOMPARE(some->refunded, 500);
    QCOMPARE(some->lines.first().refundedQuantity, 0);
    QCOMPARE(codeOf(run(base.database(), orderwork::refund, order.number, RefundRequest{{}, 1991, false, {}})),
             u"invalid amount"_s);
    QCOMPARE(codeOf(run(base.database(), orderwork::refund, order.number, RefundRequest{{}, 100, true, {}})),
             u"invalid restock"_s);
    const auto rest = run(base.database(), orderwork::refund, order.number, RefundRequest{{}, {}, true, {}});
    QCOMPARE(rest->refunded, 2490);
    QCOMPARE(shop.level(a), 10);
    QCOMPARE(rest->status, OrderStatus::Completed); // nothing is left to ship or to pay
    QCOMPARE(shop.faults(), Right);
}

void TestOrderRefunds::refundsUnshippedFirst()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 10);
    const Order order = shop.order({{a, 3}});
    const OrderLineId line = order.lines.first().id;
    QVERIFY(pay(base.database(), order.number));
    QVERIFY(fulfil(base.database(), order.number, QList<LineQuantity>{{line, 1}}));
    QVERIFY(run(base.database(), orderwork::refund, order.number,
                RefundRequest{QList<LineQuantity>{{line, 1}}, {}, true, {}}));
    QCOMPARE(shop.level(a), 8);
    QCOMPARE(codeOf(fulfil(base.database(), order.number, QList<LineQuantity>{{line, 2}})),
             u"invalid lines[0].quantity"_s);
    const auto done = fulfil(base.database(), order.number);
    QCOMPARE(done->lines.first().fulfilled, 2);
    QCOMPARE(done->status, OrderStatus::Completed);
    QCOMPARE(shop.faults(), Right);
}

void TestOrderRefunds::refundsNeverTooMuch()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 10);
    const Order order = shop.order({{a, 2}});
    const OrderLineId line = order.lines.first().id;
    const auto refund = [&](const RefundRequest &request) {
        return codeOf(run(base.database(), orderwork::refund, order.number, request));
    };
    QCOMPARE(refund({}), u"conflict"_s); // not paid
    QVERIFY(pay(base.database(), order.number));
    QCOMPARE(refund({QList<LineQuantity>{{line, 3}}, {}, false, {}}), u"invalid lines[0].quantity"_s);
    QCOMPARE(refund({QList<LineQuantity>{{line, -1}}, {}, false, {}}), u"invalid lines[0].quantity"_s);
    QCOMPARE(refund({QList<LineQuantity>{{OrderLineId{77}, 1}}, {}, false, {}}), u"invalid lines[0].line_id"_s);
    QCOMPARE(refund({{}, 2000, false, {}}), u"done"_s);
    QCOMPARE(refund({QList<LineQuantity>{{line, 1}}, {}, false, {}}),
             u"invalid lines"_s); // 10.00 of which 4.90 are left
    QCOMPARE(refund({QList<LineQuantity>{{line, 1}}, 490, true, {}}), u"done"_s);
    QCOMPARE(refund({}), u"conflict"_s);
    QCOMPARE(shop.level(a), 9);
    QCOMPARE(shop.faults(), Right);
}

void TestOrderRefunds::linesAtAnotherAmount()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 10);
    const VariantId b = shop.addVariant("B", 500, 10);
    const Order order = shop.order({{a, 1}, {b, 1}});
    QVERIFY(pay(base.database(), order.number));
    QVERIFY(fulfil(base.database(), order.number));
    // A fee of 1.00 is kept.
    const auto kept =
        run(base.database(), orderwork::refund, order.number,
            RefundRequest{QList<LineQuantity>{{order.lines.at(0).id, 1}, {order.lines.at(1).id, 1}}, 1400, true, {}});
    QCOMPARE(kept->refunded, 1400);
    QCOMPARE(kept->lines.at(0).refunded, 933);
    QCOMPARE(kept->lines.at(1).refunded, 467);
    QCOMPARE(kept->payment, PaymentStatus::PartlyRefunded);
    QCOMPARE(shop.faults(), Right);
    // More than the lines: shipping goes back with them.
    const auto rest = run(base.database(), orderwork::refund, order.number, RefundRequest{});
    QCOMPARE(rest->payments.constLast().shipping, 490);
    QCOMPARE(rest->refunded, order.total);
    QCOMPARE(shop.faults(), Right);
}

void TestOrderRefunds::importedOrdersMoveNoStock()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 1000, 10);
    const auto imported = base->writeNow(Self, [&](Transaction &tx) -> Result<> {
        const auto id = tx.insert<OrderId>(
            "INSERT INTO orders (number, source, email, status, payment_status, fulfilment_status, prices_include_tax, subtotal, discount, shipping, tax, "
            "total, paid, item_count, day, placed_at, updated_at) VALUES ('536365', 'import', '', 'completed', 'paid', 'fulfilled', 0, 2000, 0, 0, 0, 2000, "
            "2000, 2, 14000, 1, 1) RETURNING id");
        tx.exec(
            "INSERT INTO order_lines (order_id, position, variant_id, sku, title, quantity, unit_price, total, fulfilled) "
            "VALUES (?, 0, ?, 'A', 'A', 2, 10000000, 2000, 2)",
            id, a);
        return {};
    });
    QVERIFY(imported);
    QCOMPARE(codeOf(cancel(base.database(), "536365")), u"conflict"_s);
    const auto refunded = run(base.database(), orderwork::refund, "536365", RefundRequest{{}, {}, true, {}});
    QVERIFY2(refunded, refunded ? "" : qPrintable(refunded.error().message));
    QCOMPARE(refunded->refunded, 2000);
    QCOMPARE(shop.level(a), 10);
}

QTEST_GUILESS_MAIN(TestOrderRefunds)
#include "tst_orderrefunds.moc"
