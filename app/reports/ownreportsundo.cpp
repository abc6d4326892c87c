#include "app/reports/ownreportsundo.h"

#include "app/journal/undorules.h"
#include "app/reports/ownreports.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom::ownreports {

namespace {
OwnReport reportOf(const JournalRow &entry, const QByteArray &json)
{
    const QJsonObject object = undo::object(json);
    return {OwnReportId{entry.entityId.toLongLong()}, object["name"_L1].toString(), object["sql"_L1].toString(),
            object["revision"_L1].toInteger(1)};
}

// As it is now; nothing when it is gone.
Result<std::optional<OwnReport>> now(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto all = list(transaction, actor);
    if (!all)
        return fail(all.error());
    const OwnReportId id{entry.entityId.toLongLong()};
    const auto found =
        std::find_if(all->cbegin(), all->cend(), [id](const OwnReport &report) { return report.id == id; });
    return found == all->cend() ? std::nullopt : std::optional(*found);
}
}

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto report = now(transaction, actor, entry);
    if (!report)
        return fail(report.error());
    if (!*report)
        return undo::goneSince();
    const OwnReport made = reportOf(entry, entry.after);
    if ((*report)->name != made.name || (*report)->sql != made.sql)
        return undo::changedSince({undo::fieldName((*report)->name != made.name ? u"name"_s : u"sql"_s)});
    return remove(transaction, actor, made.id);
}

Result<> undoChanged(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto report = now(transaction, actor, entry);
    if (!report)
        return fail(report.error());
    if (!*report)
        return undo::goneSince();
    const OwnReport before = reportOf(entry, entry.before), after = reportOf(entry, entry.after);
    if ((*report)->name != after.name || (*report)->sql != after.sql)
        return undo::changedSince({undo::fieldName((*report)->name != after.name ? u"name"_s : u"sql"_s)});
    const auto saved = save(transaction, actor, before);
    return saved ? Result<>() : fail(saved.error());
}

Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return restore(transaction, actor, reportOf(entry, entry.before));
}

}
