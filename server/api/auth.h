#pragma once
// Signing up, in and out.
#include "server/http/route.h"

namespace backroom {

void addAuthRoutes(Routes &routes);

}
