#include "app/orders/orderworkparts.h"

#include "app/base/money.h"
#include "app/reports/totals.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::orderwork {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What a line's first `pieces` cost together, with their tax; and the tax in it. Cumulative, so that parts add up.
qint64 costOf(const Order &order, const OrderLine &line, qint64 pieces)
{
    return mulDiv(line.total - line.discount + (order.pricesIncludeTax ? 0 : line.tax), pieces, line.quantity);
}
qint64 taxOf(const OrderLine &line, qint64 pieces) { return mulDiv(line.tax, pieces, line.quantity); }

struct LineRefund
{
    OrderLineId line;
    qint64 quantity = 0;
    qint64 amount = 0;
    qint64 tax = 0;
};

LineRefund worthOf(const Order &order, const OrderLine &line, qint64 quantity)
{
    const qint64 until = line.refundedQuantity + quantity;
    return {line.id, quantity, costOf(order, line, until) - costOf(order, line, line.refundedQuantity),
            taxOf(line, until) - taxOf(line, line.refundedQuantity)};
}

// Makes the lines sum up to `amount` in proportion; the last one takes what rounding leaves.
void scale(QList<LineRefund> &lines, qint64 sum, qint64 amount)
{
    qint64 rest = amount;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        LineRefund &line = lines[i];
        const qint64 part = i + 1 == lines.size() ? rest : mulDiv(line.amount, amount, sum);
        line.tax = line.amount == 0 ? 0 : mulDiv(line.tax, part, line.amount);
        line.amount = part;
        rest -= part;
    }
}

struct ShippingRefund
{
    qint64 amount = 0;
    qint64 tax = 0;
};

// Of what is paid back, the part that is left of the shipping.
ShippingRefund shippingPart(const Order &order, qint64 amount)
{
    const qint64 all = order.shipping + (order.pricesIncludeTax ? 0 : order.shippingTax);
    ShippingRefund before;
    for (const Payment &payment : order.payments) {
        before.amount += payment.shipping;
        before.tax += payment.shippingTax;
    }
    const qint64 now = qBound<qint64>(0, amount, all - before.amount);
    return {now, now == 0 ? 0 : mulDiv(order.shippingTax, before.amount + now, all) - before.tax};
}

qint64 refundableOf(const OrderLine &line) { return qMax<qint64>(0, line.quantity - line.refundedQuantity); }
}

Result<Order> pay(Transaction &transaction, const Actor &actor, const QByteArray &number, const PayRequest &request)
{
    auto taken = take(transaction, actor, number);
    if (!taken)
        return taken;
    Order order = *std::move(taken);
    QList<FieldError> faults;
    if (!methods().contains(request.method))
        faults << FieldError{u"method"_s, tr("Choose one of %1.").arg(QString::fromLatin1(methods().join(", ")))};
    if (request.amount && *request.amount <= 0)
        faults << FieldError{u"amount"_s, tr("Give an amount above zero.")};
    if (request.reference.size() > 200)
        faults << FieldError{u"reference"_s, tr("Use at most 200 characters.")};
    if (!faults.isEmpty())
        return invalid(faults);
    if (order.status == OrderStatus::Cancelled)
        return fail(ErrorCode::Conflict, tr("The order is cancelled: nothing is to be paid."));
    if (order.due() <= 0)
        return fail(ErrorCode::Conflict, tr("The order is paid already."));
    const qint64 amount = request.amount.value_or(order.due());
    if (amount > order.due())
        return invalid(u"amount"_s, tr("This is more than is left to pay. Give that, or leave the amount out."));

    const QByteArray before = journalJson(order);
    Payment payment{0, transaction.now(), amount, 0, 0, request.method, request.reference, {}};
    {
        Query row = transaction.query(
            "INSERT INTO payments (order_id, at, amount, method, reference) VALUES (?, ?, ?, ?, ?) RETURNING id",
            order.id, payment.at, amount, payment.method, payment.reference);
        while (row.next())
            payment.id = row.int64(0);
    }
    order.payments << payment;
    order.paid += amount;
    return finish(transaction, std::move(order), "order.paid", before);
}

qint64 worthOf(const Order &order, const QList<LineQuantity> &pieces)
{
    qint64 sum = 0;
    for (const LineQuantity &part : pieces)
        for (const OrderLine &line : order.lines)
            if (line.id == part.line)
                sum += worthOf(order, line, part.quantity).amount;
    return sum;
}

Result<Order> refund(Transaction &transaction, const Actor &actor, const QByteArray &number,
                     const RefundRequest &request)
{
    auto taken = take(transaction, actor, number);
    if (!taken)
        return taken;
    Order order = *std::move(taken);
    if (order.status == OrderStatus::Cancelled || order.refundable() <= 0)
        return fail(ErrorCode::Conflict, tr("Nothing that was paid is left to refund."));
    if (order.due() > 0)
        return fail(ErrorCode::Conflict, tr("The order is paid in part only. Take the rest first, or cancel it."));
    QList<LineQuantity> asked = request.lines.value_or(QList<LineQuantity>());
    QList<FieldError> faults;
    if (request.lines)
        faults << checkLines(order, asked, refundableOf);
    if (request.amount && (*request.amount <= 0 || *request.amount > order.refundable()))
        faults << FieldError{u"amount"_s, tr("Give an amount above zero and up to what is left of the payment.")};
    if (request.restock && !request.lines && request.amount)
        faults << FieldError{u"restock"_s, tr("Name the lines that come back.")};
    if (request.reason.size() > 500)
        faults << FieldError{u"reason"_s, tr("Use at most 500 characters.")};
    if (!faults.isEmpty())
        return invalid(faults);

    const bool everything = !request.lines && !request.amount;
    if (everything)
        for (const OrderLine &line : std::as_const(order.lines))
            if (refundableOf(line) > 0)
                asked << LineQuantity{line.id, refundableOf(line)};
    QList<LineRefund> lines;
    qint64 sum = 0;
    for (const LineQuantity &part : std::as_const(asked)) {
        lines << worthOf(order, *lineOf(order, part.line), part.quantity);
        sum += lines.constLast().amount;
    }
    const qint64 amount = everything ? order.refundable() : request.amount.value_or(sum);
    if (amount > order.refundable())
        return invalid(u"lines"_s,
                       tr("These lines come to more than is left of the payment. Give an amount with them."));
    if (amount < sum)
        scale(lines, sum, amount);
    const ShippingRefund shipping =
        everything || !asked.isEmpty() ? shippingPart(order, amount - sum) : ShippingRefund();

    const QByteArray before = journalJson(order);
    // Stock first, then the day's totals, as the checkout takes them: crosswise they would wait for each other.
    QList<qint64> restocked;
    std::sort(lines.begin(), lines.end(), [&order](const LineRefund &a, const LineRefund &b) {
        return lineOf(order, a.line)->variant < lineOf(order, b.line)->variant;
    });
    for (const LineRefund &part : std::as_const(lines))
        restocked << (request.restock ? restock(transaction, order, *lineOf(order, part.line), part.quantity) : 0);
    totals::subtract(transaction, order.id);
    const QByteArray method = order.payments.isEmpty() ? order.paymentMethod : order.payments.constFirst().method;
    const qint64 payment =
        bookRefund(transaction, order, amount, shipping.amount, shipping.tax, method, request.reason);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const LineRefund &part = lines.at(i);
        OrderLine &line = *lineOf(order, part.line);
        line.refundedQuantity += part.quantity;
        line.refunded += part.amount;
        saveLine(transaction, line);
        transaction.exec(
            "INSERT INTO refund_lines (payment_id, order_line_id, quantity, amount, tax, restocked) VALUES (?, ?, ?, ?, ?, ?)",
            payment, part.line, part.quantity, part.amount, part.tax, restocked.at(i));
    }
    totals::add(transaction, order.id);
    // All of it came back, and it had been out.
    const bool back = std::all_of(order.lines.begin(), order.lines.end(),
                                  [](const OrderLine &line) { return refundableOf(line) == 0; });
    if (back && request.restock && order.anythingShipped())
        order.fulfilment = FulfilmentStatus::Returned;
    return finish(transaction, std::move(order), "order.refunded", before);
}

}
