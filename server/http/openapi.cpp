#include "server/http/openapi.h"

#include "app/base/page.h"
#include "server/http/openapischema.h"

#include <QMap>

namespace backroom {

namespace {
using Side = OpenApiSchemas::Side;

class Document {
public:
    explicit Document(const Routes &routes) : m_routes(routes) {}
    QByteArray make();

private:
    void route(const Route &route);
    void parameters(const Route &route);
    void paging(const Route &route);
    void parameter(const char *in, const QByteArray &name, const ShapePtr &shape, bool required);
    void requestBody(const Route &route);
    void responses(const Route &route);
    void problem(const char *status, const char *what);
    void security(const Route &route);

    const Routes &m_routes;
    JsonWriter m_json;
    OpenApiSchemas m_schemas;
};

void Document::parameter(const char *in, const QByteArray &name, const ShapePtr &shape, bool required)
{
    m_json.object().field("name", name).field("in", in).field("required", required).name("schema");
    m_schemas.write(m_json, shape, Side::Asked);
    m_json.endObject();
}

void Document::paging(const Route &route)
{
    m_json.object().field("name", "limit").field("in", "query").field("required", false);
    m_json.name("schema").object().field("type", "integer").field("minimum", 1).field("maximum", MaxLimit);
    if (!route.isWholeUnlessPaged)
        m_json.field("default", DefaultLimit);
    m_json.endObject().endObject();
    parameter("query", "after", shape::text(1, MaxCursor), false);
}

void Document::parameters(const Route &route)
{
    static const ShapePtr text = shape::text(0, 0);
    m_json.name("parameters").array();
    for (const QByteArray &segment : route.path.split('/'))
        if (segment.startsWith('{'))
            parameter("path", segment.mid(1, segment.size() - 2), text, true);
    for (const QueryParameter &query : route.query)
        parameter("query", query.name, query.shape, false);
    if (route.isPaged)
        paging(route);
    if (route.method == Method::Post)
        parameter("header", "Idempotency-Key", text, false);
    if (route.takesIfMatch)
        parameter("header", "If-Match", text, false);
    if (route.isCached)
        parameter("header", "If-None-Match", text, false);
    m_json.endArray();
}

void Document::requestBody(const Route &route)
{
    if (!route.body && route.uploadTypes.isEmpty())
        return;
    m_json.name("requestBody").object().field("required", route.needsBody()).name("content").object();
    if (route.body) {
        m_json.name("application/json").object().name("schema");
        m_schemas.write(m_json, route.body, Side::Asked);
        m_json.endObject();
    }
    for (const QByteArray &type : route.uploadTypes)
        m_json.name(type)
            .object()
            .name("schema")
            .object()
            .field("type", "string")
            .field("format", "binary")
            .endObject()
            .endObject();
    m_json.endObject().endObject();
}

void Document::problem(const char *status, const char *what)
{
    m_json.name(status)
        .object()
        .field("description", what)
        .name("content")
        .object()
        .name("application/problem+json")
        .object()
        .name("schema")
        .object();
    m_json.field("$ref", "#/components/schemas/Problem").endObject().endObject().endObject().endObject();
}

void Document::responses(const Route &route)
{
    m_json.name("responses").object();
    m_json.name(QByteArray::number(route.status))
        .object()
        .field("description", route.status == 204 ? "Done." : "The answer.");
    if (route.status != 204) {
        m_json.name("content").object();
        for (const QByteArray &type : route.answerTypes) {
            m_json.name(type).object();
            if (type == "application/json" && route.answer) {
                m_json.name("schema");
                m_schemas.write(m_json, route.answer, Side::Answered);
            }
            m_json.endObject();
        }
        m_json.endObject();
    }
    m_json.endObject();
    if (route.isCached)
        m_json.name("304").object().field("description", "Not changed since.").endObject();
    problem("400", "The request cannot be read.");
    if (route.access.kind != Access::Kind::Anyone) {
        problem("401", "Not signed in.");
        problem("403", "Not allowed.");
    }
    if (route.path.contains('{'))
        problem("404", "Unknown, or not yours.");
    if (route.write)
        problem("409", "Not possible as things stand.");
    if (route.takesIfMatch)
        problem("412", "Changed meanwhile.");
    if (route.mayHaveBody()) {
        problem("413", "The body is too large.");
        problem("415", "Not a kind of content taken here.");
    }
    problem("421", "Not a name of this shop.");
    if (route.write)
        problem("422", "Some fields need another look.");
    problem("429", "Too many requests; Retry-After says when to try again.");
    problem("503", "Busy, or the store does not answer; Retry-After says when to try again.");
    if (route.write)
        problem("507", "No room left on the disk.");
    m_json.endObject();
}

void Document::security(const Route &route)
{
    m_json.name("security").array();
    if (route.access.kind == Access::Kind::Anyone || route.access.kind == Access::Kind::Loopback)
        m_json.object().endObject();
    if (route.access.kind != Access::Kind::Anyone)
        m_json.object().name("bearer").array().endArray().endObject();
    m_json.endArray();
}

void Document::route(const Route &route)
{
    QByteArray operation = methodText(route.method).toLower() + route.path;
    for (char &c : operation)
        if (!isalnum(static_cast<unsigned char>(c)))
            c = '_';
    QByteArrayList words = route.path.mid(1).split('/');
    const bool versioned = words.value(0) == "api";
    QByteArray tag = versioned ? words.value(2) : QByteArray("server");
    if (tag == "admin")
        tag = "admin/" + words.value(3);
    m_json.name(methodText(route.method).toLower()).object();
    m_json.field("operationId", operation).field("summary", route.summary).name("tags").array().value(tag).endArray();
    QByteArray who = "For anyone.";
    if (route.access.kind == Access::Kind::SignedIn)
        who = "For who signed in.";
    else if (route.access.kind == Access::Kind::Permitted)
        who = "For the role " + roleText(leastRole(route.access.permission)) + " and up, or an API key with the scope "
            + scopeText(route.access.permission).toLatin1() + ".";
    else if (route.access.kind == Access::Kind::Loopback)
        who = "From this machine, or for the owner.";
    m_json.field("description", who);
    parameters(route);
    requestBody(route);
    responses(route);
    security(route);
    m_json.endObject();
}

QByteArray Document::make()
{
    QMap<QByteArray, QList<const Route *>> paths;
    for (const auto &route : m_routes.all()) {
        paths[route->path] << route.get();
        m_schemas.collect(route->body, Side::Asked);
        m_schemas.collect(route->answer, Side::Answered);
    }
    m_json.object().field("openapi", "3.1.0").name("info").object();
    m_json.field("title", "Backroom")
        .field("version", BACKROOM_VERSION)
        .field("description", "The API of a shop that runs on Backroom.");
    m_json.name("license")
        .object()
        .field("name", "GPL-3.0-only")
        .field("identifier", "GPL-3.0-only")
        .endObject()
        .endObject();
    m_json.name("servers").array().object().field("url", "/").endObject().endArray();
    m_json.name("paths").object();
    for (auto path = paths.cbegin(); path != paths.cend(); ++path) {
        m_json.name(path.key()).object();
        for (const Route *route : path.value())
            this->route(*route);
        m_json.endObject();
    }
    m_json.endObject().name("components").object().name("securitySchemes").object();
    m_json.name("bearer").object().field("type", "http").field("scheme", "bearer").endObject().endObject();
    m_json.name("schemas").object();
    m_json.name("Money").raw(
        R"({"type":"object","properties":{"amount":{"type":"integer","format":"int64","description":"In the currency's minor unit."},)"
        R"("currency":{"type":"string","description":"ISO 4217"}},"required":["amount","currency"],"additionalProperties":false})");
    m_json.name("Problem").raw(
        R"({"type":"object","properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
        R"("detail":{"type":"string"},"instance":{"type":"string"},"request_id":{"type":"string"},"errors":{"type":"array","items":)"
        R"({"type":"object","properties":{"field":{"type":"string"},"message":{"type":"string"}},"required":["field","message"]}}},)"
        R"("required":["type","title","status"]})");
    m_schemas.writeComponents(m_json);
    m_json.endObject().endObject().endObject();
    return m_json.take();
}
}

QByteArray openApiDocument(const Routes &routes) { return Document(routes).make(); }

}
