#pragma once
// Products, for the shop's own people.
#include "server/http/route.h"

namespace backroom {

void addProductRoutes(Routes &routes);

}
