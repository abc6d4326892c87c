#include "server/http/call.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom {

Call::Call(Backroom &shop, const Route &route, Request request, QByteArrayList parameters)
    : m_shop(&shop),
      m_settings(shop.settings()),
      m_route(&route),
      m_request(std::make_shared<const Request>(std::move(request))),
      m_parameters(std::move(parameters))
{}

tl::unexpected<Error> Call::notFound()
{
    return fail(ErrorCode::NotFound,
                QCoreApplication::translate("backroom", "There is nothing here under this address."));
}

std::optional<QString> Call::text(QLatin1StringView field) const
{
    const QJsonValue value = m_body.value(field);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<qint64> Call::integer(QLatin1StringView field) const
{
    const QJsonValue value = m_body.value(field);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<bool> Call::boolean(QLatin1StringView field) const
{
    const QJsonValue value = m_body.value(field);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<qint64> Call::money(QLatin1StringView field) const
{
    const QJsonValue value = m_body.value(field);
    return value.isObject() ? std::optional(value.toObject().value("amount"_L1).toInteger()) : std::nullopt;
}

std::optional<QStringList> Call::texts(QLatin1StringView field) const
{
    const QJsonValue value = m_body.value(field);
    if (!value.isArray())
        return std::nullopt;
    QStringList texts;
    for (const auto &item : value.toArray())
        texts << item.toString();
    return texts;
}

std::optional<qint64> Call::queryInteger(QByteArrayView name) const
{
    const auto text = m_request->query(name);
    return text ? std::optional(text->toLongLong()) : std::nullopt;
}

std::optional<bool> Call::queryBoolean(QByteArrayView name) const
{
    const auto text = m_request->query(name);
    return text ? std::optional(*text == "true") : std::nullopt;
}

int Call::limit() const { return int(queryInteger("limit").value_or(DefaultLimit)); }

Result<std::optional<Cursor>> Call::after(const QByteArray &order) const
{
    const auto text = m_request->query("after");
    if (!text)
        return std::nullopt;
    auto cursor = decodeCursor(*text, order, m_shop->database().secrets().cursorKey);
    if (!cursor)
        return fail(cursor.error());
    return *std::move(cursor);
}

Result<std::optional<qint64>> Call::expectedRevision() const
{
    QByteArray given = m_request->header("if-match").toByteArray().trimmed();
    if (given.isEmpty() || given == "*")
        return std::nullopt;
    if (given.size() >= 2 && given.startsWith('"') && given.endsWith('"'))
        given = given.mid(1, given.size() - 2);
    bool ok = false;
    const qint64 revision = given.startsWith('r') ? given.mid(1).toLongLong(&ok) : given.toLongLong(&ok);
    // A tag that is none of ours fits no revision.
    return ok ? revision : -1;
}

Reply Call::reply(JsonWriter &json, qint64 revision) const
{
    Reply answer = reply(json);
    answer.headers.emplaceBack("ETag", "\"r" + QByteArray::number(revision) + '"');
    return answer;
}

Reply Call::csv(QByteArray bytes, const QByteArray &fileName)
{
    return {200,
            "text/csv; charset=utf-8",
            std::move(bytes),
            {{"Content-Disposition", "attachment; filename=\"" + fileName + '"'}}};
}

Reply Call::csv(Maker maker, const QByteArray &fileName)
{
    m_maker = std::move(maker);
    return csv(QByteArray(), fileName);
}

void Call::endPage(JsonWriter &json, const std::optional<Cursor> &next) const
{
    json.endArray().name("next");
    if (next)
        json.value(encodeCursor(*next, m_shop->database().secrets().cursorKey));
    else
        json.null();
    json.endObject();
}

}
