#pragma once
// The server about itself: health, figures, and its own description.
#include "server/http/route.h"

namespace backroom {

void addSystemRoutes(Routes &routes, ServerShared *shared);

}
