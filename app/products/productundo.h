#pragma once
// Taking back what was done with products (see app/journal/undo.h). Products/Write, of an import Imports/Write.
#include "app/journal/journal.h"

namespace backroom::products {

// Removes it again: deleted, or archived where it was sold or counted since.
Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// Every field that still is as the change left it; Conflict when there are others.
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// Made anew under a new id.
Result<> undoDeleted(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoBroughtBack(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// One batch of an import or of a change of many: what was made goes, what was changed goes back; those that were changed
// again since stay as they are, and the entry's after says how many.
Result<> undoMany(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
