#pragma once
// What backups there are, making, proving and restoring one, under admin. For owners.
#include "server/http/route.h"

namespace backroom {

void addBackupRoutes(Routes &routes, ServerShared *shared);

}
