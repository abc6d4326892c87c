#include "server/commands/importoutcome.h"

#include "app/base/json.h"
#include "app/products/productimport.h"
#include "server/commands/openshop.h"
#include "server/commands/progress.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<ImportOutcome> importProducts(const CommandLine &line, Database &database, const std::atomic<bool> &cancel)
{
    Progress progress(line.has(u"progress"_s), tr("products"));
    ProductImportOptions options;
    options.format = *parseProductFormat(line.has(u"format"_s) ? line.value(u"format"_s) : u"auto"_s);
    options.dryRun = line.has(u"dry-run"_s);
    options.cancel = &cancel;
    options.progress = [&progress](qint64 done, qint64 total) { progress.at(done, total); };
    const auto summary = products::importFile(database, administrator(), line.operands().at(1), options);
    if (!summary)
        return fail(summary.error());
    JsonWriter json;
    products::writeJson(json, *summary);
    const QString sentence =
        (summary->dryRun ? tr("Would make %1 products and change %2; %3 stay as they are, %4 refused.")
                         : tr("%1 products made, %2 changed, %3 as they were, %4 refused."))
            .arg(countText(summary->created), countText(summary->updated), countText(summary->unchanged),
                 countText(summary->refused));
    return ImportOutcome{json.take(),          sentence,         summary->faults,   summary->notes,
                         summary->refusedRows, summary->refused, summary->cancelled};
}

}
