#include "app/orders/placing.h"

#include "app/journal/journal.h"
#include "app/orders/orderstore.h"
#include "app/reports/totals.h"
#include "app/stock/ledger.h"

namespace backroom::placing {

namespace {
QList<Sale> salesOf(const Cart &cart)
{
    QList<Sale> sales;
    for (const CartLine &line : cart.lines)
        sales << Sale{line.variant, line.product, line.quantity, line.tracked, line.backorder};
    return sales;
}

// All lines that fall short are found; what was taken until then goes back with the transaction.
QList<Shortfall> shortfalls(const Cart &cart, const QList<Taking> &takings)
{
    QList<Shortfall> shorts;
    for (qsizetype i = 0; i < cart.lines.size(); ++i)
        if (!cart.lines[i].onSale || !takings[i].enough)
            shorts << Shortfall{i, cart.lines[i].onSale ? takings[i].available : 0};
    return shorts;
}

// Building a zone reads files; a shop has one.
QTimeZone zoneOf(const QByteArray &name)
{
    thread_local QByteArray known;
    thread_local QTimeZone zone;
    if (name != known) {
        known = name;
        zone = QTimeZone(name);
    }
    return zone;
}
}

Order orderOf(const Cart &cart, Millis now)
{
    Order order;
    order.customerName = cart.address ? cart.address->name : QString();
    order.payment = cart.price.total == 0 ? PaymentStatus::Paid : PaymentStatus::Pending;
    order.pricesIncludeTax = cart.pricesIncludeTax;
    order.subtotal = cart.price.subtotal;
    order.discount = cart.price.discount;
    order.shipping = cart.price.shipping;
    order.shippingTax = cart.price.shippingTax;
    order.tax = cart.price.tax;
    order.total = cart.price.total;
    order.itemCount = cart.price.itemCount;
    order.country = cart.address ? cart.address->country : cart.terms.country;
    order.shippingAddress = order.billingAddress = cart.addressJson;
    order.shippingMethod = cart.shipping ? cart.shipping->name : QString();
    order.day = shopDay(now, zoneOf(cart.terms.timezone));
    order.placedAt = order.updatedAt = now;
    order.taxLines = cart.price.taxLines;
    order.lines.reserve(cart.lines.size());
    for (qsizetype i = 0; i < cart.lines.size(); ++i) {
        const CartLine &from = cart.lines.at(i);
        const PricedLine &priced = cart.price.lines.at(i);
        OrderLine line;
        line.variant = from.variant;
        line.product = from.product;
        line.sku = from.sku;
        line.title = from.title;
        line.options = from.options;
        line.quantity = from.quantity;
        line.unitPrice = from.unitPrice * UnitPriceScale;
        line.total = priced.total;
        line.discount = priced.discount;
        line.taxName = priced.rule.name;
        line.taxRate = priced.rule.rate;
        line.tax = priced.tax;
        order.lines << line;
    }
    return order;
}

Result<QList<Shortfall>> place(Transaction &transaction, const Cart &cart, Order &order, const QByteArray &tokenHash,
                               const Steps &steps)
{
    // SQLite has one writer, whom nobody waits for any longer when the number is drawn first; it saves a statement.
    const bool last = transaction.kind() == StoreKind::Postgres;
    if (!last) {
        Query drawn = orderstore::drawing(transaction);
        orderstore::takeNumber(transaction, drawn, order);
    }
    Query inserting = orderstore::inserting(transaction, order, tokenHash);
    const QList<Sale> sales = salesOf(cart);
    const QList<Taking> takings = stock::take(transaction, sales);
    if (const QList<Shortfall> shorts = shortfalls(cart, takings); !shorts.isEmpty())
        return shorts;
    while (inserting.next())
        order.id = inserting.id<OrderId>(0);
    for (qsizetype i = 0; i < takings.size(); ++i)
        order.lines[i].stockTaken = takings[i].taken;
    if (steps.taken)
        if (const auto may = steps.taken(order); !may)
            return fail(may.error());

    std::optional<Query> drawn;
    orderstore::insertParts(transaction, order, [&] {
        totals::addNew(transaction, order);
        if (last)
            drawn.emplace(orderstore::drawing(transaction));
        journal::queue(transaction);
    });
    if (last) {
        orderstore::takeNumber(transaction, *drawn, order);
        transaction.post("UPDATE orders SET number = ?, sequence = ? WHERE id = ?", order.number, order.sequence,
                         order.id);
    }
    if (steps.written)
        steps.written(order);
    stock::enterSold(transaction, sales, takings, order.number);
    transaction.journal(
        {"order.placed", "order", order.number, {}, journalJson(order), {{Topic::Orders, order.id.value}}});
    return QList<Shortfall>();
}

}
