#pragma once
// The database's part of a backup, one way for each kind of store: one moment of it, and that moment's digests.
#include "app/backups/backupwriter.h"
#include "app/backups/manifest.h"

#include <functional>

namespace backroom {

class Database;

// Writes the part and fills in the manifest but for its images. `work` is a folder for what has to lie somewhere
// meanwhile. `images` are the names of those that the store refers to at that moment. `goOn` with the share done, 0 to
// 1; false stops it, and Conflict is given. Throws StoreError.
Result<> writeSqliteStore(Database &shop, const QString &work, BackupWriter &writer, Manifest &manifest,
                          QByteArrayList &images, const std::function<bool(double)> &goOn);

// The same of a shop on PostgreSQL, as a dump. Unavailable, in a sentence, when PostgreSQL's own program for that is
// missing or fails.
Result<> writePostgresStore(Database &shop, BackupWriter &writer, Manifest &manifest, QByteArrayList &images,
                            const std::function<bool(double)> &goOn);

// What both read in the snapshot: the shop's name, where the journal and the recorded changes stand.
void describeStore(Connection &connection, Manifest &manifest);

}
