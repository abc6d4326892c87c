#pragma once
// Images of products, and their bytes for anyone.
#include "server/http/route.h"

namespace backroom {

void addImageRoutes(Routes &routes);

}
