#include "app/orders/counterundo.h"

#include "app/journal/undorules.h"
#include "app/orders/ordernotes.h"
#include "app/orders/orderworkparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace counter {

bool madeHere(const JournalRow &entry)
{
    const QString source = undo::object(entry.after).value("source"_L1).toString();
    return source == "counter"_L1 || source == "manual"_L1;
}

Result<> undoPlaced(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto order = orderwork::take(transaction, actor, entry.entityId);
    if (!order)
        return fail(order.error());
    if (!madeHere(entry))
        return fail(ErrorCode::Conflict,
                    QCoreApplication::translate("backroom", "A customer placed this order. Cancel the order instead."));
    // Handed over when it was placed, and nothing was done with it since: it never left the shop.
    if (order->source == "counter" && order->revision == 1) {
        transaction.exec("DELETE FROM fulfilment_lines WHERE fulfilment_id IN (SELECT id FROM fulfilments WHERE "
                         "order_id = ?)",
                         order->id);
        transaction.exec("DELETE FROM fulfilments WHERE order_id = ?", order->id);
        transaction.exec("UPDATE order_lines SET fulfilled = 0 WHERE order_id = ?", order->id);
        transaction.exec("UPDATE orders SET status = 'open', fulfilment_status = 'unfulfilled' WHERE id = ?",
                         order->id);
    }
    const auto cancelled = orderwork::cancel(transaction, actor, entry.entityId);
    return cancelled ? Result<>() : fail(cancelled.error());
}

}

namespace ordernotes {

Result<> undoNoted(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return withdraw(transaction, actor, entry.entityId, fromJson(entry.after).id);
}

Result<> undoWithdrawn(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto note = add(transaction, actor, entry.entityId, fromJson(entry.before).text);
    return note ? Result<>() : fail(note.error());
}

}
}
