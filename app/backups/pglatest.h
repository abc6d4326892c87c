#pragma once
// The last seconds of a shop on PostgreSQL, which its time machine may not have yet.
#include "app/base/result.h"

#include <functional>

namespace backroom {

class Database;

// Takes along what was committed until now, or waits until the program has that does it. Nothing happens where it is not
// on. As in a sentence when it cannot be. Blocks.
Result<> receiveLatest(Database &shop, const std::function<bool()> &goOn);

}
