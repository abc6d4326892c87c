#pragma once
// Orders as those who placed them see them.
#include "server/http/route.h"

namespace backroom {

void addOrderRoutes(Routes &routes);

}
