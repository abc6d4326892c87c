// Brings backups back from the places that they were carried to.
#include "app/backroom.h"
#include "app/backups/backupwork.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<BackupEntry> BackupWork::entry(BackupId id) const
{
    auto list = backuplist::read(m_folder);
    if (!list)
        return fail(list.error());
    if (const BackupEntry *found = list->find(id); found && !found->going)
        return *found;
    return fail(ErrorCode::NotFound, tr("There is no such backup any more."));
}

QString BackupWork::atPlace(const BackupEntry &entry) const
{
    return nameAtPlace(m_shop.database().secrets().storeId, entry.fileName);
}

Result<QString> BackupWork::bringHere(const BackupEntry &entry, const QList<BackupPlace> &places,
                                      const BackupGoOn &goOn) const
{
    const std::lock_guard lock(m_fetching);
    QString file = QDir(m_folder).filePath(entry.fileName);
    // What is damaged here is fetched anew from where it is good.
    if (entry.here && (entry.fault.isEmpty() || entry.places.isEmpty()))
        return file;
    Error last{ErrorCode::NotFound,
               tr("%1 is neither on this computer nor at a place that is set up.").arg(entry.fileName)};
    for (const BackupPlace &place : places) {
        if (!entry.places.contains(place.number))
            continue;
        const QString beside = file + ".fetched"_L1; // a backup that is made meanwhile clears away no other's
        const auto fetched = openPlace(place, m_rclone)->fetch(atPlace(entry), beside, [&](qint64 bytes) {
            return !goOn || goOn({BackupProgress::Step::Copying, double(bytes) / double(qMax(1LL, entry.bytes)) / 2});
        });
        if (fetched && !entry.hash.isEmpty() && *fetched != entry.hash) {
            QFile::remove(beside);
            last = {ErrorCode::Malformed,
                    tr("What “%1” has of %2 is not what was proved.").arg(place.name, entry.fileName)};
            continue;
        }
        if (fetched) {
            if (const auto images = bringImages(place); !images)
                return fail(images.error());
            const auto renamed = replaceFile(beside, file);
            return renamed ? Result<QString>(file) : fail(renamed.error());
        }
        last = fetched.error();
    }
    return fail(last);
}

Result<std::unique_ptr<ProvedBackup>> BackupWork::proveWith(const QString &file, const BackupKey &key,
                                                            const QString &scratch, const QList<BackupPlace> &places,
                                                            const BackupGoOn &goOn) const
{
    ProofImages images{{QDir(m_shop.config().dataDir).filePath(u"images"_s), QDir(m_folder).filePath(u"images"_s)}};
    for (const BackupPlace &place : places)
        if (place.kind == BackupPlace::Kind::Folder)
            images.folders << QDir(place.path).filePath(u"images"_s);
    auto proved = proveBackup(file, key, scratch, goOn, images);
    for (const BackupPlace &place : places) {
        if (proved || proved.error().code != ErrorCode::NotFound || place.kind != BackupPlace::Kind::Rclone)
            continue;
        if (const auto brought = bringImages(place); brought)
            proved = proveBackup(file, key, scratch, goOn, images);
    }
    return proved;
}

// Those that lie beside backups there and no longer here.
Result<> BackupWork::bringImages(const BackupPlace &place) const
{
    const auto there = openPlace(place, m_rclone);
    const auto look = there->look(m_shop.database().secrets().storeId, true);
    if (!look)
        return fail(look.error());
    const QDir folder(m_folder);
    for (auto file = look->files.keyBegin(); file != look->files.keyEnd(); ++file) {
        if (!file->startsWith("images/"_L1) || !file->endsWith(".image"_L1) || folder.exists(*file))
            continue;
        if (!folder.mkpath(u"images"_s))
            return fail(ErrorCode::Unavailable,
                        tr("%1 may not be written. Give your account the right to write there.").arg(m_folder));
        const QString beside = folder.filePath(*file + ".part"_L1);
        if (const auto fetched = there->fetch(*file, beside, {}); !fetched)
            return fail(fetched.error());
        if (auto renamed = replaceFile(beside, folder.filePath(*file)); !renamed)
            return renamed;
    }
    return {};
}

}
