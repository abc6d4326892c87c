#pragma once
// Taking back what was done with people and API keys (see app/journal/undo.h): whoever may make the change may take it
// back. Who was removed does not come back, as nothing personal is kept of them; nor does a key that was removed.
#include "app/journal/journal.h"

namespace backroom::users {

// Removes the person again; Conflict once they ordered or worked here: disable them instead.
Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);

Result<> undoKeyCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoKeyUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
