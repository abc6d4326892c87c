#pragma once
// The benchmarks themselves, each of which asks whether it is wanted and adds its lines.
#include "tests/bench/compare.h"
#include "tests/bench/shop.h"

namespace backroom::bench {

// Reading over the API, from one worker: lists, one product, search.
void measureReads(Results &results, const Options &options, Shops &shops);
// Selling over the API: the five requests from an empty cart to an order on the disk, and the last of them alone.
void measureOrders(Results &results, const Options &options, Shops &shops);
// The same five requests, again and again, for a load of one's own. After fillCatalogue().
Visitors buyers(BenchShop &shop);
// Selling while others guess passwords.
void measureFlood(Results &results, const Options &options);
// The process: from its start to its first answer, memory at rest and under load.
void measureProcess(Results &results, const Options &options);
// Reading while thousands of connections hang on, and what connections and requests leave in memory.
void measureCrowds(Results &results, const Options &options, Shops &shops);
// `backroomd import sales`, on both databases.
void measureImport(Results &results, const Options &options);
// Backups of a large shop, and what selling feels of them.
void measureBackups(Results &results, const Options &options);
// Reports on very many orders.
void measureReports(Results &results, const Options &options);

}
