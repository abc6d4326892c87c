#pragma once
// Carts: made, filled, priced from the catalogue as it is now, and cleared away. A cart is known by its key, which
// cannot be guessed and is all that a guest needs; one that belongs to a person opens for that person alone, and
// answers everybody else as if it did not exist. None of this is journaled, and it need not wait for the disk
// (Durability::Relaxed). Buying what is in a cart is app/orders/checkout.h.
#include "app/orders/cart.h"

namespace backroom::carts {

inline constexpr qint64 MaxLineQuantity = 10'000;
inline constexpr int MaxLines = 500;

// Of the person when `actor` is one, else a guest's.
Result<Cart> create(Transaction &transaction, const Actor &actor);
Result<Cart> get(Reader &reader, const Actor &actor, const QByteArray &key);

// Each of these gives the cart as it is afterwards and puts off its expiry. Conflict once it was ordered, or when it
// would hold more than MaxLines.
Result<Cart> addLine(Transaction &transaction, const Actor &actor, const QByteArray &key, VariantId variant,
                     qint64 quantity); // or raises it
Result<Cart> setLine(Transaction &transaction, const Actor &actor, const QByteArray &key, CartLineId line,
                     qint64 quantity); // 0 removes
Result<Cart> setAddress(Transaction &transaction, const Actor &actor, const QByteArray &key, const Address &address);
Result<Cart> setShippingOption(Transaction &transaction, const Actor &actor, const QByteArray &key,
                               ShippingMethodId option);

// Conflict as long as there is no address.
Result<QList<ShippingOption>> shippingOptions(Reader &reader, const Actor &actor, const QByteArray &key);

// At sign-in: the guest's cart becomes the person's, and what stood in their open carts joins it. It keeps its key.
Result<Cart> claim(Transaction &transaction, const Actor &actor, const QByteArray &key);

// Clears away up to `most` carts whose time is over; how many they were. Run it now and then.
Result<qint64> removeExpired(Transaction &transaction, int most = 500);

}
