#pragma once
// The time machine: takes a proved backup on to a later moment by the changes that were recorded since.
#include "app/backups/proof.h"

namespace backroom {

// Changes the backup's scratch shop: afterwards it holds the moment, in this program's schema, and so does its manifest,
// whose `at` is the moment, or the last change before it that is known. Each mark of the recorded changes that it comes by
// is compared as far as that is cheap beside the rest, the last one always. `changes` are folders of segments, the data
// folder's and its places'; `images` are folders with images or images beside backups, for those added since.
//
// Conflict when the backup is later than the moment, Malformed when changes are missing or damaged, or when what comes out
// is not what the shop was. Then the scratch shop is of no use. Blocks.
Result<> replayTo(ProvedBackup &backup, Millis moment, const QStringList &changes, const QStringList &images,
                  const BackupGoOn &goOn = {});

struct MomentOrder
{
    Millis moment = 0;
    // Folders with backups, "changes" and "images" in them: the data folder's own first.
    QStringList places;
    QString scratch; // the folder to be made
    // For the backup's file.
    std::function<Result<BackupKey>(const QString &file)> keyOf;
    BackupGoOn goOn = {};
    QByteArray storeId = {}; // of the shop; empty: whichever is found

    QStringList changes() const;
    QStringList images() const;
};

// The shop as it was at the moment, on the newest backup before it. A backup that cannot be used is passed over for an
// earlier one; when none leads there, the first fault. NotFound when no backup is that old.
Result<std::unique_ptr<ProvedBackup>> shopAt(const MomentOrder &order);

}
