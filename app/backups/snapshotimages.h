#pragma once
// The images that a shop's products show, into a backup or beside it.
#include "app/backups/backupwriter.h"
#include "app/backups/manifest.h"
#include "app/backups/snapshot.h"

namespace backroom {

// The names of all images and thumbnails that the store refers to, in the snapshot of the connection.
QByteArrayList imagesOf(Connection &store);

// Writes them as parts of the file, or beside it where the order says so, and lists them in the manifest. An image whose
// bytes are gone already is left out and said in the log: the shop cannot show it either. `goOn` with the share done;
// false stops it, and Conflict is given.
Result<> writeImages(Database &shop, const QByteArrayList &names, const BackupOrder &order, BackupWriter &writer,
                     Manifest &manifest, const std::function<bool(double)> &goOn);

}
