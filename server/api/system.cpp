#include "server/api/system.h"

#include "server/api/metricstext.h"
#include "server/http/call.h"
#include "server/http/openapi.h"
#include "server/http/servershared.h"

namespace backroom {

namespace {
const ShapePtr HealthShape =
    shape::object("Health",
                  {shape::required("status", shape::text()), shape::required("version", shape::text()),
                   shape::required("store", shape::oneOf({QStringLiteral("sqlite"), QStringLiteral("postgresql")})),
                   shape::required("uptime_seconds", shape::integer(0, 1LL << 40))});

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
