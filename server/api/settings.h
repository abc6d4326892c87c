#pragma once
// What the owner can set.
#include "server/http/route.h"

namespace backroom {

void addSettingsRoutes(Routes &routes);

}
