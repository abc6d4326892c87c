#pragma once
// Moves a shop from one kind of store to the other, by the road of a backup: one proved file, and from it row by row into
// the new store, where each table is counted and hashed against the old one.
#include "app/backups/backupprogress.h"
#include "app/backups/manifest.h"

namespace backroom {

struct MoveReport
{
    Manifest manifest; // of the old store; its tables are those of the new one too
    qint64 images = 0; // files
};

// Of the shop in the data folder that both have. Nobody may have it open (Conflict) and its changes are refused
// meanwhile; the old store is left as it is. `to` holds no shop yet (Conflict): it appears there as a whole or not at all,
// and config.ini says then that it is there. Blocks.
Result<MoveReport> moveShop(const StoreConfig &from, const StoreConfig &to, const Clock &clock,
                            const BackupGoOn &goOn = {});

}
