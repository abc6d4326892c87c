#include "app/users/user.h"

namespace backroom {

namespace {
JsonWriter &optionalText(JsonWriter &json, QByteArrayView name, const QString &text)
{
    json.name(name);
    return text.isEmpty() ? json.null() : json.value(text);
}
}

void writeJson(JsonWriter &json, const User &user)
{
    json.object().field("id", user.id);
    optionalText(json, "email", user.email);
    json.field("name", user.name).field("role", roleText(user.role));
    optionalText(json, "phone", user.phone);
    optionalText(json, "external_number", user.externalNumber);
    optionalText(json, "country", QString::fromLatin1(user.country));
    json.field("note", user.note)
        .field("disabled", user.disabled)
        .field("invited", user.isInvited())
        .field("revision", user.revision)
        .timeField("created_at", user.createdAt)
        .timeField("updated_at", user.updatedAt)
        .endObject();
}

void writeOwnJson(JsonWriter &json, const User &user)
{
    json.object().field("id", user.id);
    optionalText(json, "email", user.email);
    json.field("name", user.name).field("role", roleText(user.role));
    optionalText(json, "phone", user.phone);
    json.field("revision", user.revision)
        .timeField("created_at", user.createdAt)
        .timeField("updated_at", user.updatedAt)
        .endObject();
}

QByteArray toJson(const User &user)
{
    JsonWriter json;
    writeJson(json, user);
    return json.take();
}

QByteArray UserQuery::orderText() const
{
    QByteArray text = who == Who::Customers ? "customers:" : "users:";
    switch (order) {
    case Order::Name: return text + "name";
    case Order::NameDown: return text + "-name";
    case Order::Created: return text + "created";
    case Order::CreatedDown: break;
    }
    return text + "-created";
}

std::optional<UserQuery::Order> UserQuery::parseOrder(QByteArrayView text)
{
    if (text == "name")
        return Order::Name;
    if (text == "-name")
        return Order::NameDown;
    if (text == "created")
        return Order::Created;
    if (text == "-created")
        return Order::CreatedDown;
    return std::nullopt;
}

}
