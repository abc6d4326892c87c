#include "app/store/storesize.h"

#include "app/store/storeconfig.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

StoreSize sqliteSize(const StoreConfig &config)
{
    const QString file = config.sqliteFile();
    return {QFileInfo(file).size(), QFileInfo(file + "-wal"_L1).size()};
}

StoreSize storeSize(const StoreConfig &config, Reader &reader)
{
    if (config.kind() == StoreKind::Sqlite)
        return sqliteSize(config);
    // Every user may connect to a database, and so ask for its size, unless that right was taken away.
    return {reader
                .number("SELECT CASE WHEN has_database_privilege(current_database(), 'CONNECT') "
                        "THEN pg_database_size(current_database()) ELSE 0 END")
                .value_or(0),
            0};
}

}
