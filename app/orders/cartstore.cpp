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

Result<Cart> open(Reader &reader, const Actor &actor, const QByteArray &key, bool lock)
{
    constexpr auto plain =
        "SELECT id, user_id, state, shipping_address, shipping_method_id, expires_at FROM carts WHERE key_hash = ?";
    constexpr auto locking =
        "SELECT id, user_id, state, shipping_address, shipping_method_id, expires_at FROM carts WHERE key_hash = ? /*for update*/";
    Query row = reader.query(lock ? locking : plain, Blob{tokenHash(key)});
    if (!row.next())
        return fail(notFound());
    Cart cart;
    cart.id = row.id<CartId>(0);
    cart.key = key;
    cart.user = row.isNull(1) ? UserId() : row.id<UserId>(1);
    cart.ordered = row.utf8(2) != "open";
    cart.addressJson = row.isNull(3) ? QByteArray() : row.bytes(3);
    cart.address = addresses::fromJson(cart.addressJson);
    cart.chosen = row.isNull(4) ? ShippingMethodId() : row.id<ShippingMethodId>(4);
    cart.expiresAt = row.int64(5);
    if (cart.expiresAt <= reader.now() || (cart.user && cart.user != actor.user))
        return fail(notFound());
    return cart;
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
    {
        Query rows = reader.query(order == Order::ByVariant ? byVariant : added, cart.id);
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
            if (rows.boolean(12) && !rows.boolean(13))
                line.left = qMax<qint64>(0, rows.isNull(14) ? 0 : rows.int64(14));
            request.lines << PriceLine{line.quantity, line.unitPrice, line.taxClass, 0};
            cart.lines << line;
        }
    }
    QByteArray country;
    {
        Query row = reader.query("SELECT prices_include_tax, country FROM settings WHERE id = 1");
        if (row.next()) {
            cart.pricesIncludeTax = row.boolean(0);
            country = row.bytes(1); // reckoned with until there is an address
        }
    }
    request.mode = cart.pricesIncludeTax ? TaxMode::Inclusive : TaxMode::Exclusive;
    request.rules = cart.address ? taxes::rulesFor(reader, cart.address->country, cart.address->region)
                                 : taxes::rulesFor(reader, country, {});
    cart.price = pricing::price(request);
    if (cart.chosen && cart.address)
        cart.shipping = shipping::optionFor(reader, cart.chosen, parcelOf(cart));
    if (cart.shipping && cart.shipping->price != 0) {
        request.shipping = cart.shipping->price;
        cart.price = pricing::price(request);
    }
    for (qsizetype i = 0; i < cart.lines.size(); ++i)
        cart.lines[i].total = cart.price.lines.at(i).total;
}

}
