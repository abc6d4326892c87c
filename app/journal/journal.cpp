#include "app/journal/journal.h"

#include "app/journal/chain.h"

#include <QCoreApplication>

namespace backroom::journal {

namespace {
// For other processes. Past a few rows only the kinds are told, each with 0 for "many": nothing is left out.
QByteArray topicsOf(const QList<Change> &changes)
{
    constexpr qsizetype MaxTold = 20;
    QByteArrayList topics;
    for (const Change &change : changes) {
        const qint64 id = changes.size() > MaxTold ? 0 : change.id;
        if (const QByteArray text = topicText(change.topic) + ':' + QByteArray::number(id); !topics.contains(text))
            topics << text;
    }
    return topics.join(',');
}

// `by` takes `seq` back. Where that had taken another back, the other stands again.
void markUndone(Transaction &transaction, qint64 seq, qint64 by)
{
    const bool again = transaction.number("SELECT 1 FROM journal_undone WHERE by_seq = ?", seq).has_value();
    transaction.exec("DELETE FROM journal_undone WHERE by_seq = ?", seq);
    transaction.exec("INSERT INTO journal_undone (seq, by_seq, again) VALUES (?, ?, ?) ON CONFLICT (seq) DO UPDATE SET "
                     "by_seq = excluded.by_seq, again = excluded.again",
                     seq, by, again);
}
}

void begin(Transaction &transaction)
{
    transaction.exec("INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, ?)", Blob{chain::firstHash()});
}

void queue(Transaction &transaction)
{
    transaction.journalHead.emplace(
        transaction.query("SELECT seq, hash FROM journal_head WHERE id = 1 /*for update*/"));
}

Commit finish(Transaction &transaction)
{
    Commit commit{0, transaction.changes(), false};
    if (!transaction.entry())
        return commit;
    const JournalEntry &entry = *transaction.entry();
    qint64 seq = 0;
    QByteArray previous;
    {
        if (!transaction.journalHead)
            queue(transaction);
        Query &head = *transaction.journalHead;
        head.next();
        seq = head.int64(0) + 1;
        previous = head.blob(1);
        transaction.journalHead.reset();
    }
    const Actor &actor = transaction.actor();
    const chain::Link link{seq,
                           transaction.now(),
                           actor.tag(),
                           actor.name.toUtf8(),
                           entry.action,
                           entry.entity,
                           entry.entityId,
                           topicsOf(transaction.changes()),
                           actor.requestId,
                           actor.address.toUtf8(),
                           chain::payloadHash(transaction.secrets().chainKey, entry.before, entry.after)};
    const QByteArray hash = chain::hash(transaction.secrets().chainKey, previous, link);
    transaction.post(
        "INSERT INTO journal (seq, at, actor, actor_name, action, entity, entity_id, topics, request_id, address, payload_hash, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        link.seq, link.at, link.actor, link.actorName, link.action, link.entity, link.entityId, link.topics,
        link.requestId, link.address, Blob{link.payloadHash}, Blob{hash});
    transaction.post("INSERT INTO journal_payloads (seq, before_json, after_json) VALUES (?, ?, ?)", seq, entry.before,
                     entry.after);
    if (const auto undone = transaction.undone())
        markUndone(transaction, *undone, seq);
    if (transaction.kind() == StoreKind::Sqlite)
        transaction.post("UPDATE journal_head SET seq = ?, hash = ? WHERE id = 1", seq, Blob{hash});
    else // and tell the other processes, with the commit
        transaction.post("UPDATE journal_head SET seq = ?, hash = ? WHERE id = 1 RETURNING pg_notify('backroom', '')",
                         seq, Blob{hash});
    commit.seq = seq;
    return commit;
}

Result<QList<JournalRow>> list(Reader &reader, const Actor &actor, const JournalQuery &query)
{
    if (const auto allowed = actor.require({Area::Journal, Verb::Read}); !allowed)
        return fail(allowed.error());
    QByteArray sql =
        "SELECT j.seq, j.at, j.actor, j.actor_name, j.action, j.entity, j.entity_id, p.before_json, p.after_json, j.request_id, "
        "j.address, j.hash, u.by_seq, r.seq FROM journal j LEFT JOIN journal_payloads p ON p.seq = j.seq LEFT JOIN "
        "journal_undone u ON u.seq = j.seq LEFT JOIN journal_undone r ON r.by_seq = j.seq WHERE j.seq > ? AND j.seq < ?";
    if (!query.entity.isEmpty())
        sql += " AND j.entity = ?";
    if (!query.entityId.isEmpty())
        sql += " AND j.entity_id = ?";
    sql += query.afterSeq ? " ORDER BY j.seq LIMIT ?" : " ORDER BY j.seq DESC LIMIT ?";
    const qint64 from = query.afterSeq.value_or(0);
    const qint64 to = query.beforeSeq.value_or(std::numeric_limits<qint64>::max());
    Query rows = [&] {
        if (query.entity.isEmpty())
            return query.entityId.isEmpty() ? reader.query(sql, from, to, query.limit)
                                            : reader.query(sql, from, to, query.entityId, query.limit);
        return query.entityId.isEmpty() ? reader.query(sql, from, to, query.entity, query.limit)
                                        : reader.query(sql, from, to, query.entity, query.entityId, query.limit);
    }();
    QList<JournalRow> list;
    while (rows.next())
        list << JournalRow{rows.int64(0), rows.int64(1),         rows.bytes(2),       rows.text(3),       rows.bytes(4),
                           rows.bytes(5), rows.bytes(6),         rows.bytes(7),       rows.bytes(8),      rows.bytes(9),
                           rows.text(10), rows.blob(11).toHex(), rows.maybeInt64(12), rows.maybeInt64(13)};
    return list;
}

Result<JournalRow> entry(Reader &reader, const Actor &actor, qint64 seq)
{
    const auto found = list(reader, actor, {.afterSeq = seq - 1, .beforeSeq = seq + 1, .limit = 1});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("backroom", "The journal has no such entry."));
    return found->constFirst();
}

void forget(Transaction &transaction, const QByteArray &entity, const QByteArray &entityId)
{
    transaction.exec(
        "DELETE FROM journal_payloads WHERE seq IN (SELECT seq FROM journal WHERE entity = ? AND entity_id = ?)",
        entity, entityId);
}

}
