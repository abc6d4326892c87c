#include "app/orders/carts.h"

#include "app/base/money.h"
#include "app/orders/cartstore.h"
#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::carts {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr Millis Hour = 3'600'000;

// The cart to be changed: locked, still open, and kept a while longer.
Result<Cart> use(Transaction &transaction, const Actor &actor, const QByteArray &key)
{
    auto cart = cartstore::open(transaction, actor, key, true);
    if (!cart)
        return cart;
    if (cart->ordered)
        return fail(ErrorCode::Conflict, tr("This cart was ordered already. Start a new one."));
    const Millis expires = transaction.now() + cart->terms.lifetime;
    if (expires > cart->expiresAt + Hour) { // by the hour is often enough
        cart->expiresAt = expires;
        transaction.post("UPDATE carts SET expires_at = ? WHERE id = ?", expires, cart->id);
    }
    return cart;
}

QList<FieldError> quantityFaults(qint64 quantity, qint64 least)
{
    if (quantity >= least && quantity <= MaxLineQuantity)
        return {};
    return {{u"quantity"_s, tr("Give a whole number from %1 to %2.").arg(least).arg(MaxLineQuantity)}};
}

Result<Cart> filled(Reader &reader, Cart cart)
{
    cartstore::fill(reader, cart);
    if (cart.lines.size() > MaxLines)
        return fail(ErrorCode::Conflict,
                    tr("A cart holds up to %1 different things. Order these first, or take some out.").arg(MaxLines));
    if (cart.price.total > MaxAmount)
        return fail(ErrorCode::Conflict, tr("This cart would cost more than one order can. Take less."));
    return cart;
}
}

Result<Cart> create(Transaction &transaction, const Actor &actor)
{
    Cart cart;
    cart.key = newToken();
    cart.user = actor.user;
    cart.terms = cartstore::termsOf(transaction, cart.pricesIncludeTax);
    cart.expiresAt = transaction.now() + cart.terms.lifetime;
    cart.id = transaction.insert<CartId>(
        "INSERT INTO carts (key_hash, user_id, created_at, expires_at) VALUES (?, ?, ?, ?) RETURNING id",
        Blob{tokenHash(cart.key)}, cart.user ? std::optional(cart.user) : std::nullopt, transaction.now(),
        cart.expiresAt);
    return cart; // nothing in it costs nothing
}

Result<Cart> get(Reader &reader, const Actor &actor, const QByteArray &key)
{
    auto cart = cartstore::open(reader, actor, key);
    if (cart)
        cartstore::fill(reader, *cart);
    return cart;
}

Result<Cart> addLine(Transaction &transaction, const Actor &actor, const QByteArray &key, VariantId variant,
                     qint64 quantity)
{
    auto cart = use(transaction, actor, key);
    if (!cart && cart.error().code == ErrorCode::NotFound)
        return cart;
    QList<FieldError> faults = quantityFaults(quantity, 1);
    const FieldError notForSale{u"variant_id"_s, tr("This is not for sale. Choose a variant of a published product.")};
    if ((!cart || !faults.isEmpty()) // to name all faults at once
        && !transaction.number(
            "SELECT 1 FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ? AND v.archived = 0 AND p.status = 'published'",
            variant))
        faults.prepend(notForSale);
    if (!faults.isEmpty())
        return invalid(faults);
    if (!cart)
        return cart;
    qint64 now = 0;
    {
        Query row = transaction.query(
            "INSERT INTO cart_lines (cart_id, variant_id, quantity) SELECT CAST(? AS BIGINT), v.id, CAST(? AS BIGINT) FROM variants v "
            "JOIN products p ON p.id = v.product_id WHERE v.id = ? AND v.archived = 0 AND p.status = 'published' "
            "ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = cart_lines.quantity + excluded.quantity RETURNING quantity",
            cart->id, quantity, variant);
        while (row.next())
            now = row.int64(0);
    }
    if (now == 0)
        return invalid({notForSale});
    if (now > MaxLineQuantity)
        return invalid(u"quantity"_s,
                       tr("A line holds up to %1; with what is in the cart already this would be %2.")
                           .arg(MaxLineQuantity)
                           .arg(now));
    return filled(transaction, *std::move(cart));
}

Result<Cart> setLine(Transaction &transaction, const Actor &actor, const QByteArray &key, CartLineId line,
                     qint64 quantity)
{
    auto cart = use(transaction, actor, key);
    if (!cart && cart.error().code == ErrorCode::NotFound)
        return cart;
    if (const auto faults = quantityFaults(quantity, 0); !faults.isEmpty())
        return invalid(faults);
    if (!cart)
        return cart;
    const qint64 touched = quantity == 0
        ? transaction.exec("DELETE FROM cart_lines WHERE id = ? AND cart_id = ?", line, cart->id)
        : transaction.exec("UPDATE cart_lines SET quantity = ? WHERE id = ? AND cart_id = ?", quantity, line, cart->id);
    if (touched == 0)
        return fail(ErrorCode::NotFound, tr("There is no such line in this cart."));
    return filled(transaction, *std::move(cart));
}

Result<Cart> setAddress(Transaction &transaction, const Actor &actor, const QByteArray &key, const Address &address)
{
    auto cart = use(transaction, actor, key);
    if (!cart && cart.error().code == ErrorCode::NotFound)
        return cart;
    const Address tidy = addresses::tidied(address);
    if (const auto faults = addresses::validate(tidy); !faults.isEmpty())
        return invalid(faults);
    if (!cart)
        return cart;
    cart->address = tidy;
    cart->addressJson = addresses::toJson(tidy);
    transaction.post("UPDATE carts SET shipping_address = ? WHERE id = ?", cart->addressJson, cart->id);
    cartstore::fill(transaction, *cart);
    return cart;
}

Result<Cart> setShippingOption(Transaction &transaction, const Actor &actor, const QByteArray &key,
                               ShippingMethodId option)
{
    auto cart = use(transaction, actor, key);
    if (!cart)
        return cart;
    if (!cart->address)
        return fail(ErrorCode::Conflict, tr("Say first where it goes: set the shipping address."));
    cart->chosen = option;
    cart->terms.method = shipping::find(transaction, option);
    cartstore::fill(transaction, *cart);
    if (!cart->shipping)
        return invalid(u"id"_s,
                       tr("This does not ship there, or not these goods. Choose one of the cart's shipping options."));
    transaction.post("UPDATE carts SET shipping_method_id = ? WHERE id = ?", option, cart->id);
    return cart;
}

Result<QList<ShippingOption>> shippingOptions(Reader &reader, const Actor &actor, const QByteArray &key)
{
    auto cart = cartstore::open(reader, actor, key);
    if (!cart)
        return fail(cart.error());
    if (!cart->address)
        return fail(ErrorCode::Conflict, tr("Say first where it goes: set the shipping address."));
    cartstore::fill(reader, *cart);
    return shipping::optionsFor(reader, cartstore::parcelOf(*cart));
}

Result<Cart> claim(Transaction &transaction, const Actor &actor, const QByteArray &key)
{
    if (!actor.user)
        return fail(ErrorCode::Unauthenticated, tr("Sign in first."));
    auto cart = use(transaction, actor, key);
    if (!cart)
        return cart;
    transaction.exec("UPDATE carts SET user_id = ? WHERE id = ?", actor.user, cart->id);
    cart->user = actor.user;
    // Carts that are over are left for the clean-up: what somebody forgot a month ago does not come back.
    transaction.exec(
        "INSERT INTO cart_lines (cart_id, variant_id, quantity) SELECT CAST(? AS BIGINT), l.variant_id, sum(l.quantity) FROM cart_lines l "
        "JOIN carts c ON c.id = l.cart_id WHERE c.user_id = ? AND c.state = 'open' AND c.id <> ? AND c.expires_at > ? "
        "GROUP BY l.variant_id ORDER BY l.variant_id "
        "ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = cart_lines.quantity + excluded.quantity",
        cart->id, actor.user, cart->id, transaction.now());
    transaction.exec("UPDATE cart_lines SET quantity = ? WHERE cart_id = ? AND quantity > ?", MaxLineQuantity, cart->id,
                     MaxLineQuantity);
    if (!cart->address) {
        Query last = transaction.query(
            "SELECT shipping_address FROM carts WHERE user_id = ? AND state = 'open' AND id <> ? AND expires_at > ? "
            "AND shipping_address IS NOT NULL ORDER BY id DESC LIMIT 1",
            actor.user, cart->id, transaction.now());
        if (last.next())
            cart->addressJson = last.bytes(0);
    }
    if (!cart->address && !cart->addressJson.isEmpty()) {
        cart->address = addresses::fromJson(cart->addressJson);
        transaction.exec("UPDATE carts SET shipping_address = ? WHERE id = ?", cart->addressJson, cart->id);
    }
    transaction.exec("DELETE FROM carts WHERE user_id = ? AND state = 'open' AND id <> ?", actor.user, cart->id);
    return filled(transaction, *std::move(cart));
}

Result<qint64> removeExpired(Transaction &transaction, int most)
{
    return transaction.exec(
        "DELETE FROM carts WHERE id IN (SELECT id FROM carts WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)",
        transaction.now(), most);
}

}
