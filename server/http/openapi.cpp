#include "server/http/openapi.h"

#include "app/base/json.h"
#include "app/base/money.h"
#include "app/base/page.h"

#include <QMap>

namespace backroom {

namespace {

class Document {
public:
    explicit Document(const Routes &routes) : m_routes(routes) {}
    QByteArray make();

private:
    void collect(const ShapePtr &shape);
    void schema(const ShapePtr &shape, bool inComponents = false);
    void object(const Shape &shape);
    void route(const Route &route);
    void parameters(const Route &route);
    void parameter(const char *in, const QByteArray &name, const ShapePtr &shape, bool required);
    void requestBody(const Route &route);
    void responses(const Route &route);
    void problem(const char *status, const char *what);
    void security(const Route &route);

    const Routes &m_routes;
    JsonWriter m_json;
    QMap<QByteArray, ShapePtr> m_components;
};

void Document::collect(const ShapePtr &shape)
{
    if (!shape)
        return;
    if (shape->kind == Shape::Kind::Object && !shape->name.isEmpty()) {
        if (m_components.contains(shape->name))
            return;
        m_components.insert(shape->name, shape);
    }
    collect(shape->items);
    for (const Member &member : shape->members)
        collect(member.shape);
}

void Document::schema(const ShapePtr &shape, bool inComponents)
{
    if (shape->nullable) {
        Shape plain = *shape;
        plain.nullable = false;
        m_json.object().name("anyOf").array();
        schema(std::make_shared<const Shape>(plain));
        m_json.object().field("type", "null").endObject().endArray().endObject();
        return;
    }
    m_json.object();
    switch (shape->kind) {
    case Shape::Kind::Object:
        if (!inComponents && !shape->name.isEmpty())
            m_json.field("$ref", QByteArray("#/components/schemas/" + shape->name));
        else
            object(*shape);
        break;
    case Shape::Kind::Array:
        m_json.field("type", "array").name("items");
        schema(shape->items);
        break;
    case Shape::Kind::Map:
        m_json.field("type", "object").name("additionalProperties");
        schema(shape->items);
        break;
    case Shape::Kind::Text:
        m_json.field("type", "string");
        if (!shape->words.isEmpty())
            m_json.field("enum", shape->words);
        else if (shape->least > 0)
            m_json.field("minLength", shape->least);
        if (!shape->format.isEmpty())
            m_json.field("format", shape->format);
        break;
    case Shape::Kind::Integer:
        m_json.field("type", "integer")
            .field("format", "int64")
            .field("minimum", shape->least)
            .field("maximum", shape->most);
        break;
    case Shape::Kind::Boolean: m_json.field("type", "boolean"); break;
    case Shape::Kind::Number: m_json.field("type", "number"); break;
    case Shape::Kind::Money: m_json.field("$ref", "#/components/schemas/Money"); break;
    case Shape::Kind::Time: m_json.field("type", "string").field("format", "date-time"); break;
    case Shape::Kind::Id: m_json.field("type", "string").field("description", "An id, opaque to clients."); break;
    case Shape::Kind::Any: break;
    }
    m_json.endObject();
}

void Document::object(const Shape &shape)
{
    m_json.field("type", "object");
    QStringList required;
    m_json.name("properties").object();
    for (const Member &member : shape.members) {
        m_json.name(member.name);
        schema(member.shape);
        if (member.required)
            required << QString::fromLatin1(member.name);
    }
    m_json.endObject();
    if (!required.isEmpty())
        m_json.field("required", required);
}

void Document::parameter(const char *in, const QByteArray &name, const ShapePtr &shape, bool required)
{
    m_json.object().field("name", name).field("in", in).field("required", required).name("schema");
    schema(shape);
    m_json.endObject();
}

void Document::parameters(const Route &route)
{
    static const ShapePtr text = shape::text();
    m_json.name("parameters").array();
    for (const QByteArray &segment : route.path.split('/'))
        if (segment.startsWith('{'))
            parameter("path", segment.mid(1, segment.size() - 2), text, true);
    for (const QueryParameter &query : route.query)
        parameter("query", query.name, query.shape, false);
    if (route.isPaged) {
        parameter("query", "limit", shape::integer(1, MaxLimit), false);
        parameter("query", "after", text, false);
    }
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
    m_json.name("requestBody").object().field("required", true).name("content").object();
    if (route.body) {
        m_json.name("application/json").object().name("schema");
        schema(route.body);
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
                schema(route.answer);
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
    if (route.write) {
        problem("409", "Not possible as things stand.");
        problem("422", "Some fields need another look.");
    }
    if (route.takesIfMatch)
        problem("412", "Changed meanwhile.");
    problem("503", "Busy, or the store does not answer.");
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
        collect(route->body);
        collect(route->answer);
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
        R"("currency":{"type":"string","description":"ISO 4217"}},"required":["amount","currency"]})");
    m_json.name("Problem").raw(
        R"({"type":"object","properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
        R"("detail":{"type":"string"},"instance":{"type":"string"},"request_id":{"type":"string"},"errors":{"type":"array","items":)"
        R"({"type":"object","properties":{"field":{"type":"string"},"message":{"type":"string"}},"required":["field","message"]}}},)"
        R"("required":["type","title","status"]})");
    for (auto component = m_components.cbegin(); component != m_components.cend(); ++component) {
        m_json.name(component.key());
        schema(component.value(), true);
    }
    m_json.endObject().endObject().endObject();
    return m_json.take();
}
}

QByteArray openApiDocument(const Routes &routes) { return Document(routes).make(); }

}
