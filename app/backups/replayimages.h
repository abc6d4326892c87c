#pragma once
// Images that were added after the backup a replay starts from.
#include "app/backups/manifest.h"
#include "app/store/connection.h"

namespace backroom {

// Copies those that the store refers to and that are not in `folder`/images, from folders of plain images or of images
// beside backups, and lists them in the manifest. What is nowhere is said in the log: the shop cannot show it.
void addImages(Connection &store, const QString &folder, const QStringList &sources, Manifest &manifest);

}
