#include "app/backups/restorepostgres.h"

#include "app/backups/rowstopostgres.h"
#include "app/backups/snapshot.h"
#include "app/store/database.h"
#include "app/store/migrator.h"
#include "app/store/pggate.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<RowsReport> putBackup(const ProvedBackup &backup, Connection &target, const BackupGoOn &goOn)
{
    auto copy = Connection::open(backup.config());
    if (!copy)
        return fail(copy.error());
    return putRows(**copy, QDir(backup.folder()).filePath(u"images"_s), target, goOn);
}
}

Result<> restoreIntoPostgres(Database &shop, const ProvedBackup &backup, const QString &safetyFile,
                             const BackupKey &safetyKey, const BackupGoOn &goOn)
{
    const auto part = [&goOn](double from, double to) {
        return [&goOn, from, to](const BackupProgress &made) {
            return !goOn || goOn({BackupProgress::Step::Restoring, from + (to - from) * made.share});
        };
    };
    // To the end on one connection: should it be lost, then all of it.
    const auto gate = PgGate::close(shop.config());
    if (!gate)
        return fail(gate.error());
    const auto safety = makeBackup(shop, {safetyFile, safetyKey, u"restore"_s, {}, part(0.1, 0.5)});
    if (!safety)
        return fail(safety.error());
    const auto put = putBackup(backup, (*gate)->connection(), part(0.5, 1));
    return put ? Result<>() : fail(put.error());
}

Result<> requireNoShop(Connection &connection, const StoreConfig &config)
{
    if (!connection
             .query("SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND "
                    "table_name = 'settings'")
             .next())
        return {};
    return connection.query("SELECT 1 FROM settings").next()
        ? fail(ErrorCode::Conflict,
               tr("There is a shop in %1 already. Give this one an empty database.").arg(config.safeUrl()))
        : Result<>();
}

Result<QList<TableDigest>> restoreAsNewPostgres(const StoreConfig &target, const ProvedBackup &backup,
                                                const BackupGoOn &goOn)
{
    auto connection = Connection::open(target);
    if (!connection)
        return fail(connection.error());
    try {
        if (const auto migrated = migrate(**connection, SystemClock(), true); !migrated)
            return fail(migrated.error());
        if (const auto empty = requireNoShop(**connection, target); !empty)
            return fail(empty.error());
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    const auto put = putBackup(backup, **connection, goOn);
    if (!put)
        return fail(put.error());
    return put->tables;
}

}
