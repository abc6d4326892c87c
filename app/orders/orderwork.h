#pragma once
// What is done with an order: ship, pay, refund, cancel, change. Each call leaves one journal entry and keeps stock,
// payments, states and daily totals together in its transaction. Orders/Write, unless it says otherwise. Quantities and
// amounts that ask for more than is left are Invalid; a state that does not allow the step is Conflict.
#include "app/orders/order.h"

namespace backroom {

struct LineQuantity
{
    OrderLineId line;
    qint64 quantity = 0;
};

struct FulfilRequest
{
    std::optional<QList<LineQuantity>> lines; // nothing: all that is left
    QString tracking;
};

struct PayRequest
{
    QByteArray method; // one of orderwork::methods()
    std::optional<qint64> amount; // nothing: all that is left
    QString reference;
};

// What goes back: lines with their tax, an amount, both (the amount is what is paid back for the lines), or nothing of
// the two: all that is left, shipping too.
struct RefundRequest
{
    std::optional<QList<LineQuantity>> lines;
    std::optional<qint64> amount;
    bool restock = false; // pieces of the lines go back on the shelf
    QString reason;
};

// Nothing means "as it is".
struct OrderPatch
{
    std::optional<QString> note;
    std::optional<QString> email;
    std::optional<Address> shippingAddress; // before anything was shipped, and within its country: that decided the tax
    std::optional<Address> billingAddress;
};

namespace orderwork {

// cash, bank_transfer, card, cheque, voucher, other
const QByteArrayList &methods();

Result<Order> fulfil(Transaction &transaction, const Actor &actor, const QByteArray &number,
                     const FulfilRequest &request);
// Never more than is due. The last piece of it makes the order paid, and completed when it was shipped.
Result<Order> pay(Transaction &transaction, const Actor &actor, const QByteArray &number, const PayRequest &request);
// What refund() gives back for these pieces where no amount says otherwise.
qint64 worthOf(const Order &order, const QList<LineQuantity> &pieces);
// Of a paid order; never more than was paid and ordered. Refunded pieces that were not shipped yet are not shipped any
// more. A line's share is cumulative, so that refunds in parts add up to the line to the penny. Imported orders, and
// pieces that were never on stock, put nothing back.
Result<Order> refund(Transaction &transaction, const Actor &actor, const QByteArray &number,
                     const RefundRequest &request);

// While it is unpaid or unshipped; `token` opens a guest's. The customer may only as long as nothing was shipped. What
// was not shipped goes back on the shelf. What was paid is refunded in full with it, in the books at once: with bank
// transfers and cash the shop hands it back itself. A cancelled order counts in no total.
Result<Order> cancel(Transaction &transaction, const Actor &actor, const QByteArray &number,
                     const QString &reason = {});
Result<Order> cancelMine(Transaction &transaction, const Actor &actor, const QByteArray &number,
                         const QByteArray &token);

// Cancels whatever of the person's is open and unshipped, for who erases the person: that call leaves the entry.
Result<> cancelAllOf(Transaction &transaction, UserId user);

// Stale when `expected` is no longer the revision.
Result<Order> update(Transaction &transaction, const Actor &actor, const QByteArray &number, const OrderPatch &patch,
                     std::optional<qint64> expected);

}
}
