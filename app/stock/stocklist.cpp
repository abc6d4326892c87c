#include "app/stock/stocklist.h"

#include "app/base/json.h"
#include "app/store/idlist.h"
#include "app/store/sqlvalues.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::stock {

namespace {
constexpr char LevelColumns[] =
    "SELECT v.id, v.sku, p.title, COALESCE(s.level, 0), v.low_stock_threshold, v.track_stock "
    "FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN stock_levels s ON s.variant_id = v.id ";
constexpr char MovementColumns[] =
    "SELECT m.id, m.variant_id, m.at, m.delta, m.level, m.reason, m.reference, m.note, m.actor, v.sku, p.title "
    "FROM stock_movements m JOIN variants v ON v.id = m.variant_id JOIN products p ON p.id = v.product_id ";
constexpr char LowOnly[] = " AND v.track_stock = 1 AND COALESCE(s.level, 0) <= v.low_stock_threshold";

StockLevel levelRow(const Query &row)
{
    return {row.id<VariantId>(0), row.text(1), row.text(2), row.int64(3), row.maybeInt64(4), row.boolean(5)};
}

MovementRow movementRow(const Query &row)
{
    return {row.id<MovementId>(0), row.id<VariantId>(1), row.int64(2), row.int64(3), row.int64(4), row.bytes(5),
            row.text(6),           row.text(7),          row.bytes(8), row.text(9),  row.text(10)};
}

Result<> mayRead(const Actor &actor) { return actor.require({Area::Stock, Verb::Read}); }

// From 0 and up to the largest: every variant, so that one statement serves with and without a filter.
std::pair<qint64, qint64> range(std::optional<VariantId> variant)
{
    return variant ? std::pair(variant->value, variant->value)
                   : std::pair(qint64(0), std::numeric_limits<qint64>::max());
}

// Rows come in any order; callers asked for one.
template<typename Row, typename IdType, typename IdOf>
QList<Row> inOrder(const QList<Row> &rows, const QList<IdType> &ids, IdOf idOf)
{
    QHash<IdType, qsizetype> at;
    for (qsizetype i = 0; i < rows.size(); ++i)
        at.insert(idOf(rows[i]), i);
    QList<Row> ordered;
    for (const IdType id : ids)
        if (const auto found = at.constFind(id); found != at.constEnd())
            ordered << rows[*found];
    return ordered;
}
}

Result<Page<StockLevel>> levels(Reader &reader, const Actor &actor, const LevelQuery &query)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    QByteArray sql = LevelColumns;
    // The plus keeps SQLite on the index that is in order.
    sql += "WHERE v.archived = 0 AND v.sku > ? AND +v.id BETWEEN ? AND ?";
    if (query.lowOnly)
        sql += LowOnly;
    sql += " ORDER BY v.sku LIMIT ?";
    const auto [from, to] = range(query.variant);
    Query rows = reader.query(sql, query.after ? query.after->value : QByteArray(""), from, to, query.limit + 1);
    Page<StockLevel> page;
    while (rows.next()) {
        if (page.items.size() == query.limit) {
            page.next = Cursor{LevelOrder, page.items.constLast().sku.toUtf8(), page.items.constLast().variant.value};
            break;
        }
        page.items << levelRow(rows);
    }
    return page;
}

Result<QList<VariantId>> levelIds(Reader &reader, const Actor &actor, const LevelQuery &query)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    QByteArray sql =
        "SELECT v.id FROM variants v LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE v.archived = 0 AND v.id BETWEEN ? AND ?";
    if (query.lowOnly)
        sql += LowOnly;
    sql += " ORDER BY v.sku";
    const auto [from, to] = range(query.variant);
    Query rows = reader.query(sql, from, to);
    QList<VariantId> ids;
    while (rows.next())
        ids << rows.id<VariantId>(0);
    return ids;
}

Result<QList<StockLevel>> fetchLevels(Reader &reader, const Actor &actor, const QList<VariantId> &ids)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    Query rows = reader.query(QByteArray(LevelColumns + "WHERE v.id "_ba + idList(reader.kind())),
                              idListText(reader.kind(), ids));
    QList<StockLevel> levels;
    while (rows.next())
        levels << levelRow(rows);
    return inOrder(levels, ids, [](const StockLevel &level) { return level.variant; });
}

Result<Page<MovementRow>> movements(Reader &reader, const Actor &actor, const MovementQuery &query)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    const qint64 before = query.after ? query.after->id : std::numeric_limits<qint64>::max();
    QByteArray sql = MovementColumns;
    sql += query.variant ? "WHERE m.id < ? AND m.variant_id = ? ORDER BY m.id DESC LIMIT ?"
                         : "WHERE m.id < ? ORDER BY m.id DESC LIMIT ?";
    Query rows = query.variant ? reader.query(sql, before, *query.variant, query.limit + 1)
                               : reader.query(sql, before, query.limit + 1);
    Page<MovementRow> page;
    while (rows.next()) {
        if (page.items.size() == query.limit) {
            page.next = Cursor{MovementOrder, {}, page.items.constLast().id.value};
            break;
        }
        page.items << movementRow(rows);
    }
    return page;
}

Result<QList<MovementId>> movementIds(Reader &reader, const Actor &actor, const MovementQuery &query)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    QByteArray sql = "SELECT id FROM stock_movements WHERE id > 0";
    SqlValues values;
    if (query.variant) {
        sql += " AND variant_id = ?";
        values << *query.variant;
    }
    if (!query.reason.isEmpty()) {
        sql += " AND reason = ?";
        values << query.reason;
    }
    Query rows = reader.query(QByteArray(sql + " ORDER BY id DESC"), values);
    QList<MovementId> ids;
    while (rows.next())
        ids << rows.id<MovementId>(0);
    return ids;
}

Result<QList<MovementRow>> fetchMovements(Reader &reader, const Actor &actor, const QList<MovementId> &ids)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    // An actor is "user:7", or a key, the program, a guest.
    constexpr char named[] =
        "SELECT m.id, m.variant_id, m.at, m.delta, m.level, m.reason, m.reference, m.note, m.actor, v.sku, p.title, "
        "u.name FROM stock_movements m JOIN variants v ON v.id = m.variant_id JOIN products p ON p.id = v.product_id "
        "LEFT JOIN users u ON u.id = CASE WHEN m.actor LIKE 'user:%' THEN CAST(substr(m.actor, 6) AS BIGINT) END "
        "WHERE m.id ";
    Query rows = reader.query(QByteArray(named + idList(reader.kind())), idListText(reader.kind(), ids));
    QList<MovementRow> found;
    while (rows.next()) {
        found << movementRow(rows);
        found.last().actorName = rows.isNull(11) ? QString() : rows.text(11);
    }
    return inOrder(found, ids, [](const MovementRow &row) { return row.id; });
}

void writeJson(JsonWriter &json, const StockLevel &level)
{
    json.object()
        .field("variant_id", level.variant)
        .field("sku", level.sku)
        .field("title", level.title)
        .field("level", level.level)
        .field("low_stock_threshold", level.lowStockThreshold)
        .field("track_stock", level.trackStock)
        .endObject();
}

}
