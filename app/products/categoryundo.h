#pragma once
// Taking back what was done with categories (see app/journal/undo.h). Categories/Write.
#include "app/journal/journal.h"

namespace backroom::categories {

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// Made anew, with the products that were in it and the categories that stood below it, as far as they are still there.
Result<> undoDeleted(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
