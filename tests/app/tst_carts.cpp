#include "app/orders/carts.h"
#include "app/orders/taxes.h"
#include "tests/support/smallshop.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Guest = Actor::anonymous();
const Actor Self = Actor::system(u"Test"_s);
constexpr Millis Day = 86'400'000;

// One call of a cart's service, in a transaction of its own.
template<typename Fn, typename... Args> auto run(Database &database, Fn fn, const Actor &actor, const Args &...args)
{
    return database.writeNow(actor, [&](Transaction &tx) { return fn(tx, actor, args...); });
}
Result<Cart> look(Database &database, const QByteArray &key, const Actor &actor = Guest)
{
    return database.read([&](Reader &reader) { return carts::get(reader, actor, key); });
}
QStringList fieldsOf(const Error &error)
{
    QStringList fields;
    for (const FieldError &fault : error.fields)
        fields << fault.field;
    return fields;
}
}

class TestCarts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void fillsAndPrices();
    void keysAreHashedAndHardToGuess();
    void quantities_data();
    void quantities();
    void holdsNoMoreThanItsMost();
    void addressFaultsAllAtOnce();
    void belongsToItsPerson();
    void joinsAtSignIn();
    void expiresAndIsClearedAway();
    void leavesNoJournal();
};

void TestCarts::fillsAndPrices()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 10);
    const VariantId book = shop.addVariant("BOOK", 1250, 10, "reduced");
    const auto cart = run(base.database(), carts::create, Guest);
    QVERIFY(cart);
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, mug, 2));
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, book, 1));
    const auto raised = run(base.database(), carts::addLine, Guest, cart->key, mug, 1);
    QVERIFY2(raised, raised ? "" : qPrintable(raised.error().message));
    QCOMPARE(raised->lines.size(), 2);
    QCOMPARE(raised->lines.first().quantity, 3);
    QCOMPARE(raised->lines.first().total, 2997);
    QCOMPARE(raised->price.itemCount, 4);
    QCOMPARE(raised->price.subtotal, 4247);
    QCOMPARE(raised->price.total, 4247);
    QCOMPARE(raised->price.tax, 500 + 60); // 29.97 × 20/120, 12.50 × 5/105

    const auto less = run(base.database(), carts::setLine, Guest, cart->key, raised->lines.first().id, 1);
    QCOMPARE(less->price.subtotal, 2249);
    const auto without = run(base.database(), carts::setLine, Guest, cart->key, raised->lines.first().id, 0);
    QCOMPARE(without->lines.size(), 1);
    const auto again = run(base.database(), carts::setLine, Guest, cart->key, raised->lines.first().id, 1);
    QCOMPARE(again.error().code, ErrorCode::NotFound);
    const auto seen = look(base.database(), cart->key);
    QCOMPARE(seen->price.subtotal, 1250);
    QCOMPARE(seen->lines.first().available(), true);
}

void TestCarts::keysAreHashedAndHardToGuess()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const auto one = run(base.database(), carts::create, Guest);
    const auto two = run(base.database(), carts::create, Guest);
    QVERIFY(one->key.size() >= 43 && one->key != two->key);
    const QByteArrayList wrong{"1", "", one->key.chopped(1), one->id.bytes(), one->key.toLower()};
    for (const QByteArray &key : wrong)
        QCOMPARE(look(base.database(), key).error().code, ErrorCode::NotFound);
    const auto stored = base->read([&](Reader &reader) -> Result<qint64> {
        Query rows = reader.query("SELECT key_hash FROM carts");
        while (rows.next())
            if (rows.blob(0).contains(one->key))
                return 1;
        return 0;
    });
    QCOMPARE(*stored, 0);
}

void TestCarts::quantities_data()
{
    QTest::addColumn<qint64>("quantity");
    QTest::addColumn<bool>("add");
    QTest::addColumn<bool>("change");
    QTest::newRow("1") << qint64(1) << true << true;
    QTest::newRow("0") << qint64(0) << false << true;
    QTest::newRow("-1") << qint64(-1) << false << false;
    QTest::newRow("10,000") << carts::MaxLineQuantity << false << true; // one stands already
    QTest::newRow("10,001") << carts::MaxLineQuantity + 1 << false << false;
    QTest::newRow("2^63 - 1") << std::numeric_limits<qint64>::max() << false << false;
    QTest::newRow("-2^63") << std::numeric_limits<qint64>::min() << false << false;
}

void TestCarts::quantities()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(qint64, quantity);
    QFETCH(bool, add);
    QFETCH(bool, change);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 10);
    const auto cart = run(base.database(), carts::create, Guest);
    const auto first = run(base.database(), carts::addLine, Guest, cart->key, mug, 1);
    const auto added = run(base.database(), carts::addLine, Guest, cart->key, mug, quantity);
    QCOMPARE(added.has_value(), add);
    if (!add) {
        QCOMPARE(added.error().code, ErrorCode::Invalid);
        QCOMPARE(fieldsOf(added.error()), QStringList{u"quantity"_s});
        QCOMPARE(look(base.database(), cart->key)->price.itemCount, 1);
    }
    const auto changed = run(base.database(), carts::setLine, Guest, cart->key, first->lines.first().id, quantity);
    QCOMPARE(changed.has_value(), change);
    if (!change)
        QCOMPARE(fieldsOf(changed.error()), QStringList{u"quantity"_s});
}

void TestCarts::holdsNoMoreThanItsMost()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId first = shop.addVariant("V", 100, 1);
    QList<VariantId> variants{first};
    QVERIFY(base->writeNow(Self, [&](Transaction &tx) -> Result<> {
        for (int i = 0; i < carts::MaxLines; ++i)
            variants << tx.insert<VariantId>("INSERT INTO variants (product_id, position, sku, price) "
                                             "SELECT product_id, 1, ?, 100 FROM variants WHERE id = ? RETURNING id",
                                             "V" + QByteArray::number(i), first);
        return {};
    }));
    const auto cart = run(base.database(), carts::create, Guest);
    const auto filled = base->writeNow(Guest, [&](Transaction &tx) -> Result<> {
        for (int i = 0; i < carts::MaxLines; ++i)
            tx.exec("INSERT INTO cart_lines (cart_id, variant_id, quantity) VALUES (?, ?, 1)", cart->id,
                    variants.at(i));
        return {};
    });
    QVERIFY(filled);
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, variants.first(), 1));
    const auto more = run(base.database(), carts::addLine, Guest, cart->key, variants.last(), 1);
    QCOMPARE(more.error().code, ErrorCode::Conflict);
    QCOMPARE(look(base.database(), cart->key)->lines.size(), carts::MaxLines);
}

void TestCarts::addressFaultsAllAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const auto cart = run(base.database(), carts::create, Guest);
    Address address = SmallShop::address();
    address.line1.clear();
    address.postalCode = u" "_s;
    address.country = "XX";
    address.phone = u"1\n2"_s;
    const auto set = run(base.database(), carts::setAddress, Guest, cart->key, address);
    QCOMPARE(set.error().code, ErrorCode::Invalid);
    QCOMPARE(fieldsOf(set.error()), (QStringList{u"line1"_s, u"postal_code"_s, u"country"_s, u"phone"_s}));
    QVERIFY(!look(base.database(), cart->key)->address);
    address = SmallShop::address();
    address.country = "gb";
    QVERIFY(run(base.database(), carts::setAddress, Guest, cart->key, address));
    QCOMPARE(look(base.database(), cart->key)->address, SmallShop::address());
}

void TestCarts::belongsToItsPerson()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const Actor ann = SmallShop::actorOf(shop.addUser(u"ann@example.com"_s));
    const Actor bob = SmallShop::actorOf(shop.addUser(u"bob@example.com"_s));
    const auto cart = run(base.database(), carts::create, ann);
    QVERIFY(look(base.database(), cart->key, ann));
    const QList<Actor> others{bob, Guest};
    for (const Actor &other : others) {
        QCOMPARE(look(base.database(), cart->key, other).error().code, ErrorCode::NotFound);
        QCOMPARE(run(base.database(), carts::addLine, other, cart->key, mug, 1).error().code, ErrorCode::NotFound);
        QCOMPARE(run(base.database(), carts::addLine, other, cart->key, mug, -1).error().code, ErrorCode::NotFound);
    }
    // A line of another cart is no line of this one.
    const auto line = run(base.database(), carts::addLine, ann, cart->key, mug, 1)->lines.first().id;
    const auto own = run(base.database(), carts::create, bob);
    QCOMPARE(run(base.database(), carts::setLine, bob, own->key, line, 0).error().code, ErrorCode::NotFound);
    QCOMPARE(look(base.database(), cart->key, ann)->lines.size(), 1);
}

void TestCarts::joinsAtSignIn()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const VariantId book = shop.addVariant("BOOK", 500, 10);
    const Actor ann = SmallShop::actorOf(shop.addUser(u"ann@example.com"_s));
    const auto old = run(base.database(), carts::create, ann);
    QVERIFY(run(base.database(), carts::addLine, ann, old->key, mug, 9'999));
    QVERIFY(run(base.database(), carts::addLine, ann, old->key, book, 1));
    QVERIFY(run(base.database(), carts::setAddress, ann, old->key, SmallShop::address()));
    const auto guest = run(base.database(), carts::create, Guest);
    QVERIFY(run(base.database(), carts::addLine, Guest, guest->key, mug, 2));
    QCOMPARE(run(base.database(), carts::claim, Guest, guest->key).error().code, ErrorCode::Unauthenticated);
    const auto joined = run(base.database(), carts::claim, ann, guest->key);
    QVERIFY2(joined, joined ? "" : qPrintable(joined.error().message));
    QCOMPARE(joined->lines.size(), 2);
    QCOMPARE(joined->lines.at(0).quantity, carts::MaxLineQuantity);
    QCOMPARE(joined->lines.at(1).quantity, 1);
    QCOMPARE(joined->address, SmallShop::address());
    QCOMPARE(look(base.database(), guest->key).error().code, ErrorCode::NotFound);
    QCOMPARE(look(base.database(), old->key, ann).error().code, ErrorCode::NotFound);
    QVERIFY(run(base.database(), carts::claim, ann, guest->key)); // again changes nothing
    QCOMPARE(look(base.database(), guest->key, ann)->price.itemCount, carts::MaxLineQuantity + 1);
}

void TestCarts::expiresAndIsClearedAway()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const auto used = run(base.database(), carts::create, Guest);
    const auto left = run(base.database(), carts::create, Guest);
    QCOMPARE(used->expiresAt, base.clock().now() + 30 * Day);
    base.clock().advance(20 * Day);
    QCOMPARE(run(base.database(), carts::addLine, Guest, used->key, mug, 1)->expiresAt, base.clock().now() + 30 * Day);
    base.clock().advance(20 * Day);
    QVERIFY(look(base.database(), used->key));
    QCOMPARE(look(base.database(), left->key).error().code, ErrorCode::NotFound);
    QCOMPARE(run(base.database(), carts::addLine, Guest, left->key, mug, 1).error().code, ErrorCode::NotFound);
    const auto cleared = base->writeNow(Self, [](Transaction &tx) { return carts::removeExpired(tx); });
    QCOMPARE(*cleared, 1);
    QVERIFY(look(base.database(), used->key));
}

void TestCarts::leavesNoJournal()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const auto entries = [&] {
        return *base->read([](Reader &reader) -> Result<qint64> {
            return reader.number("SELECT count(*) FROM journal").value_or(-1);
        });
    };
    const qint64 before = entries();
    shop.fullCart({{mug, 1}});
    QCOMPARE(entries(), before);
}

QTEST_GUILESS_MAIN(TestCarts)
#include "tst_carts.moc"
