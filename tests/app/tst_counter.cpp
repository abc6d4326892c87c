// Orders made by the shop's people, on both stores: priced as the API's, taken from stock, paid and handed over at once.
#include "app/journal/journal.h"
#include "app/orders/counter.h"
#include "app/orders/orders.h"
#include "app/users/users.h"
#include "tests/support/losingway.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <barrier>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

Result<Order> place(Database &database, const CounterOrder &order, const Actor &actor = Self)
{
    return database.writeNow(actor, [&](Transaction &tx) { return counter::place(tx, actor, order); });
}
Result<Cart> reckon(Database &database, const CounterOrder &order)
{
    return database.read([&](Reader &reader) { return counter::reckon(reader, Self, order); });
}
Order stored(Database &database, const QByteArray &number)
{
    return *database.read([&](Reader &reader) { return orders::find(reader, Self, number); });
}
QStringList faultsOf(const Error &error)
{
    QStringList names;
    for (const FieldError &fault : error.fields)
        names << fault.field;
    return names;
}
qint64 entries(Database &database)
{
    return *database.read([](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT count(*) FROM journal WHERE action = 'order.placed'").value_or(0);
    });
}
}

class TestCounter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void takenAlongAndPaid();
    void pricedAsTheCheckoutPrices();
    void sentAndPaidLater();
    void collectedLater();
    void anotherPriceAndADiscount();
    void discountsAddUp();
    void whoMayGiveADiscount();
    void neverOversold();
    void theLastPieceAtTwoCounters();
    void faultsAllAtOnce();
    void knownAndNewCustomers();
    void taxOnTop();
    void onceForItsKey();
    void onceWhereTheAnswerWasLost();
};

void TestCounter::takenAlongAndPaid()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder order;
    order.lines = {{mug, 2}};
    order.paymentMethod = "cash";
    order.paid = true;
    order.cashGiven = 2799;
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"cash_given"_s});
    QCOMPARE(shop.level(mug), 5);
    order.cashGiven = 3000;
    const auto placed = place(test.database(), order);
    QVERIFY2(placed, qPrintable(placed ? QString() : placed.error().message));
    const Order kept = stored(test.database(), placed->number);
    QCOMPARE(kept.source, "counter"_ba);
    QCOMPARE(kept.status, OrderStatus::Completed);
    QCOMPARE(kept.payment, PaymentStatus::Paid);
    QCOMPARE(kept.fulfilment, FulfilmentStatus::Fulfilled);
    QCOMPARE(kept.total, 2800);
    QCOMPARE(kept.paid, 2800);
    QCOMPARE(kept.shipping, 0);
    QCOMPARE(kept.country, "GB"_ba);
    QCOMPARE(kept.payments.size(), 1);
    QCOMPARE(kept.payments.constFirst().method, "cash"_ba);
    QCOMPARE(kept.payments.constFirst().given, 3000);
    QCOMPARE(kept.fulfilments.size(), 1);
    QCOMPARE(kept.lines.constFirst().fulfilled, 2);
    QCOMPARE(shop.level(mug), 3);
    QCOMPARE(entries(test.database()), 1);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::pricedAsTheCheckoutPrices()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 999, 50);
    const VariantId book = shop.addVariant("BOOK", 1250, 50, "reduced");
    const Order online = shop.order({{mug, 3}, {book, 1}});
    CounterOrder order;
    order.lines = {{book, 1}, {mug, 3}};
    order.delivery = CounterOrder::Delivery::Sent;
    order.address = SmallShop::address();
    order.shippingMethod = shop.post;
    order.email = u"ruth@example.com"_s;
    const auto cart = reckon(test.database(), order);
    QCOMPARE(cart->lines.constFirst().sku, "BOOK"_ba); // as given
    QCOMPARE(cart->price.lines.constFirst().total, 1250);
    QCOMPARE(cart->price.total, online.total);
    const Order placed = *place(test.database(), order);
    const QList<OrderLine> lines = stored(test.database(), placed.number).lines;
    QCOMPARE(lines.at(0).sku, "BOOK"_ba);
    QCOMPARE(lines.at(1).stockTaken, 3);
    QCOMPARE(placed.total, online.total);
    QCOMPARE(placed.tax, online.tax);
    QCOMPARE(placed.shipping, online.shipping);
    QCOMPARE(placed.taxLines, online.taxLines);
    QCOMPARE(placed.customerName, SmallShop::address().name);
    QCOMPARE(placed.sequence.value(), online.sequence.value() + 1);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::sentAndPaidLater()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder order;
    order.lines = {{mug, 1}};
    order.delivery = CounterOrder::Delivery::Sent;
    order.address = SmallShop::address();
    const auto options = test->read([&](Reader &reader) { return counter::shippingOptions(reader, Self, order); });
    QCOMPARE(options->size(), 1);
    QCOMPARE(options->constFirst().price, 490);
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"shipping_method_id"_s});
    order.shippingMethod = options->constFirst().id;
    const Order placed = *place(test.database(), order);
    const Order kept = stored(test.database(), placed.number);
    QCOMPARE(kept.source, "manual"_ba);
    QCOMPARE(kept.status, OrderStatus::Open);
    QCOMPARE(kept.payment, PaymentStatus::Pending);
    QCOMPARE(kept.fulfilment, FulfilmentStatus::Unfulfilled);
    QCOMPARE(kept.shippingMethod, u"Post"_s);
    QCOMPARE(kept.total, 1400 + 490);
    QCOMPARE(shop.level(mug), 4);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::collectedLater()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder order;
    order.lines = {{mug, 1}};
    order.delivery = CounterOrder::Delivery::Collected;
    order.name = u" Ruth  Okafor "_s;
    order.paymentMethod = "card";
    order.paid = true;
    const Order kept = stored(test.database(), place(test.database(), order)->number);
    QCOMPARE(kept.customerName, u"Ruth Okafor"_s);
    QCOMPARE(kept.payment, PaymentStatus::Paid);
    QCOMPARE(kept.fulfilment, FulfilmentStatus::Unfulfilled);
    QCOMPARE(kept.status, OrderStatus::Open);
    QVERIFY(!kept.user);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::anotherPriceAndADiscount()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const VariantId bowl = shop.addVariant("BOWL", 900, 5);
    CounterOrder order;
    order.lines = {{mug, 1, 1000}, {bowl, 2}};
    order.discount = 280; // a tenth
    order.paymentMethod = "card";
    order.paid = true;
    const Order kept = stored(test.database(), place(test.database(), order)->number);
    QCOMPARE(kept.subtotal, 2800);
    QCOMPARE(kept.discount, 280);
    QCOMPARE(kept.total, 2520);
    QCOMPARE(kept.tax, 420); // a sixth of it: 150 and 270
    const auto line =
        std::find_if(kept.lines.begin(), kept.lines.end(), [&](const OrderLine &one) { return one.variant == mug; });
    QCOMPARE(line->unitPrice, 1000 * UnitPriceScale);
    QCOMPARE(line->discount, 100);
    QCOMPARE(shop.faults(), QStringList());
    order.discount = 2801;
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"discount"_s});
    order.discount = 2800; // a present
    const Order present = *place(test.database(), order);
    QCOMPARE(stored(test.database(), present.number).payment, PaymentStatus::Paid);
    QCOMPARE(present.total, 0);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::discountsAddUp()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    QList<CounterLine> lines;
    for (const char *sku : {"A", "B", "C", "D", "E", "F", "G"})
        lines << CounterLine{shop.addVariant(sku, 333, 9), 1};
    for (const qint64 discount : {1, 5, 100, 2000, 2331}) {
        CounterOrder order;
        order.lines = lines;
        order.discount = discount;
        const auto cart = reckon(test.database(), order);
        qint64 sum = 0;
        for (const PricedLine &line : cart->price.lines) {
            QVERIFY(line.discount >= 0 && line.discount <= line.total);
            sum += line.discount;
        }
        QCOMPARE(sum, discount);
        QCOMPARE(cart->price.total, 2331 - discount);
    }
}

void TestCounter::whoMayGiveADiscount()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const Actor staff = SmallShop::actorOf(shop.addUser(u"staff@example.com"_s, Role::Staff), Role::Staff);
    const Actor viewer = SmallShop::actorOf(shop.addUser(u"viewer@example.com"_s, Role::Viewer), Role::Viewer);
    CounterOrder order;
    order.lines = {{mug, 1}};
    QCOMPARE(place(test.database(), order, viewer).error().code, ErrorCode::Forbidden);
    QVERIFY(place(test.database(), order, staff));
    order.discount = 100;
    QCOMPARE(faultsOf(place(test.database(), order, staff).error()), QStringList{u"discount"_s});
    order.discount = 0;
    order.lines = {{mug, 1, 1}};
    QCOMPARE(faultsOf(place(test.database(), order, staff).error()), QStringList{u"discount"_s});
    const Actor manager = SmallShop::actorOf(shop.addUser(u"manager@example.com"_s, Role::Manager), Role::Manager);
    QVERIFY(place(test.database(), order, manager));
}

void TestCounter::neverOversold()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const VariantId bowl = shop.addVariant("BOWL", 900, 1);
    CounterOrder order;
    order.lines = {{bowl, 2}, {mug, 5}};
    const auto refused = place(test.database(), order);
    QCOMPARE(refused.error().code, ErrorCode::Invalid);
    QCOMPARE(faultsOf(refused.error()), QStringList{u"lines[0].quantity"_s});
    QCOMPARE(shop.level(mug), 5);
    QCOMPARE(shop.level(bowl), 1);
    QCOMPARE(entries(test.database()), 0);
    QCOMPARE(reckon(test.database(), order)->lines.constFirst().available(), false);
    order.lines = {{bowl, 1}, {mug, 5}};
    QCOMPARE(place(test.database(), order)->number, "1001"_ba); // no number was lost
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::theLastPieceAtTwoCounters()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 3);
    CounterOrder order;
    order.lines = {{mug, 1}};
    order.paymentMethod = "cash";
    order.paid = true;
    constexpr int Counters = 8;
    std::barrier start(Counters);
    std::atomic<int> sold = 0;
    std::vector<std::thread> counters;
    counters.reserve(Counters);
    for (int i = 0; i < Counters; ++i)
        counters.emplace_back([&] {
            start.arrive_and_wait();
            sold += place(test.database(), order) ? 1 : 0;
        });
    for (std::thread &counter : counters)
        counter.join();
    QCOMPARE(sold.load(), 3);
    QCOMPARE(shop.level(mug), 0);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::faultsAllAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder order;
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"lines"_s});
    order.lines = {{mug, 0}, {mug, 1}, {VariantId{999'999}, 1, -1}};
    order.email = u"no address"_s;
    order.delivery = CounterOrder::Delivery::Sent;
    order.paid = true;
    order.note = QString(2001, u'x');
    const QStringList faults = faultsOf(place(test.database(), order).error());
    for (const QString &field : {u"lines[0].quantity"_s, u"lines[1].variant_id"_s, u"lines[2].variant_id"_s,
                                 u"lines[2].price"_s, u"email"_s, u"address.city"_s, u"payment_method"_s, u"note"_s})
        QVERIFY2(faults.contains(field), qPrintable(field + u" is not among "_s + faults.join(u' ')));
    QCOMPARE(entries(test.database()), 0);
}

void TestCounter::knownAndNewCustomers()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 9);
    const UserId ruth = shop.addUser(u"ruth@example.com"_s);
    CounterOrder order;
    order.lines = {{mug, 1}};
    order.customer = ruth;
    const Order known = stored(test.database(), place(test.database(), order)->number);
    QCOMPARE(known.user, ruth);
    QCOMPARE(known.email, u"ruth@example.com"_s);
    order.customer = {};
    order.email = u"Ruth@example.com"_s;
    order.name = u"Ruth"_s;
    order.keepCustomer = true;
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"email"_s});
    order.email = u"new@example.com"_s;
    order.phone = u"0163 296"_s;
    const Order fresh = stored(test.database(), place(test.database(), order)->number);
    QVERIFY(fresh.user);
    const auto person =
        test->read([&](Reader &reader) { return users::get(reader, Self, fresh.user, UserQuery::Who::Customers); });
    QCOMPARE(person->name, u"Ruth"_s);
    QCOMPARE(person->email, u"new@example.com"_s);
    order.name.clear();
    order.email.clear();
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"name"_s});
    order.keepCustomer = false;
    QVERIFY(place(test.database(), order)); // nobody in particular
    order.customer = UserId{999'999};
    QCOMPARE(faultsOf(place(test.database(), order).error()), QStringList{u"customer_id"_s});
}

void TestCounter::taxOnTop()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database(), SmallShop::Prices::WithoutTax);
    const VariantId mug = shop.addVariant("MUG", 1000, 9);
    CounterOrder order;
    order.lines = {{mug, 3}};
    order.discount = 500;
    order.paymentMethod = "cash";
    order.paid = true;
    const Order kept = stored(test.database(), place(test.database(), order)->number);
    QCOMPARE(kept.tax, 500);
    QCOMPARE(kept.total, 3000);
    QCOMPARE(kept.paid, 3000);
    QCOMPARE(shop.faults(), QStringList());
}

void TestCounter::onceForItsKey()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    CounterOrder order;
    order.lines = {{mug, 5}}; // all there are
    const auto once = [&](const QByteArray &key, const CounterOrder &given, const Actor &actor = Self) {
        return test->writeNow(actor, [&](Transaction &tx) { return counter::placeOnce(tx, actor, key, given); });
    };
    const auto first = once("one", order);
    QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
    const auto again = once("one", order);
    QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
    QCOMPARE(again->number, first->number);
    QCOMPARE(again->lines.size(), 1);
    QCOMPARE(shop.level(mug), 0);
    QCOMPARE(entries(test.database()), 1);
    // Changed since: it is said which order that was, and nothing is placed.
    CounterOrder other = order;
    other.lines[0].quantity = 4;
    const auto changed = once("one", other);
    QCOMPARE(changed.error().code, ErrorCode::Conflict);
    QVERIFY(changed.error().message.contains(QString::fromUtf8(first->number)));
    // What was refused leaves nothing that a later try would find.
    QCOMPARE(faultsOf(once("two", order).error()), QStringList{u"lines[0].quantity"_s});
    (void)test->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE stock_levels SET level = 9 WHERE variant_id = ?", mug);
        return {};
    });
    const auto second = once("two", order);
    QVERIFY(second && second->number != first->number);
    // Another person's key of the same name is another.
    const Actor tom = SmallShop::actorOf(shop.addUser(u"tom@example.com"_s, Role::Staff), Role::Staff);
    other.lines[0].quantity = 1;
    const auto toms = once("one", other, tom);
    QVERIFY(toms && toms->number != first->number);
    QCOMPARE(entries(test.database()), 3);
}

// The database goes between the commit and its answer.
void TestCounter::onceWhereTheAnswerWasLost()
{
    QFETCH_GLOBAL(QString, store);
    if (store == "sqlite"_L1)
        return; // commits in this process: there is no way for its answer to be lost on
    const QString url = test::freshPostgresUrl();
    {
        test::LosingWay way(url);
        QTemporaryDir folder;
        ManualClock clock{1'795'166'130'000};
        const auto opened = Database::open({folder.path(), way.url()}, clock, Database::Open::OrCreate);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        Database &database = **opened;
        SmallShop shop(database);
        const VariantId mug = shop.addVariant("MUG", 1400, 5);
        CounterOrder order;
        order.lines = {{mug, 5}};
        const auto press = [&] {
            return database.writeNow(Self, [&](Transaction &tx) { return counter::placeOnce(tx, Self, "key", order); });
        };
        way.loseNext();
        const auto lost = press();
        QVERIFY(way.hasLost());
        QCOMPARE(lost.error().code, ErrorCode::Unavailable);
        const auto again = press();
        QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
        QCOMPARE(entries(database), 1);
        QCOMPARE(stored(database, again->number).lines.size(), 1);
        QCOMPARE(shop.level(mug), 0);
        QCOMPARE(test::SmallShop::faultsOf(database), QStringList());
    }
    test::dropPostgres(url);
}

QTEST_MAIN(TestCounter)
#include "tst_counter.moc"
