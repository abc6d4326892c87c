#pragma once
// Taking back what was done with shipping methods and tax rates (see app/journal/undo.h). Shipping/Write, Taxes/Write.
// One that was removed is made anew.
#include "app/journal/journal.h"

namespace backroom {

namespace shipping {
Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry);
}

namespace taxes {
Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry);
}

}
