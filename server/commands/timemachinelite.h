#pragma once
// What `timemachine status` says of a shop in a file.
#include "app/store/database.h"

namespace backroom {

// Prints it; the exit status.
int liteTimeMachineStatus(Database &shop, bool json);

}
