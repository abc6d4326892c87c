#pragma once
// Puts a proved backup in the place of what the shop holds: all of it or, whenever it is interrupted, nothing. What was
// there is kept as a backup of its own first ("restore" as its reason), so that it can be brought back.
#include "app/backups/proof.h"
#include "app/base/actor.h"

namespace backroom {

class Database;

struct RestoreReport
{
    Manifest manifest; // of what is there now
    QString safetyFile; // the backup of what was there
};

// Into an open shop, while its programs run: their changes are refused as Busy meanwhile, and they see what was restored
// in their next read. `safetyFile` is where what was there is kept, under `safetyKey`. Conflict when the backup is
// another shop's or another restore runs. Blocks: on a slow thread.
Result<RestoreReport> restoreInto(Database &shop, std::unique_ptr<ProvedBackup> backup, const Actor &actor,
                                  const QString &safetyFile, const BackupKey &safetyKey, const BackupGoOn &goOn = {});

// Into a folder or a database that holds no shop yet (Conflict when there is one): it appears there as a whole or not at
// all.
Result<Manifest> restoreAsNew(const StoreConfig &target, std::unique_ptr<ProvedBackup> backup,
                              const BackupGoOn &goOn = {});
// The two halves of that, of a SQLite shop: all that takes long or may fail, while the folder's own file is still in its
// place; and the one step in which the shop appears.
Result<> prepareAsNew(const StoreConfig &target, const ProvedBackup &backup);
Result<> placePrepared(const StoreConfig &target, const ProvedBackup &backup);

}
