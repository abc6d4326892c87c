#pragma once
// A shop that an older program opened last is backed up before this one brings it to its own schema.
#include "app/backups/keyring.h"
#include "app/base/clock.h"
#include "app/store/storeconfig.h"

namespace backroom {

// Before the store is opened. Nothing is done to a store that is not older, that is not there or that cannot be read: what
// is wrong with it is told by who opens it. An error says that the backup could not be made, and that the shop was left
// as it was. Blocks.
Result<> backUpBeforeUpgrade(const StoreConfig &config, const Clock &clock, const Keyring &keyring = Keyring());

}
