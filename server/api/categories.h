#pragma once
// Categories, for the shop's own people.
#include "server/http/route.h"

namespace backroom {

void addCategoryRoutes(Routes &routes);

}
