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

void forget(Transaction &transaction, const QByteArray &entity, const QByteArray &entityId)
{
    transaction.exec(
        "DELETE FROM journal_payloads WHERE seq IN (SELECT seq FROM journal WHERE entity = ? AND entity_id = ?)",
        entity, entityId);
}

}
