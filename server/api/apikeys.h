#pragma once
// API keys, under admin.
#include "server/http/route.h"

namespace backroom {

void addApiKeyRoutes(Routes &routes);

}
