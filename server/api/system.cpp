#include "server/api/system.h"

#include "server/http/endpoint.h"
#include "server/http/openapi.h"

#include <QFile>

namespace backroom {

namespace {
const ShapePtr HealthShape =
    shape::object("Health",
                  {shape::required("status", shape::text()), shape::required("version", shape::text()),
                   shape::required("store", shape::oneOf({QStringLiteral("sqlite"), QStringLiteral("postgresql")})),
                   shape::required("uptime_seconds", shape::integer(0, 1LL << 40))});

// Bytes of memory this process holds; 0 where the system does not tell.
qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

// The store was asked already when this runs: a read that cannot begin is a 503.
Result<Reply> health(Call &call, Reader &reader, const ServerShared &shared)
{
    (void)reader.number("SELECT seq FROM journal_head WHERE id = 1");
    JsonWriter json;
    json.object()
        .field("status", "ok")
        .field("version", BACKROOM_VERSION)
        .field("store", reader.kind() == StoreKind::Sqlite ? "sqlite" : "postgresql")
        .field("uptime_seconds", shared.uptimeSeconds())
        .endObject();
    return call.reply(json);
}

Result<Reply> metrics(Call &, Reader &, const ServerShared &shared)
{
    QByteArrayList gauges;
    const auto gauge = [&gauges](const char *name, qint64 value) {
        gauges << QByteArray(name) + ' ' + QByteArray::number(value);
    };
    gauge("backroom_uptime_seconds", shared.uptimeSeconds());
    gauge("backroom_resident_memory_bytes", residentBytes());
    gauge("backroom_access_rows_dropped", shared.log.dropped());
    if (const Writer *writer = shared.shop.database().writer()) {
        gauge("backroom_writer_waiting", qint64(writer->waiting()));
        gauge("backroom_writer_batches", writer->figures().batches);
        gauge("backroom_writer_jobs", writer->figures().jobs);
        gauge("backroom_writer_failures", writer->figures().failures);
    }
    return Reply{200, "text/plain; version=0.0.4; charset=utf-8", shared.metrics.text(gauges), {}};
}
}

void addSystemRoutes(Routes &routes, ServerShared *shared)
{
    routes
        .get("/api/v1/health", anyone(), [shared](Call &call, Reader &reader) { return health(call, reader, *shared); })
        .says("Whether the shop answers")
        .answers(HealthShape);
    routes
        .get("/api/v1/openapi.json", anyone(),
             [shared](Call &, Reader &) -> Result<Reply> {
                 return Reply{200, "application/json", openApiDocument(shared->routes), {}};
             })
        .says("This description")
        .answers(shape::map(shape::any()))
        .cached();
    routes
        .get("/docs", anyone(),
             [shared](Call &, Reader &) -> Result<Reply> {
                 return Reply{200, "text/html; charset=utf-8", apiReference(shared->routes), {}};
             })
        .says("This description, to read")
        .gives({"text/html"})
        .cached();
    routes.get("/metrics", loopback(), [shared](Call &call, Reader &reader) { return metrics(call, reader, *shared); })
        .says("Figures for Prometheus")
        .gives({"text/plain"});
}

}
