#pragma once
// Which key a command opens or makes a backup with: the one in --passphrase-file, or the one that is kept for the owner.
#include "app/backups/shopkey.h"
#include "server/commands/commandline.h"

namespace backroom {

QCommandLineOption passphraseFileOption();
// For a new backup of this store.
Result<BackupKey> keyForNew(const CommandLine &line, Database &shop);
// For a backup that is there.
Result<BackupKey> keyFor(const CommandLine &line, const QString &file);

}
