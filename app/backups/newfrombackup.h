#pragma once
// A shop out of a backup's file where there is none yet: on a new computer, or after the disk was lost.
#include "app/backups/backupprogress.h"
#include "app/backups/keyring.h"
#include "app/backups/manifest.h"

namespace backroom {

// Proves the backup and makes the shop of it. `typed` is a passphrase or the words of a recovery sheet, nothing where the
// key is kept here; typed words are kept for the backups to come. All or
// nothing. Blocks: on a slow thread.
Result<Manifest> newFromBackup(const StoreConfig &target, const Keyring &keys, const QString &file,
                               const QString &typed, const BackupGoOn &goOn = {});

}
