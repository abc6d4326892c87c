#include "app/backups/places.h"

#include "app/backups/backuplist.h"

#include "app/backups/folderplace.h"
#include "app/backups/rcloneplace.h"

using namespace Qt::StringLiterals;

namespace backroom {

std::unique_ptr<Place> openPlace(const BackupPlace &place, const QString &rclone, std::function<bool()> goOn)
{
    if (place.kind == BackupPlace::Kind::Folder)
        return std::make_unique<FolderPlace>(place.path);
    return std::make_unique<RclonePlace>(place.path, rclone, std::move(goOn));
}

QString nameAtPlace(const QByteArray &storeId, const QString &fileName)
{
    constexpr int Tag = 6;
    const QLatin1StringView suffix(backuplist::Suffix);
    if (!fileName.endsWith(suffix))
        return fileName;
    return fileName.chopped(suffix.size()) % u'-' % QString::fromLatin1(storeId.left(Tag)) % suffix;
}

}
