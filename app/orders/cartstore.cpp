#include "app/orders/cartstore.h"

#include "app/orders/taxes.h"
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

void fill(Reader &reader, Cart &cart, Order order)
{
    constexpr auto added =
        "SELECT l.id, l.variant_id, v.product_id, p.title, v.sku, v.options, l.quantity, v.price, v.tax_class, v.weight_grams, "
        "p.status, v.archived, v.track_stock, v.allow_backorder, s.level FROM cart_lines l JOIN variants v ON v.id = l.variant_id "
        "JOIN products p ON p.id = v.product_id LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE l.cart_id = ? ORDER BY l.id";
    constexpr auto byVariant =
        "SELECT l.id, l.variant_id, v.product_id, p.title, v.sku, v.options, l.quantity, v.price, v.tax_class, v.weight_grams, "
        "p.status, v.archived, v.track_stock, v.allow_backorder, s.level FROM cart_lines l JOIN variants v ON v.id = l.variant_id "
        "JOIN products p ON p.id = v.product_id LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE l.cart_id = ? ORDER BY l.variant_id";
    PriceRequest request;
    Query rows = reader.query(order == Order::ByVariant ? byVariant : added, cart.id);
    request.rules = cart.address ? taxes::rulesFor(reader, cart.address->country, cart.address->region)
                                 : taxes::rulesFor(reader, cart.terms.country, {});
    while (rows.next()) {
        CartLine line;
        line.id = rows.id<CartLineId>(0);
        line.variant = rows.id<VariantId>(1);
        line.product = rows.id<ProductId>(2);
        line.title = rows.bytes(3);
        line.sku = rows.bytes(4);
        line.options = rows.bytes(5);
        line.quantity = rows.int64(6);
        line.unitPrice = rows.int64(7);
        line.taxClass = rows.bytes(8);
        line.weightGrams = rows.int64(9);
        line.onSale = rows.utf8(10) == "published" && !rows.boolean(11);
        line.tracked = rows.boolean(12);
        line.backorder = rows.boolean(13);
        if (line.tracked && !line.backorder)
            line.left = qMax<qint64>(0, rows.isNull(14) ? 0 : rows.int64(14));
        request.lines << PriceLine{line.quantity, line.unitPrice, line.taxClass, 0};
        cart.lines << line;
    }
    request.mode = cart.pricesIncludeTax ? TaxMode::Inclusive : TaxMode::Exclusive;
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
