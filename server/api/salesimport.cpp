#include "server/api/salesimport.h"

#include "app/orders/salesimport.h"
#include "server/http/call.h"

#include <QCoreApplication>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr qsizetype MostFaultsTold = 100;

ShapePtr summaryShape()
{
    const ShapePtr count = shape::integer(0, 1'000'000'000);
    const ShapePtr fault = shape::object("SalesImportFault",
                                         {shape::required("line", count), shape::required("column", shape::text()),
                                          shape::required("reason", shape::text())});
    return shape::object("SalesImportSummary",
                         {shape::required("dry_run", shape::boolean()), shape::required("lines", count),
                          shape::required("known", count), shape::required("orders", count),
                          shape::required("products", count), shape::required("customers", count),
                          shape::required("refused", count), shape::required("faults", shape::list(fault))});
}

// The importer reads its file twice and writes in transactions of its own, so all is done before the call's own one.
Result<std::any> importUpload(Call &call)
{
    QTemporaryFile file;
    QString path = call.request().bodyFile();
    if (path.isEmpty()) {
        const QByteArray &body = call.request().body();
        if (!file.open() || file.write(body) != body.size() || !file.flush())
            return fail(ErrorCode::Full, tr("There is no room on the disk for this file. Make room, then try again."));
        path = file.fileName();
    }
    SalesImportOptions options;
    options.dryRun = call.queryBoolean("dry_run").value_or(false);
    const auto summary = salesimport::run(call.shop().database(), call.actor(), path, options);
    if (!summary)
        return fail(summary.error());
    return std::any(*summary);
}

Result<Reply> postImport(Call &call, Transaction &)
{
    const auto &summary = call.prepared<SalesImportSummary>();
    JsonWriter json = call.json();
    json.object()
        .field("dry_run", call.queryBoolean("dry_run").value_or(false))
        .field("lines", summary.lines)
        .field("known", summary.known)
        .field("orders", summary.orders)
        .field("products", summary.products)
        .field("customers", summary.customers)
        .field("refused", summary.refused)
        .name("faults")
        .array();
    for (const RowFault &fault : summary.faults.first(std::min(MostFaultsTold, summary.faults.size())))
        json.object().field("line", fault.line).field("column", fault.column).field("reason", fault.reason).endObject();
    json.endArray().endObject();
    return call.reply(json);
}
}

void addSalesImportRoutes(Routes &routes)
{
    routes.post("/api/v1/admin/import/sales", writing(Area::Imports), postImport)
        .says("Import a sales history in the Online Retail layout, plain or .gz. The same file again changes nothing")
        .asks("dry_run", shape::boolean())
        .uploads({"text/csv", "application/gzip", "application/x-gzip"})
        .slowly(importUpload)
        .answers(summaryShape());
}

}
