#pragma once
// What is one's own: person, sessions, addresses, export, and going.
#include "server/http/route.h"

namespace backroom {

void addMeRoutes(Routes &routes);

}
