#pragma once
// What the steps of orderwork.h share.
#include "app/orders/orderwork.h"

namespace backroom::orderwork {

// The order, held until the commit, for one who may work on orders.
Result<Order> take(Transaction &transaction, const Actor &actor, const QByteArray &number);
// States from amounts and lines, row, journal entry; the order as it is then.
Result<Order> finish(Transaction &transaction, Order order, const QByteArray &action, const QByteArray &before);

// Checks that quantities are 1 or more, at most `left(line)`, and lines are the order's own, each once; faults are
// named lines[0].quantity and so on.
QList<FieldError> checkLines(const Order &order, const QList<LineQuantity> &lines, qint64 (*left)(const OrderLine &));
OrderLine *lineOf(Order &order, OrderLineId id);

// Puts pieces of the line back on the shelf, at most as many as came off it for the order.
qint64 restock(Transaction &transaction, const Order &order, OrderLine &line, qint64 quantity);
void saveLine(Transaction &transaction, const OrderLine &line);
// Books money going out, negative in the store.
qint64 bookRefund(Transaction &transaction, Order &order, qint64 amount, qint64 shipping, qint64 shippingTax,
                  const QByteArray &method, const QString &reason);

}
