#pragma once
// People under admin: the shop's own, and its customers.
#include "server/http/route.h"

namespace backroom {

void addUserRoutes(Routes &routes);

}
