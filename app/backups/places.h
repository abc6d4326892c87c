#pragma once
// Where backups are kept beside this computer, behind one face: a folder, or whatever rclone reaches.
#include "app/backups/backupsettings.h"
#include "app/backups/filecopy.h"

#include <QHash>

namespace backroom {

struct PlaceLook
{
    QHash<QString, qint64> files; // all that lies there, with "/" between folder and name; and how large
    qint64 freeBytes = -1; // -1: it does not tell
};

// One thread at a time. Calls block, for as long as a slow connection takes; whatever a place does meanwhile, they end.
class Place {
public:
    virtual ~Place() = default;

    // Unavailable, in a sentence, when it cannot be reached. A place that was `known` to be good once is no longer taken
    // for itself when it does not know this shop, as when a disk is not plugged in and its mount point lies there empty.
    virtual Result<PlaceLook> look(const QByteArray &storeId, bool known) = 0;
    // Copies the file beside its name, reads the copy back, compares, and only then gives it the name: there is a whole
    // copy under it or none. The hash of both. Full when there is no room, Malformed when it reads back differently.
    virtual Result<QByteArray> put(const QString &file, const QString &name, const CopyGoOn &goOn) = 0;
    // Of what lies there, every byte read.
    virtual Result<QByteArray> hash(const QString &name, const CopyGoOn &goOn) = 0;
    // Brings it back, into a file that is overwritten; its hash.
    virtual Result<QByteArray> fetch(const QString &name, const QString &file, const CopyGoOn &goOn) = 0;
    // Whether or not it was there.
    virtual Result<> remove(const QString &name) = 0;
};

// How a backup is called there: places may be shared, and two shops back up at the same second.
QString nameAtPlace(const QByteArray &storeId, const QString &fileName);

// `rclone` is the program; empty: it is not installed, and places that need it are Unavailable. Once `goOn` is false a call
// that waits for something far away ends with Conflict.
std::unique_ptr<Place> openPlace(const BackupPlace &place, const QString &rclone, std::function<bool()> goOn = {});

}
