#pragma once
// One call of a route, as its handler sees it: who calls, what was asked, checked already against the route's shapes.
// A value that travels from the worker to the writer and back.
#include "app/backroom.h"
#include "app/base/cursor.h"
#include "app/base/json.h"
#include "server/http/accept.h"
#include "server/http/request.h"
#include "server/http/route.h"

#include <QJsonObject>

namespace backroom {

class Call {
public:
    Call(Backroom &shop, const Route &route, Request request, QByteArrayList parameters);

    Backroom &shop() const { return *m_shop; }
    const Settings &settings() const { return *m_settings; }
    const Route &route() const { return *m_route; }
    const Request &request() const { return *m_request; }
    const Actor &actor() const { return m_actor; }
    // What stood for "{id}" in the path, decoded; by position.
    const QByteArray &parameter(int index = 0) const { return m_parameters[index]; }
    // The same as an id; NotFound when it is none.
    template<typename IdType> Result<IdType> id(int index = 0) const
    {
        if (const auto parsed = IdType::parse(QString::fromUtf8(m_parameters[index])))
            return *parsed;
        return notFound();
    }
    static tl::unexpected<Error> notFound();

    // The body. The getters give nothing where a field was left out or null.
    const QJsonObject &body() const { return m_body; }
    bool has(QLatin1StringView field) const { return m_body.contains(field); }
    std::optional<QString> text(QLatin1StringView field) const;
    std::optional<qint64> integer(QLatin1StringView field) const;
    std::optional<bool> boolean(QLatin1StringView field) const;
    std::optional<qint64> money(QLatin1StringView field) const; // minor units
    std::optional<QStringList> texts(QLatin1StringView field) const;

    // The query, checked already.
    std::optional<QByteArray> query(QByteArrayView name) const { return m_request->query(name); }
    std::optional<qint64> queryInteger(QByteArrayView name) const;
    std::optional<bool> queryBoolean(QByteArrayView name) const;
    int limit() const;
    // Where the page begins; Malformed when the cursor is not of this `order` ("products:-price").
    Result<std::optional<Cursor>> after(const QByteArray &order) const;
    // The caller wants a spreadsheet.
    bool wantsCsv() const { return wantsCsv(m_request->header("accept")); }
    static bool wantsCsv(QByteArrayView accept) { return prefersCsv(accept); }
    // The revision in If-Match; nothing without one or with "*".
    Result<std::optional<qint64>> expectedRevision() const;

    // What the route's slow step gave.
    template<typename T> const T &prepared() const { return *std::any_cast<T>(&m_prepared); }

    // For answers: a writer that knows the shop's currency.
    JsonWriter json() const { return JsonWriter(m_settings->currency); }
    Reply reply(JsonWriter &json) const { return {m_route->status, "application/json", json.take(), {}}; }
    // With the ETag that If-Match takes.
    Reply reply(JsonWriter &json, qint64 revision) const;
    static Reply nothing() { return {204, {}, {}, {}}; }
    static Reply csv(QByteArray bytes, const QByteArray &fileName);
    // Writes a body of any length; on a slow thread, in one read snapshot. What it cannot write breaks the reply off.
    using Maker = std::function<Result<>(Call &, Reader &, QIODevice &)>;
    // A CSV that `maker` writes while it is sent.
    Reply csv(Maker maker, const QByteArray &fileName);
    const Maker &maker() const { return m_maker; }
    // Of a list: all rows that match, unless the caller asks for a page.
    bool wantsAllAsCsv() const { return wantsCsv() && !query("limit") && !query("after"); }
    // Closes a list: ],"next":…}
    void endPage(JsonWriter &json, const std::optional<Cursor> &next) const;

private:
    friend class Endpoint;
    friend struct Exchange;
    Backroom *m_shop;
    std::shared_ptr<const Settings> m_settings;
    const Route *m_route;
    std::shared_ptr<const Request> m_request;
    QByteArrayList m_parameters;
    Actor m_actor;
    QJsonObject m_body;
    std::any m_prepared;
    Maker m_maker;
};

}
