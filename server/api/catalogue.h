#pragma once
// What anyone sees of products and categories.
#include "server/http/route.h"

namespace backroom {

void addCatalogueRoutes(Routes &routes);

}
