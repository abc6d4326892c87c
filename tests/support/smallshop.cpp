#include "tests/support/smallshop.h"

#include "app/base/text.h"
#include "app/orders/books.h"
#include "app/orders/taxes.h"
#include "app/reports/totals.h"
#include "app/settings/settings.h"
#include "app/users/email.h"

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
const Actor Builder = Actor::system(u"Test"_s);

template<typename T> T sure(Result<T> result)
{
    if (!result)
        qFatal("the small shop cannot be made: %s", qPrintable(result.error().message));
    return *std::move(result);
}
}

SmallShop::SmallShop(Database &database, Prices prices) : database(database)
{
    post = sure(database.writeNow(Builder, [&](Transaction &tx) -> Result<ShippingMethodId> {
        Settings settings;
        settings.shopName = u"Small Shop"_s;
        settings.currency = "GBP";
        settings.country = "GB";
        settings.timezone = "Europe/London";
        settings.languages = {u"en"_s};
        settings.pricesIncludeTax = prices == Prices::WithTax;
        if (const auto made = settings::create(tx, settings); !made)
            return fail(made.error());
        for (const auto &[name, country, taxClass, rate] : {std::tuple{"VAT 20%", "GB", "standard", 200'000},
                                                            {"VAT 5%", "GB", "reduced", 50'000},
                                                            {"MwSt 19%", "DE", "standard", 190'000},
                                                            {"MwSt 7%", "DE", "reduced", 70'000}})
            tx.exec(
                "INSERT INTO tax_rates (name, country, tax_class, rate, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
                name, country, taxClass, rate, tx.now(), tx.now());
        ShippingMethodDraft draft;
        draft.name = u"Post"_s;
        draft.countries = QList<QByteArray>{"GB", "DE"};
        draft.price = 490;
        draft.freeAbove = 10'000;
        draft.maxWeightGrams = 30'000;
        const auto method = shipping::create(tx, Builder, draft);
        return method ? Result<ShippingMethodId>(method->id) : fail(method.error());
    }));
}

VariantId SmallShop::addVariant(const QByteArray &sku, qint64 price, qint64 level, const QByteArray &taxClass,
                                qint64 weightGrams)
{
    return sure(database.writeNow(Builder, [&](Transaction &tx) -> Result<VariantId> {
        const auto product = tx.insert<ProductId>(
            "INSERT INTO products (title, title_key, slug, status, price, available, created_at, updated_at) "
            "VALUES (?, ?, ?, 'published', ?, ?, ?, ?) RETURNING id",
            "Thing " + sku, foldText(QString::fromUtf8("Thing " + sku)), "thing-" + sku.toLower(), price, level > 0,
            tx.now(), tx.now());
        const auto variant =
            tx.insert<VariantId>("INSERT INTO variants (product_id, position, sku, price, weight_grams, tax_class) "
                                 "VALUES (?, 0, ?, ?, ?, ?) RETURNING id",
                                 product, sku, price, weightGrams, taxClass);
        tx.exec("INSERT INTO stock_levels (variant_id, level) VALUES (?, ?)", variant, level);
        if (level != 0)
            tx.exec(
                "INSERT INTO stock_movements (variant_id, at, delta, level, reason, actor) VALUES (?, ?, ?, ?, 'received', 'system')",
                variant, tx.now(), level, level);
        return variant;
    }));
}

qint64 SmallShop::level(VariantId variant)
{
    return sure(database.read([&](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT level FROM stock_levels WHERE variant_id = ?", variant).value_or(0);
    }));
}

qint64 SmallShop::movements(VariantId variant)
{
    return sure(database.read([&](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT CAST(sum(delta) AS BIGINT) FROM stock_movements WHERE variant_id = ?", variant)
            .value_or(0);
    }));
}

UserId SmallShop::addUser(const QString &email, Role role)
{
    return sure(database.writeNow(Builder, [&](Transaction &tx) -> Result<UserId> {
        return tx.insert<UserId>("INSERT INTO users (email, email_key, name, name_key, role, created_at, updated_at) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                                 email, emailKey(email), email, foldText(email), roleText(role), tx.now(), tx.now());
    }));
}

QByteArray SmallShop::fullCart(const QList<std::pair<VariantId, qint64>> &lines, const Actor &actor)
{
    return sure(database.writeNow(actor, [&](Transaction &tx) -> Result<QByteArray> {
        auto cart = carts::create(tx, actor);
        for (const auto &[variant, quantity] : lines)
            if (cart)
                cart = carts::addLine(tx, actor, QByteArray(cart->key), variant, quantity);
        if (cart)
            cart = carts::setAddress(tx, actor, QByteArray(cart->key), address());
        if (cart)
            cart = carts::setShippingOption(tx, actor, QByteArray(cart->key), post);
        return cart ? Result<QByteArray>(cart->key) : fail(cart.error());
    }));
}

Result<PlacedOrder> SmallShop::checkout(const QByteArray &cart, const Actor &actor)
{
    return database.writeNow(actor, [&](Transaction &tx) {
        return checkout::place(tx, actor, cart, {u"ann@example.com"_s, "bank_transfer", {}, {}});
    });
}

Order SmallShop::order(const QList<std::pair<VariantId, qint64>> &lines, const Actor &actor)
{
    return sure(checkout(fullCart(lines, actor), actor)).order;
}

QStringList SmallShop::faultsOf(Database &database)
{
    return sure(database.read([](Reader &reader) -> Result<QStringList> {
        QStringList faults;
        for (const BookFault &fault : books::check(reader))
            faults << fault.message;
        for (const TotalsDifference &difference : totals::compare(reader))
            faults << QString::fromLatin1(difference.table) + u' ' + QString::number(difference.day);
        return faults;
    }));
}

Address SmallShop::address()
{
    return {u"Ann Other"_s, u"1 High Street"_s, {}, u"Leeds"_s, u"LS1 1AA"_s, {}, "GB", {}};
}

Actor SmallShop::actorOf(UserId user, Role role)
{
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.user = user;
    actor.role = role;
    actor.name = u"Somebody"_s;
    return actor;
}

}
