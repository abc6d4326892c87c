#pragma once
// What a restore needs out of a place that rclone reaches, brought to this computer: for a shop whose own disk is lost.
#include "app/backups/replay.h"

namespace backroom::remotebackups {

// Whether that names what rclone reaches, REMOTE:PATH, and no file here.
bool isRemote(const QString &named);
// The backup's file and the images beside it, in the folder, which is there. NotFound, saying which is the newest there,
// when `remote` names none. Blocks.
Result<QString> fetch(const QString &remote, const QString &rclone, const QString &folder, const BackupGoOn &goOn);
// As shopAt, with what is at the place beside the order's own. What is fetched lies beside the order's scratch folder
// meanwhile. Blocks.
Result<std::unique_ptr<ProvedBackup>> shopAt(const MomentOrder &order, const QString &remote, const QString &rclone);

}
