#pragma once
// Taking back orders that were made here, and notes (see app/journal/undo.h). Orders/Write.
#include "app/journal/journal.h"

namespace backroom {

namespace counter {

// Whether an entry "order.placed" is of an order that the shop's people made.
bool madeHere(const JournalRow &entry);
// The order is cancelled. What was taken along at the counter is on the shelf again, unless something was done with the
// order since.
Result<> undoPlaced(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}

namespace ordernotes {

Result<> undoNoted(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// The note stands there again.
Result<> undoWithdrawn(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
}
