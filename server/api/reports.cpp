#include "server/api/reports.h"

#include "app/reports/reports.h"
#include "server/http/call.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const ShapePtr ColumnShape = shape::object(
    "ReportColumn",
    {shape::required("name", shape::text()), shape::required("title", shape::text()),
     shape::required("kind", shape::oneOf({u"text"_s, u"count"_s, u"money"_s, u"rate"_s, u"day"_s, u"duration"_s}))});
const ShapePtr ReportShape =
    shape::object("Report",
                  {shape::required("name", shape::text()), shape::required("from", shape::formatted("date")),
                   shape::required("to", shape::formatted("date")),
                   shape::required("interval", shape::nullable(shape::text())),
                   shape::required("columns", shape::list(ColumnShape)),
                   shape::required("items", shape::list(shape::map(shape::any()), 1'000'000))});

Result<std::optional<int>> dayOf(const Call &call, QByteArrayView name)
{
    const auto text = call.query(name);
    if (!text)
        return std::optional<int>();
    const QDate date = QDate::fromString(QString::fromUtf8(*text), Qt::ISODate);
    if (!date.isValid() || text->size() != 10)
        return fail(ErrorCode::Malformed,
                    tr("“%1” is no day. Write it as in 2011-01-31.").arg(QString::fromUtf8(text->left(40))));
    return std::optional<int>(dateDay(date));
}

// What does not fit stands in the query here, and is told as every other fault of a query.
Error asOfQuery(Error error)
{
    if (error.code != ErrorCode::Invalid || error.fields.isEmpty())
        return error;
    error.code = ErrorCode::Malformed;
    error.message = error.fields.constFirst().field % ": "_L1 % error.fields.constFirst().message;
    return error;
}

Result<Reply> getReport(Call &call, Reader &reader)
{
    const auto from = dayOf(call, "from");
    if (!from)
        return fail(from.error());
    const auto to = dayOf(call, "to");
    if (!to)
        return fail(to.error());
    ReportQuery query{*from, *to};
    if (const auto interval = call.query("interval"))
        query.interval = reports::parseInterval(*interval).value_or(Interval::Day);
    query.sort = call.query("sort").value_or(QByteArray());
    query.limit = int(call.queryInteger("rows").value_or(0));
    const Result<ReportTable> table = reports::run(reader, call.actor(), call.parameter(), query);
    if (!table)
        return fail(asOfQuery(table.error()));
    if (call.wantsCsv())
        return Call::csv(toCsv(*table), QString::fromLatin1(table->name + ".csv").toLatin1());
    return Reply{200, "application/json", toJson(*table), {}};
}

// Nothing to prepare: it is the reading itself that takes long on a large shop and has no place on a worker.
Result<std::any> away(Call &) { return std::any(); }
}

void addReportRoutes(Routes &routes)
{
    routes.get("/api/v1/admin/reports/{name}", reading(Area::Reports), getReport)
        .says(
            "A report: sales, products, customers, categories, countries, tax, stock or requests. “to” is not in the range")
        .asks("from", shape::formatted("date"))
        .asks("to", shape::formatted("date"))
        .asks("interval", shape::oneOf({u"day"_s, u"week"_s, u"month"_s}))
        .asks("sort", shape::oneOf({u"revenue"_s, u"units"_s}))
        .asks("rows", shape::integer(1, 1'000'000))
        .slowly(away)
        .answers(ReportShape)
        .alsoCsv();
}

}
