#include "app/reports/requestlog.h"
#include "server/api/csvlist.h"
#include "server/api/reports.h"
#include "server/http/call.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const ShapePtr RequestShape =
    shape::object("Request",
                  {shape::required("id", shape::id()), shape::required("at", shape::time()),
                   shape::required("method", shape::text()), shape::required("path", shape::text()),
                   shape::required("status", shape::integer(100, 599)), shape::required("duration_ms", shape::number()),
                   shape::required("bytes", shape::integer(0, std::numeric_limits<qint64>::max())),
                   shape::required("actor", shape::text()), shape::required("request_id", shape::text()),
                   shape::required("address", shape::text())});

Result<std::optional<Millis>> timeOf(const Call &call, QByteArrayView name)
{
    const auto text = call.query(name);
    if (!text)
        return std::optional<Millis>();
    const auto time = parseTime(QString::fromUtf8(*text));
    if (!time)
        return fail(
            ErrorCode::Malformed,
            tr("“%1” is no time. Write it as in 2026-11-20T09:30:00.000Z.").arg(QString::fromUtf8(text->left(40))));
    return time;
}

const QStringList CsvHeader{u"at"_s,    u"method"_s, u"path"_s,       u"status"_s, u"duration_ms"_s,
                            u"bytes"_s, u"actor"_s,  u"request_id"_s, u"address"_s};

QStringList csvCells(const RequestRow &row)
{
    return {QString::fromLatin1(timeText(row.at)),
            QString::fromLatin1(row.method),
            QString::fromUtf8(row.path),
            QString::number(row.status),
            QString::number(double(row.micros) / 1000, 'f', 3),
            QString::number(row.bytes),
            QString::fromUtf8(row.actor),
            QString::fromUtf8(row.requestId),
            QString::fromUtf8(row.address)};
}

// What the filters leave; limit and after do not count.
Result<RequestQuery> queryOf(const Call &call)
{
    RequestQuery query;
    query.method = call.query("method").value_or(QByteArray()).toUpper();
    query.text = QString::fromUtf8(call.query("q").value_or(QByteArray()));
    query.actor = call.query("actor").value_or(QByteArray());
    if (const auto status = call.queryInteger("status"))
        query.statusFrom = query.statusTo = int(*status);
    const auto from = timeOf(call, "from");
    if (!from)
        return fail(from.error());
    const auto to = timeOf(call, "to");
    if (!to)
        return fail(to.error());
    query.from = *from;
    query.to = *to;
    return query;
}

Result<> writeRequests(Call &call, Reader &reader, QIODevice &out)
{
    const auto query = queryOf(call);
    if (!query)
        return fail(query.error());
    return api::writeCsv(
        out, CsvHeader, requestlog::ids(reader, call.actor(), *query),
        [&](const QList<RequestId> &some) { return requestlog::fetch(reader, call.actor(), some); }, csvCells);
}

Result<Reply> getRequests(Call &call, Reader &reader)
{
    auto query = queryOf(call);
    if (!query)
        return fail(query.error());
    if (call.wantsAllAsCsv())
        return call.csv(writeRequests, "requests.csv");
    const auto after = call.after(requestlog::Order);
    if (!after)
        return fail(after.error());
    query->after = *after;
    query->limit = call.limit();
    const auto page = requestlog::list(reader, call.actor(), *query);
    if (!page)
        return fail(page.error());
    if (call.wantsCsv())
        return Call::csv(csvRow(CsvHeader) + api::csvRows(page->items, csvCells), "requests.csv");
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const RequestRow &row : page->items)
        requestlog::writeJson(json, row);
    call.endPage(json, page->next);
    return call.reply(json);
}
}

void addRequestRoutes(Routes &routes)
{
    routes.get("/api/v1/admin/requests", reading(Area::Requests), getRequests)
        .says("The access log, newest first; as CSV all that the filters leave")
        .asks("method", shape::text(1, 20))
        .asks("status", shape::integer(100, 599))
        .asks("q", shape::text(0, 200))
        .asks("actor", shape::text(1, 100))
        .asks("from", shape::formatted("date-time"))
        .asks("to", shape::formatted("date-time"))
        .paged()
        .answers(shape::page("Requests", RequestShape))
        .alsoCsv();
}

}
