#pragma once
// Makes a backup: one moment of the shop in one file, which counts as made only when it was read back to its last byte,
// put together as a shop again on a scratch copy, and found equal to the manifest.
#include "app/backups/backupkey.h"
#include "app/backups/backupprogress.h"
#include "app/backups/manifest.h"

namespace backroom {

class Database;

struct BackupOrder
{
    QString file; // NAME.backroom, whole path; must not be there yet
    BackupKey key;
    QString reason;
    // A folder in which images lie beside backups, so that each travels there once; empty: they go into the file.
    QString imagesBeside = {};
    BackupGoOn goOn = {};
};

struct BackupReport
{
    QString file;
    qint64 bytes = 0; // of the file
    QByteArray hash; // of its bytes (filecopy.h)
    Manifest manifest;
    qint64 writingMillis = 0;
    qint64 provingMillis = 0;
};

// While the shop sells. Conflict when the file is there or another backup of this shop is being made, Full when there is
// no room for it (found out before), Unavailable when a place cannot be written, Internal when the proof failed. Whatever
// went wrong, nothing is left under the file's name nor beside it. Blocks: on a slow thread.
Result<BackupReport> makeBackup(Database &shop, const BackupOrder &order);

}
