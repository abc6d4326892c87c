#include "app/orders/orderundo.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/orders/orderundoparts.h"
#include "app/reports/totals.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <array>

using namespace Qt::StringLiterals;

namespace backroom::orderwork {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Stock is taken in the order of the variants' ids, as checkouts do.
QList<OrderLine *> byVariant(Order &order)
{
    QList<OrderLine *> lines;
    for (OrderLine &line : order.lines)
        lines << &line;
    std::sort(lines.begin(), lines.end(),
              [](const OrderLine *a, const OrderLine *b) { return a->variant < b->variant; });
    return lines;
}

// The payment that the entry booked: it has the entry's time.
std::optional<Payment> paymentOf(const Order &order, const JournalRow &entry, bool out)
{
    for (const Payment &payment : order.payments)
        if (payment.at == entry.at && (payment.amount < 0) == out)
            return payment;
    return std::nullopt;
}

// Money that went out leaves the books as if it had not.
void unbook(Transaction &transaction, Order &order, const Payment &payment)
{
    transaction.exec("DELETE FROM refund_lines WHERE payment_id = ?", payment.id);
    transaction.exec("DELETE FROM payments WHERE id = ?", payment.id);
    order.refunded += payment.amount;
    order.payments.removeIf([&payment](const Payment &other) { return other.id == payment.id; });
}
}

Result<> undoPaid(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    auto order = take(transaction, actor, entry.entityId);
    if (!order)
        return fail(order.error());
    const auto payment = paymentOf(*order, entry, false);
    if (!payment || order->status == OrderStatus::Cancelled)
        return fail(ErrorCode::Conflict, tr("The order was cancelled since: its payments stay as they are."));
    if (order->refunded > 0)
        return fail(ErrorCode::Conflict, tr("Money of the order was given back since. Take that back first."));
    const QByteArray before = journalJson(*order);
    transaction.exec("DELETE FROM payments WHERE id = ?", payment->id);
    order->paid -= payment->amount;
    JsonWriter what;
    what.object()
        .field("amount", payment->amount)
        .field("method", payment->method)
        .field("reference", payment->reference)
        .endObject();
    return finishBack(transaction, *std::move(order), "order.payment_undone", before, "\"payment\":" + what.take());
}

Result<> undoFulfilled(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    auto order = take(transaction, actor, entry.entityId);
    if (!order)
        return fail(order.error());
    const auto parcel = std::find_if(order->fulfilments.cbegin(), order->fulfilments.cend(),
                                     [&entry](const Fulfilment &one) { return one.at == entry.at; });
    if (parcel == order->fulfilments.cend())
        return undo::goneSince();
    if (order->fulfilment == FulfilmentStatus::Returned || order->status == OrderStatus::Cancelled)
        return fail(ErrorCode::Conflict, tr("What was sent came back since. Take that back first."));
    const QByteArray before = journalJson(*order);
    JsonWriter what;
    what.object().field("tracking", parcel->tracking).name("lines").array();
    for (const FulfilmentLine &part : parcel->lines) {
        OrderLine &line = *lineOf(*order, part.line);
        line.fulfilled -= part.quantity;
        saveLine(transaction, line);
        what.object().field("line", part.line).field("quantity", part.quantity).endObject();
    }
    what.endArray().endObject();
    transaction.exec("DELETE FROM fulfilment_lines WHERE fulfilment_id = ?", parcel->id);
    transaction.exec("DELETE FROM fulfilments WHERE id = ?", parcel->id);
    return finishBack(transaction, *std::move(order), "order.fulfilment_undone", before,
                      "\"fulfilment\":" + what.take());
}

Result<> undoRefunded(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    auto order = take(transaction, actor, entry.entityId);
    if (!order)
        return fail(order.error());
    const auto payment = paymentOf(*order, entry, true);
    if (!payment)
        return undo::goneSince();
    if (order->status == OrderStatus::Cancelled)
        return fail(ErrorCode::Conflict, tr("The order was cancelled since: its payments stay as they are."));
    // What a refund is worth in parts follows from those before it.
    for (const Payment &other : std::as_const(order->payments))
        if (other.amount < 0 && other.id > payment->id)
            return fail(ErrorCode::Conflict, tr("A later refund stands on this one. Take that back first."));
    const QByteArray before = journalJson(*order);
    QHash<qint64, std::array<qint64, 3>> parts; // quantity, amount, restocked
    {
        Query rows = transaction.query(
            "SELECT order_line_id, quantity, amount, restocked FROM refund_lines WHERE payment_id = ?", payment->id);
        while (rows.next())
            parts.insert(rows.int64(0), {rows.int64(1), rows.int64(2), rows.int64(3)});
    }
    JsonWriter what;
    what.object().field("amount", -payment->amount).field("reason", payment->reason).name("lines").array();
    bool restocked = false;
    for (OrderLine *line : byVariant(*order)) {
        const auto part = parts.constFind(line->id.value);
        if (part == parts.constEnd())
            continue;
        const auto &[quantity, amount, back] = *part;
        if (const auto taken = takeAgain(transaction, *order, *line, back); !taken)
            return taken;
        restocked = restocked || back > 0;
        line->refundedQuantity -= quantity;
        line->refunded -= amount;
        saveLine(transaction, *line);
        what.object().field("line", line->id).field("quantity", quantity).endObject();
    }
    what.endArray().field("restock", restocked).endObject();
    totals::subtract(transaction, order->id);
    unbook(transaction, *order, *payment);
    totals::add(transaction, order->id);
    return finishBack(transaction, *std::move(order), "order.refund_undone", before, "\"refund\":" + what.take());
}

Result<> undoCancelled(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    auto order = take(transaction, actor, entry.entityId);
    if (!order)
        return fail(order.error());
    if (order->status != OrderStatus::Cancelled)
        return fail(ErrorCode::Conflict, tr("The order is not cancelled any more."));
    const QByteArray before = journalJson(*order);
    QHash<VariantId, qint64> left; // of what the cancelling put back; two lines may be of one variant
    for (OrderLine *line : byVariant(*order)) {
        if (!line->variant)
            continue;
        if (!left.contains(line->variant))
            left[line->variant] =
                transaction
                    .number("SELECT SUM(delta) FROM stock_movements WHERE variant_id = ? AND at = ? AND reason = "
                            "'returned' AND reference = ?",
                            line->variant, entry.at, order->number)
                    .value_or(0);
        // Cancelling put back what was not sent.
        const qint64 lacks = std::min(left.value(line->variant), line->left());
        left[line->variant] -= lacks;
        if (const auto taken = takeAgain(transaction, *order, *line, lacks); !taken)
            return taken;
        saveLine(transaction, *line);
    }
    if (const auto payment = paymentOf(*order, entry, true))
        unbook(transaction, *order, *payment);
    order->status = OrderStatus::Open;
    order->cancelledAt.reset();
    if (const QJsonValue note = undo::object(entry.before).value("note"_L1);
        undo::object(entry.after).value("note"_L1).toString() == order->note)
        order->note = note.toString();
    // The totals read the row: it counts again once it is no longer cancelled.
    transaction.exec("UPDATE orders SET status = 'open', cancelled_at = NULL WHERE id = ?", order->id);
    totals::add(transaction, order->id);
    return finishBack(transaction, *std::move(order), "order.cancellation_undone", before, {});
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto order = take(transaction, actor, entry.entityId);
    if (!order)
        return fail(order.error());
    const auto back = undo::fieldsBack(entry, undo::object(journalJson(*order)));
    if (!back)
        return fail(back.error());
    OrderPatch patch;
    if (back->contains("note"_L1))
        patch.note = back->value("note"_L1).toString();
    if (back->contains("email"_L1))
        patch.email = back->value("email"_L1).toString();
    const auto address = [&back](QLatin1StringView key) {
        return addresses::fromJson(QJsonDocument(back->value(key).toObject()).toJson(QJsonDocument::Compact));
    };
    if (back->contains("shipping_address"_L1))
        patch.shippingAddress = address("shipping_address"_L1);
    if (back->contains("billing_address"_L1))
        patch.billingAddress = address("billing_address"_L1);
    const auto updated = update(transaction, actor, entry.entityId, patch, {});
    return updated ? Result<>() : fail(updated.error());
}

}
