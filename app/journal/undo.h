#pragma once
// Taking back what a journal entry says was done, as a new change with an entry of its own: through the features, with
// their permissions and checks, so that nothing goes back that later work stands on. What was changed again since is
// left alone, and the sentence says what it is.
#include "app/journal/journal.h"

namespace backroom {

class Database;

namespace undo {

// Why an entry like this is never taken back; empty when it may be. Any thread, reads nothing.
QString refusal(const JournalRow &entry);

// Takes the entry back, or, where it took another back, does that again. Conflict with the reason when it no longer can
// be; NotFound when there is no such entry. Journal/Read, and whatever the change itself asks for.
Result<> take(Transaction &transaction, const Actor &actor, qint64 seq);
// Tries it and leaves everything as it is: whether take() would succeed now, and if not, why. Blocks, as writeNow().
Result<> attempt(Database &database, const Actor &actor, qint64 seq);

// The entries of one piece of work, the newest first: an import, or a change of many products, leaves one a batch. Those
// that were taken back already are left out; of an entry that stands alone it is the entry itself.
Result<QList<qint64>> wholeOf(Reader &reader, const Actor &actor, qint64 seq);

// How many things an entry that took others back had to leave as they are.
int leftOf(const JournalRow &entry);

// What the actor did last behind `since` that stands, whether or not it may be taken back.
Result<std::optional<JournalRow>> newest(Reader &reader, const Actor &actor, qint64 since);
// What the actor did last that stands and may be taken back, looking no further than behind `since`; and what they took
// back last, while nothing was done after it. Nothing when there is none.
Result<std::optional<JournalRow>> latest(Reader &reader, const Actor &actor, qint64 since);
Result<std::optional<JournalRow>> latestUndone(Reader &reader, const Actor &actor, qint64 since);

}
}
