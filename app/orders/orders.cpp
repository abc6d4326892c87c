#include "app/orders/orders.h"

#include "app/base/crypto.h"
#include "app/orders/ordernotes.h"
#include "app/orders/orderstore.h"
#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::orders {

namespace {
const Permission Reading{Area::Orders, Verb::Read};

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

using Value = std::variant<qint64, QByteArray>;

// The conditions of a query, and what to bind to them.
struct Where
{
    QByteArray sql = "WHERE o.number IS NOT NULL";
    QList<Value> values;

    void add(const char *condition, const Value &value)
    {
        sql += QByteArray(" AND ") + condition;
        values << value;
    }
};

// An order is listed once, however many of its lines fit.
void addBehind(Where &where, const OrderQuery &query)
{
    if (query.fromDay)
        where.add("o.day >= ?", qint64(*query.fromDay));
    if (query.toDay)
        where.add("o.day < ?", qint64(*query.toDay));
    if (query.country)
        where.add("o.country = ?", *query.country);
    if (query.variant)
        where.add("o.id IN (SELECT l.order_id FROM order_lines l WHERE l.variant_id = ?)", query.variant->value);
    if (query.product)
        where.add("o.id IN (SELECT l.order_id FROM order_lines l WHERE l.product_id = ?)", query.product->value);
    if (query.category && *query.category)
        where.add("o.id IN (SELECT l.order_id FROM order_lines l JOIN product_categories c ON c.product_id = "
                  "l.product_id WHERE c.category_id = ?)",
                  query.category->value);
    else if (query.category)
        where.sql += " AND o.id IN (SELECT l.order_id FROM order_lines l WHERE NOT EXISTS (SELECT 1 FROM "
                     "product_categories c WHERE c.product_id = l.product_id))";
    if (query.tax)
        where.add("o.id IN (SELECT t.order_id FROM order_taxes t WHERE t.name = ?)", *query.tax);
    if (query.counted)
        where.add("o.status <> ?", statusText(OrderStatus::Cancelled));
}

Where whereOf(const OrderQuery &query)
{
    Where where;
    if (query.status)
        where.add("o.status = ?", statusText(*query.status));
    if (query.payment)
        where.add("o.payment_status = ?", statusText(*query.payment));
    if (query.fulfilment)
        where.add("o.fulfilment_status = ?", statusText(*query.fulfilment));
    if (query.toSend)
        where.sql += " AND o.status = 'open' AND o.fulfilment_status IN ('unfulfilled', 'partly_fulfilled')";
    if (query.source)
        where.add("o.source = ?", *query.source);
    if (query.paymentMethod)
        where.add("o.payment_method = ?", *query.paymentMethod);
    if (query.user)
        where.add("o.user_id = ?", query.user->value);
    if (query.from)
        where.add("o.placed_at >= ?", *query.from);
    if (query.to)
        where.add("o.placed_at < ?", *query.to);
    addBehind(where, query);
    if (const QString text = query.text.trimmed().left(200); !text.isEmpty()) {
        QByteArray pattern = text.toLower().toUtf8();
        for (const char *special : {"\\", "%", "_"})
            pattern.replace(special, QByteArray("\\").append(special));
        where.add(
            "(lower(o.number) LIKE ? ESCAPE '\\' OR lower(o.email) LIKE ? ESCAPE '\\' OR lower(o.customer_name) LIKE ? ESCAPE '\\')",
            QByteArray(pattern + '%'));
        where.values << QByteArray('%' + pattern + '%') << QByteArray('%' + pattern + '%');
    }
    return where;
}

Query run(Reader &reader, const QByteArray &sql, const QList<Value> &values)
{
    return reader.connection().queryBound(sql, [&values](Statement &statement) {
        for (int i = 0; i < values.size(); ++i)
            std::visit([&](const auto &value) { statement.bind(i, value); }, values.at(i));
    });
}

QByteArray ordering(const OrderQuery &query)
{
    return query.oldestFirst ? " ORDER BY o.placed_at, o.id" : " ORDER BY o.placed_at DESC, o.id DESC";
}

Result<Page<Order>> page(Reader &reader, const OrderQuery &query)
{
    Where where = whereOf(query);
    if (query.after) {
        where.add(query.oldestFirst ? "(o.placed_at, o.id) > (?, ?)" : "(o.placed_at, o.id) < (?, ?)",
                  query.after->value.toLongLong());
        where.values << query.after->id;
    }
    where.values << qint64(query.limit + 1);
    Query rows =
        run(reader, orderstore::Columns + "FROM orders o " + where.sql + ordering(query) + " LIMIT ?", where.values);
    Page<Order> page;
    while (rows.next())
        page.items << orderstore::fromRow(rows);
    if (page.items.size() > query.limit) {
        page.items.removeLast();
        const Order &last = page.items.constLast();
        page.next = Cursor{orderOf(query), QByteArray::number(last.placedAt), last.id.value};
    }
    return page;
}
}

QByteArray orderOf(const OrderQuery &query) { return query.oldestFirst ? "orders:placed" : "orders:-placed"; }

Result<Order> open(Reader &reader, const Actor &actor, const QByteArray &number, const QByteArray &token)
{
    UserId user;
    QByteArray hash;
    {
        Query row = reader.query("SELECT user_id, token_hash FROM orders WHERE number = ?", number);
        if (!row.next())
            return fail(orderstore::notFound());
        user = UserId{row.maybeInt64(0).value_or(0)};
        hash = row.isNull(1) ? QByteArray() : row.blob(1);
    }
    const bool owner = actor.user && actor.user == user;
    const bool knows = !token.isEmpty() && !hash.isEmpty() && equalConstantTime(tokenHash(token), hash);
    if (!owner && !knows)
        return fail(orderstore::notFound());
    return *orderstore::byNumber(reader, number);
}

Result<Order> find(Reader &reader, const Actor &actor, const QByteArray &number)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    const auto order = orderstore::byNumber(reader, number);
    return order ? Result<Order>(*order) : fail(orderstore::notFound());
}

Result<Page<Order>> mine(Reader &reader, const Actor &actor, std::optional<Cursor> after, int limit)
{
    if (!actor.user)
        return fail(ErrorCode::Unauthenticated, tr("Sign in first."));
    OrderQuery query;
    query.user = actor.user;
    query.after = std::move(after);
    query.limit = limit;
    auto found = page(reader, query);
    if (found)
        for (Order &order : found->items)
            orderstore::loadLists(reader, order);
    return found;
}

Result<Page<Order>> list(Reader &reader, const Actor &actor, const OrderQuery &query)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    return page(reader, query);
}

Result<QList<OrderId>> ids(Reader &reader, const Actor &actor, const OrderQuery &query)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    const Where where = whereOf(query);
    Query rows = run(reader, "SELECT o.id FROM orders o " + where.sql + ordering(query), where.values);
    QList<OrderId> ids;
    while (rows.next())
        ids << rows.id<OrderId>(0);
    return ids;
}

Result<QList<Order>> fetch(Reader &reader, const Actor &actor, const QList<OrderId> &ids)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    static const QByteArray sql = orderstore::Columns + "FROM orders o WHERE o.id = ?";
    QList<Order> found;
    for (const OrderId id : ids) {
        Query row = reader.query(sql, id);
        if (row.next())
            found << orderstore::fromRow(row);
    }
    return found;
}

Result<QList<Event>> timeline(Reader &reader, const Actor &actor, const QByteArray &number)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    Query rows = reader.query(
        "SELECT j.at, j.action, j.actor_name, j.actor, p.after_json, p.before_json, j.address FROM journal j LEFT JOIN "
        "journal_payloads p ON p.seq = j.seq WHERE j.entity = 'order' AND j.entity_id = ? ORDER BY j.seq",
        number);
    const auto json = [&rows](int column) { return rows.isNull(column) ? QByteArray() : rows.bytes(column); };
    QList<Event> events;
    while (rows.next())
        events << Event{rows.int64(0), rows.bytes(1), rows.utf8(2).isEmpty() ? rows.text(3) : rows.text(2),
                        json(4),       json(5),       rows.text(6)};
    return ordernotes::withoutWithdrawn(events);
}

Result<Bought> bought(Reader &reader, const Actor &actor, UserId user, OrderId order)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    Query row = reader.query("SELECT count(*), CAST(COALESCE(sum(paid - refunded), 0) AS BIGINT), min(placed_at), "
                             "max(CASE WHEN id < ? THEN placed_at END) FROM orders WHERE user_id = ? AND status <> "
                             "'cancelled' AND item_count > 0",
                             order, user);
    row.next();
    return Bought{row.int64(0), row.int64(1), row.maybeInt64(2), row.maybeInt64(3)};
}

Result<Waiting> waiting(Reader &reader, const Actor &actor)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    const auto count = [&reader](QByteArrayView sql) { return reader.number(sql).value_or(0); };
    return Waiting{count("SELECT count(*) FROM orders WHERE status = 'open' AND fulfilment_status IN ('unfulfilled', "
                         "'partly_fulfilled')"),
                   count("SELECT count(*) FROM orders WHERE status = 'open' AND payment_status = 'pending'")};
}

}
