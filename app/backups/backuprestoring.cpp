// Puts a backup, or a moment, in the place of what the shop holds, or beside it to look at.
#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/backupnoted.h"
#include "app/backups/backupwork.h"
#include "app/backups/pgchoice.h"
#include "app/backups/pglatest.h"
#include "app/backups/pgshopat.h"
#include "app/backups/remotebackups.h"
#include "app/backups/replay.h"
#include "app/backups/restore.h"
#include "app/backups/shopkey.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// The proof is the first half, as it reads the backup; putting it in place is the second.
BackupGoOn half(const BackupGoOn &goOn, double from)
{
    return [&goOn, from](const BackupProgress &progress) {
        return !goOn || goOn({progress.step, from + progress.share / 2});
    };
}
}

Result<BackupId> BackupWork::restore(BackupId id, const QList<BackupPlace> &places, const Actor &actor,
                                     const std::optional<BackupKey> &key, const BackupGoOn &goOn) const
{
    auto proved = shopOf(id, places, restoreScratch(), key, half(goOn, 0));
    return proved ? putInPlace(*std::move(proved), actor, goOn) : fail(proved.error());
}

QString BackupWork::restoreScratch() const { return QDir(m_shop.config().dataDir).filePath(u"restore.tmp"_s); }

Result<BackupId> BackupWork::restoreFile(const QString &file, const Actor &actor, const std::optional<BackupKey> &key,
                                         const BackupGoOn &goOn) const
{
    auto proved = shopIn(file, restoreScratch(), key, half(goOn, 0));
    return proved ? putInPlace(*std::move(proved), actor, goOn) : fail(proved.error());
}

Result<BackupId> BackupWork::restoreMoment(Millis moment, const QList<BackupPlace> &places, const Actor &actor,
                                           const BackupGoOn &goOn) const
{
    auto proved = shopAtMoment(moment, places, restoreScratch(), half(goOn, 0));
    return proved ? putInPlace(*std::move(proved), actor, goOn) : fail(proved.error());
}

Result<std::unique_ptr<ProvedBackup>> BackupWork::shopAtMoment(Millis moment, const QList<BackupPlace> &places,
                                                               const QString &scratch, const BackupGoOn &goOn) const
{
    Database &database = m_shop.database();
    if (database.kind() == StoreKind::Postgres) {
        const auto choice = PgChoice::read(database.config().dataDir);
        if (!choice)
            return fail(choice.error());
        if (*choice) {
            if (const auto latest = receiveLatest(database, [&goOn] { return !goOn || goOn({}); }); !latest)
                qWarning("the time machine: %s", qPrintable(latest.error().message));
            return pgShopAt({(*choice)->folder, moment, scratch, goOn});
        }
    }
    MomentOrder order{
        moment, {m_folder}, scratch, [this](const QString &file) { return openingKey(m_keyring, file); }, goOn};
    order.storeId = m_shop.database().secrets().storeId;
    for (const BackupPlace &place : places)
        if (place.kind == BackupPlace::Kind::Folder)
            order.places << place.path;
    auto shop = shopAt(order);
    // What this computer and its folders lack or have damaged may be good where rclone reaches.
    for (const BackupPlace &place : places) {
        const bool lacks =
            !shop && (shop.error().code == ErrorCode::NotFound || shop.error().code == ErrorCode::Malformed);
        if (!lacks || place.kind != BackupPlace::Kind::Rclone)
            continue;
        auto there = remotebackups::shopAt(order, place.path, m_rclone);
        if (there || there.error().code == ErrorCode::Conflict)
            shop = std::move(there);
        else
            qWarning("the backups' place %s: %s", qPrintable(place.name), qPrintable(there.error().message));
    }
    return shop;
}

Result<std::unique_ptr<ProvedBackup>> BackupWork::shopOf(BackupId id, const QList<BackupPlace> &places,
                                                         const QString &scratch, const std::optional<BackupKey> &key,
                                                         const BackupGoOn &goOn) const
{
    const auto known = entry(id);
    if (!known)
        return fail(known.error());
    const auto file = bringHere(*known, places, goOn);
    const auto opens = file ? openingKey(m_keyring, *file, key) : fail(file.error());
    return opens ? proveWith(*file, *opens, scratch, places, goOn) : fail(opens.error());
}

Result<std::unique_ptr<ProvedBackup>> BackupWork::shopIn(const QString &file, const QString &scratch,
                                                         const std::optional<BackupKey> &key,
                                                         const BackupGoOn &goOn) const
{
    const auto opens = openingKey(m_keyring, file, key);
    return opens ? proveWith(file, *opens, scratch, {}, goOn) : fail(opens.error());
}

Result<BackupId> BackupWork::putInPlace(std::unique_ptr<ProvedBackup> proved, const Actor &actor,
                                        const BackupGoOn &goOn) const
{
    const auto safetyKey = shopkey::of(m_shop.database(), m_keyring);
    if (!safetyKey)
        return fail(safetyKey.error());
    const BackupName name{m_shop.clock().now(), u"restore"_s};
    const auto restored = restoreInto(m_shop.database(), std::move(proved), actor, freeBackupPath(m_folder, name),
                                      *safetyKey, half(goOn, 0.5));
    if (!restored)
        return fail(restored.error());
    const auto noted = noteSafetyCopy(m_folder, restored->safetyFile, name.at);
    if (!noted)
        qWarning("what was there before a restore was not written down: %s", qPrintable(noted.error().message));
    return noted.value_or(BackupId());
}

Result<BackupId> BackupWork::undoRestore(const Actor &actor, const BackupGoOn &goOn) const
{
    const QString file = newestSafetyCopy(m_folder);
    if (file.isEmpty())
        return fail(ErrorCode::NotFound,
                    tr("There is nothing to bring back: this shop was not restored, or that was too long ago."));
    return restoreFile(file, actor, {}, goOn);
}

}
