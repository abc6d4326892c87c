#pragma once
// Whether changes of a SQLite store are recorded, and where the record has come to: what the time machine goes by. An
// epoch is a history without a break; backups and changes of one epoch lead to every moment of it. Throws StoreError.
#include "app/store/transaction.h"

namespace backroom::recording {

// The migration with which its tables came.
inline constexpr int Schema = 5;

struct State
{
    bool active = false;
    QByteArray epoch;
    qint64 seq = 0; // of the change recorded last
};

// A row of recorded_changes: a transaction's changes or, where they are long, some of them.
struct Change
{
    qint64 seq = 0;
    QByteArray epoch;
    Millis at = 0;
    bool ends = true; // the transaction is whole with this one
    QByteArray sequences;
    QByteArray bytes;
    bool operator==(const Change &) const = default;
};

// As the connection's transaction sees it; nothing is ever active on PostgreSQL.
State state(Connection &connection);
// Changes of the transactions after this one are recorded, in an epoch of its own. Nothing when they are already.
void start(Transaction &transaction);
void stop(Transaction &transaction);
// From here on it is another history: its changes do not follow on what was before (a restore, a new schema).
void renew(Connection &connection);

// What was recorded and is still there, but for the epoch's changes up to `seq`, in order: some MiB of it at most.
QList<Change> changesAfter(Connection &connection, const QByteArray &epoch, qint64 seq);

// False for what is not of the shop's history: carts, the access log, what is made from other tables.
bool isRecorded(QByteArrayView table);

}
