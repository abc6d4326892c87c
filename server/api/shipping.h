#pragma once
// Shipping methods, kept by the shop's people.
#include "server/http/route.h"

namespace backroom {

void addShippingRoutes(Routes &routes);

}
