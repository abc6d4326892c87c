#pragma once
// Orders as the shop's people work them.
#include "server/http/route.h"

namespace backroom {

void addAdminOrderRoutes(Routes &routes);

}
