#include "app/backups/changeplace.h"

#include "app/backups/folderchanges.h"
#include "app/backups/remotechanges.h"

namespace backroom {

std::unique_ptr<ChangePlace> openChangePlace(const BackupPlace &place, const ChangeSource &source,
                                             const QString &rclone)
{
    if (place.kind == BackupPlace::Kind::Folder)
        return std::make_unique<FolderChanges>(source, place.path);
    return std::make_unique<RemoteChanges>(source, place.path, rclone);
}

}
