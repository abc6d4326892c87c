#pragma once
// Reports of one's own: a SELECT under a name, kept in the store, run to read what openschema.h opens. The owner's alone.
#include "app/reports/reporttable.h"
#include "app/store/ownquery.h"
#include "app/store/transaction.h"

namespace backroom {

class Database;

using OwnReportId = Id<struct OwnReportTag>;

struct OwnReport
{
    OwnReportId id;
    QString name;
    QString sql;
    qint64 revision = 1;
};

namespace ownreports {

inline constexpr int MostReports = 200;

// By name.
Result<QList<OwnReport>> list(Reader &reader, const Actor &actor);

// Each leaves one entry in the journal: report.created, report.changed, report.removed, with name and text before and
// after. Invalid for a name or a text that is none; save() with an id changes it, Stale when `expected` is not its
// revision. The text is not run.
Result<OwnReport> save(Transaction &transaction, const Actor &actor, const OwnReport &report,
                       std::optional<qint64> expected = {});
Result<> remove(Transaction &transaction, const Actor &actor, OwnReportId id);
// Puts one back under the id that it had, as remove() said it: for who takes that back.
Result<> restore(Transaction &transaction, const Actor &actor, const OwnReport &report);

// Runs a text; nothing when it was stopped. The table's name is empty, `cut` says that there was more. Columns take
// their kind from their name or from what stands in them. Blocks, see ownquery.h; any thread.
struct Answer
{
    ReportTable table;
    bool cut = false;
};
Result<std::optional<Answer>> run(Database &database, const Actor &actor, const QString &sql, const OwnLimits &limits,
                                  const std::atomic<bool> &stopped);

}
}
