#pragma once
// Taking back what was done with categories (see app/journal/undo.h). Categories/Write.
#include "app/journal/journal.h"
#include "app/products/category.h"

namespace backroom::categories {

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// Made anew, with the products that were in it and the categories that stood below it, as far as they are still there.
Result<> undoDeleted(Transaction &transaction, const Actor &actor, const JournalRow &entry);

// For those that an import made on its way, journaled with the import. As writeJson() wrote it.
std::optional<Category> fromSnapshot(const QJsonObject &json);
// Takes it away again; false where something stands in it or below it, or somebody renamed or moved it since.
bool dropUnused(Transaction &transaction, const Category &made);
// Puts it back under its id and name; false where it is there or its place is gone.
bool putBack(Transaction &transaction, const Category &gone);

}
