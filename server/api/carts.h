#pragma once
// A customer's or guest's cart, up to the order that it becomes.
#include "server/http/route.h"

namespace backroom {

void addCartRoutes(Routes &routes);

}
