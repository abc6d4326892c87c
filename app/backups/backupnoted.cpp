#include "app/backups/backupnoted.h"

#include "app/backups/backuplist.h"
#include "app/backups/filecopy.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

void takeProof(BackupEntry &entry, const Manifest &manifest, const QString &file, const QByteArray &hash, Millis now)
{
    entry.at = manifest.at;
    if (!entry.found)
        entry.reason = manifest.reason.toUtf8();
    entry.bytes = QFileInfo(file).size();
    entry.provedAt = now;
    entry.fault.clear();
    entry.epoch = manifest.epoch;
    entry.changeSeq = manifest.changeSeq;
    if (entry.hash != hash)
        entry.places.clear(); // what lies there is another file
    entry.hash = hash;
}

Result<BackupId> noteBackup(const QString &folder, const BackupReport &made, Millis now)
{
    const auto hash = made.hash.isEmpty() ? hashFile(made.file) : Result<QByteArray>(made.hash);
    if (!hash)
        return fail(hash.error());
    BackupId id;
    const auto noted = backuplist::change(folder, [&](BackupList &list) -> Result<> {
        const QString name = QFileInfo(made.file).fileName();
        BackupEntry *entry = list.find(name); // the list has seen the file already
        if (!entry)
            entry = &list.add({});
        entry->fileName = name;
        entry->found = false;
        takeProof(*entry, made.manifest, made.file, *hash, now);
        id = entry->id;
        list.failedSince.reset();
        list.failedAt.reset();
        list.failure.clear();
        return {};
    });
    return noted ? Result<BackupId>(id) : fail(noted.error());
}

Result<BackupId> noteSafetyCopy(const QString &folder, const QString &file, Millis at)
{
    BackupReport safety;
    safety.file = file;
    safety.manifest.at = at;
    safety.manifest.reason = u"restore"_s;
    return noteBackup(folder, safety, at);
}

}
