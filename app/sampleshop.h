#pragma once
// A shop to look around in: its own products, customers, and some weeks of orders, all made through the services and
// marked as samples.
#include "app/init.h"

#include <functional>

namespace backroom::sample {

struct Options
{
    int orders = 260;
    int days = 42; // that the orders are spread over, up to now
    std::function<void(qint64 done, qint64 total)> progress = {}; // orders; on the calling thread
};

// As init::makeShop, with the sample in it. The shop's first day lies `days` back.
Result<> makeShop(const StoreConfig &config, const Clock &clock, const NewShop &shop, const Options &options = {});

}
