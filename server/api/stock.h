#pragma once
// Levels and the ledger of movements.
#include "server/http/route.h"

namespace backroom {

void addStockRoutes(Routes &routes);

}
