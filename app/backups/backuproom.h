#pragma once
// Whether a backup has room, before it is begun: on the disk where the shop is put together, and on the one it goes to.
#include "app/backups/snapshot.h"

namespace backroom {

// `work` is the folder in which it is put together. Full, in a sentence that says where how much is missing. What cannot be
// told is no reason to refuse. Throws StoreError.
Result<> checkBackupRoom(Database &shop, const BackupOrder &order, const QString &work);

}
