#include "server/api/adminorders.h"
#include "server/api/apikeys.h"
#include "server/api/auth.h"
#include "server/api/backups.h"
#include "server/api/carts.h"
#include "server/api/catalogue.h"
#include "server/api/categories.h"
#include "server/api/images.h"
#include "server/api/journal.h"
#include "server/api/me.h"
#include "server/api/orders.h"
#include "server/api/productimport.h"
#include "server/api/products.h"
#include "server/api/reports.h"
#include "server/api/salesimport.h"
#include "server/api/settings.h"
#include "server/api/shipping.h"
#include "server/api/shop.h"
#include "server/api/stock.h"
#include "server/api/system.h"
#include "server/api/taxes.h"
#include "server/api/users.h"
#include "server/api/variants.h"
#include "server/http/route.h"

namespace backroom {

Routes allRoutes(ServerShared *shared)
{
    Routes routes;
    addSystemRoutes(routes, shared);
    addShopRoutes(routes);
    addCartRoutes(routes);
    addOrderRoutes(routes);
    addAdminOrderRoutes(routes);
    addShippingRoutes(routes);
    addTaxRoutes(routes);
    addSettingsRoutes(routes);
    addReportRoutes(routes);
    addRequestRoutes(routes);
    addCatalogueRoutes(routes);
    addProductRoutes(routes);
    addVariantRoutes(routes);
    addCategoryRoutes(routes);
    addImageRoutes(routes);
    addStockRoutes(routes);
    addProductImportRoutes(routes);
    addSalesImportRoutes(routes);
    addAuthRoutes(routes);
    addMeRoutes(routes);
    addUserRoutes(routes);
    addApiKeyRoutes(routes);
    addBackupRoutes(routes, shared);
    addJournalRoutes(routes);
    return routes;
}

}
