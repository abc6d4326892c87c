#include "app/orders/orders.h"
#include "app/orders/orderstore.h"
#include "app/orders/orderworkparts.h"
#include "app/reports/totals.h"
#include "app/users/email.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::orderwork {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What was not shipped goes back on the shelf, what was paid goes back to the payer; the row is still to be written.
Result<> takeBack(Transaction &transaction, Order &order)
{
    if (order.status == OrderStatus::Cancelled)
        return fail(ErrorCode::Conflict, tr("The order is cancelled already."));
    const bool unpaid = order.refundable() <= 0;
    if (order.status != OrderStatus::Open || (!unpaid && order.anythingShipped()))
        return fail(ErrorCode::Conflict, tr("The order was paid and shipped. Refund it instead."));
    QList<OrderLine *> lines;
    for (OrderLine &line : order.lines)
        lines << &line;
    std::sort(lines.begin(), lines.end(),
              [](const OrderLine *a, const OrderLine *b) { return a->variant < b->variant; });
    for (OrderLine *line : std::as_const(lines))
        if (restock(transaction, order, *line, line->left()) > 0)
            saveLine(transaction, *line);
    totals::subtract(transaction, order.id);
    if (!unpaid) {
        const QByteArray method = order.payments.isEmpty() ? order.paymentMethod : order.payments.constFirst().method;
        bookRefund(transaction, order, order.refundable(), 0, 0, method, u"cancelled"_s);
        order.payment = PaymentStatus::Refunded;
    }
    order.status = OrderStatus::Cancelled;
    order.cancelledAt = transaction.now();
    return {};
}

Result<Order> cancelIt(Transaction &transaction, Order order, const QString &reason)
{
    const QByteArray before = journalJson(order);
    if (const auto taken = takeBack(transaction, order); !taken)
        return fail(taken.error());
    if (!reason.isEmpty())
        order.note = order.note.isEmpty() ? reason : QString(order.note + u'\n' + reason);
    return finish(transaction, std::move(order), "order.cancelled", before);
}
}

Result<Order> cancel(Transaction &transaction, const Actor &actor, const QByteArray &number, const QString &reason)
{
    auto order = take(transaction, actor, number);
    if (!order)
        return order;
    if (reason.size() > 500)
        return invalid(u"reason"_s, tr("Use at most 500 characters."));
    return cancelIt(transaction, *std::move(order), reason);
}

Result<Order> cancelMine(Transaction &transaction, const Actor &actor, const QByteArray &number,
                         const QByteArray &token)
{
    if (const auto mine = orders::open(transaction, actor, number, token); !mine)
        return mine;
    auto order = orderstore::byNumber(transaction, number, true);
    if (order->status == OrderStatus::Open && order->anythingShipped())
        return fail(ErrorCode::Conflict, tr("The order is on its way already. Ask the shop about sending it back."));
    return cancelIt(transaction, *std::move(order), {});
}

Result<> cancelAllOf(Transaction &transaction, UserId user)
{
    QByteArrayList numbers;
    {
        Query rows = transaction.query("SELECT number FROM orders WHERE user_id = ? AND status = 'open' "
                                       "AND fulfilment_status = 'unfulfilled' ORDER BY id /*for update*/",
                                       user);
        while (rows.next())
            numbers << rows.bytes(0);
    }
    for (const QByteArray &number : std::as_const(numbers)) {
        auto order = orderstore::byNumber(transaction, number, true);
        if (const auto taken = takeBack(transaction, *order); !taken)
            return taken;
        orderstore::update(transaction, *order);
        transaction.changed(Topic::Orders, order->id.value);
    }
    return {};
}

Result<Order> update(Transaction &transaction, const Actor &actor, const QByteArray &number, const OrderPatch &patch,
                     std::optional<qint64> expected)
{
    auto taken = take(transaction, actor, number);
    if (!taken)
        return taken;
    Order order = *std::move(taken);
    if (expected && *expected != order.revision)
        return fail(orderstore::stale());
    const QByteArray before = journalJson(order);
    QList<FieldError> faults;
    if (patch.note && patch.note->size() > 2000)
        faults << FieldError{u"note"_s, tr("Use at most 2,000 characters.")};
    order.note = patch.note.value_or(order.note);
    if (patch.email) {
        if (const auto email = checkEmail(*patch.email))
            order.email = *email;
        else
            faults << email.error().fields;
    }
    if (patch.billingAddress) {
        const Address address = addresses::tidied(*patch.billingAddress);
        faults << addresses::validate(address, u"billing_address."_s);
        order.billingAddress = addresses::toJson(address);
    }
    if (patch.shippingAddress) {
        const Address address = addresses::tidied(*patch.shippingAddress);
        auto wrong = addresses::validate(address, u"shipping_address."_s);
        if (wrong.isEmpty() && address.country != order.country)
            wrong << FieldError{
                u"shipping_address.country"_s,
                tr("Another country has other taxes and shipping. Cancel the order and place it anew.")};
        faults << wrong;
        order.shippingAddress = addresses::toJson(address);
        order.customerName = address.name;
    }
    if (!faults.isEmpty())
        return invalid(faults);
    if (patch.shippingAddress && order.anythingShipped())
        return fail(ErrorCode::Conflict, tr("Part of the order was shipped there already. The address stays."));
    return finish(transaction, std::move(order), "order.updated", before);
}

}
