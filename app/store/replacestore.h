#pragma once
// Puts the content of one SQLite store in the place of another's, as a single transaction of the latter: whoever reads
// it sees the old until it is committed, and an interruption at any moment leaves the old.
#include "app/store/connection.h"

#include <functional>

namespace backroom {

// Writers of `target` wait for it, and give up with Busy; nobody may write `source`. `goOn` is called with the share
// done; false stops it and gives false. Throws StoreError.
bool replaceStore(const StoreConfig &source, const StoreConfig &target, const std::function<bool(double share)> &goOn);

// Waits for the transactions that write the store now to end. Throws StoreError when one does not.
void waitForWriters(Connection &connection);

}
