#include "app/backups/restore.h"

#include "app/backups/endedsessions.h"
#include "app/backups/restoreimages.h"
#include "app/backups/restorepostgres.h"
#include "app/backups/shopkey.h"
#include "app/backups/snapshot.h"
#include "app/backups/stopped.h"
#include "app/base/crypto.h"
#include "app/base/durable.h"
#include "app/base/json.h"
#include "app/store/database.h"
#include "app/store/recording.h"
#include "app/store/replacestore.h"
#include "app/store/restoregate.h"
#include "app/store/storeerror.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool go(const BackupGoOn &goOn, double share) { return !goOn || goOn({BackupProgress::Step::Restoring, share}); }

// Brings the copy to today's schema, and says in its journal that it was restored: that entry is there if and only if the
// rest of it is.
Result<> finishCopy(const ProvedBackup &backup, const Actor &actor, const std::optional<BackupKey> &key = {})
{
    const SystemClock clock;
    auto copy = Database::open(backup.config(), clock);
    if (!copy)
        return fail(copy.error());
    const Manifest &manifest = backup.manifest();
    return (*copy)->writeNow(actor, [&](Transaction &transaction) -> Result<> {
        // What is recorded from here on follows on this, not on what the shop held until now.
        transaction.exec("DELETE FROM recorded_changes");
        recording::renew(transaction.connection());
        transaction.exec(
            "INSERT INTO meta (name, value) VALUES ('restore', ?) ON CONFLICT (name) DO UPDATE SET value = "
            "excluded.value",
            randomBytes(16).toHex());
        if (key)
            shopkey::keepOn(transaction, *key);
        JsonWriter after;
        after.object()
            .timeField("at", manifest.at)
            .field("reason", manifest.reason)
            .field("orders", manifest.rows("orders"))
            .field("products", manifest.rows("products"))
            .endObject();
        JournalEntry entry{"shop.restored", "shop", "", {}, after.take(), {}};
        for (int topic = 0; topic <= int(Topic::Backups); ++topic)
            entry.changes << Change{Topic(topic), 0};
        transaction.journal(entry);
        return {};
    });
}

Result<RestoreReport> restoreOpen(Database &shop, const ProvedBackup &backup, const QString &safetyFile,
                                  const BackupKey &safetyKey, const BackupGoOn &goOn)
{
    const auto gate = RestoreGate::close(shop.config());
    if (!gate)
        return fail(gate.error());
    {
        const auto connection = Connection::open(shop.config());
        if (!connection)
            return fail(connection.error());
        waitForWriters(**connection);
    }
    // Nobody writes any more: what the safety copy holds is all that anybody was told.
    const auto safety = makeBackup(shop, {safetyFile, safetyKey, u"restore"_s, {}, [&goOn](const BackupProgress &made) {
                                              return go(goOn, 0.1 + 0.5 * made.share);
                                          }});
    if (!safety)
        return fail(safety.error());
    if (const auto images = restoreImages(backup.folder(), shop.config().dataDir); !images)
        return fail(images.error());
    if (!replaceStore(backup.config(), shop.config(), [&](double share) { return go(goOn, 0.65 + 0.35 * share); }))
        return stopped();
    return RestoreReport{backup.manifest(), safetyFile};
}
}

Result<RestoreReport> restoreInto(Database &shop, std::unique_ptr<ProvedBackup> backup, const Actor &actor,
                                  const QString &safetyFile, const BackupKey &safetyKey, const BackupGoOn &goOn)
{
    if (const auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return fail(allowed.error());
    if (backup->manifest().storeId != shop.secrets().storeId)
        return fail(ErrorCode::Conflict,
                    tr("This is a backup of another shop, “%1”. Restore it into a folder of its own.")
                        .arg(backup->manifest().shopName));
    try {
        if (const auto finished = finishCopy(*backup, actor, safetyKey); !finished)
            return fail(finished.error());
        if (const auto removed = removeEndedSessions(shop, *backup); !removed)
            return fail(removed.error());
        if (!go(goOn, 0.1))
            return stopped();
        if (shop.kind() == StoreKind::Postgres) {
            const auto put = restoreIntoPostgres(shop, *backup, safetyFile, safetyKey, goOn);
            return put ? Result<RestoreReport>(RestoreReport{backup->manifest(), safetyFile}) : fail(put.error());
        }
        return restoreOpen(shop, *backup, safetyFile, safetyKey, goOn);
    } catch (const StoreError &error) {
        qWarning("a restore failed: %s", error.what());
        return fail(error.toError());
    }
}

namespace {
// What the shop's programs were told there goes along, but for where its store was: that is the target now.
Result<> restoreSettings(const QString &fromFolder, const StoreConfig &target)
{
    const QString path = QDir(target.dataDir).filePath(u"config.ini"_s);
    if (QFile config(QDir(fromFolder).filePath(u"config.ini"_s));
        config.open(QIODevice::ReadOnly) && !QFile::exists(path))
        if (auto kept = writeDurably(path, config.readAll()); !kept)
            return kept;
    return target.remember();
}

Result<> restoreDatabase(const ProvedBackup &backup, const StoreConfig &target, const BackupGoOn &goOn)
{
    const auto put = restoreAsNewPostgres(target, backup, goOn);
    if (!put)
        return fail(put.error());
    return target.dataDir.isEmpty() ? Result<>() : restoreSettings(backup.folder(), target);
}
}

Result<> prepareAsNew(const StoreConfig &target, const ProvedBackup &backup)
{
    if (auto finished = finishCopy(backup, Actor::system(u"Restore"_s)); !finished)
        return finished;
    if (auto images = restoreImages(backup.folder(), target.dataDir); !images)
        return images;
    return restoreSettings(backup.folder(), target);
}

Result<> placePrepared(const StoreConfig &target, const ProvedBackup &backup)
{
    return moveStore(backup.config(), target);
}

Result<Manifest> restoreAsNew(const StoreConfig &target, std::unique_ptr<ProvedBackup> backup, const BackupGoOn &goOn)
{
    if (target.kind() == StoreKind::Sqlite && QFile::exists(target.sqliteFile()))
        return fail(ErrorCode::Conflict, tr("There is a shop in %1 already.").arg(target.dataDir));
    const bool isFile = target.kind() == StoreKind::Sqlite;
    const auto prepared = isFile ? prepareAsNew(target, *backup) : finishCopy(*backup, Actor::system(u"Restore"_s));
    if (!prepared)
        return fail(prepared.error());
    if (!go(goOn, 0.5))
        return stopped();
    const auto restored =
        isFile ? placePrepared(target, *backup) : restoreDatabase(*backup, target, [&goOn](const BackupProgress &done) {
            return go(goOn, 0.5 + done.share / 2);
        });
    if (!restored)
        return fail(restored.error());
    return backup->manifest();
}

}
