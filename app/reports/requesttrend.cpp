#include "app/reports/requesttrend.h"

#include "app/reports/requeststats.h"

namespace backroom::requesttrend {

namespace {
constexpr Permission Needed{Area::Requests, Verb::Read};
constexpr Millis Hour = 3'600'000;

// Minutes: the access log's own rows.
void addRows(Reader &reader, const TrendQuery &query, std::vector<RequestStats::Counts> &into)
{
    Query rows =
        reader.query("SELECT at, status, micros FROM requests WHERE at >= ? AND at < ? AND (? = '' OR method = ?) "
                     "AND (? = '' OR path = ?)",
                     query.from, query.to, query.method, query.method, query.path, query.path);
    while (rows.next()) {
        RequestStats::Counts &slot = into[size_t((rows.int64(0) - query.from) / query.step)];
        const int status = rows.integer(1);
        ++slot.calls;
        slot.errors += status >= 500 ? 1 : 0;
        slot.refused += status >= 400 && status < 500 ? 1 : 0;
        slot.micros.add(rows.int64(2));
    }
}

void addHours(Reader &reader, const TrendQuery &query, std::vector<RequestStats::Counts> &into)
{
    // An hour counts in the slot that it begins in.
    Query rows = reader.query("SELECT hour, calls, errors, refused, durations FROM request_stats WHERE hour >= ? AND "
                              "hour < ? AND (? = '' OR method = ?) AND (? = '' OR path = ?)",
                              query.from, query.to, query.method, query.method, query.path, query.path);
    while (rows.next()) {
        RequestStats::Counts &slot = into[size_t((rows.int64(0) - query.from) / query.step)];
        slot.calls += rows.int64(1);
        slot.errors += rows.int64(2);
        slot.refused += rows.int64(3);
        requeststats::unpack(rows.blob(4), slot.micros);
    }
}
}

Result<QList<TrendSlot>> load(Reader &reader, const Actor &actor, const TrendQuery &query)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    QList<TrendSlot> trend;
    if (query.to <= query.from || query.step <= 0)
        return trend;
    std::vector<RequestStats::Counts> counts(size_t((query.to - query.from + query.step - 1) / query.step));
    if (query.step < Hour)
        addRows(reader, query, counts);
    else
        addHours(reader, query, counts);
    for (size_t i = 0; i < counts.size(); ++i)
        trend << TrendSlot{query.from + Millis(i) * query.step,
                           counts[i].calls,
                           counts[i].errors,
                           counts[i].refused,
                           qint64(counts[i].micros.permille(500)),
                           qint64(counts[i].micros.permille(950)),
                           qint64(counts[i].micros.permille(990))};
    return trend;
}

Result<QList<FaultGroup>> faults(Reader &reader, const Actor &actor, Millis from, int limit)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    QList<FaultGroup> groups;
    Query rows = reader.query(
        "SELECT g.method, g.path, g.status, g.many, g.first_at, g.last_at, r.request_id FROM (SELECT method, path, status, "
        "count(*) AS many, min(at) AS first_at, max(at) AS last_at, max(id) AS newest FROM requests WHERE at >= ? AND "
        "status >= 400 GROUP BY method, path, status) g JOIN requests r ON r.id = g.newest ORDER BY g.many DESC, g.last_at "
        "DESC, g.path, g.status LIMIT ?",
        from, limit);
    while (rows.next())
        groups << FaultGroup{rows.bytes(0), rows.bytes(1), rows.integer(2), rows.int64(3),
                             rows.int64(4), rows.int64(5), rows.bytes(6)};
    return groups;
}

Result<QList<CalledEndpoint>> endpoints(Reader &reader, const Actor &actor, Millis from)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    QList<CalledEndpoint> called;
    Query rows =
        reader.query("SELECT method, path, CAST(sum(calls) AS BIGINT) AS called FROM request_stats WHERE hour >= ? "
                     "AND path <> ? GROUP BY method, path ORDER BY called DESC, path, method",
                     from, RequestStats::Other);
    while (rows.next())
        called << CalledEndpoint{rows.bytes(0), rows.bytes(1), rows.int64(2)};
    return called;
}

}
