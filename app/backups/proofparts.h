#pragma once
// Takes a backup's parts apart into a folder, and checks what came out against the manifest.
#include "app/backups/backupreader.h"
#include "app/backups/manifest.h"
#include "app/base/writeback.h"

#include <QFile>
#include <QHash>
#include <functional>

namespace backroom {

class ProofParts {
public:
    // Into this folder, which is empty.
    explicit ProofParts(const QString &folder) : m_folder(folder) {}

    // Reads the file to its end and gives its manifest. `goOn` with the share read; false stops it.
    Result<Manifest> unpack(BackupReader &reader, const std::function<bool(double)> &goOn);
    // Each image there, as the manifest says; those that lie beside the backup are fetched from `beside`, and from the other
    // folders where that lacks them or has them damaged.
    Result<> checkImages(const Manifest &manifest, const QString &beside, const QStringList &others);
    // A PostgreSQL dump came, not a SQLite store; its file.
    QString dumpFile() const;

private:
    Result<> begin(const QByteArray &name);
    Result<> take(const QByteArray &bytes);
    Result<> end();

    QString m_folder;
    QFile m_file;
    qint64 m_written = 0; // bytes of it
    Writeback m_writeback;
    QByteArray m_image; // the part is this one
    QByteArray m_bytes; // of an image so far
    QHash<QByteArray, QByteArray> m_images; // their hashes
};

}
