#include "app/orders/orderstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::orderstore {

const QByteArray Columns =
    "SELECT o.id, o.number, o.source, o.user_id, o.email, o.customer_name, o.status, o.payment_status, o.fulfilment_status, "
    "o.prices_include_tax, o.subtotal, o.discount, o.shipping, o.shipping_tax, o.tax, o.total, o.paid, o.refunded, o.item_count, "
    "o.country, o.shipping_address, o.billing_address, o.shipping_method, o.payment_method, o.note, o.day, o.placed_at, "
    "o.cancelled_at, o.revision, o.updated_at ";

Order fromRow(const Query &row)
{
    Order order;
    int i = 0;
    order.id = row.id<OrderId>(i++);
    order.number = row.bytes(i++);
    order.source = row.bytes(i++);
    order.user = UserId{row.maybeInt64(i++).value_or(0)};
    order.email = row.text(i++);
    order.customerName = row.text(i++);
    order.status = parseOrderStatus(row.utf8(i++)).value_or(OrderStatus::Open);
    order.payment = parsePaymentStatus(row.utf8(i++)).value_or(PaymentStatus::Pending);
    order.fulfilment = parseFulfilmentStatus(row.utf8(i++)).value_or(FulfilmentStatus::Unfulfilled);
    order.pricesIncludeTax = row.boolean(i++);
    for (qint64 *amount : {&order.subtotal, &order.discount, &order.shipping, &order.shippingTax, &order.tax,
                           &order.total, &order.paid, &order.refunded, &order.itemCount})
        *amount = row.int64(i++);
    order.country = row.bytes(i++);
    order.shippingAddress = row.isNull(i) ? QByteArray() : row.bytes(i);
    ++i;
    order.billingAddress = row.isNull(i) ? QByteArray() : row.bytes(i);
    ++i;
    order.shippingMethod = row.text(i++);
    order.paymentMethod = row.bytes(i++);
    order.note = row.text(i++);
    order.day = row.integer(i++);
    order.placedAt = row.int64(i++);
    order.cancelledAt = row.maybeInt64(i++);
    order.revision = row.int64(i++);
    order.updatedAt = row.int64(i++);
    return order;
}

std::optional<Order> byNumber(Reader &reader, const QByteArray &number, bool lock)
{
    static const QByteArray plain = Columns + "FROM orders o WHERE o.number = ?";
    static const QByteArray locking = plain + " /*for update*/";
    std::optional<Order> order;
    {
        Query row = reader.query(lock ? locking : plain, number);
        if (!row.next())
            return std::nullopt;
        order = fromRow(row);
    }
    loadLists(reader, *order);
    return order;
}

std::optional<Order> byId(Reader &reader, OrderId id)
{
    static const QByteArray sql = Columns + "FROM orders o WHERE o.id = ?";
    std::optional<Order> order;
    {
        Query row = reader.query(sql, id);
        if (!row.next())
            return std::nullopt;
        order = fromRow(row);
    }
    loadLists(reader, *order);
    return order;
}

namespace {
void loadLines(Reader &reader, Order &order)
{
    Query rows = reader.query(
        "SELECT id, variant_id, product_id, sku, title, options, quantity, unit_price, total, discount, tax_name, tax_rate, "
        "tax, fulfilled, refunded_quantity, refunded, stock_taken FROM order_lines WHERE order_id = ? ORDER BY position, id",
        order.id);
    while (rows.next()) {
        OrderLine line;
        line.id = rows.id<OrderLineId>(0);
        line.variant = VariantId{rows.maybeInt64(1).value_or(0)};
        line.product = ProductId{rows.maybeInt64(2).value_or(0)};
        line.sku = rows.bytes(3);
        line.title = rows.bytes(4);
        line.options = rows.bytes(5);
        line.quantity = rows.int64(6);
        line.unitPrice = rows.int64(7);
        line.total = rows.int64(8);
        line.discount = rows.int64(9);
        line.taxName = rows.bytes(10);
        line.taxRate = rows.int64(11);
        line.tax = rows.int64(12);
        line.fulfilled = rows.int64(13);
        line.refundedQuantity = rows.int64(14);
        line.refunded = rows.int64(15);
        line.stockTaken = rows.int64(16);
        order.lines << line;
    }
}

void loadFulfilments(Reader &reader, Order &order)
{
    Query rows = reader.query(
        "SELECT f.id, f.at, f.tracking, l.order_line_id, l.quantity FROM fulfilments f "
        "JOIN fulfilment_lines l ON l.fulfilment_id = f.id WHERE f.order_id = ? ORDER BY f.id, l.order_line_id",
        order.id);
    while (rows.next()) {
        if (order.fulfilments.isEmpty() || order.fulfilments.constLast().id != rows.int64(0))
            order.fulfilments << Fulfilment{rows.int64(0), rows.int64(1), rows.text(2), {}};
        order.fulfilments.last().lines << FulfilmentLine{rows.id<OrderLineId>(3), rows.int64(4)};
    }
}
}

void loadLists(Reader &reader, Order &order)
{
    loadLines(reader, order);
    {
        Query rows =
            reader.query("SELECT name, rate, net, amount FROM order_taxes WHERE order_id = ? ORDER BY rate DESC, name",
                         order.id);
        while (rows.next())
            order.taxLines << TaxLine{rows.bytes(0), rows.int64(1), rows.int64(2), rows.int64(3)};
    }
    if (order.paid != 0 || order.refunded != 0) {
        Query rows = reader.query(
            "SELECT id, at, amount, shipping, shipping_tax, method, reference, reason, given FROM payments WHERE order_id = ? ORDER BY id",
            order.id);
        while (rows.next())
            order.payments << Payment{rows.int64(0), rows.int64(1), rows.int64(2), rows.int64(3),     rows.int64(4),
                                      rows.bytes(5), rows.text(6),  rows.text(7),  rows.maybeInt64(8)};
    }
    if (order.anythingShipped())
        loadFulfilments(reader, order);
}

Query inserting(Transaction &transaction, const Order &order, const QByteArray &tokenHash)
{
    const auto maybe = [](const QByteArray &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    return transaction.query(
        "INSERT INTO orders (number, sequence, source, token_hash, user_id, email, customer_name, status, payment_status, fulfilment_status, "
        "prices_include_tax, subtotal, discount, shipping, shipping_tax, tax, total, item_count, country, shipping_address, billing_address, "
        "shipping_method, payment_method, note, day, placed_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        maybe(order.number), order.sequence, order.source, Blob{tokenHash},
        order.user ? std::optional(order.user) : std::nullopt, order.email, order.customerName,
        statusText(order.status), statusText(order.payment), statusText(order.fulfilment), order.pricesIncludeTax,
        order.subtotal, order.discount, order.shipping, order.shippingTax, order.tax, order.total, order.itemCount,
        order.country, maybe(order.shippingAddress), maybe(order.billingAddress), order.shippingMethod,
        order.paymentMethod, order.note, order.day, order.placedAt, order.updatedAt);
}

void insertParts(Transaction &transaction, Order &order, const std::function<void()> &meanwhile)
{
    for (const TaxLine &line : std::as_const(order.taxLines))
        transaction.post("INSERT INTO order_taxes (order_id, name, rate, net, amount) VALUES (?, ?, ?, ?, ?)", order.id,
                         line.name, line.rate, line.net, line.amount);
    transaction.each(
        "INSERT INTO order_lines (order_id, position, variant_id, product_id, sku, title, options, quantity, unit_price, total, discount, "
        "tax_name, tax_rate, tax, stock_taken) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        order.lines.size(),
        [&order](Statement &statement, qsizetype i) {
            const OrderLine &line = order.lines.at(i);
            int index = 0;
            const auto bind = [&](const auto &...values) { (statement.bind(index++, values), ...); };
            bind(order.id, qint64(i), line.variant, line.product, line.sku, line.title, line.options, line.quantity,
                 line.unitPrice, line.total, line.discount, line.taxName, line.taxRate, line.tax, line.stockTaken);
        },
        [&order](const Query &row, qsizetype i) { order.lines[i].id = row.id<OrderLineId>(0); }, meanwhile);
}

Query drawing(Transaction &transaction)
{
    // Imported orders keep the numbers they had; whether one has this is asked along with it.
    return transaction.query("UPDATE counters SET value = value + 1 WHERE name = 'order' RETURNING value, "
                             "(SELECT count(*) FROM orders WHERE number = CAST(value AS TEXT))");
}

void takeNumber(Transaction &transaction, Query &drawn, Order &order)
{
    bool clash = false;
    while (drawn.next()) {
        order.sequence = drawn.int64(0);
        clash = drawn.int64(1) > 0;
    }
    order.number = QByteArray::number(order.sequence.value_or(0));
    while (clash) { // ours steps aside
        order.number.prepend('0');
        clash = transaction.number("SELECT 1 FROM orders WHERE number = ?", order.number).has_value();
    }
}

void update(Transaction &transaction, Order &order)
{
    ++order.revision;
    order.updatedAt = transaction.now();
    const auto maybe = [](const QByteArray &json) { return json.isEmpty() ? std::nullopt : std::optional(json); };
    transaction.exec(
        "UPDATE orders SET email = ?, customer_name = ?, status = ?, payment_status = ?, fulfilment_status = ?, paid = ?, refunded = ?, "
        "shipping_address = ?, billing_address = ?, note = ?, cancelled_at = ?, revision = ?, updated_at = ? WHERE id = ?",
        order.email, order.customerName, statusText(order.status), statusText(order.payment),
        statusText(order.fulfilment), order.paid, order.refunded, maybe(order.shippingAddress),
        maybe(order.billingAddress), order.note, order.cancelledAt, order.revision, order.updatedAt, order.id);
}

bool settle(Order &order)
{
    PaymentStatus payment = order.payment;
    if (order.refunded > 0)
        payment = order.refunded >= order.paid ? PaymentStatus::Refunded : PaymentStatus::PartlyRefunded;
    else if (order.due() <= 0)
        payment = PaymentStatus::Paid;

    qint64 shipped = 0, left = 0;
    for (const OrderLine &line : std::as_const(order.lines)) {
        shipped += line.fulfilled;
        left += line.left();
    }
    FulfilmentStatus fulfilment = order.fulfilment;
    if (shipped > 0 && fulfilment != FulfilmentStatus::Returned)
        fulfilment = left == 0 ? FulfilmentStatus::Fulfilled : FulfilmentStatus::PartlyFulfilled;

    OrderStatus status = order.status;
    const bool settled = payment != PaymentStatus::Pending && payment != PaymentStatus::Failed;
    if (status == OrderStatus::Open && settled && left == 0)
        status = OrderStatus::Completed;
    if (!mayBecome(order.payment, payment) || !mayBecome(order.fulfilment, fulfilment)
        || !mayBecome(order.status, status))
        return false;
    order.payment = payment;
    order.fulfilment = fulfilment;
    order.status = status;
    return true;
}

Error notFound() { return {ErrorCode::NotFound, QCoreApplication::translate("backroom", "There is no such order.")}; }

Error stale()
{
    return {ErrorCode::Stale,
            QCoreApplication::translate("backroom", "The order was changed meanwhile. Look at it again, then save.")};
}

}
