#pragma once
// Makes the index of products' words anew: it is left out of backups, as it follows from the products. Failure throws
// StoreError.
#include "app/products/productsearch.h"
#include "app/store/connection.h"

namespace backroom {

// Called now and then with the products done so far; false stops it.
using SearchRebuildGoOn = std::function<bool(qint64 products)>;

// In the transaction that the connection has open, from the products in it. False when it was stopped.
bool rebuildProductSearch(Connection &store, const SearchRebuildGoOn &goOn = {});

// Fills the index of `target`, which must be empty, from the products of `source`.
bool fillProductSearch(Connection &source, Connection &target, const SearchRebuildGoOn &goOn = {});

}
