#pragma once
// The one way in which an order comes into the shop, for the checkout and for orders made by hand: from a priced cart,
// in the caller's transaction, stock taken, row and parts written, day's totals kept, number drawn, journal entry left.
#include "app/orders/order.h"

#include <functional>

namespace backroom::placing {

// The order that the cart comes to: its lines, sums, taxes, address. Source, customer, payment and note are the caller's.
Order orderOf(const Cart &cart, Millis now);

// A line of the cart that cannot be had.
struct Shortfall
{
    qsizetype line = 0;
    qint64 available = 0;
};

struct Steps
{
    // When stock was taken and the order has its id, before its lines are written: may refuse, may give lines their
    // fulfilled pieces.
    std::function<Result<>(Order &order)> taken = {};
    // Once its lines have their ids: payments, fulfilments.
    std::function<void(Order &order)> written = {};
};

// The cart's lines stand in the order of their variants. When not empty, what is told fell short, all of it, and the
// caller has to refuse. The number is drawn in the last statements on PostgreSQL, as others wait from there on.
Result<QList<Shortfall>> place(Transaction &transaction, const Cart &cart, Order &order, const QByteArray &tokenHash,
                               const Steps &steps);

}
