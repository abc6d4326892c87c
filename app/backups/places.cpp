#include "app/backups/places.h"

#include "app/backups/folderplace.h"
#include "app/backups/rcloneplace.h"

namespace backroom {

std::unique_ptr<Place> openPlace(const BackupPlace &place, const QString &rclone)
{
    if (place.kind == BackupPlace::Kind::Folder)
        return std::make_unique<FolderPlace>(place.path);
    return std::make_unique<RclonePlace>(place.path, rclone);
}

}
