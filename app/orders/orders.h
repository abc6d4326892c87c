#pragma once
// Orders looked up and listed: a customer's own, a guest's by token, all of them for the shop's people. What is done
// with an order is app/orders/orderwork.h.
#include "app/base/page.h"
#include "app/orders/order.h"

namespace backroom {

struct OrderQuery
{
    std::optional<OrderStatus> status;
    std::optional<PaymentStatus> payment;
    std::optional<FulfilmentStatus> fulfilment;
    bool toSend = false; // open, with something left to send
    std::optional<QByteArray> source; // "counter"
    std::optional<QByteArray> paymentMethod;
    QString text; // part of a number, an e-mail address or a name
    std::optional<Millis> from; // placed then or later
    std::optional<Millis> to; // placed before
    std::optional<UserId> user;
    // What a report's figure came from: the shop's days of it (the last not in it), and what it is about.
    std::optional<int> fromDay = {};
    std::optional<int> toDay = {};
    std::optional<QByteArray> country = {}; // as the order has it; empty: none is known
    std::optional<VariantId> variant = {}; // in a line
    std::optional<ProductId> product = {};
    std::optional<CategoryId> category = {}; // of a line's product; 0: products without one
    std::optional<QByteArray> tax = {}; // its name, as the order has it
    bool counted = false; // without what was cancelled, which counts nowhere
    bool oldestFirst = false;
    std::optional<Cursor> after; // of orderOf(query)
    int limit = DefaultLimit;
};

namespace orders {

// The person's own, or anybody's with the token of its checkout; NotFound for everybody else.
Result<Order> open(Reader &reader, const Actor &actor, const QByteArray &number, const QByteArray &token = {});
// For the shop's people: Orders/Read.
Result<Order> find(Reader &reader, const Actor &actor, const QByteArray &number);

// The person's own, newest first, whole. Unauthenticated for nobody.
Result<Page<Order>> mine(Reader &reader, const Actor &actor, std::optional<Cursor> after, int limit);

// For the shop's people, rows without their lists; newest first unless asked otherwise.
Result<Page<Order>> list(Reader &reader, const Actor &actor, const OrderQuery &query);
// The same for windows: all ids in their order (limit and after do not count), and rows by ids, in the order asked.
Result<QList<OrderId>> ids(Reader &reader, const Actor &actor, const OrderQuery &query);
Result<QList<Order>> fetch(Reader &reader, const Actor &actor, const QList<OrderId> &ids);

// What a cursor of this query is called: "orders:-placed".
QByteArray orderOf(const OrderQuery &query);

// What happened to it, oldest first, as the journal has it; Orders/Read. Notes that were taken back are left out.
struct Event
{
    Millis at = 0;
    QByteArray action; // "order.paid"
    QString actor;
    QByteArray after; // JSON
    QByteArray before = {};
    QString address = {}; // where the call came from, when over the network
};
Result<QList<Event>> timeline(Reader &reader, const Actor &actor, const QByteArray &number);

// What a customer bought here, cancelled orders left out; Orders/Read.
struct Bought
{
    qint64 orders = 0;
    qint64 spent = 0; // paid, less what went back
    std::optional<Millis> first;
    std::optional<Millis> before; // the last one before `order`
};
Result<Bought> bought(Reader &reader, const Actor &actor, UserId user, OrderId order);

// How many orders wait: for who sends them, for who looks after payments; Orders/Read.
struct Waiting
{
    qint64 toSend = 0;
    qint64 notPaid = 0;
};
Result<Waiting> waiting(Reader &reader, const Actor &actor);

}
}
