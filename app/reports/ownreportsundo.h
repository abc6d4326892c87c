#pragma once
// Taking back what was done with reports of one's own (see app/journal/undo.h). One that was removed comes back under
// its own id.
#include "app/journal/journal.h"

namespace backroom::ownreports {

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoChanged(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
