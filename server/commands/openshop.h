#pragma once
// What most commands begin with: the shop's store, which must hold a shop.
#include "app/store/database.h"
#include "server/commands/commandline.h"

#include <functional>

namespace backroom {

// Unavailable, in a sentence, for a store without a shop in it.
Result<> requireShop(Database &database);

// Opens what --data and --store say and gives it to `work`, whose exit status it returns. A fault of the options is
// wrong usage, one of the store is a failure.
int withShop(const CommandLine &line, const std::function<int(Database &)> &work);

// Who the journal names for what is typed here.
Actor administrator();

}
