#pragma once
// Taking back a change of the settings (see app/journal/undo.h). Owner.
#include "app/journal/journal.h"

namespace backroom::settings {

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
