#include "app/store/replacestore.h"

#include "app/store/sqlitestatement.h"
#include "app/store/storeerror.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr int PagesAtOnce = 500;
constexpr int WaitMillis = 20'000; // for a writer in the middle of a long transaction, an import

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

Handle open(const StoreConfig &config, int flags)
{
    sqlite3 *handle = nullptr;
    const int opened = sqlite3_open_v2(config.sqliteFile().toUtf8().constData(), &handle, flags, nullptr);
    Handle owned(handle, sqlite3_close);
    if (opened != SQLITE_OK)
        throwSqliteError(handle);
    sqlite3_busy_timeout(handle, WaitMillis);
    sqlite3_extended_result_codes(handle, 1);
    return owned;
}

void run(sqlite3 *handle, const char *sql)
{
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throwSqliteError(handle);
}
}

bool replaceStore(const StoreConfig &source, const StoreConfig &target, const std::function<bool(double share)> &goOn)
{
    const Handle from = open(source, SQLITE_OPEN_READWRITE);
    const Handle to = open(target, SQLITE_OPEN_READWRITE);
    // The commit is on the disk when it returns, and what is copied is written to the log, not kept in memory.
    run(to.get(), "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; SELECT count(*) FROM sqlite_master");
    sqlite3_backup *backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
    if (!backup)
        throwSqliteError(to.get());
    int code = SQLITE_OK;
    bool stopped = false;
    while (code == SQLITE_OK && !stopped) {
        code = sqlite3_backup_step(backup, PagesAtOnce);
        const int all = sqlite3_backup_pagecount(backup);
        // Once the last page is in it is committed: there is nothing left to stop.
        stopped = code == SQLITE_OK && !goOn(all > 0 ? 1 - double(sqlite3_backup_remaining(backup)) / all : 0);
    }
    const int finished = sqlite3_backup_finish(backup); // takes back what was not committed
    if (stopped)
        return false;
    if (code != SQLITE_DONE || finished != SQLITE_OK)
        throwSqliteError(to.get());
    // The log is as large as the shop now. Whoever still reads the old keeps it a little longer.
    sqlite3_busy_timeout(to.get(), 1000);
    sqlite3_exec(to.get(), "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
    return true;
}

void waitForWriters(Connection &connection)
{
    connection.command(QByteArray("PRAGMA busy_timeout = " + QByteArray::number(WaitMillis)).constData());
    connection.exec("BEGIN IMMEDIATE");
    connection.exec("ROLLBACK");
}

}
