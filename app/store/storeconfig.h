#pragma once
// Where a shop's store is: a data folder, and a PostgreSQL URL when it is not the SQLite file in that folder.
#include "app/base/result.h"

#include <QString>

namespace backroom {

enum class StoreKind { Sqlite, Postgres };

struct StoreConfig
{
    QString dataDir; // holds backroom.db, config.ini, images/, backups/, logs/
    // "postgresql://user@host:port/db", with "?schema=name" when it is not the user's own; empty for SQLite.
    QString url;

    StoreKind kind() const { return url.isEmpty() ? StoreKind::Sqlite : StoreKind::Postgres; }
    QString sqliteFile() const;
    // The URL as it may be shown and kept: without its password.
    QString safeUrl() const;

    // The command line's --store beats BACKROOM_STORE, which beats config.ini in the data folder.
    static Result<StoreConfig> resolve(const QString &dataDir, const QString &storeFlag);
    // Keeps the URL, without password, in config.ini; SQLite is what is meant when none stands there.
    Result<> remember() const;
};

// Invalid with a sentence when it is no postgresql:// URL.
Result<> checkStoreUrl(const QString &url);

}
