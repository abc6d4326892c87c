#include "app/journal/journal.h"
#include "app/orders/checkout.h"
#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "tests/support/smallshop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Guest = Actor::anonymous();
const Actor Self = Actor::system(u"Test"_s);

qint64 count(Database &database, const QByteArray &sql)
{
    return *database.read([&](Reader &reader) -> Result<qint64> { return reader.number(sql).value_or(0); });
}

// Everything that the books say is wrong, for QCOMPARE.
const QStringList Right;

void change(Database &database, const QByteArray &sql)
{
    const auto done = database.writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec(sql);
        return {};
    });
    if (!done)
        qFatal("%s", qPrintable(done.error().message));
}
}

class TestCheckout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void placesAnOrder();
    void requestFaultsAllAtOnce();
    void saysWhatIsMissing();
    void fallsShortAsAWhole();
    void oneCartIsOneOrder();
    void racingForTheLastPieces();
    void crosswiseCartsDoNotStick();
    void numbersHaveNoGaps();
    void stepsAsideForImportedNumbers();
    void pricesAreReckonedAgain();
    void untrackedAndBackorders();
    void collectsWithoutShippingMethods();
    void opensForItsOwnersOnly();
};

void TestCheckout::placesAnOrder()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 10);
    const VariantId book = shop.addVariant("BOOK", 1250, 10, "reduced");
    const qint64 entries = count(base.database(), "SELECT count(*) FROM journal");
    const auto placed = shop.checkout(shop.fullCart({{book, 1}, {mug, 3}}));
    QVERIFY2(placed, placed ? "" : qPrintable(placed.error().message));
    QCOMPARE(placed->order.number, "1001");
    QVERIFY(placed->token.size() >= 43);
    QCOMPARE(placed->order.total, 4247 + 490);
    QCOMPARE(shop.level(mug), 7);
    QCOMPARE(shop.movements(mug), 7);
    QCOMPARE(count(base.database(),
                   "SELECT count(*) FROM stock_movements WHERE reason = 'sold' AND reference = '1001'"),
             2);
    QCOMPARE(count(base.database(), "SELECT count(*) FROM journal"), entries + 1);

    const auto seen = base->read([](Reader &reader) { return orders::find(reader, Self, "1001"); });
    QCOMPARE(seen->status, OrderStatus::Open);
    QCOMPARE(seen->payment, PaymentStatus::Pending);
    QCOMPARE(seen->fulfilment, FulfilmentStatus::Unfulfilled);
    QCOMPARE(seen->subtotal, 4247);
    QCOMPARE(seen->shipping, 490);
    QCOMPARE(seen->shippingTax, 82);
    QCOMPARE(seen->tax, 500 + 60 + 82);
    QCOMPARE(seen->itemCount, 4);
    QCOMPARE(seen->lines.size(), 2);
    QCOMPARE(seen->lines.at(0).unitPrice, 999 * UnitPriceScale);
    QCOMPARE(seen->lines.at(0).stockTaken, 3);
    QCOMPARE(seen->taxLines, (QList<TaxLine>{{"VAT 20%", 200'000, 2497 + 408, 582}, {"VAT 5%", 50'000, 1190, 60}}));
    QCOMPARE(addresses::fromJson(seen->shippingAddress), SmallShop::address());
    QCOMPARE(seen->billingAddress, seen->shippingAddress);
    // What the answer to the checkout says is what stands in the store.
    JsonWriter now, later;
    writeJson(now, placed->order);
    writeJson(later, *seen);
    QCOMPARE(now.bytes(), later.bytes());
    QCOMPARE(count(base.database(), "SELECT net FROM daily_sales"), 2497 + 1190);
    QCOMPARE(shop.faults(), Right);
    const auto events = base->read([](Reader &reader) { return orders::timeline(reader, Self, "1001"); });
    QCOMPARE(events->size(), 1);
    QCOMPARE(events->first().action, "order.placed");
    QVERIFY(!events->first().after.contains(placed->token));
}

void TestCheckout::requestFaultsAllAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const QByteArray cart = shop.fullCart({{shop.addVariant("MUG", 999, 10), 1}});
    Address billing = SmallShop::address();
    billing.city.clear();
    const auto placed = base->writeNow(Guest, [&](Transaction &tx) {
        return checkout::place(tx, Guest, cart, {u"nobody"_s, "gold", billing, QString(3000, u'x')});
    });
    QCOMPARE(placed.error().code, ErrorCode::Invalid);
    QStringList fields;
    for (const FieldError &fault : placed.error().fields)
        fields << fault.field;
    QCOMPARE(fields, (QStringList{u"email"_s, u"payment_method"_s, u"billing_address.city"_s, u"note"_s}));
    QVERIFY(shop.checkout(cart));
}

void TestCheckout::saysWhatIsMissing()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 10);
    const auto cart = base->writeNow(Guest, [](Transaction &tx) { return carts::create(tx, Guest); });
    const auto missing = [&] { return shop.checkout(cart->key).error().extra; };
    QCOMPARE(missing(), "\"missing\":\"lines\"");
    QVERIFY(base->writeNow(Guest, [&](Transaction &tx) { return carts::addLine(tx, Guest, cart->key, mug, 1); }));
    QCOMPARE(missing(), "\"missing\":\"shipping_address\"");
    QVERIFY(base->writeNow(Guest, [&](Transaction &tx) {
        return carts::setAddress(tx, Guest, cart->key, SmallShop::address());
    }));
    QCOMPARE(missing(), "\"missing\":\"shipping_option\"");
    QVERIFY(base->writeNow(Guest,
                           [&](Transaction &tx) { return carts::setShippingOption(tx, Guest, cart->key, shop.post); }));
    // The option that was chosen went meanwhile.
    change(base.database(), "UPDATE shipping_methods SET countries = 'DE'");
    QCOMPARE(missing(), "\"missing\":\"shipping_option\"");
    QCOMPARE(shop.level(mug), 10);
    change(base.database(), "UPDATE shipping_methods SET countries = 'GB'");
    QVERIFY(shop.checkout(cart->key));
    QCOMPARE(shop.checkout("nonsense").error().code, ErrorCode::NotFound);
}

void TestCheckout::fallsShortAsAWhole()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId plenty = shop.addVariant("PLENTY", 100, 10);
    const VariantId few = shop.addVariant("FEW", 100, 2);
    const VariantId gone = shop.addVariant("GONE", 100, 10);
    const QByteArray cart = shop.fullCart({{gone, 1}, {plenty, 3}, {few, 3}});
    change(base.database(), "UPDATE variants SET archived = 1 WHERE sku = 'GONE'");
    const auto placed = shop.checkout(cart);
    QCOMPARE(placed.error().code, ErrorCode::Conflict);
    const QJsonArray lines =
        QJsonDocument::fromJson('{' + placed.error().extra + '}').object().value("lines"_L1).toArray();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0).toObject().value("variant_id"_L1).toString(), few.text());
    QCOMPARE(lines.at(0).toObject().value("requested"_L1).toInt(), 3);
    QCOMPARE(lines.at(0).toObject().value("available"_L1).toInt(), 2);
    QCOMPARE(lines.at(1).toObject().value("variant_id"_L1).toString(), gone.text());
    QCOMPARE(lines.at(1).toObject().value("available"_L1).toInt(), 0);
    QVERIFY(!lines.at(1).toObject().value("line_id"_L1).toString().isEmpty());
    QCOMPARE(shop.level(plenty), 10);
    QCOMPARE(shop.level(few), 2);
    QCOMPARE(count(base.database(), "SELECT count(*) FROM orders"), 0);
    QCOMPARE(count(base.database(), "SELECT count(*) FROM carts WHERE state = 'open'"), 1); // and can be put right
    QCOMPARE(shop.faults(), Right);
}

void TestCheckout::oneCartIsOneOrder()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 100);
    const QByteArray cart = shop.fullCart({{mug, 1}});
    std::atomic<int> placed = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i)
        threads.emplace_back([&] {
            const auto result = shop.checkout(cart);
            placed += result ? 1 : 0;
            refused += !result && result.error().code == ErrorCode::Conflict ? 1 : 0;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(placed, 1);
    QCOMPARE(refused, 9);
    QCOMPARE(shop.level(mug), 99);
    const auto later = base->writeNow(Guest, [&](Transaction &tx) { return carts::addLine(tx, Guest, cart, mug, 1); });
    QCOMPARE(later.error().code, ErrorCode::Conflict);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckout::racingForTheLastPieces()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId rare = shop.addVariant("RARE", 999, 10);
    QByteArrayList carts;
    for (int i = 0; i < 50; ++i)
        carts << shop.fullCart({{rare, 1}});
    std::atomic<int> placed = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 10; ++t)
        threads.emplace_back([&, t] {
            for (int i = t; i < 50; i += 10) {
                const auto result = shop.checkout(carts.at(i));
                placed += result ? 1 : 0;
                refused += !result && result.error().extra.contains("\"available\":0") ? 1 : 0;
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(placed, 10);
    QCOMPARE(refused, 40);
    QCOMPARE(shop.level(rare), 0);
    QCOMPARE(count(base.database(), "SELECT available FROM products"), 0);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckout::crosswiseCartsDoNotStick()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId a = shop.addVariant("A", 100, 100);
    const VariantId b = shop.addVariant("B", 100, 100);
    QByteArrayList carts;
    for (int i = 0; i < 40; ++i)
        carts << (i % 2 ? shop.fullCart({{a, 1}, {b, 1}}) : shop.fullCart({{b, 1}, {a, 1}}));
    std::atomic<int> placed = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = t; i < 40; i += 8) {
                const auto result = shop.checkout(carts.at(i));
                if (!result)
                    continue;
                ++placed;
                if (i % 3 == 0) // and some of it goes back in between
                    (void)base->writeNow(Self, [&](Transaction &tx) {
                        return orderwork::cancel(tx, Self, result->order.number);
                    });
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(placed, 40);
    QCOMPARE(shop.level(a), 100 - 40 + 14);
    QCOMPARE(shop.level(b), 100 - 40 + 14);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckout::numbersHaveNoGaps()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 1000);
    for (int i = 0; i < 10; ++i) {
        const QByteArray cart = shop.fullCart({{mug, 1}});
        // After everything was done, something goes wrong.
        const auto failed = base->writeNow(Guest, [&](Transaction &tx) -> Result<> {
            const auto placed = checkout::place(tx, Guest, cart, {u"ann@example.com"_s, "cash", {}, {}});
            return placed ? fail(ErrorCode::Unavailable, u"cut"_s) : fail(placed.error());
        });
        QCOMPARE(failed.error().message, u"cut"_s);
        QCOMPARE(shop.checkout(cart)->order.number, QByteArray::number(1001 + i));
    }
    QCOMPARE(shop.level(mug), 990);
    QCOMPARE(shop.faults(), Right);
    change(base.database(), "DELETE FROM orders WHERE number = '1005'"); // and a gap is found
    QVERIFY(shop.faults().contains(u"Order numbers have a gap: 1005 is missing before 1006."_s));
}

void TestCheckout::stepsAsideForImportedNumbers()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 1000);
    shop.order({{mug, 1}});
    change(
        base.database(),
        "INSERT INTO orders (number, source, email, status, payment_status, fulfilment_status, prices_include_tax, subtotal, discount, shipping, "
        "tax, total, item_count, day, placed_at, updated_at) VALUES ('1002', 'import', '', 'completed', 'paid', 'fulfilled', 0, 0, 0, 0, 0, 0, 0, "
        "14000, 1, 1)");
    QCOMPARE(shop.order({{mug, 1}}).number, "01002");
    QCOMPARE(shop.order({{mug, 1}}).number, "1003");
}

void TestCheckout::pricesAreReckonedAgain()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database(), SmallShop::Prices::WithoutTax);
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const QByteArray cart = shop.fullCart({{mug, 2}});
    change(base.database(), "UPDATE variants SET price = 1500 WHERE sku = 'MUG'");
    const auto placed = shop.checkout(cart);
    QCOMPARE(placed->order.subtotal, 3000);
    QCOMPARE(placed->order.tax, 600 + 98);
    QCOMPARE(placed->order.total, 3000 + 490 + 698);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckout::untrackedAndBackorders()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId file = shop.addVariant("FILE", 500, 0);
    const VariantId sofa = shop.addVariant("SOFA", 50'000, 1);
    change(base.database(), "UPDATE variants SET track_stock = 0 WHERE sku = 'FILE'");
    change(base.database(), "UPDATE variants SET allow_backorder = 1 WHERE sku = 'SOFA'");
    const Order order = shop.order({{file, 5}, {sofa, 3}});
    QCOMPARE(shop.level(file), 0);
    QCOMPARE(shop.level(sofa), -2);
    const auto cancelled =
        base->writeNow(Self, [&](Transaction &tx) { return orderwork::cancel(tx, Self, order.number); });
    QVERIFY(cancelled);
    QCOMPARE(shop.level(file), 0); // never taken, so not put back
    QCOMPARE(shop.level(sofa), 1);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckout::collectsWithoutShippingMethods()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    change(base.database(), "UPDATE shipping_methods SET active = 0");
    const VariantId mug = shop.addVariant("MUG", 0, 10);
    const auto cart = base->writeNow(Guest, [&](Transaction &tx) {
        const auto made = carts::create(tx, Guest);
        (void)carts::addLine(tx, Guest, made->key, mug, 1);
        return carts::setAddress(tx, Guest, made->key, SmallShop::address());
    });
    const auto placed = shop.checkout(cart->key);
    QVERIFY(placed);
    QCOMPARE(placed->order.total, 0);
    QCOMPARE(placed->order.payment, PaymentStatus::Paid); // there is nothing to pay
    QVERIFY(placed->order.shippingMethod.isEmpty());
}

void TestCheckout::opensForItsOwnersOnly()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 10);
    const Actor ann = SmallShop::actorOf(shop.addUser(u"ann@example.com"_s));
    const Actor bob = SmallShop::actorOf(shop.addUser(u"bob@example.com"_s));
    const auto guests = shop.checkout(shop.fullCart({{mug, 1}}));
    const auto anns = shop.checkout(shop.fullCart({{mug, 1}}, ann), ann);
    const auto opens = [&](const Actor &actor, const PlacedOrder &placed, const QByteArray &token) {
        return base->read([&](Reader &reader) { return orders::open(reader, actor, placed.order.number, token); })
            .has_value();
    };
    QVERIFY(opens(Guest, *guests, guests->token));
    QVERIFY(opens(bob, *guests, guests->token));
    QVERIFY(!opens(Guest, *guests, {}));
    QVERIFY(!opens(Guest, *guests, anns->token));
    QVERIFY(!opens(ann, *guests, guests->token.chopped(1)));
    QVERIFY(opens(ann, *anns, {}));
    QVERIFY(opens(Guest, *anns, anns->token));
    QVERIFY(!opens(bob, *anns, {}));
    QVERIFY(!opens(Guest, *anns, {}));
    QVERIFY(shop.checkout(shop.fullCart({{mug, 1}}, ann), bob).error().code == ErrorCode::NotFound);
    const auto mine = [&](const Actor &actor) {
        return base->read([&](Reader &reader) { return orders::mine(reader, actor, {}, 20); });
    };
    QCOMPARE(mine(ann)->items.size(), 1);
    QCOMPARE(mine(ann)->items.first().lines.size(), 1);
    QCOMPARE(mine(bob)->items.size(), 0);
    QCOMPARE(mine(Guest).error().code, ErrorCode::Unauthenticated);
    const auto cancelled =
        base->writeNow(bob, [&](Transaction &tx) { return orderwork::cancelMine(tx, bob, anns->order.number, {}); });
    QCOMPARE(cancelled.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestCheckout)
#include "tst_checkout.moc"
