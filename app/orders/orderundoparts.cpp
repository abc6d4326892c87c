#include "app/orders/orderundoparts.h"

#include "app/orders/orderstore.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>

namespace backroom::orderwork {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What orderstore::settle() comes to, without regard to what it was.
void recompute(Order &order)
{
    qint64 shipped = 0, left = 0;
    for (const OrderLine &line : std::as_const(order.lines)) {
        shipped += line.fulfilled;
        left += line.left();
    }
    order.payment = order.refunded > 0
        ? (order.refunded >= order.paid ? PaymentStatus::Refunded : PaymentStatus::PartlyRefunded)
        : (order.due() <= 0 ? PaymentStatus::Paid : PaymentStatus::Pending);
    order.fulfilment = shipped == 0 ? FulfilmentStatus::Unfulfilled
        : left == 0                 ? FulfilmentStatus::Fulfilled
                                    : FulfilmentStatus::PartlyFulfilled;
    if (order.status != OrderStatus::Cancelled)
        order.status =
            order.payment != PaymentStatus::Pending && left == 0 ? OrderStatus::Completed : OrderStatus::Open;
}
}

Result<> finishBack(Transaction &transaction, Order order, const QByteArray &action, const QByteArray &before,
                    const QByteArray &what)
{
    recompute(order);
    orderstore::update(transaction, order);
    const QByteArray more = what.isEmpty() ? before : QByteArray(before.chopped(1) + ',' + what + '}');
    transaction.journal({action, "order", order.number, more, journalJson(order), {{Topic::Orders, order.id.value}}});
    return {};
}

Result<> takeAgain(Transaction &transaction, const Order &order, OrderLine &line, qint64 quantity)
{
    if (quantity <= 0 || !line.variant)
        return {};
    const Taking taking = stock::take(transaction, line.variant, quantity, QString::fromUtf8(order.number));
    if (!taking.enough)
        return fail(ErrorCode::Conflict,
                    tr("Only %L1 pieces of “%2” are left: what went back on the shelf was sold since.")
                        .arg(taking.available)
                        .arg(QString::fromUtf8(line.title)));
    line.stockTaken += taking.taken;
    return {};
}

}
