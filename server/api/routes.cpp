#include "server/api/settings.h"
#include "server/api/shop.h"
#include "server/api/system.h"
#include "server/http/route.h"

namespace backroom {

Routes allRoutes(ServerShared *shared)
{
    Routes routes;
    addSystemRoutes(routes, shared);
    addShopRoutes(routes);
    addSettingsRoutes(routes);
    return routes;
}

}
