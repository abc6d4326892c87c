#include "app/store/scratchcopies.h"
#include "app/store/sqlitestatement.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStorageInfo>
#include <sqlite3.h>

namespace backroom {

namespace {
constexpr int PagesAtOnce = 1000;
constexpr qint64 Working = 64 * 1024 * 1024; // what orders on the copy may come to

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

qint64 bytesOf(Connection &connection)
{
    const auto number = [&connection](const char *sql) {
        Query row = connection.query(sql);
        return row.next() ? row.int64(0) : 0;
    };
    return number("PRAGMA page_count") * number("PRAGMA page_size");
}
}

Result<> checkRoom(Connection &shop, const QString &folder)
{
    const qint64 needed = bytesOf(shop) + bytesOf(shop) / 4 + Working;
    const qint64 there = QStorageInfo(folder).bytesAvailable();
    if (there < 0 || there >= needed)
        return {};
    const QLocale locale;
    return fail(ErrorCode::Full,
                tr("The copy of the shop needs %1 on the disk of %2, and %3 are free. Make room there, and try again.")
                    .arg(locale.formattedDataSize(needed), folder, locale.formattedDataSize(there)));
}

bool copySqlite(Connection &shop, const QString &file, const ScratchStore::GoOn &goOn)
{
    sqlite3 *copy = nullptr;
    const int opened =
        sqlite3_open_v2(file.toUtf8().constData(), &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closing(copy, sqlite3_close);
    // It goes with who asked for it, and after a cut of power nobody wants it: no disk need be waited for.
    if (opened != SQLITE_OK
        || sqlite3_exec(copy, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", nullptr, nullptr, nullptr)
            != SQLITE_OK)
        throwSqliteError(copy);
    // One moment of the shop: with a snapshot open on this connection, what others commit does not begin the copy anew.
    shop.command("BEGIN; SELECT count(*) FROM sqlite_master");
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", shop.sqlite(), "main");
    int code = backup ? SQLITE_OK : sqlite3_errcode(copy);
    bool stopped = false;
    while (code == SQLITE_OK && !stopped) {
        code = sqlite3_backup_step(backup, PagesAtOnce);
        const int all = sqlite3_backup_pagecount(backup);
        stopped = !goOn(all > 0 ? 1 - double(sqlite3_backup_remaining(backup)) / all : 0);
    }
    sqlite3_backup_finish(backup);
    shop.command("ROLLBACK");
    if (stopped)
        return false;
    if (code != SQLITE_DONE)
        throwSqliteError(copy);
    return true;
}

}
