#include "app/stock/shelflist.h"

#include "app/base/csv.h"
#include "app/products/optionstext.h"
#include "app/products/productsearch.h"
#include "app/store/idlist.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom {

std::optional<qint64> ShelfRow::daysLeft() const
{
    if (!tracked || sold <= 0)
        return {};
    return qMax<qint64>(0, level) * PaceDays / sold;
}

bool ShelfRow::isLow() const
{
    return tracked && ((lowAt && level <= *lowAt) || daysLeft().value_or(LowDays + 1) <= LowDays);
}

qint64 ShelfRow::toOrder(int days) const
{
    const qint64 goes = (qMax<qint64>(0, sold) * days + PaceDays - 1) / PaceDays;
    return qMax<qint64>(1, qMax(goes, lowAt ? *lowAt + 1 : 0) - level);
}

namespace stock {

namespace {
// The days that the pace goes by.
struct Pace
{
    int from = 0, to = 0;
};

Pace paceOf(Reader &reader)
{
    Query row = reader.query("SELECT timezone FROM settings WHERE id = 1");
    const QTimeZone zone(row.next() ? row.bytes(0) : QByteArray("UTC"));
    const int today = shopDay(reader.now(), zone);
    return {today - PaceDays + 1, today + 1};
}

QByteArray patternOf(const QByteArray &text)
{
    QByteArray pattern = text.toLower();
    for (const char *special : {"\\", "%", "_"})
        pattern.replace(special, QByteArray("\\").append(special));
    return pattern + '%';
}

// What restricts the list, behind "WHERE v.archived = 0", and its values.
QByteArray conditionOf(Reader &reader, const ShelfQuery &query, SqlValues &values)
{
    QByteArray sql;
    switch (query.show) {
    case ShelfQuery::Show::All: break;
    case ShelfQuery::Show::InStock: sql += " AND COALESCE(s.level, 0) > 0"; break;
    case ShelfQuery::Show::SoldOut: sql += " AND v.track_stock = 1 AND COALESCE(s.level, 0) <= 0"; break;
    case ShelfQuery::Show::Low:
        // Whole days are cut off: what lasts 14.9 lasts 14.
        sql += " AND v.track_stock = 1 AND (COALESCE(s.level, 0) <= v.low_stock_threshold OR (COALESCE(d.units, 0) > 0 "
               "AND COALESCE(s.level, 0) * ? < d.units * ?))";
        values << PaceDays << LowDays + 1;
        break;
    }
    const QByteArray text = query.text.trimmed().left(100).toUtf8();
    if (text.isEmpty())
        return sql;
    sql += " AND (lower(v.sku) LIKE ? ESCAPE '\\' OR v.barcode LIKE ? ESCAPE '\\'";
    values << patternOf(text) << patternOf(text);
    if (const products::SearchQuery words(query.text); !words.isEmpty()) {
        sql += " OR v.product_id IN (" + products::SearchQuery::select(reader.kind()) + ")";
        values << words.parameter(reader.kind(), products::SearchField::Title);
    }
    return sql + ")";
}

QByteArray orderOf(const ShelfQuery &query)
{
    const QByteArray way = query.down ? " DESC" : "";
    switch (query.order) {
    case ShelfQuery::Order::Sku: return "v.sku" + way;
    case ShelfQuery::Order::Title: return "p.title_key" + way + ", v.position, v.sku";
    case ShelfQuery::Order::Level: return "COALESCE(s.level, 0)" + way + ", v.sku";
    case ShelfQuery::Order::Sold: return "COALESCE(d.units, 0)" + way + ", v.sku";
    case ShelfQuery::Order::DaysLeft: // what does not go at all last, either way
        return "CASE WHEN COALESCE(d.units, 0) > 0 THEN 0 ELSE 1 END, CASE WHEN COALESCE(d.units, 0) > 0 THEN "
               "COALESCE(s.level, 0) * 10000 / d.units END"
            + way + ", COALESCE(s.level, 0), v.sku";
    }
    return {};
}

// What is asked for, from the tables it needs.
QByteArray fromWhere(Reader &reader, const ShelfQuery &query, SqlValues &values)
{
    QByteArray sql = " FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN stock_levels s ON "
                     "s.variant_id = v.id";
    const bool pace = query.show == ShelfQuery::Show::Low || query.order == ShelfQuery::Order::Sold
        || query.order == ShelfQuery::Order::DaysLeft;
    if (pace) {
        const Pace days = paceOf(reader);
        sql += " LEFT JOIN (SELECT variant_id, CAST(sum(units) AS BIGINT) AS units FROM daily_variants WHERE day >= ? "
               "AND day < ? GROUP BY variant_id) d ON d.variant_id = v.id";
        values << qint64(days.from) << qint64(days.to);
    }
    return sql + " WHERE v.archived = 0 AND p.status <> 'archived'" + conditionOf(reader, query, values);
}

Result<> mayRead(const Actor &actor) { return actor.require({Area::Stock, Verb::Read}); }
}

Result<qint64> shelfCount(Reader &reader, const Actor &actor, const ShelfQuery &query)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    SqlValues values;
    const QByteArray sql = "SELECT count(*)" + fromWhere(reader, query, values);
    Query rows = reader.query(sql, values);
    return rows.next() ? rows.int64(0) : 0;
}

Result<QList<VariantId>> shelfIds(Reader &reader, const Actor &actor, const ShelfQuery &query)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    SqlValues values;
    QByteArray sql = "SELECT v.id" + fromWhere(reader, query, values);
    sql += " ORDER BY " + orderOf(query);
    Query rows = reader.query(sql, values);
    QList<VariantId> ids;
    while (rows.next())
        ids << rows.id<VariantId>(0);
    return ids;
}

Result<QList<ShelfRow>> fetchShelf(Reader &reader, const Actor &actor, const QList<VariantId> &ids)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    const QByteArray list = idListText(reader.kind(), ids);
    QHash<VariantId, ShelfRow> found;
    {
        Query rows = reader.query(
            QByteArray(
                "SELECT v.id, v.product_id, p.title, v.options, v.sku, v.barcode, p.vendor, p.image, COALESCE(s.level, 0), "
                "v.low_stock_threshold, v.track_stock, v.allow_backorder FROM variants v JOIN products p ON p.id = "
                "v.product_id LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE v.id "
                + idList(reader.kind())),
            list);
        while (rows.next())
            found.insert(rows.id<VariantId>(0),
                         {rows.id<VariantId>(0), rows.id<ProductId>(1), rows.text(2), optionsText(rows.bytes(3)),
                          rows.text(4), rows.text(5), rows.text(6), rows.text(7), rows.int64(8), rows.maybeInt64(9),
                          rows.boolean(10), rows.boolean(11), 0});
    }
    const Pace days = paceOf(reader);
    Query sold = reader.query(QByteArray("SELECT variant_id, CAST(sum(units) AS BIGINT) FROM daily_variants WHERE day "
                                         ">= ? AND day < ? AND variant_id "
                                         + idList(reader.kind()) + " GROUP BY variant_id"),
                              qint64(days.from), qint64(days.to), list);
    while (sold.next())
        found[sold.id<VariantId>(0)].sold = sold.int64(1);
    QList<ShelfRow> rows;
    for (const VariantId id : ids)
        if (const auto row = found.constFind(id); row != found.constEnd() && row->id)
            rows << *row;
    return rows;
}

QByteArray orderListCsv(const QList<ShelfRow> &rows, int days)
{
    QByteArray csv = csvRow({u"sku"_s, u"barcode"_s, u"product"_s, u"options"_s, u"vendor"_s, u"level"_s,
                             u"sold_30_days"_s, u"days_left"_s, u"order"_s});
    for (const ShelfRow &row : rows)
        csv += csvRow({row.sku, row.barcode, row.title, row.options, row.vendor, QString::number(row.level),
                       QString::number(row.sold), row.daysLeft() ? QString::number(*row.daysLeft()) : QString(),
                       QString::number(row.toOrder(days))});
    return csv;
}

}
}
