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

class TestCartPrices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void followsTheCatalogue();
    void shippingOptions();
    void taxFollowsTheAddress();
    void methodsAndRatesAreKept();
};

void TestCartPrices::followsTheCatalogue()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 999, 1);
    const VariantId draft = shop.addVariant("DRAFT", 500, 1);
    const auto cart = run(base.database(), carts::create, Guest);
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, mug, 2));
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, draft, 1));
    const auto change = [&](const char *sql, VariantId variant) {
        return base->writeNow(Self, [&](Transaction &tx) -> Result<> {
            tx.exec(sql, variant);
            return {};
        });
    };
    QVERIFY(change("UPDATE variants SET price = 1099 WHERE id = ?", mug));
    QVERIFY(change("UPDATE products SET status = 'draft' WHERE id = (SELECT product_id FROM variants WHERE id = ?)",
                   draft));
    const auto seen = look(base.database(), cart->key);
    QCOMPARE(seen->lines.at(0).unitPrice, 1099);
    QCOMPARE(seen->lines.at(0).available(), false); // two wanted, one there
    QCOMPARE(seen->lines.at(1).onSale, false);
    QCOMPARE(seen->lines.at(1).available(), false);
    const auto more = run(base.database(), carts::addLine, Guest, cart->key, draft, 1);
    QCOMPARE(fieldsOf(more.error()), QStringList{u"variant_id"_s});
    const auto wrong = run(base.database(), carts::addLine, Guest, cart->key, VariantId{99'999}, 0);
    QCOMPARE(fieldsOf(wrong.error()), (QStringList{u"variant_id"_s, u"quantity"_s}));
}

void TestCartPrices::shippingOptions()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId stone = shop.addVariant("STONE", 2000, 100, "standard", 10'000);
    const auto method = [&](const QString &name, qint64 price, std::optional<qint64> most,
                            const QList<QByteArray> &countries) {
        ShippingMethodDraft draft;
        draft.name = name;
        draft.countries = countries;
        draft.price = price;
        draft.maxWeightGrams = most;
        return run(base.database(), shipping::create, Self, draft)->id;
    };
    method(u"Letter"_s, 100, 5'000, {"GB"});
    const ShippingMethodId courier = method(u"Courier"_s, 1500, {}, {"GB"});
    method(u"Ferry"_s, 100, {}, {"FR"});

    const auto cart = run(base.database(), carts::create, Guest);
    const auto options = [&] {
        return base->read([&](Reader &reader) { return carts::shippingOptions(reader, Guest, cart->key); });
    };
    const auto names = [&] {
        QStringList names;
        const auto found = options();
        for (const ShippingOption &option : *found)
            names << u"%1 %2"_s.arg(option.name).arg(option.price);
        return names;
    };
    QCOMPARE(options().error().code, ErrorCode::Conflict);
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, stone, 2));
    QVERIFY(run(base.database(), carts::setAddress, Guest, cart->key, SmallShop::address()));
    QCOMPARE(names(), (QStringList{u"Post 490"_s, u"Courier 1500"_s}));
    const auto posted = run(base.database(), carts::setShippingOption, Guest, cart->key, shop.post);
    QCOMPARE(posted->price.total, 4490);
    QCOMPARE(run(base.database(), carts::setShippingOption, Guest, cart->key, ShippingMethodId{999}).error().code,
             ErrorCode::Invalid);
    // Five stones: free by their worth, but too heavy by weight.
    QVERIFY(run(base.database(), carts::addLine, Guest, cart->key, stone, 3));
    QCOMPARE(names(), QStringList{u"Courier 1500"_s});
    QVERIFY(!look(base.database(), cart->key)->shipping);
    QVERIFY(run(base.database(), carts::setShippingOption, Guest, cart->key, courier));
    QCOMPARE(look(base.database(), cart->key)->price.shipping, 1500);
    // Worth a hundred and light: free.
    const VariantId ring = shop.addVariant("RING", 10'000, 1, "standard", 10);
    const auto light = run(base.database(), carts::create, Guest);
    QVERIFY(run(base.database(), carts::addLine, Guest, light->key, ring, 1));
    QVERIFY(run(base.database(), carts::setAddress, Guest, light->key, SmallShop::address()));
    const auto free = run(base.database(), carts::setShippingOption, Guest, light->key, shop.post);
    QCOMPARE(free->shipping->price, 0);
    QCOMPARE(free->price.total, 10'000);
}

void TestCartPrices::taxFollowsTheAddress()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database(), SmallShop::Prices::WithoutTax);
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const auto cart = run(base.database(), carts::create, Guest);
    QCOMPARE(run(base.database(), carts::addLine, Guest, cart->key, mug, 1)->price.tax, 200); // as at home
    Address address = SmallShop::address();
    const auto taxIn = [&](const QByteArray &country, const QString &region) {
        address.country = country;
        address.region = region;
        return run(base.database(), carts::setAddress, Guest, cart->key, address)->price.tax;
    };
    QCOMPARE(taxIn("DE", {}), 190);
    QCOMPARE(taxIn("CH", {}), 0);
    const auto rate = [&](const QByteArray &country, const QString &region, const QString &text) {
        TaxRateDraft draft;
        draft.name = u"Sales tax"_s;
        draft.country = country;
        draft.region = region;
        draft.rate = text;
        return run(base.database(), taxes::create, Self, draft);
    };
    QVERIFY(rate("US", {}, u"0"_s));
    QVERIFY(rate("US", u"NY"_s, u"0.08875"_s));
    QCOMPARE(taxIn("US", u"CA"_s), 0);
    QCOMPARE(taxIn("US", u"ny"_s), 89);
}

void TestCartPrices::methodsAndRatesAreKept()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    ShippingMethodDraft bad;
    bad.countries = QList<QByteArray>{"GB", "Q"};
    bad.price = -1;
    bad.minWeightGrams = 100;
    bad.maxWeightGrams = 10;
    QCOMPARE(fieldsOf(run(base.database(), shipping::create, Self, bad).error()),
             (QStringList{u"name"_s, u"countries[1]"_s, u"price"_s, u"max_weight_grams"_s}));
    ShippingMethodDraft change;
    change.price = 700;
    change.freeAbove = std::optional<qint64>();
    const auto changed = run(base.database(), shipping::update, Self, shop.post, change, std::optional<qint64>(1));
    QCOMPARE(changed->revision, 2);
    QVERIFY(!changed->freeAbove);
    QCOMPARE(changed->maxWeightGrams, 30'000);
    QCOMPARE(run(base.database(), shipping::update, Self, shop.post, change, std::optional<qint64>(1)).error().code,
             ErrorCode::Stale);
    QCOMPARE(run(base.database(), shipping::update, Guest, shop.post, change, std::optional<qint64>()).error().code,
             ErrorCode::Unauthenticated);

    TaxRateDraft rate;
    QCOMPARE(fieldsOf(run(base.database(), taxes::create, Self, rate).error()),
             (QStringList{u"name"_s, u"country"_s, u"rate"_s}));
    rate.name = u"VAT"_s;
    rate.country = "DE";
    const QStringList wrong{u"19"_s, u"-0.1"_s, u"0,19"_s, u"abc"_s, u"0.1234567"_s, u""_s};
    for (const QString &text : wrong) {
        rate.rate = text;
        QCOMPARE(fieldsOf(run(base.database(), taxes::create, Self, rate).error()), QStringList{u"rate"_s});
    }
    rate.rate = u"0.19"_s;
    QCOMPARE(fieldsOf(run(base.database(), taxes::create, Self, rate).error()),
             QStringList{u"tax_class"_s}); // stands already
    rate.taxClass = u"luxury"_s;
    const auto made = run(base.database(), taxes::create, Self, rate);
    QCOMPARE(taxes::rateText(made->rate), "0.19");
    QVERIFY(run(base.database(), taxes::remove, Self, made->id, std::optional<qint64>(1)));
    QCOMPARE(run(base.database(), taxes::remove, Self, made->id, std::optional<qint64>()).error().code,
             ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestCartPrices)
#include "tst_cartprices.moc"
