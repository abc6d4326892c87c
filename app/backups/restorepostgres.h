#pragma once
// A proved backup, in the schema of this program, into a PostgreSQL store.
#include "app/backups/proof.h"
#include "app/store/connection.h"

namespace backroom {

class Database;

// As restoreInto(): under the closed gate (pggate.h), after the safety copy, in one transaction.
Result<> restoreIntoPostgres(Database &shop, const ProvedBackup &backup, const QString &safetyFile,
                             const BackupKey &safetyKey, const BackupGoOn &goOn);

// Conflict when there is a shop in it. Throws StoreError.
Result<> requireNoShop(Connection &connection, const StoreConfig &config);

// Into a database in which there is no shop yet: Conflict when there is one, Unavailable when another program's tables
// are there. What it holds then.
Result<QList<TableDigest>> restoreAsNewPostgres(const StoreConfig &target, const ProvedBackup &backup,
                                                const BackupGoOn &goOn = {});

}
