#pragma once
// Reports and the access log over the API.
#include "server/http/route.h"

namespace backroom {

void addReportRoutes(Routes &routes);
void addRequestRoutes(Routes &routes);

}
