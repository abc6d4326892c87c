#pragma once
// list.json in the folder backups/: what was made and proved, and when. Several programs may change it; each change is one
// step under a lock, on the disk when it is done.
#include "app/backups/backupentry.h"

#include <QHash>
#include <QMap>
#include <functional>

namespace backroom {

struct BackupList
{
    qint64 nextId = 1;
    Millis firstSeen =
        0; // when the shop was first looked after: what is overdue before the first backup counts from here
    Millis lastBegun = 0; // of those that come by themselves
    Millis openSince = 0; // a program that makes one at its close holds the shop since then; 0: it ended well
    std::optional<Millis> failedSince; // the first failure since one went well
    std::optional<Millis> failedAt; // the newest
    QString failure;
    QHash<int, QString> markedPlaces; // places that were found or made good once, by number: their paths
    QMap<QString, QList<int>> goingImages; // put away here, by file name; still on these places
    QList<BackupEntry> backups;

    BackupEntry *find(BackupId id);
    BackupEntry *find(const QString &fileName);
    // Gives it its id.
    BackupEntry &add(BackupEntry entry);
    // Drops entries that lie nowhere any more.
    void forgetGone();
    // What lies at that place is nobody's business any more.
    void forgetPlace(int number);
    // The moment that the newest one holds which is proved.
    std::optional<Millis> newestProved() const;
    QByteArray toJson() const;
    // Malformed when it is none.
    static Result<BackupList> fromJson(const QByteArray &json);
};

namespace backuplist {

// The extension of a backup's file, with its dot.
inline constexpr char Suffix[] = ".backroom";

// As it stands, files that were put into the folder or taken from it noticed but not written down. An empty one where
// there is no folder. Blocks on files.
Result<BackupList> read(const QString &folder);
// Reads, lets `fn` change it and writes it, while no other program does; gives what was written. The folder is made. A
// damaged list is put aside as list.json.damaged and begun anew from the files that are there. An error of `fn` leaves
// it as it was.
Result<BackupList> change(const QString &folder, const std::function<Result<>(BackupList &)> &fn);

}
}
