#include "server/api/system.h"

#include "app/backups/backups.h"
#include "server/api/metricstext.h"
#include "server/http/call.h"
#include "server/http/openapi.h"
#include "server/http/servershared.h"

namespace backroom {

namespace {
const ShapePtr BackupsHealthShape = shape::object(
    "BackupsHealth",
    {shape::required("status",
                     shape::oneOf({QStringLiteral("ok"), QStringLiteral("failed"), QStringLiteral("overdue")})),
     shape::required("newest_proved", shape::nullable(shape::time())),
     shape::required("next", shape::nullable(shape::time())), shape::required("since", shape::nullable(shape::time())),
     shape::required("message", shape::nullable(shape::text()))});
const ShapePtr HealthShape =
    shape::object("Health",
                  {shape::required("status", shape::text()), shape::required("version", shape::text()),
                   shape::required("store", shape::oneOf({QStringLiteral("sqlite"), QStringLiteral("postgresql")})),
                   shape::required("uptime_seconds", shape::integer(0, 1LL << 40)),
                   shape::optional("backups", BackupsHealthShape)});

void writeBackups(JsonWriter &json, const BackupsState &state)
{
    const QString message = !state.settingsFault.isEmpty() ? state.settingsFault
        : !state.keyFault.isEmpty()                        ? state.keyFault
        : !state.failure.isEmpty()                         ? state.failure
                                                           : state.changesFault;
    json.object()
        .field("status",
               state.isWell()           ? "ok"
                   : state.overdueSince ? "overdue"
                                        : "failed")
        .timeField("newest_proved", state.newestProved)
        .timeField("next", state.nextAt)
        .timeField("since", state.overdueSince ? state.overdueSince : state.failedSince)
        .name("message");
    (message.isEmpty() ? json.null() : json.value(message)).endObject();
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
        .field("uptime_seconds", shared.uptimeSeconds());
    // What is wrong with the backups is its owners' to know.
    if (shared.backups && call.actor().may({Area::Backups, Verb::Read}))
        writeBackups(json.name("backups"), *shared.backups->state());
    json.endObject();
    return call.reply(json);
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
    routes
        .get("/metrics", loopback(),
             [shared](Call &, Reader &reader) -> Result<Reply> {
                 return Reply{200, "text/plain; version=0.0.4; charset=utf-8", metricsText(*shared, reader), {}};
             })
        .says("Figures for Prometheus")
        .gives({"text/plain"});
}

}
