#pragma once
// Puts on the disk what a SQLite store has committed without waiting for it (Durability::Relaxed).
#include "app/base/result.h"
#include "app/store/storeconfig.h"

namespace backroom {

// All that was committed before the call is on the disk when it returns, so that no cut of power takes it back. What leaves
// the store to be believed elsewhere passes here first. Unavailable when the disk does not keep it. Blocks.
Result<> syncLog(const StoreConfig &config);

}
