#include "server/api/settings.h"
#include "server/api/shop.h"
#include "server/http/route.h"

namespace backroom {

Routes allRoutes()
{
    Routes routes;
    addShopRoutes(routes);
    addSettingsRoutes(routes);
    return routes;
}

}
