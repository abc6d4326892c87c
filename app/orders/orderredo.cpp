#include "app/journal/undorules.h"
#include "app/orders/orderundo.h"
#include "app/orders/orderwork.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::orderwork {

namespace {
Result<> outcome(const Result<Order> &order) { return order ? Result<>() : fail(order.error()); }

QList<LineQuantity> linesOf(const QJsonObject &step)
{
    QList<LineQuantity> lines;
    const QJsonArray array = step.value("lines"_L1).toArray();
    for (const QJsonValue &line : array)
        lines << LineQuantity{OrderLineId{line["line"_L1].toString().toLongLong()}, line["quantity"_L1].toInteger()};
    return lines;
}
}

Result<> redoPaid(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const QJsonObject payment = undo::object(entry.before).value("payment"_L1).toObject();
    return outcome(pay(transaction, actor, entry.entityId,
                       {payment.value("method"_L1).toString().toLatin1(), payment.value("amount"_L1).toInteger(),
                        payment.value("reference"_L1).toString()}));
}

Result<> redoFulfilled(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const QJsonObject parcel = undo::object(entry.before).value("fulfilment"_L1).toObject();
    return outcome(
        fulfil(transaction, actor, entry.entityId, {linesOf(parcel), parcel.value("tracking"_L1).toString()}));
}

Result<> redoRefunded(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const QJsonObject refunded = undo::object(entry.before).value("refund"_L1).toObject();
    RefundRequest request;
    if (const auto lines = linesOf(refunded); !lines.isEmpty())
        request.lines = lines;
    request.amount = refunded.value("amount"_L1).toInteger();
    request.restock = refunded.value("restock"_L1).toBool();
    request.reason = refunded.value("reason"_L1).toString();
    return outcome(refund(transaction, actor, entry.entityId, request));
}

Result<> redoCancelled(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    // The reason was written beneath the note.
    const QString cancelled = undo::object(entry.before).value("note"_L1).toString(),
                  open = undo::object(entry.after).value("note"_L1).toString();
    const QString reason = cancelled.startsWith(open) ? cancelled.mid(open.size()).trimmed() : QString();
    return outcome(cancel(transaction, actor, entry.entityId, reason));
}

}
