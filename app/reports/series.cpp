#include "app/reports/series.h"

#include "app/reports/requeststats.h"
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
    return sales(reader, actor, DayRange{from, to}, DayRange{from - (to - from), from});
}

Result<SalesSeries> sales(Reader &reader, const Actor &actor, DayRange now, DayRange before)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    const QTimeZone zone = settings::load(reader).zone();
    SalesSeries series;
    series.now = read(reader, now.from, now.to, zone, series.days);
    series.then = read(reader, before.from, before.to, zone, series.before);
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
    OpenWork work;
    {
        Query row = reader.query("SELECT count(*), min(placed_at) FROM orders WHERE status = 'open' AND "
                                 "fulfilment_status IN ('unfulfilled', 'partly_fulfilled')");
        row.next();
        work.toShip = row.int64(0);
        work.oldestToShip = row.maybeInt64(1);
    }
    {
        Query row = reader.query("SELECT count(*), CAST(coalesce(sum(total - paid), 0) AS BIGINT) FROM orders WHERE "
                                 "status = 'open' AND payment_status = 'pending'");
        row.next();
        work.toPay = row.int64(0);
        work.due = row.int64(1);
    }
    work.lowStock =
        reader
            .number(
                "SELECT count(*) FROM variants v JOIN stock_levels l ON l.variant_id = v.id WHERE v.archived = 0 AND "
                "v.track_stock = 1 AND v.low_stock_threshold IS NOT NULL AND l.level <= v.low_stock_threshold")
            .value_or(0);
    return work;
}

Result<QList<RunningLow>> runningLow(Reader &reader, const Actor &actor, int today, int limit)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    constexpr int Pace = 30;
    // What sold out stands first, then what lasts the shortest; what does not sell at all comes last.
    Query rows = reader.query(
        "SELECT v.id, v.product_id, v.sku, p.title, l.level, coalesce(s.units, 0), "
        "CASE WHEN coalesce(s.units, 0) > 0 THEN (CASE WHEN l.level > 0 THEN l.level * ? / s.units ELSE 0 END) END AS days_left "
        "FROM variants v JOIN products p ON p.id = v.product_id JOIN stock_levels l ON l.variant_id = v.id LEFT JOIN (SELECT "
        "variant_id, CAST(sum(units) AS BIGINT) AS units FROM daily_variants WHERE day > ? AND day <= ? GROUP BY variant_id) s ON "
        "s.variant_id = v.id WHERE v.archived = 0 AND v.track_stock = 1 AND p.status <> 'archived' AND (l.level <= "
        "v.low_stock_threshold OR l.level * ? < ? * s.units) ORDER BY CASE WHEN l.level <= 0 THEN 0 ELSE 1 END, CASE WHEN "
        "coalesce(s.units, 0) > 0 THEN 0 ELSE 1 END, days_left, l.level, v.sku LIMIT ?",
        Pace, today - Pace, today, Pace, LowDays, limit);
    QList<RunningLow> low;
    while (rows.next())
        low << RunningLow{rows.id<VariantId>(0), rows.id<ProductId>(1), rows.text(2),      rows.text(3),
                          rows.int64(4),         rows.int64(5),         rows.maybeInt64(6)};
    return low;
}

Result<ApiUse> api(Reader &reader, const Actor &actor, int today)
{
    if (const auto permitted = actor.require({Area::Requests, Verb::Read}); !permitted)
        return fail(permitted.error());
    const QTimeZone zone = settings::load(reader).zone();
    RequestStats::Counts all;
    for (const auto &endpoint : requeststats::load(reader, dayStart(today, zone), dayStart(today + 1, zone)))
        all.add(endpoint.counts);
    return ApiUse{all.calls, all.errors, qint64(all.micros.permille(950))};
}

Result<int> firstDay(Reader &reader, const Actor &actor, int today)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    return int(reader.number("SELECT min(day) FROM daily_sales").value_or(today));
}

}
