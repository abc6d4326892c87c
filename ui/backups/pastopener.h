#pragma once
// How the shop as it was is come by: out of a backup of the list, a file from anywhere, or the recorded changes up to a
// moment.
#include "app/backups/backups.h"
#include "app/backups/proof.h"

namespace backroom {

// Puts it together in the folder `scratch`, on a slow thread; `key` opens a backup whose key is not kept here.
using PastOpener =
    std::function<Result<std::unique_ptr<ProvedBackup>>(const QString &scratch, const std::optional<BackupKey> &key,
                                                        const BackupGoOn &goOn)>;

namespace past {

// Backups outlives them.
PastOpener ofBackup(Backups &backups, const Actor &actor, BackupId id);
PastOpener ofFile(Backups &backups, const Actor &actor, const QString &file);
PastOpener ofMoment(Backups &backups, const Actor &actor, Millis moment);

}

// What somebody wants to look around in.
struct PastAsk
{
    PastOpener open;
    Millis at = 0; // 0: told by the backup itself once it is open
    std::optional<BackupKey> key = {}; // as typed already
};

}
