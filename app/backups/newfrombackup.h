#pragma once
// A shop out of a backup's file where there is none yet: on a new computer, or after the disk was lost.
#include "app/backups/backupprogress.h"
#include "app/backups/keyring.h"
#include "app/backups/manifest.h"

namespace backroom {

// The key that opens the file: `typed` is a passphrase or the words of the recovery sheet; when it is empty, the kept
// one. Unauthenticated, in a sentence, when it is not known here.
Result<BackupKey> openingKey(const Keyring &keys, const QString &file, const QString &typed);

// Proves the backup and makes the shop of it; a key that was typed as words is kept for the backups to come. All or
// nothing. Blocks: on a slow thread.
Result<Manifest> newFromBackup(const StoreConfig &target, const Keyring &keys, const QString &file,
                               const QString &typed, const BackupGoOn &goOn = {});

}
