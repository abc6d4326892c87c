#pragma once
// What anyone may know of the shop itself.
#include "server/http/route.h"

namespace backroom {

void addShopRoutes(Routes &routes);

}
