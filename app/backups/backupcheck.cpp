#include "app/backroom.h"
#include "app/backups/backupnoted.h"
#include "app/backups/backupwork.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<BackupId> BackupWork::verify(BackupId id, const QList<BackupPlace> &places, const std::optional<BackupKey> &key,
                                    const BackupGoOn &goOn) const
{
    const auto known = entry(id);
    if (!known)
        return fail(known.error());
    const auto file = bringHere(*known, places, goOn);
    if (!file)
        return fail(file.error());
    // Not being able to open it says nothing about it; being damaged does.
    const auto opens = openingKey(m_keyring, *file, key);
    Result<std::unique_ptr<ProvedBackup>> proved = opens
        ? proveWith(*file, *opens, QDir(m_shop.config().dataDir).filePath(u"verify.tmp"_s), places, goOn)
        : fail(opens.error());
    const auto hash = proved ? hashFile(*file) : Result<QByteArray>(QByteArray());
    if (!hash)
        return fail(hash.error());
    if (proved && (*proved)->manifest().storeId != m_shop.database().secrets().storeId)
        proved = fail(ErrorCode::Malformed,
                      tr("This is a backup of another shop, “%1”.").arg((*proved)->manifest().shopName));
    // An image that is nowhere is a fault of the backup too.
    if (!proved && proved.error().code != ErrorCode::Malformed && proved.error().code != ErrorCode::NotFound)
        return fail(proved.error());
    auto noted = backuplist::change(m_folder, [&](BackupList &list) -> Result<> {
        BackupEntry *changed = list.find(id);
        if (changed && proved)
            takeProof(*changed, (*proved)->manifest(), *file, *hash, m_shop.clock().now());
        else if (changed)
            changed->fault = proved.error().message;
        return {};
    });
    if (!noted || !proved)
        return fail(noted ? proved.error() : noted.error());
    const BackupEntry *written = noted->find(id);
    const auto reread = written ? rereadCopies(*written, places, goOn) : Result<>();
    return reread ? Result<BackupId>(id) : fail(reread.error());
}

// A copy that is no longer what was proved counts as missing there, and is made again.
Result<> BackupWork::rereadCopies(const BackupEntry &entry, const QList<BackupPlace> &places,
                                  const BackupGoOn &goOn) const
{
    for (const BackupPlace &place : places) {
        if (!entry.places.contains(place.number))
            continue;
        const auto there = openPlace(place, m_rclone)->hash(atPlace(entry), [&goOn](qint64) {
            return !goOn || goOn({BackupProgress::Step::Proving, 1});
        });
        if (there ? *there == entry.hash : there.error().code != ErrorCode::NotFound)
            continue; // one that is away is looked at when it is back
        qWarning("%s at %s is not what was proved", qPrintable(entry.fileName), qPrintable(place.name));
        const auto noted = backuplist::change(m_folder, [&](BackupList &list) -> Result<> {
            if (BackupEntry *changed = list.find(entry.id))
                changed->places.removeAll(place.number);
            return {};
        });
        if (!noted)
            return fail(noted.error());
    }
    return {};
}

}
