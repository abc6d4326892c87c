#include "server/http/openapischema.h"

namespace backroom {

namespace {
using Side = OpenApiSchemas::Side;

void writeText(JsonWriter &json, const Shape &shape, Side side)
{
    json.field("type", "string");
    if (!shape.words.isEmpty())
        json.field("enum", shape.words);
    else if (shape.least > 0)
        json.field("minLength", shape.least);
    if (shape.words.isEmpty() && shape.most > 0 && side == Side::Asked)
        json.field("maxLength", shape.most);
    if (!shape.format.isEmpty())
        json.field("format", shape.format);
}
}

void OpenApiSchemas::collect(const ShapePtr &shape, Side side)
{
    if (!shape)
        return;
    if (shape->kind == Shape::Kind::Object && !shape->name.isEmpty()) {
        if (m_components.contains(shape->name) && (side == Side::Answered || m_asked.contains(shape->name)))
            return;
        m_components.insert(shape->name, shape);
        if (side == Side::Asked)
            m_asked.insert(shape->name);
    }
    collect(shape->items, side);
    for (const Member &member : shape->members)
        collect(member.shape, side);
}

void OpenApiSchemas::write(JsonWriter &json, const ShapePtr &shape, Side side) const
{
    if (shape->nullable && shape->kind != Shape::Kind::Any) { // which takes in null already
        Shape plain = *shape;
        plain.nullable = false;
        json.object().name("anyOf").array();
        write(json, std::make_shared<const Shape>(plain), side);
        json.object().field("type", "null").endObject().endArray().endObject();
        return;
    }
    const bool asked = side == Side::Asked;
    json.object();
    switch (shape->kind) {
    case Shape::Kind::Object:
        if (shape->name.isEmpty())
            writeMembers(json, *shape, side);
        else
            json.field("$ref", QByteArray("#/components/schemas/" + shape->name));
        break;
    case Shape::Kind::Array:
        json.field("type", "array").name("items");
        write(json, shape->items, side);
        if (asked)
            json.field("maxItems", shape->most);
        break;
    case Shape::Kind::Map:
        json.field("type", "object").name("additionalProperties");
        write(json, shape->items, side);
        if (asked)
            json.field("maxProperties", shape->most);
        break;
    case Shape::Kind::Text: writeText(json, *shape, side); break;
    case Shape::Kind::Integer:
        json.field("type", "integer")
            .field("format", "int64")
            .field("minimum", shape->least)
            .field("maximum", shape->most);
        break;
    case Shape::Kind::Boolean: json.field("type", "boolean"); break;
    case Shape::Kind::Number: json.field("type", "number"); break;
    case Shape::Kind::Money: json.field("$ref", "#/components/schemas/Money"); break;
    case Shape::Kind::Time: json.field("type", "string").field("format", "date-time"); break;
    case Shape::Kind::Id:
        json.field("type", "string").field("description", "An id, opaque to clients.");
        if (asked)
            json.field("minLength", 1).field("maxLength", shape->most);
        break;
    case Shape::Kind::Any: break;
    }
    json.endObject();
}

void OpenApiSchemas::writeMembers(JsonWriter &json, const Shape &shape, Side side) const
{
    json.field("type", "object").name("properties").object();
    QStringList required;
    for (const Member &member : shape.members) {
        json.name(member.name);
        write(json, member.shape, side);
        if (member.required)
            required << QString::fromLatin1(member.name);
    }
    json.endObject();
    if (!required.isEmpty())
        json.field("required", required);
    if (side == Side::Asked)
        json.field("additionalProperties", false);
}

void OpenApiSchemas::writeComponents(JsonWriter &json) const
{
    for (auto component = m_components.cbegin(); component != m_components.cend(); ++component) {
        json.name(component.key()).object();
        writeMembers(json, *component.value(), m_asked.contains(component.key()) ? Side::Asked : Side::Answered);
        json.endObject();
    }
}

}
