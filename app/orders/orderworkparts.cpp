#include "app/orders/orderworkparts.h"

#include "app/orders/orderstore.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::orderwork {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

const QByteArrayList &methods()
{
    static const QByteArrayList all{"cash", "bank_transfer", "card", "cheque", "voucher", "other"};
    return all;
}

Result<Order> take(Transaction &transaction, const Actor &actor, const QByteArray &number)
{
    if (const auto allowed = actor.require({Area::Orders, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto order = orderstore::byNumber(transaction, number, true);
    return order ? Result<Order>(*order) : fail(orderstore::notFound());
}

Result<Order> finish(Transaction &transaction, Order order, const QByteArray &action, const QByteArray &before)
{
    if (order.status != OrderStatus::Cancelled && !orderstore::settle(order))
        return fail(ErrorCode::Conflict, tr("The order's state does not allow this any more. Look at it again."));
    orderstore::update(transaction, order);
    transaction.journal({action, "order", order.number, before, journalJson(order), {{Topic::Orders, order.id.value}}});
    return order;
}

OrderLine *lineOf(Order &order, OrderLineId id)
{
    for (OrderLine &line : order.lines)
        if (line.id == id)
            return &line;
    return nullptr;
}

QList<FieldError> checkLines(const Order &order, const QList<LineQuantity> &lines, qint64 (*left)(const OrderLine &))
{
    QList<FieldError> faults;
    QSet<OrderLineId> seen;
    if (lines.isEmpty())
        faults << FieldError{u"lines"_s, tr("Name at least one line, or leave them out for all that is left.")};
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString where = u"lines[%1]."_s.arg(i);
        const auto line = std::find_if(order.lines.begin(), order.lines.end(),
                                       [&](const OrderLine &one) { return one.id == lines.at(i).line; });
        if (line == order.lines.end())
            faults << FieldError{where + "line_id"_L1, tr("This is no line of the order.")};
        else if (seen.contains(line->id))
            faults << FieldError{where + "line_id"_L1, tr("Name each line once.")};
        else if (lines.at(i).quantity < 1 || lines.at(i).quantity > left(*line))
            faults << FieldError{where + "quantity"_L1,
                                 tr("Give a whole number from 1 to %1, which is what is left of it.").arg(left(*line))};
        seen << lines.at(i).line;
    }
    return faults;
}

qint64 restock(Transaction &transaction, const Order &order, OrderLine &line, qint64 quantity)
{
    const qint64 back = qMin(quantity, line.stockTaken);
    if (back <= 0 || !line.variant)
        return 0;
    stock::putBack(transaction, line.variant, back, QString::fromUtf8(order.number));
    line.stockTaken -= back;
    return back;
}

void saveLine(Transaction &transaction, const OrderLine &line)
{
    transaction.exec(
        "UPDATE order_lines SET fulfilled = ?, refunded_quantity = ?, refunded = ?, stock_taken = ? WHERE id = ?",
        line.fulfilled, line.refundedQuantity, line.refunded, line.stockTaken, line.id);
}

qint64 bookRefund(Transaction &transaction, Order &order, qint64 amount, qint64 shipping, qint64 shippingTax,
                  const QByteArray &method, const QString &reason)
{
    order.refunded += amount;
    Payment payment{0, transaction.now(), -amount, shipping, shippingTax, method, {}, reason};
    Query row = transaction.query(
        "INSERT INTO payments (order_id, at, amount, shipping, shipping_tax, method, reason) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "RETURNING id",
        order.id, payment.at, payment.amount, shipping, shippingTax, method, reason);
    while (row.next())
        payment.id = row.int64(0);
    order.payments << payment;
    return payment.id;
}

}
