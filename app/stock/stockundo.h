#pragma once
// Taking back what was done with stock (see app/journal/undo.h). Stock/Write. The ledger forgets nothing: a movement is
// taken back by one the other way.
#include "app/journal/journal.h"

namespace backroom::stock {

// Conflict when fewer pieces are there than came in by it.
Result<> undoMoved(Transaction &transaction, const Actor &actor, const JournalRow &entry);

// A delivery, a count, or what took one of them back: all its lines the other way, in one entry "stock.corrected". All or
// nothing; Conflict names what is not there any more.
Result<> undoLines(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
