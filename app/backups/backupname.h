#pragma once
// How a backup's file is called: by when it was made (UTC) and why, so that a folder of them reads in order.
#include "app/base/clock.h"

#include <optional>

namespace backroom {

struct BackupName
{
    Millis at = 0; // whole seconds
    QString reason; // "manual", "daily", "restore", …

    // "2026-11-26-093012Z-manual.backroom"
    QString fileName() const;
    // With or without the tag that it has at a place; nothing when the file was called otherwise by somebody.
    static std::optional<BackupName> parse(const QString &fileName);
};

// A name that no file in the folder has.
QString freeBackupPath(const QString &folder, BackupName name);
// The newest safety copy that a restore left in the folder; empty when there is none.
QString newestSafetyCopy(const QString &folder);
// Where a shop's backups lie unless somebody says otherwise.
QString localBackups(const QString &dataDir);
// Where the time machine's changes lie beside them.
QString changesFolder(const QString &backups);

}
