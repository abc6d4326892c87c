#pragma once
// PostgreSQL's own programs, as far as backups need them, and how they are told where the shop's database is.
#include "app/store/storeconfig.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace backroom {

// The newest of this name ("pg_dump") that is no older than the server: in BACKROOM_POSTGRES_PROGRAMS when that is set,
// else where Debian and Ubuntu have them, else on the PATH. Unavailable, with what to install, when there is none.
// `server` is its major version.
Result<QString> findPgProgram(const QString &name, int server);
// Exactly this version's, which alone understands the database's own files.
Result<QString> findPgProgramOf(const QString &name, int version);

// "--dbname=…", without the password.
QString pgProgramTarget(const StoreConfig &config);
// This process's own, with the URL's password where it has one; messages in English, for the log.
QProcessEnvironment pgProgramEnvironment(const StoreConfig &config);

}
