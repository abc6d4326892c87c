#pragma once
// How carts lie in the store; for carts.cpp and checkout.cpp.
#include "app/orders/cart.h"

namespace backroom::cartstore {

// The cart without lines and prices, with the shop's terms: NotFound when it is not there, over, or another's.
Result<Cart> open(Reader &reader, const Actor &actor, const QByteArray &key, bool lock = false);

enum class Order { AsAdded, ByVariant };
// Adds lines, the shipping option that was chosen, and prices: everything from the catalogue as it is now.
void fill(Reader &reader, Cart &cart, Order order = Order::AsAdded);

// The terms for a new one.
CartTerms termsOf(Reader &reader, bool &pricesIncludeTax);

shipping::Parcel parcelOf(const Cart &cart);
Error notFound();

}
