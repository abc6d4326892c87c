#pragma once
// A backup's dump as a SQLite store: its schema of then made, its rows read into it, the index of words made.
#include "app/store/storeconfig.h"

#include <functional>

namespace backroom {

// Makes `store`, which must not be there, in the schema of this number, from the dump's file. `goOn` with the share done;
// false stops it, and Conflict is given. Malformed when the dump is none. Throws StoreError.
Result<> loadDump(const QString &file, const StoreConfig &store, int schema, const std::function<bool(double)> &goOn);

}
