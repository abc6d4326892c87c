#include "server/api/metricstext.h"

#include "app/backups/backups.h"
#include "app/log/applicationlog.h"
#include "app/store/storesize.h"
#include "server/http/exposition.h"
#include "server/http/processfacts.h"
#include "server/http/servershared.h"

namespace backroom {

namespace {
constexpr qint64 LargestBatch = 256;

MetricLabels labelsOf(const Metrics::Endpoint &endpoint)
{
    return {{"method", endpoint.route ? methodText(endpoint.route->method) : "-"},
            {"path", endpoint.route ? endpoint.route->path : QByteArray("-")}};
}

void writeCalls(Exposition &out, const Metrics &metrics)
{
    const auto endpoints = metrics.endpoints();
    out.counter("backroom_requests_total", "Requests answered, by endpoint and class of status.");
    for (const Metrics::Endpoint &endpoint : endpoints)
        for (size_t i = 1; i < endpoint.counts.byClass.size(); ++i)
            if (const auto calls = qint64(endpoint.counts.byClass[i]); calls > 0)
                out.value(calls, labelsOf(endpoint) + MetricLabels{{"status", QByteArray::number(int(i)) + "xx"}});
    out.counter("backroom_reply_bytes_total", "Bytes of reply bodies, by endpoint.");
    for (const Metrics::Endpoint &endpoint : endpoints)
        out.value(qint64(endpoint.counts.bytes), labelsOf(endpoint));
    out.histogram("backroom_request_duration_seconds",
                  "Time from a whole request to its reply being handed to the connection.");
    for (const Metrics::Endpoint &endpoint : endpoints)
        out.durations(endpoint.counts.micros, labelsOf(endpoint));
    const Metrics::Totals totals = metrics.totalsOf(endpoints);
    out.counter("backroom_cacheable_requests_total", "Requests of endpoints whose answers are kept.")
        .value(totals.cacheable);
    out.counter("backroom_kept_answers_total", "Of these, those answered from kept bytes.").value(totals.kept);
    out.counter("backroom_rate_limited_total", "Requests answered 429.").value(totals.limited);
}

void writeConnections(Exposition &out, const HttpFigures &http)
{
    out.counter("backroom_gate_refusals_total",
                "Answers given before any endpoint saw a request: bad framing, limits, time-outs; by status.");
    for (int status = Refusals::First; status <= Refusals::Last; ++status)
        if (const qint64 refused = http.refused(status); refused > 0)
            out.value(refused, {{"status", QByteArray::number(status)}});
    out.counter("backroom_connections_refused_total", "Connections there was no place for.")
        .value(http.connections->turnedAway());
    out.gauge("backroom_connections", "Open connections.").value(qint64(http.connections->count()));
    out.gauge("backroom_connections_limit", "Open connections at most.").value(qint64(http.connectionsMost));
    out.counter("backroom_worker_stalls_total", "Times a worker's event loop did not turn for a quarter of a second.");
    for (size_t i = 0; i < http.workers.size(); ++i)
        out.value(qint64(http.workers[i]->heartbeat.stalls()), {{"worker", QByteArray::number(int(i) + 1)}});
    out.gauge("backroom_worker_longest_stall_seconds", "The longest of these since the start.");
    for (size_t i = 0; i < http.workers.size(); ++i)
        out.value(double(http.workers[i]->heartbeat.longestMillis()) / 1000,
                  {{"worker", QByteArray::number(int(i) + 1)}});
}

void writeStore(Exposition &out, Backroom &shop, Reader &reader)
{
    const StoreFigures &figures = shop.database().figures();
    out.histogram("backroom_store_read_duration_seconds", "Time of one read, in one snapshot.")
        .durations(figures.readMicros.spread());
    out.histogram("backroom_store_commit_duration_seconds", "Time of COMMIT alone, that is the disk.")
        .durations(figures.commitMicros.spread());
    out.histogram("backroom_store_write_wait_seconds", "Time a call waits for the begin of its transaction.")
        .durations(figures.waitMicros.spread());
    out.histogram("backroom_commit_batch_calls", "Calls in one commit.")
        .sizes(figures.batchCalls.spread(), LargestBatch);
    out.counter("backroom_store_write_failures_total", "Transactions that the store did not take.")
        .value(qint64(figures.failures));
    const StoreSize size = storeSize(shop.config(), reader);
    out.gauge("backroom_database_bytes", "Size of the database.").value(size.database);
    out.gauge("backroom_wal_bytes", "Size of the write-ahead log of a SQLite store.").value(size.log);
    out.gauge("backroom_queue_length", "Calls that wait, by queue.");
    out.value(qint64(shop.database().writesWaiting()), {{"queue", "writer"}});
    out.value(qint64(shop.slow().waiting()), {{"queue", "slow"}});
    out.value(qint64(shop.hashing().waiting()), {{"queue", "passwords"}});
}

void writeBackups(Exposition &out, const BackupsState &state, Millis now)
{
    out.gauge("backroom_backups_ok", "1 while no backup is overdue or failed.").value(qint64(state.isWell() ? 1 : 0));
    out.gauge("backroom_backup_last_failed", "1 when the newest attempt at a backup failed.")
        .value(qint64(state.failedSince ? 1 : 0));
    if (state.newestProved)
        out.gauge("backroom_backup_age_seconds", "Age of what the newest proved backup holds.")
            .value(double(now - *state.newestProved) / 1000);
    out.gauge("backroom_backup_bytes", "Size of the backups on this computer.").value(state.usedBytes);
    if (state.places.isEmpty())
        return;
    out.gauge("backroom_backup_place_missing", "Backups that are not at a place yet.");
    for (const PlaceState &place : state.places)
        out.value(qint64(place.missing), {{"place", place.place.name.toUtf8()}});
}

// Named as Prometheus' own clients name them.
void writeProcess(Exposition &out)
{
    const ProcessFacts facts = ProcessFacts::now();
    out.gauge("process_resident_memory_bytes", "Resident memory.").value(facts.residentBytes);
    out.gauge("process_virtual_memory_bytes", "Virtual memory.").value(facts.virtualBytes);
    out.gauge("process_open_fds", "Open file descriptors.").value(facts.openFiles);
    out.gauge("process_max_fds", "Open file descriptors at most.").value(facts.openFilesMost);
    out.counter("process_cpu_seconds_total", "User and system time of the processor.").value(facts.cpuSeconds);
}
}

QByteArray metricsText(const ServerShared &shared, Reader &reader)
{
    Exposition out;
    out.gauge("backroom_build_info", "1, with version and kind of store as labels.")
        .value(qint64(1),
               {{"version", BACKROOM_VERSION},
                {"store", reader.kind() == StoreKind::Sqlite ? "sqlite" : "postgresql"}});
    out.gauge("backroom_uptime_seconds", "Time since the server was started.").value(shared.uptimeSeconds());
    writeCalls(out, shared.metrics);
    writeConnections(out, *shared.http);
    writeStore(out, shared.shop, reader);
    if (shared.backups)
        writeBackups(out, *shared.backups->state(), shared.shop.clock().now());
    out.counter("backroom_access_rows_dropped_total", "Rows of the access log that a flood left no room for.")
        .value(shared.log.dropped());
    out.counter("backroom_log_lines_lost_total", "Lines of the application log that a flood or a full disk kept out.")
        .value(logLinesLost());
    writeProcess(out);
    return out.take();
}

}
