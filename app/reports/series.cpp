#include "app/reports/series.h"

#include "app/settings/settings.h"

namespace backroom::series {

namespace {
constexpr Permission Needed{Area::Reports, Verb::Read};

KeyFigures read(Reader &reader, int from, int to, const QTimeZone &zone, QList<DayFigures> &days)
{
    for (int day = from; day < to; ++day)
        days.append(DayFigures{day});
    KeyFigures figures;
    {
        Query rows = reader.query("SELECT day, orders, items, net, returns FROM daily_sales WHERE day >= ? AND day < ?",
                                  from, to);
        while (rows.next()) {
            days[rows.integer(0) - from] = {rows.integer(0), rows.int64(1), rows.int64(2), rows.int64(3)};
            figures.orders += rows.int64(1);
            figures.items += rows.int64(2);
            figures.net += rows.int64(3);
            figures.returns += rows.int64(4);
        }
    }
    figures.newCustomers =
        reader
            .number("SELECT count(*) FROM users WHERE role = 'customer' AND created_at >= ? AND created_at < ?",
                    dayStart(from, zone), dayStart(to, zone))
            .value_or(0);
    return figures;
}
}

Result<SalesSeries> sales(Reader &reader, const Actor &actor, int from, int to)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    const QTimeZone zone = settings::load(reader).zone();
    SalesSeries series;
    series.now = read(reader, from, to, zone, series.days);
    series.then = read(reader, from - (to - from), from, zone, series.before);
    return series;
}

Result<QList<BestSeller>> bestSellers(Reader &reader, const Actor &actor, int from, int to, int limit, bool byUnits)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    const QByteArray sql =
        "SELECT v.id, p.id, v.sku, p.title, s.units, s.revenue FROM (SELECT variant_id, CAST(sum(units) AS "
        "BIGINT) AS units, CAST(sum(revenue) AS BIGINT) AS revenue FROM daily_variants WHERE day >= ? AND "
        "day < ? GROUP BY variant_id) s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = "
        "v.product_id WHERE s.units > 0 ORDER BY "
        + QByteArray(byUnits ? "s.units DESC, s.revenue DESC" : "s.revenue DESC, s.units DESC") + ", v.id LIMIT ?";
    Query rows = reader.query(sql, from, to, limit);
    QList<BestSeller> best;
    while (rows.next())
        best.append(
            {rows.id<VariantId>(0), rows.id<ProductId>(1), rows.text(2), rows.text(3), rows.int64(4), rows.int64(5)});
    return best;
}

Result<OpenWork> openWork(Reader &reader, const Actor &actor)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    const auto count = [&reader](QByteArrayView sql) { return reader.number(sql).value_or(0); };
    return OpenWork{
        count(
            "SELECT count(*) FROM orders WHERE status = 'open' AND fulfilment_status IN ('unfulfilled', 'partly_fulfilled')"),
        count("SELECT count(*) FROM orders WHERE status = 'open' AND payment_status = 'pending'"),
        count("SELECT count(*) FROM variants v JOIN stock_levels l ON l.variant_id = v.id WHERE v.archived = 0 AND "
              "v.track_stock = 1 AND v.low_stock_threshold IS NOT NULL AND l.level <= v.low_stock_threshold")};
}

}
