#pragma once
// Proves a backup: every byte read and authenticated, its store put together on a scratch copy (SQLite's, whichever the
// backup came from), checked by the database, each table counted and hashed against the manifest, each image too.
#include "app/backups/backupkey.h"
#include "app/backups/backupprogress.h"
#include "app/backups/manifest.h"
#include "app/store/scratchfolder.h"

namespace backroom {

// A backup that was proved, as a shop in a folder that goes with this object: backroom.db in the schema that the backup
// was made with, images/, config.ini. Never of use to others while it is.
class ProvedBackup {
public:
    const Manifest &manifest() const { return m_manifest; }
    const QString &folder() const { return m_folder->path(); }
    StoreConfig config() const { return {folder(), {}}; }

private:
    friend Result<> replayTo(ProvedBackup &, Millis, const QStringList &, const QStringList &, const BackupGoOn &);
    friend Result<std::unique_ptr<ProvedBackup>> proveBackup(const QString &, const BackupKey &, const QString &,
                                                             const BackupGoOn &);
    Manifest m_manifest;
    std::unique_ptr<ScratchFolder> m_folder;
};

// `scratch` is the folder to be made for it. As BackupReader fails; Malformed also when what comes out is not what the
// manifest says, Full when there is no room, Unsupported when a newer program made it. Blocks.
Result<std::unique_ptr<ProvedBackup>> proveBackup(const QString &file, const BackupKey &key, const QString &scratch,
                                                  const BackupGoOn &goOn = {});

}
