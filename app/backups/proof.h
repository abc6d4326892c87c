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
struct ProofImages;

class ProvedBackup {
public:
    const Manifest &manifest() const { return m_manifest; }
    // Images that the shop goes without, as they were nowhere.
    qsizetype lacking() const { return m_lacking; }
    const QString &folder() const { return m_folder->path(); }
    StoreConfig config() const { return {folder(), {}}; }

private:
    friend Result<> replayTo(ProvedBackup &, Millis, const QStringList &, const QStringList &, const BackupGoOn &);
    friend Result<std::unique_ptr<ProvedBackup>> proveBackup(const QString &, const BackupKey &, const QString &,
                                                             const BackupGoOn &, const ProofImages &);
    Manifest m_manifest;
    qsizetype m_lacking = 0;
    std::unique_ptr<ScratchFolder> m_folder;
};

// Where the images that lie beside a backup may be found too, and what becomes of those that are nowhere.
struct ProofImages
{
    QStringList folders = {}; // with images as they lie beside backups, or as the shop has them
    bool mayLack = false; // the shop is put together without them, and the manifest names them no more
};

// `scratch` is the folder to be made for it. As BackupReader fails; Malformed also when what comes out is not what the
// manifest says, Full when there is no room, Unsupported when a newer program made it. Blocks.
Result<std::unique_ptr<ProvedBackup>> proveBackup(const QString &file, const BackupKey &key, const QString &scratch,
                                                  const BackupGoOn &goOn = {}, const ProofImages &images = {});

}
