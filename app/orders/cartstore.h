#pragma once
// How carts lie in the store, and what they come to; for carts.cpp, checkout.cpp and counter.cpp.
#include "app/orders/cart.h"

namespace backroom::cartstore {

// The cart without lines and prices, with the shop's terms: NotFound when it is not there, over, or another's.
Result<Cart> open(Reader &reader, const Actor &actor, const QByteArray &key, bool lock = false);

enum class Order { AsAdded, ByVariant };
// Adds lines, the shipping option that was chosen, and prices: everything from the catalogue as it is now.
void fill(Reader &reader, Cart &cart, Order order = Order::AsAdded);

// Lines of no quantity yet over these variants as they stand now, in the order of their ids.
QList<CartLine> linesOver(Reader &reader, const QList<VariantId> &variants);
// What is taxed where the cart goes, or in the shop's own country while nobody knows.
QList<TaxRule> rulesOf(Reader &reader, const Cart &cart);
// Prices, tax and the chosen way of shipping for the lines that stand in it; `discounts` are taken off their totals, one
// a line, or none.
void reckon(Cart &cart, const QList<TaxRule> &rules, const QList<qint64> &discounts = {});

// The terms for a new one.
CartTerms termsOf(Reader &reader, bool &pricesIncludeTax);

shipping::Parcel parcelOf(const Cart &cart);
Error notFound();

}
