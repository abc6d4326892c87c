#pragma once
// Who changed what, under admin; also the change feed.
#include "server/http/route.h"

namespace backroom {

void addJournalRoutes(Routes &routes);

}
