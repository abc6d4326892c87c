#pragma once
// Taking back what was done with stock (see app/journal/undo.h). Stock/Write. The ledger forgets nothing: a movement is
// taken back by one the other way.
#include "app/journal/journal.h"

namespace backroom::stock {

// Conflict when fewer pieces are there than came in by it.
Result<> undoMoved(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
