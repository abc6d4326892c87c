#pragma once
// Sales histories over the API.
#include "server/http/route.h"

namespace backroom {

void addSalesImportRoutes(Routes &routes);

}
