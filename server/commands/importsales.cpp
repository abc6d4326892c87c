#include "server/commands/importoutcome.h"

#include "app/base/json.h"
#include "app/orders/salesimport.h"
#include "server/commands/openshop.h"
#include "server/commands/progress.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray asJson(const SalesImportSummary &summary, bool dryRun)
{
    JsonWriter json;
    json.object()
        .field("lines", summary.lines)
        .field("known", summary.known)
        .field("orders", summary.orders)
        .field("products", summary.products)
        .field("customers", summary.customers)
        .field("refused", summary.refused)
        .field("dry_run", dryRun)
        .field("cancelled", summary.cancelled)
        .name("faults")
        .array();
    for (const RowFault &fault : summary.faults)
        json.object().field("line", fault.line).field("column", fault.column).field("reason", fault.reason).endObject();
    json.endArray().endObject();
    return json.take();
}
}

Result<ImportOutcome> importSales(const CommandLine &line, Database &database, const std::atomic<bool> &cancel)
{
    Progress progress(line.has(u"progress"_s), tr("lines"));
    SalesImportOptions options;
    options.dryRun = line.has(u"dry-run"_s);
    options.cancel = &cancel;
    options.progress = [&progress](qint64 done, qint64 total) { progress.at(done, total); };
    const auto summary = salesimport::run(database, administrator(), line.operands().at(1), options);
    if (!summary)
        return fail(summary.error());
    const QString sentence =
        (options.dryRun
             ? tr(
                 "Would take %1 lines: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused.")
             : tr("%1 lines taken: %2 orders, %3 products and %4 customers made; %5 lines known already, %6 refused."))
            .arg(countText(summary->lines), countText(summary->orders), countText(summary->products),
                 countText(summary->customers), countText(summary->known), countText(summary->refused));
    return ImportOutcome{asJson(*summary, options.dryRun),
                         sentence,
                         summary->faults,
                         {},
                         csvOfFaults({u"InvoiceNo"_s, u"StockCode"_s, u"Description"_s, u"Quantity"_s, u"InvoiceDate"_s,
                                      u"UnitPrice"_s, u"CustomerID"_s, u"Country"_s},
                                     summary->faults),
                         summary->refused,
                         summary->cancelled};
}

}
