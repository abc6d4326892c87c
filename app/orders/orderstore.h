#pragma once
// How orders lie in the store; for the services of orders.
#include "app/orders/order.h"

#include <functional>

namespace backroom::orderstore {

// Everything in an Order but its lists, to be read with fromRow(); "FROM orders o" follows.
extern const QByteArray Columns;
Order fromRow(const Query &row);

// With lines, taxes, payments and fulfilments; nothing when there is none. `lock` holds its row until the commit.
std::optional<Order> byNumber(Reader &reader, const QByteArray &number, bool lock = false);
std::optional<Order> byId(Reader &reader, OrderId id);
void loadLists(Reader &reader, Order &order);

// A new order, with its number where it has one already; the row that comes is its id.
Query inserting(Transaction &transaction, const Order &order, const QByteArray &tokenHash);
// Its lines and taxes; fills in the lines' ids. `meanwhile` asks for more before their answers are waited for.
void insertParts(Transaction &transaction, Order &order, const std::function<void()> &meanwhile);
// The next number without gaps. Other checkouts wait from here on until this one's end.
Query drawing(Transaction &transaction);
void takeNumber(Transaction &transaction, Query &drawn, Order &order);
// Writes what can change of an order (not its lines), one revision further.
void update(Transaction &transaction, Order &order);

// Puts payment, fulfilment and order status to what amounts and lines say; false when that is no legal step.
bool settle(Order &order);

Error notFound();
Error stale();

}
