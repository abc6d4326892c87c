#pragma once
// What was made and proved is written down in the list of backups. Blocks on files.
#include "app/backups/backupentry.h"
#include "app/backups/snapshot.h"

namespace backroom {

// As it was proved: for the list, and for the places that compare with it.
void takeProof(BackupEntry &entry, const Manifest &manifest, const QString &file, const QByteArray &hash, Millis now);

// A backup that was made and proved in the folder, by whichever program.
Result<BackupId> noteBackup(const QString &folder, const BackupReport &made, Millis now);
// What a restore put aside at `at`. The restore held whatever becomes of this: the file itself tells what it is, and is
// found by its name.
Result<BackupId> noteSafetyCopy(const QString &folder, const QString &file, Millis at);

}
