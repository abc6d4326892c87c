#pragma once
// What a fresh connection needs before its first statement: the checks that a file is a store at all, and the
// settings that the promises rest on, read back after they were made.
#include "app/store/storeconfig.h"

#include <QSqlDatabase>

namespace backroom {

class Connection;

// Opens the database under `name`. A file that is no store gets a sentence and is left as it is.
Result<QSqlDatabase> openSession(const StoreConfig &config, const QString &name, bool create);
// Throws StoreError.
void setUpSession(Connection &connection);
// For a connection that is asked again and again: how much of a SQLite store it keeps in memory, an eighth of it within
// bounds, as in a large shop the pages that people look through are many. Throws StoreError.
void keepPagesOf(Connection &connection);

// Looks at a SQLite file before anything opens it: missing, a folder, empty, another program's, cut short, unreadable.
// Nothing is written. `exists` tells whether there is a file.
Result<> inspectSqliteFile(const QString &path, bool *exists);

// PRAGMA application_id of a Backroom store: "Bkrm".
inline constexpr qint32 ApplicationId = 0x426b726d;

}
