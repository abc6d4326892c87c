#pragma once
// The shop on PostgreSQL as it was at a moment, out of the time machine's folder.
#include "app/backups/proof.h"

namespace backroom {

struct PgMomentOrder
{
    QString folder; // of the time machine
    Millis moment = 0;
    QString scratch; // the folder to be made
    BackupGoOn goOn = {};
};

// On the newest base before the moment; one that cannot be used is passed over for an earlier one. NotFound, saying from
// when until when it can be gone back, when the moment is outside. The manifest says the moment. Blocks.
Result<std::unique_ptr<ProvedBackup>> pgShopAt(const PgMomentOrder &order);

}
