#include "app/journal/undo.h"

#include "app/journal/undorules.h"
#include "app/orders/counterundo.h"
#include "app/store/database.h"

#include <QCoreApplication>

namespace backroom::undo {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool isRun(const JournalRow &entry)
{
    return entry.action == "products.imported" || entry.action == "products.changed"
        || entry.action == "products.images_brought";
}

// Actions that there is no way back from, each with what helps instead.
QString reason(const QByteArray &action)
{
    if (action == "order.placed")
        return tr("A customer placed this order. Cancel the order instead.");
    if (action == "order.imported" || action == "sales.imported")
        return tr("Imported sales are history. Restore a backup from before the import instead.");
    if (action.endsWith(".erased") || action.endsWith(".removed"))
        return action.startsWith("api_key") ? tr("The key itself was never kept. Make a new one.")
                                            : tr("What was personal is gone for good. A backup may still hold it.");
    if (action.endsWith(".sessions_ended"))
        return tr("Ended sessions stay ended. Whoever was there signs in again.");
    if (action.endsWith(".password_reset"))
        return tr("The link that was made serves once, and ends by itself. A new one takes its place.");
    if (action.contains(".password"))
        return tr("The password of before is not kept. Set a new one instead.");
    if (action.endsWith(".accepted") || action.endsWith(".signed_up"))
        return tr("This was the person’s own doing. Disable them instead.");
    if (action.startsWith("backup") || action.startsWith("shop."))
        return tr("This is not undone from here. The page Backups has the ways back.");
    return tr("There is no way back from this.");
}
}

QString refusal(const JournalRow &entry)
{
    if (entry.undoneBy)
        return tr("This was taken back already.");
    const bool theirs = entry.action == "order.placed" && !counter::madeHere(entry);
    return ruleOf(entry.action) && !theirs ? QString() : reason(entry.action);
}

Result<> take(Transaction &transaction, const Actor &actor, qint64 seq)
{
    const auto entry = journal::entry(transaction, actor, seq);
    if (!entry)
        return fail(entry.error());
    if (const QString why = refusal(*entry); !why.isEmpty())
        return fail(ErrorCode::Conflict, why);
    if (entry->before.isEmpty() && entry->after.isEmpty() && !entry->action.endsWith(".removed"))
        return fail(ErrorCode::Conflict, tr("What this changed was erased from the journal."));
    transaction.undoing(seq);
    return ruleOf(entry->action)(transaction, actor, *entry);
}

Result<> attempt(Database &database, const Actor &actor, qint64 seq)
{
    // The marker of a trial: an error without words, so that all is taken back.
    const auto tried = database.writeNow(actor, [&](Transaction &transaction) -> Result<> {
        const auto taken = take(transaction, actor, seq);
        return taken ? fail(ErrorCode::Conflict, QString()) : taken;
    });
    return tried || tried.error().message.isEmpty() ? Result<>() : tried;
}

Result<QList<qint64>> wholeOf(Reader &reader, const Actor &actor, qint64 seq)
{
    const auto entry = journal::entry(reader, actor, seq);
    if (!entry)
        return fail(entry.error());
    if (!isRun(*entry))
        return QList<qint64>{seq};
    QList<qint64> seqs;
    Query rows = reader.query("SELECT j.seq FROM journal j LEFT JOIN journal_undone u ON u.seq = j.seq WHERE "
                              "j.entity = ? AND j.entity_id = ? AND j.action = ? AND u.seq IS NULL ORDER BY j.seq DESC",
                              entry->entity, entry->entityId, entry->action);
    while (rows.next())
        seqs << rows.int64(0);
    return seqs;
}

int leftOf(const JournalRow &entry) { return object(entry.after).value(QLatin1StringView("left")).toInt(); }

Result<std::optional<JournalRow>> newest(Reader &reader, const Actor &actor, qint64 since)
{
    const auto seq = reader.number("SELECT MAX(j.seq) FROM journal j WHERE j.seq > ? AND j.actor = ? AND NOT EXISTS "
                                   "(SELECT 1 FROM journal_undone u WHERE u.seq = j.seq OR u.by_seq = j.seq)",
                                   since, actor.tag());
    if (!seq)
        return std::nullopt;
    const auto entry = journal::entry(reader, actor, *seq);
    return entry ? Result<std::optional<JournalRow>>(*entry) : fail(entry.error());
}

Result<std::optional<JournalRow>> latest(Reader &reader, const Actor &actor, qint64 since)
{
    constexpr int MostPassed = 200; // entries without a way back, between here and one that has it
    QList<JournalId> seqs;
    {
        Query rows =
            reader.query("SELECT j.seq FROM journal j WHERE j.seq > ? AND j.actor = ? AND NOT EXISTS (SELECT 1 FROM "
                         "journal_undone u WHERE u.seq = j.seq OR u.by_seq = j.seq) ORDER BY j.seq DESC LIMIT ?",
                         since, actor.tag(), MostPassed);
        while (rows.next())
            seqs << rows.id<JournalId>(0);
    }
    for (const JournalId seq : std::as_const(seqs)) {
        const auto entry = journal::entry(reader, actor, seq.value);
        if (!entry)
            return fail(entry.error());
        if (refusal(*entry).isEmpty())
            return *entry;
    }
    return std::nullopt;
}

Result<std::optional<JournalRow>> latestUndone(Reader &reader, const Actor &actor, qint64 since)
{
    const auto done = latest(reader, actor, since);
    if (!done)
        return done;
    const auto seq = reader.number(
        "SELECT MAX(u.by_seq) FROM journal_undone u JOIN journal j ON j.seq = u.by_seq WHERE u.by_seq > ? "
        "AND j.actor = ? AND u.again = 0 AND NOT EXISTS (SELECT 1 FROM journal_undone v WHERE v.seq = u.by_seq)",
        *done ? (*done)->seq : since, actor.tag());
    if (!seq)
        return std::nullopt;
    const auto entry = journal::entry(reader, actor, *seq);
    if (!entry)
        return fail(entry.error());
    return *entry;
}

}
