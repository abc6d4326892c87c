#include "app/backups/move.h"
#include "app/backups/pgchoice.h"
#include "app/backups/proof.h"
#include "app/backups/restoreimages.h"
#include "app/backups/restorepostgres.h"
#include "app/backups/snapshot.h"
#include "app/backups/upgrade.h"
#include "app/store/database.h"
#include "app/store/pggate.h"
#include "app/store/restoregate.h"
#include "app/store/storeerror.h"
#include "app/store/storelock.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// The old store, with nobody else in it and closed to changes.
struct Held
{
    std::unique_ptr<StoreLock> lock;
    std::unique_ptr<RestoreGate> file;
    std::unique_ptr<PgGate> database;
};

Result<Held> holdFile(const StoreConfig &from)
{
    auto lock = StoreLock::take(from, StoreLock::Holder::Move);
    if (!lock)
        return fail(lock.error());
    auto gate = RestoreGate::close(from);
    if (!gate)
        return fail(gate.error());
    return Held{*std::move(lock), *std::move(gate), {}};
}

Result<> requireNobody(Connection &connection)
{
    const auto open = PgGate::isOpenElsewhere(connection);
    if (!open)
        return fail(open.error());
    return *open ? fail(ErrorCode::Conflict, tr("This shop is open already in another program. Close it there first."))
                 : Result<>();
}

Result<Held> holdDatabase(const StoreConfig &from)
{
    auto gate = PgGate::close(from);
    if (!gate)
        return fail(gate.error());
    if (const auto nobody = requireNobody((*gate)->connection()); !nobody)
        return fail(nobody.error());
    return Held{{}, {}, *std::move(gate)};
}

Result<> checkTarget(const StoreConfig &from, const StoreConfig &to)
{
    if (to.kind() == from.kind() && (to.kind() == StoreKind::Sqlite || to.safeUrl() == from.safeUrl()))
        return fail(ErrorCode::Conflict, tr("The shop is there already."));
    if (to.kind() == StoreKind::Sqlite && QFile::exists(to.sqliteFile()))
        return fail(ErrorCode::Conflict,
                    tr("There is a shop's file already: %1. Move it to another folder first.").arg(to.sqliteFile()));
    if (to.kind() == StoreKind::Sqlite)
        return {};
    // Before anything is copied; it is asked once more when the rows go in.
    const auto connection = Connection::open(to);
    if (!connection)
        return fail(connection.error());
    return requireNoShop(**connection, to);
}

// There as a whole, and then opened and counted once more where it is.
Result<> putFile(const ProvedBackup &backup, const StoreConfig &to)
{
    if (auto images = restoreImages(backup.folder(), to.dataDir); !images)
        return images;
    if (auto moved = moveStore(backup.config(), to); !moved)
        return moved;
    const auto connection = Connection::open(to);
    if (!connection)
        return fail(connection.error());
    const auto found = digestTables(**connection, shopTables(**connection), {});
    if (differingTables(*found, backup.manifest().tables).isEmpty())
        return {};
    return fail(ErrorCode::Internal,
                tr("The rows in %1 are not those of the old store. The shop is still in the old one; check this disk.")
                    .arg(to.sqliteFile()));
}

Result<> put(const ProvedBackup &backup, const StoreConfig &to, const BackupGoOn &goOn)
{
    if (to.kind() == StoreKind::Sqlite)
        return putFile(backup, to);
    const auto tables = restoreAsNewPostgres(to, backup, goOn);
    if (!tables)
        return fail(tables.error());
    return differingTables(*tables, backup.manifest().tables).isEmpty()
        ? Result<>()
        : fail(ErrorCode::Internal, tr("The rows in the new store are not those of the old one."));
}

Result<MoveReport> run(const StoreConfig &from, const StoreConfig &to, const Clock &clock, const BackupGoOn &goOn)
{
    const auto part = [&goOn](double begin, double end) {
        return [&goOn, begin, end](BackupProgress made) {
            made.share = begin + (end - begin) * made.share;
            return !goOn || goOn(made);
        };
    };
    if (const auto travels = PgChoice::read(from.dataDir); from.kind() == StoreKind::Postgres && travels && *travels)
        return fail(ErrorCode::Conflict,
                    tr("The database keeps its log for the time machine of this shop. Turn that off first: backroomd "
                       "timemachine off."));
    if (const auto checked = checkTarget(from, to); !checked)
        return fail(checked.error());
    const auto held = from.kind() == StoreKind::Sqlite ? holdFile(from) : holdDatabase(from);
    if (!held)
        return fail(held.error());
    const auto folder = ScratchFolder::take(QDir(from.dataDir).filePath(u"move.tmp"_s));
    if (!folder)
        return fail(folder.error());
    const QDir work((*folder)->path());
    const BackupKey key = BackupKey::makeKept(); // goes with this call, and the file too
    const QString file = work.filePath(u"shop.backroom"_s);
    {
        if (const auto kept = backUpBeforeUpgrade(from, clock); !kept)
            return fail(kept.error());
        const auto shop = Database::open(from, clock);
        if (!shop)
            return fail(shop.error());
        if (const auto made = makeBackup(**shop, {file, key, u"move"_s, {}, part(0, 0.4)}); !made)
            return fail(made.error());
    }
    const auto proved = proveBackup(file, key, work.filePath(u"shop"_s), part(0.4, 0.6));
    if (!proved)
        return fail(proved.error());
    // A server that was started meanwhile would go on in the old store.
    if (held->database)
        if (const auto nobody = requireNobody(held->database->connection()); !nobody)
            return fail(nobody.error());
    if (const auto there = put(**proved, to, part(0.6, 1)); !there)
        return fail(there.error());
    if (const auto kept = to.remember(); !kept)
        return fail(kept.error());
    const Manifest &manifest = (*proved)->manifest();
    return MoveReport{manifest, manifest.images.size()};
}
}

Result<MoveReport> moveShop(const StoreConfig &from, const StoreConfig &to, const Clock &clock, const BackupGoOn &goOn)
{
    try {
        return run(from, to, clock, goOn);
    } catch (const StoreError &error) {
        qWarning("a move failed: %s", error.what());
        return fail(error.toError());
    }
}

}
