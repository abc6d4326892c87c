#include "app/orders/cartstore.h"

#include "app/orders/taxes.h"
#include "app/store/idlist.h"
#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::cartstore {

Error notFound()
{
    return {ErrorCode::NotFound,
            QCoreApplication::translate("backroom", "There is no such cart. It may have expired; start a new one.")};
}

namespace {
constexpr Millis Day = 24 * 3'600'000;
}

// One row with all that a call needs to know before it looks into the cart.
Result<Cart> open(Reader &reader, const Actor &actor, const QByteArray &key, bool lock)
{
#define OPEN                                                                                                           \
    "SELECT c.id, c.user_id, c.state, c.shipping_address, c.shipping_method_id, c.expires_at, s.prices_include_tax, "  \
    "s.country, s.timezone, s.cart_days, m.id, m.name, m.countries, m.price, m.free_above, m.min_weight_grams, "       \
    "m.max_weight_grams, m.active, m.revision, m.created_at, m.updated_at FROM carts c JOIN settings s ON s.id = 1 "   \
    "LEFT JOIN shipping_methods m ON m.id = c.shipping_method_id WHERE c.key_hash = ?"
    Query row = reader.query(lock ? OPEN " /*for update of c*/" : OPEN, Blob{tokenHash(key)});
#undef OPEN
    if (!row.next())
        return fail(notFound());
    Cart cart;
    cart.id = row.id<CartId>(0);
    cart.key = key;
    cart.user = row.isNull(1) ? UserId() : row.id<UserId>(1);
    cart.expiresAt = row.int64(5);
    if (cart.expiresAt <= reader.now() || (cart.user && cart.user != actor.user))
        return fail(notFound());
    cart.ordered = row.utf8(2) != "open";
    cart.addressJson = row.isNull(3) ? QByteArray() : row.bytes(3);
    cart.address = addresses::fromJson(cart.addressJson);
    cart.chosen = row.isNull(4) ? ShippingMethodId() : row.id<ShippingMethodId>(4);
    cart.pricesIncludeTax = row.boolean(6);
    cart.terms = {row.bytes(7), row.bytes(8), row.int64(9) * Day, {}};
    if (!row.isNull(10))
        cart.terms.method = shipping::fromRow(row, 10);
    return cart;
}

CartTerms termsOf(Reader &reader, bool &pricesIncludeTax)
{
    Query row = reader.query("SELECT prices_include_tax, country, timezone, cart_days FROM settings WHERE id = 1");
    if (!row.next())
        return {{}, "UTC", 30 * Day, {}};
    pricesIncludeTax = row.boolean(0);
    return {row.bytes(1), row.bytes(2), row.int64(3) * Day, {}};
}

shipping::Parcel parcelOf(const Cart &cart)
{
    shipping::Parcel parcel;
    parcel.country = cart.address ? cart.address->country : QByteArray();
    for (const CartLine &line : cart.lines)
        parcel.weightGrams += line.weightGrams * line.quantity;
    parcel.goods = cart.price.subtotal - cart.price.discount;
    return parcel;
}

#define LINE                                                                                                           \
    "v.id, v.product_id, p.title, v.sku, v.options, v.price, v.tax_class, v.weight_grams, p.status, v.archived, "      \
    "v.track_stock, v.allow_backorder, s.level "

namespace {
// A variant as it stands now, whose columns begin at `column`.
CartLine lineFrom(const Query &row, int column)
{
    CartLine line;
    line.variant = row.id<VariantId>(column);
    line.product = row.id<ProductId>(column + 1);
    line.title = row.bytes(column + 2);
    line.sku = row.bytes(column + 3);
    line.options = row.bytes(column + 4);
    line.unitPrice = row.int64(column + 5);
    line.taxClass = row.bytes(column + 6);
    line.weightGrams = row.int64(column + 7);
    line.onSale = row.utf8(column + 8) == "published" && !row.boolean(column + 9);
    line.tracked = row.boolean(column + 10);
    line.backorder = row.boolean(column + 11);
    if (line.tracked && !line.backorder)
        line.left = qMax<qint64>(0, row.isNull(column + 12) ? 0 : row.int64(column + 12));
    return line;
}
}

void fill(Reader &reader, Cart &cart, Order order)
{
#define LINES                                                                                                          \
    "SELECT l.id, l.quantity, " LINE "FROM cart_lines l JOIN variants v ON v.id = l.variant_id JOIN products p ON "    \
    "p.id = v.product_id LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE l.cart_id = ? ORDER BY "
    Query rows = reader.query(order == Order::ByVariant ? LINES "l.variant_id" : LINES "l.id", cart.id);
#undef LINES
    const QList<TaxRule> rules = rulesOf(reader, cart);
    while (rows.next()) {
        CartLine line = lineFrom(rows, 2);
        line.id = rows.id<CartLineId>(0);
        line.quantity = rows.int64(1);
        cart.lines << line;
    }
    reckon(cart, rules);
}

QList<CartLine> linesOver(Reader &reader, const QList<VariantId> &variants)
{
    Query rows = reader.query(QByteArray("SELECT " LINE "FROM variants v JOIN products p ON p.id = v.product_id LEFT "
                                         "JOIN stock_levels s ON s.variant_id = v.id WHERE v.id "
                                         + idList(reader.kind()) + " ORDER BY v.id"),
                              idListText(reader.kind(), variants));
    QList<CartLine> lines;
    while (rows.next())
        lines << lineFrom(rows, 0);
    return lines;
}
#undef LINE

QList<TaxRule> rulesOf(Reader &reader, const Cart &cart)
{
    return cart.address ? taxes::rulesFor(reader, cart.address->country, cart.address->region)
                        : taxes::rulesFor(reader, cart.terms.country, {});
}

void reckon(Cart &cart, const QList<TaxRule> &rules, const QList<qint64> &discounts)
{
    PriceRequest request;
    request.rules = rules;
    request.mode = cart.pricesIncludeTax ? TaxMode::Inclusive : TaxMode::Exclusive;
    for (qsizetype i = 0; i < cart.lines.size(); ++i) {
        const CartLine &line = cart.lines.at(i);
        request.lines << PriceLine{line.quantity, line.unitPrice, line.taxClass, discounts.value(i)};
    }
    cart.price = pricing::price(request);
    if (cart.terms.method && cart.address)
        cart.shipping = shipping::suits(*cart.terms.method, parcelOf(cart));
    if (cart.shipping && cart.shipping->price != 0) {
        request.shipping = cart.shipping->price;
        cart.price = pricing::price(request);
    }
    for (qsizetype i = 0; i < cart.lines.size(); ++i)
        cart.lines[i].total = cart.price.lines.at(i).total;
}

}
