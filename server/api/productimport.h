#pragma once
// Product files over the API.
#include "server/http/route.h"

namespace backroom {

void addProductImportRoutes(Routes &routes);

}
