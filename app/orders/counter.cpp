#include "app/orders/counter.h"

#include "app/base/money.h"
#include "app/orders/cartstore.h"
#include "app/orders/counterparts.h"
#include "app/orders/orderstore.h"
#include "app/orders/placing.h"
#include "app/users/token.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::counter {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const Permission Working{Area::Orders, Verb::Write};

// Beyond single fields: what the whole comes to and how it travels.
QList<FieldError> faultsOf(Reader &reader, const CounterOrder &order, const Cart &cart)
{
    QList<FieldError> faults;
    if (order.discount < 0 || order.discount > cart.price.subtotal)
        faults << FieldError{u"discount"_s, tr("Take off no more than the goods cost.")};
    if (order.delivery == CounterOrder::Delivery::Sent && !cart.shipping
        && (cart.chosen || shipping::anyActive(reader)))
        faults << FieldError{u"shipping_method_id"_s, tr("Choose how it is sent there.")};
    if (order.paid && order.cashGiven && *order.cashGiven < cart.price.total)
        faults << FieldError{u"cash_given"_s,
                             tr("This is less than it costs. Take the rest, or choose another way to pay.")};
    if (cart.price.total > MaxAmount)
        faults << FieldError{u"lines"_s, tr("This is more than one order can hold. Make two of it.")};
    return faults;
}

// Who it is for. A new customer is written here, in the order's transaction.
void namePerson(Transaction &transaction, const CounterOrder &from, Order &order)
{
    const User person = from.customer ? *users::find(transaction, from.customer) : personOf(from);
    order.user = person.id;
    order.email = person.email;
    order.customerName = person.name.isEmpty() ? order.customerName : person.name;
    if (from.customer || !from.keepCustomer)
        return;
    UserDraft draft;
    draft.email = person.email;
    draft.name = person.name;
    draft.phone = person.phone;
    draft.country = person.country;
    order.user = users::insert(transaction, draft).id;
    transaction.changed(Topic::Customers, order.user.value);
}

void pay(Transaction &transaction, Order &order, const std::optional<qint64> &given)
{
    Payment payment{0, transaction.now(), order.total, 0, 0, order.paymentMethod, {}, {}};
    if (payment.method == "cash")
        payment.given = given;
    Query row = transaction.query(
        "INSERT INTO payments (order_id, at, amount, method, given) VALUES (?, ?, ?, ?, ?) RETURNING id", order.id,
        payment.at, payment.amount, payment.method, payment.given);
    while (row.next())
        payment.id = row.int64(0);
    order.payments << payment;
    order.paid = order.total;
}

void handOver(Transaction &transaction, Order &order)
{
    Fulfilment fulfilment{0, transaction.now(), {}, {}};
    {
        Query row = transaction.query("INSERT INTO fulfilments (order_id, at, tracking) VALUES (?, ?, '') RETURNING id",
                                      order.id, fulfilment.at);
        while (row.next())
            fulfilment.id = row.int64(0);
    }
    for (OrderLine &line : order.lines) {
        line.fulfilled = line.quantity;
        transaction.post("UPDATE order_lines SET fulfilled = ? WHERE id = ?", line.fulfilled, line.id);
        transaction.post("INSERT INTO fulfilment_lines (fulfilment_id, order_line_id, quantity) VALUES (?, ?, ?)",
                         fulfilment.id, line.id, line.quantity);
        fulfilment.lines << FulfilmentLine{line.id, line.quantity};
    }
    order.fulfilments << fulfilment;
}

// As they were scanned; stock is taken in the order of the variants.
void sortAsGiven(Order &order, const CounterOrder &given)
{
    const auto place = [&given](const OrderLine &line) {
        return std::find_if(given.lines.begin(), given.lines.end(),
                            [&line](const CounterLine &one) { return one.variant == line.variant; });
    };
    std::stable_sort(order.lines.begin(), order.lines.end(),
                     [&place](const OrderLine &a, const OrderLine &b) { return place(a) < place(b); });
}

// Pieces that are not there, beside the lines as the caller gave them.
tl::unexpected<Error> fellShort(const CounterOrder &order, const Cart &cart, const QList<placing::Shortfall> &shorts)
{
    QList<FieldError> faults;
    for (qsizetype i = 0; i < order.lines.size(); ++i)
        for (const placing::Shortfall &one : shorts)
            if (cart.lines.at(one.line).variant == order.lines.at(i).variant)
                faults << FieldError{u"lines[%1].quantity"_s.arg(i),
                                     tr("Only %L1 of it are there. Take less, or take it out.").arg(one.available)};
    return invalid(faults);
}
}

bool mayPrice(const Actor &actor) { return actor.may({Area::Products, Verb::Write}); }

Result<Cart> reckon(Reader &reader, const Actor &actor, const CounterOrder &order)
{
    if (const auto allowed = actor.require(Working); !allowed)
        return fail(allowed.error());
    Cart cart = cartOf(reader, order);
    // As given: lines and their prices together.
    QList<CartLine> lines;
    QList<PricedLine> priced;
    for (const CounterLine &line : order.lines)
        for (qsizetype i = 0; i < cart.lines.size(); ++i)
            if (cart.lines.at(i).variant == line.variant) {
                lines << cart.lines.at(i);
                priced << cart.price.lines.at(i);
            }
    cart.lines = lines;
    cart.price.lines = priced;
    return cart;
}

Result<QList<ShippingOption>> shippingOptions(Reader &reader, const Actor &actor, const CounterOrder &order)
{
    const auto cart = reckon(reader, actor, order);
    if (!cart)
        return fail(cart.error());
    return cart->address ? shipping::optionsFor(reader, cartstore::parcelOf(*cart)) : QList<ShippingOption>();
}

Result<Order> place(Transaction &transaction, const Actor &actor, const CounterOrder &given)
{
    if (const auto allowed = actor.require(Working); !allowed)
        return fail(allowed.error());
    if (const auto faults = faultsOf(transaction, actor, given); !faults.isEmpty())
        return invalid(faults);
    const Cart cart = cartOf(transaction, given);
    if (const auto faults = faultsOf(transaction, given, cart); !faults.isEmpty())
        return invalid(faults);
    Order order = placing::orderOf(cart, transaction.now());
    const bool along = given.delivery == CounterOrder::Delivery::TakenAlong;
    order.source = along ? "counter" : "manual";
    order.paymentMethod = given.paymentMethod;
    order.note = given.note.trimmed();
    namePerson(transaction, given, order);
    const auto taken = [&given](Order &placed) -> Result<> {
        sortAsGiven(placed, given);
        return {};
    };
    const auto written = [&](Order &placed) {
        if (given.paid && placed.total > 0)
            pay(transaction, placed, given.cashGiven);
        if (along)
            handOver(transaction, placed);
        orderstore::settle(placed);
        transaction.post(
            "UPDATE orders SET status = ?, payment_status = ?, fulfilment_status = ?, paid = ? WHERE id = ?",
            statusText(placed.status), statusText(placed.payment), statusText(placed.fulfilment), placed.paid,
            placed.id);
    };
    const auto shorts =
        placing::place(transaction, cart, order, tokenHash(newToken()), {.taken = taken, .written = written});
    if (!shorts)
        return fail(shorts.error());
    if (!shorts->isEmpty())
        return fellShort(given, cart, *shorts);
    return order;
}

}
