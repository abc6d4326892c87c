#pragma once
// How a store is copied, one way for each database. Failure throws StoreError; a copy that was stopped gives false.
#include "app/store/scratchstore.h"

namespace backroom {

// A Full with a sentence when the disk of `folder` has no room for the copy and for what is tried on it.
Result<> checkRoom(Connection &shop, const QString &folder);
// `file` is made.
bool copySqlite(Connection &shop, const QString &file, const ScratchStore::GoOn &goOn);

// The schema that a copy stands in. One a database.
inline constexpr char ScratchSchema[] = "backroom_selftest";
// False when another program has it.
bool takeScratchSchema(Connection &shop);
// Makes it empty; a sentence with what to grant when the user may not.
Result<> makeScratchSchema(Connection &shop);
void dropScratchSchema(Connection &shop);
// Fills the migrated schema from the one that `shop` stands in.
bool copyPostgres(Connection &shop, Millis now, const ScratchStore::GoOn &goOn);

}
