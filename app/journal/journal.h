#pragma once
// Every change, once: written in the transaction that makes it, each entry hashed over the one before it, so that an
// edited, removed, inserted or reordered entry shows.
#include "app/base/page.h"
#include "app/store/changefeed.h"
#include "app/store/transaction.h"

namespace backroom {

struct JournalRow
{
    qint64 seq = 0;
    Millis at = 0;
    QByteArray actor;
    QString actorName;
    QByteArray action;
    QByteArray entity;
    QByteArray entityId;
    QByteArray before; // JSON, or nothing
    QByteArray after;
    QByteArray requestId;
    QString address;
    QByteArray hash; // hex
    std::optional<qint64> undoneBy; // the entry that took this one back, while that stands
    std::optional<qint64> undoes; // the entry that this one took back, while this stands
};

using JournalId = Id<struct JournalTag>; // its seq

struct JournalQuery
{
    std::optional<qint64> afterSeq = {}; // oldest first from there; else newest first
    std::optional<qint64> beforeSeq = {};
    QByteArray entity = {};
    QByteArray entityId = {};
    int limit = DefaultLimit;
    // For windows alone.
    QByteArrayList entities = {}; // one of these; none: all
    QString text = {}; // in what it says of before and after, in its number or in who it was
    std::optional<Millis> from = {}; // then or later
    std::optional<Millis> to = {}; // before
};

struct JournalCheck
{
    qint64 entries = 0;
    bool whole = true;
    qint64 firstBadSeq = 0;
    QString message; // what is wrong, in a sentence
};

namespace journal {

// Takes this transaction's turn at the journal's end, which finish() takes otherwise: on PostgreSQL others wait from here
// on, and its answer comes with that of what was asked before.
void queue(Transaction &transaction);
// Writes what the transaction said (the last statements before COMMIT) and gives what to announce.
Commit finish(Transaction &transaction);

// Manager and up.
Result<QList<JournalRow>> list(Reader &reader, const Actor &actor, const JournalQuery &query);
// All that fit, the newest first, as numbers; a text is looked for among the newest MaxSearched entries. And some of them
// whole, in the order of the ids.
inline constexpr qint64 MaxSearched = 200'000;
Result<QList<JournalId>> ids(Reader &reader, const Actor &actor, const JournalQuery &query);
Result<QList<JournalRow>> fetch(Reader &reader, const Actor &actor, const QList<JournalId> &ids);
// One entry; NotFound when there is none.
Result<JournalRow> entry(Reader &reader, const Actor &actor, qint64 seq);

// Reads every entry. Finds edited, deleted, inserted, reordered and cut ones.
JournalCheck verify(Reader &reader);

// Removes the payloads of what an entity's entries said; the chain stays whole.
void forget(Transaction &transaction, const QByteArray &entity, const QByteArray &entityId);

// Makes the chain's first link in an empty store.
void begin(Transaction &transaction);

}
}
