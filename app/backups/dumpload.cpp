#include "app/backups/dumpload.h"

#include "app/backups/dumpreader.h"
#include "app/backups/searchrebuild.h"
#include "app/backups/stopped.h"
#include "app/store/migrator.h"

#include <QFile>

namespace backroom {

namespace {
constexpr double ReadingShare = 0.7; // of the time; the index of words takes the rest

Result<> readDump(QFile &file, Connection &store, const std::function<bool(double)> &goOn)
{
    DumpReader reader(store);
    const qint64 size = std::max<qint64>(1, file.size());
    for (QByteArray piece = file.read(1 << 18); !piece.isEmpty(); piece = file.read(1 << 18)) {
        if (auto taken = reader.take(piece); !taken)
            return taken;
        if (!goOn(ReadingShare * double(file.pos()) / double(size)))
            return stopped();
    }
    const auto rows = reader.finish();
    return rows ? Result<>() : fail(rows.error());
}
}

Result<> loadDump(const QString &path, const StoreConfig &store, int schema, const std::function<bool(double)> &goOn)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            ErrorCode::Unavailable,
            QCoreApplication::translate("backroom", "The backup's rows cannot be read: %1.").arg(file.errorString()));
    auto connection = Connection::open(store, true);
    if (!connection)
        return fail(connection.error());
    (*connection)->command("PRAGMA cache_size = -12000"); // a backup's memory is bounded, and rows come in order
    if (auto migrated = migrate(**connection, SystemClock(), true, allMigrations().first(schema)); !migrated)
        return migrated;
    if (auto read = readDump(file, **connection, goOn); !read)
        return read;
    (*connection)->command("PRAGMA synchronous = OFF; BEGIN");
    if (!rebuildProductSearch(**connection, [&goOn](qint64) { return goOn(ReadingShare); }))
        return stopped();
    (*connection)->command("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    return {};
}

}
