#pragma once
// What `timemachine status` says of a shop in a file.
#include "app/store/database.h"
#include "server/commands/commandline.h"

namespace backroom {

// Reads the shop's backups, whole, as what they lead to stands at their end. The exit status.
int liteTimeMachineStatus(const CommandLine &line, Database &shop, bool json);

}
