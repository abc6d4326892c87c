#include "app/backups/bringback.h"

#include "app/orders/orderstore.h"
#include "app/orders/orderworkparts.h"
#include "app/reports/totals.h"
#include "app/stock/ledger.h"
#include "app/users/userstore.h"

#include <QCoreApplication>
#include <QHash>

namespace backroom::bringback {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray tokenHashOf(Reader &backup, OrderId id)
{
    Query row = backup.query("SELECT token_hash FROM orders WHERE id = ?", id);
    return row.next() && !row.isNull(0) ? row.blob(0) : QByteArray();
}

// The same order, whatever its number is by now, and whatever was changed in it or erased: or one that was brought back
// before, as nobody places two of one total in the same millisecond. In imported history the number tells them apart.
Result<> checkGone(Transaction &transaction, const Order &order)
{
    Query rows =
        transaction.query("SELECT number FROM orders WHERE placed_at = ? AND total = ? AND (id = ? OR email = ?)",
                          order.placedAt, order.total, order.id, order.email);
    if (!order.imported() && rows.next())
        return fail(ErrorCode::Conflict,
                    tr("Order %1 is in the shop, as number %2. It was left as it is.")
                        .arg(QString::fromUtf8(order.number), rows.text(0)));
    if (order.imported() && transaction.number("SELECT 1 FROM orders WHERE number = ?", order.number))
        return fail(ErrorCode::Conflict,
                    tr("The shop has an order %1. It was left as it is.").arg(QString::fromUtf8(order.number)));
    return {};
}

// As personal::anonymise leaves an order: who was erased does not come back with one.
void forget(Order &order)
{
    order.email.clear();
    order.customerName.clear();
    order.shippingAddress.clear();
    order.billingAddress.clear();
    order.note.clear();
}

// What it refers to that is not the shop's any more is left out: names and prices stand in the order itself.
void keepLive(Transaction &transaction, Reader &backup, Order &order)
{
    if (order.user) {
        const auto then = users::find(backup, order.user);
        const auto now = users::find(transaction, order.user);
        if (!then || !now || then->createdAt != now->createdAt)
            order.user = {};
        else if (now->erased)
            forget(order);
    }
    for (OrderLine &line : order.lines)
        if (!transaction.number("SELECT 1 FROM variants WHERE id = ? AND sku = ?", line.variant, line.sku)) {
            line.variant = {};
            line.product = {};
            line.stockTaken = 0;
        }
}

Result<> takeStock(Transaction &transaction, const Order &order, const QString &number)
{
    for (const OrderLine &line : order.lines) {
        if (line.stockTaken <= 0)
            continue;
        const Taking taking = stock::take(transaction, line.variant, line.stockTaken, number);
        if (!taking.enough)
            return fail(ErrorCode::Conflict,
                        tr("Order %1 took %L2 pieces of %3, and %L4 are there now. Book in what is missing first.")
                            .arg(QString::fromUtf8(order.number))
                            .arg(line.stockTaken)
                            .arg(QString::fromUtf8(line.sku))
                            .arg(taking.available));
    }
    return {};
}

struct Lines
{
    QHash<qint64, qint64> ids; // the backup's to the shop's
};

void bringPayments(Transaction &transaction, Reader &backup, const Order &order, OrderId to, const Lines &lines)
{
    for (const Payment &payment : order.payments) {
        const qint64 id =
            transaction
                .insert<Id<struct PaymentTag>>(
                    "INSERT INTO payments (order_id, at, amount, shipping, shipping_tax, method, reference, "
                    "reason, given) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                    to, payment.at, payment.amount, payment.shipping, payment.shippingTax, payment.method,
                    payment.reference, payment.reason, payment.given)
                .value;
        Query rows = backup.query(
            "SELECT order_line_id, quantity, amount, tax, restocked FROM refund_lines WHERE payment_id = ?",
            payment.id);
        while (rows.next())
            transaction.exec("INSERT INTO refund_lines (payment_id, order_line_id, quantity, amount, tax, restocked) "
                             "VALUES (?, ?, ?, ?, ?, ?)",
                             id, lines.ids.value(rows.int64(0)), rows.int64(1), rows.int64(2), rows.int64(3),
                             rows.int64(4));
    }
}

void bringFulfilments(Transaction &transaction, const Order &order, OrderId to, const Lines &lines)
{
    for (const Fulfilment &fulfilment : order.fulfilments) {
        const qint64 id = transaction
                              .insert<Id<struct FulfilmentTag>>(
                                  "INSERT INTO fulfilments (order_id, at, tracking) VALUES (?, ?, ?) RETURNING id", to,
                                  fulfilment.at, fulfilment.tracking)
                              .value;
        for (const FulfilmentLine &line : fulfilment.lines)
            transaction.exec("INSERT INTO fulfilment_lines (fulfilment_id, order_line_id, quantity) VALUES (?, ?, ?)",
                             id, lines.ids.value(line.line.value), line.quantity);
    }
}

// The rows as they were, under ids of their own; `made` has them afterwards.
void write(Transaction &transaction, Reader &backup, const Order &then, Order &made, const QByteArray &tokenHash)
{
    {
        Query row = orderstore::inserting(transaction, made, tokenHash);
        row.next();
        made.id = row.id<OrderId>(0);
        while (row.next()) {}
    }
    orderstore::insertParts(transaction, made, [] {});
    Lines lines;
    for (qsizetype i = 0; i < made.lines.size(); ++i) {
        lines.ids.insert(then.lines.at(i).id.value, made.lines.at(i).id.value);
        orderwork::saveLine(transaction, made.lines.at(i));
    }
    bringPayments(transaction, backup, then, made.id, lines);
    bringFulfilments(transaction, then, made.id, lines);
    orderstore::update(transaction, made); // paid, refunded, cancelled
}
}

Result<BroughtBack> order(Transaction &transaction, Reader &backup, const Actor &actor, const QByteArray &number)
{
    if (const auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto then = orderstore::byNumber(backup, number);
    if (!then)
        return fail(ErrorCode::NotFound, tr("The backup holds no such order."));
    if (const auto gone = checkGone(transaction, *then); !gone)
        return fail(gone.error());
    Order made = *then;
    keepLive(transaction, backup, made);
    const QByteArray tokenHash = made.email.isEmpty() ? QByteArray() : tokenHashOf(backup, then->id);
    made.id = {};
    if (!made.imported()) {
        Query drawn = orderstore::drawing(transaction);
        orderstore::takeNumber(transaction, drawn, made);
        if (made.number != number)
            made.note = (made.note.isEmpty() ? QString() : QString(made.note % u'\n'))
                % tr("Brought back from a backup; it was #%1.").arg(QString::fromUtf8(number));
    }
    if (const auto taken = takeStock(transaction, made, QString::fromUtf8(made.number)); !taken)
        return fail(taken.error());
    write(transaction, backup, *then, made, tokenHash);
    totals::add(transaction, made.id);
    const Order after = *orderstore::byId(transaction, made.id);
    transaction.journal({"order.brought_back",
                         "order",
                         made.number,
                         {},
                         journalJson(after),
                         {{Topic::Orders, made.id.value}, {Topic::Stock, 0}}});
    return BroughtBack{made.number, QString::fromUtf8(made.number), true};
}

}
