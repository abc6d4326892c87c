#pragma once
// Tax rates, kept by the shop's people.
#include "server/http/route.h"

namespace backroom {

void addTaxRoutes(Routes &routes);

}
