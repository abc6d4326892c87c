#pragma once
// What the shop's people note on an order for each other. A note stands in the journal and nowhere else: it is one of the
// things that happened to the order, and goes with the order's entries when a person's data are erased.
#include "app/orders/orders.h"

namespace backroom {

struct OrderNote
{
    QByteArray id; // tells one note of the order from another
    QString text;
};

namespace ordernotes {

// Orders/Write. One entry, "order.noted". Invalid without a text ("note"), NotFound without the order.
Result<OrderNote> add(Transaction &transaction, const Actor &actor, const QByteArray &number, const QString &text);
// Takes one back: an entry "order.note_withdrawn". NotFound when it is not there (any more).
Result<> withdraw(Transaction &transaction, const Actor &actor, const QByteArray &number, const QByteArray &note);

// The note that an entry's JSON holds; empty for other JSON.
OrderNote fromJson(const QByteArray &json);
// Leaves out notes that were taken back, and that they were.
QList<orders::Event> withoutWithdrawn(const QList<orders::Event> &events);

}
}
