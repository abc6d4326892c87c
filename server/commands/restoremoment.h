#pragma once
// The shop at a moment, for restore --at: from the backup that was named, or from the newest before the moment in the
// folder that was named or in the shop's own; on PostgreSQL out of its time machine's folder.
#include "app/backups/replay.h"
#include "server/commands/commandline.h"

namespace backroom {

// `named` is a backup, a folder with backups, PostgreSQL's time machine, or empty.
Result<std::unique_ptr<ProvedBackup>> proveMoment(const CommandLine &line, const StoreConfig &target, Millis moment,
                                                  const QString &named, const QString &scratch, const BackupGoOn &goOn);

}
