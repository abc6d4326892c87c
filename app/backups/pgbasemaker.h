#pragma once
// A base of the time machine: PostgreSQL's own copy of all the database's files, proved against the list of them that it
// comes with.
#include "app/backups/pgstretch.h"
#include "app/store/storeconfig.h"

#include <functional>

namespace backroom {

// Beside what the shop sells meanwhile. `goOn`, asked several times a second, stops it (Conflict). Full or Unavailable
// in a sentence; then nothing is left of it. Blocks for as long as it takes.
Result<> makeBase(const StoreConfig &config, const PgStretch &stretch, const std::function<bool()> &goOn);

// Whether a base's files are what its list says: with the log that it holds, where the program for that is there.
Result<> checkBase(const QString &base, int server, const std::function<bool()> &goOn);

}
