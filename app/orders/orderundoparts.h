#pragma once
// What the ways back of orderundo.h share.
#include "app/journal/journal.h"
#include "app/orders/orderworkparts.h"

namespace backroom::orderwork {

// States as amounts and lines have them, also back to earlier ones; then the row and the journal entry. `what` are
// members put into the entry's before (`"payment":{…}`), for whoever wants the step again.
Result<> finishBack(Transaction &transaction, Order order, const QByteArray &action, const QByteArray &before,
                    const QByteArray &what);

// The pieces come off the shelf again for the line; Conflict when they are not there.
Result<> takeAgain(Transaction &transaction, const Order &order, OrderLine &line, qint64 quantity);

}
