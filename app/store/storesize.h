#pragma once
// How much room the store takes on its disk.
#include "app/store/transaction.h"

namespace backroom {

struct StoreConfig;

struct StoreSize
{
    qint64 database = 0; // bytes; 0 when it cannot be told
    qint64 log = 0; // bytes of SQLite's write-ahead log; 0 on PostgreSQL, where it belongs to the whole server
};

// Of the files of a SQLite store, without a query. Any thread but the GUI's.
StoreSize sqliteSize(const StoreConfig &config);
// Of either store. PostgreSQL is asked, and may refuse: then 0.
StoreSize storeSize(const StoreConfig &config, Reader &reader);

}
