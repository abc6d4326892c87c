#pragma once
// The variants of a product as a collection of their own, for the shop's own people.
#include "server/http/route.h"

namespace backroom {

void addVariantRoutes(Routes &routes);

}
