// On PostgreSQL the answer of a commit can be lost: then nobody knows whether the order was placed, and the person who
// made it places it again.
#include "app/base/crypto.h"
#include "app/orders/address.h"
#include "app/orders/counter.h"
#include "app/orders/orders.h"
#include "app/store/keptanswers.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

namespace backroom::counter {

namespace {
QByteArray hashOf(const CounterOrder &order)
{
    QByteArray said;
    QDataStream stream(&said, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    const auto perhaps = [&stream](const std::optional<qint64> &value) {
        stream << value.has_value() << value.value_or(0);
    };
    for (const CounterLine &line : order.lines) {
        stream << line.variant.value << line.quantity;
        perhaps(line.price);
    }
    stream << order.discount << order.customer.value << order.name << order.email << order.phone << order.keepCustomer
           << int(order.delivery) << addresses::toJson(order.address) << order.shippingMethod.value
           << order.paymentMethod << order.paid << order.note;
    perhaps(order.cashGiven);
    return blake2b(said);
}
}

Result<Order> placeOnce(Transaction &transaction, const Actor &actor, const QByteArray &key, const CounterOrder &order)
{
    const QByteArray name = blake2b(QByteArray("an order made by hand\n" + actor.tag() + '\n' + key));
    const QByteArray asked = hashOf(order);
    if (const auto kept = keptanswers::find(transaction, name)) {
        if (kept->asked == asked)
            return orders::find(transaction, actor, kept->answer);
        return fail(
            ErrorCode::Conflict,
            QCoreApplication::translate(
                "backroom",
                "Before something was changed here this was placed as order #%1. Look at that order first; placed "
                "once more, this is another.")
                .arg(QString::fromUtf8(kept->answer)));
    }
    auto placed = place(transaction, actor, order);
    if (placed)
        keptanswers::keep(transaction, name, {asked, 201, placed->number});
    else
        keptanswers::runAgainWhereKept(transaction, name);
    return placed;
}

}
