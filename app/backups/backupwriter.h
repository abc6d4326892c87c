#pragma once
// Writes a backup's file (backupformat.h): named parts, one after the other, and the manifest at its end. Memory is a
// few frames whatever the size. One thread at a time.
#include "app/backups/backupformat.h"
#include "app/backups/backupkey.h"

#include <memory>

namespace backroom {

class BackupWriter {
public:
    // Makes the file (0600; it must not be there yet) and writes its head. A passphrase takes Argon2id's time here.
    static Result<std::unique_ptr<BackupWriter>> create(const QString &path, const BackupKey &key);
    // Closes the file; what was not finished stays as it is, for the caller to remove or to go on reading.
    ~BackupWriter();
    Q_DISABLE_COPY_MOVE(BackupWriter)

    // The functions below fail with Full when the disk is, Unavailable when it does not take the bytes.
    Result<> beginPart(const QByteArray &name);
    // Gathers into frames.
    Result<> write(QByteArrayView bytes);
    // One piece of its own, at once.
    Result<> piece(backupformat::PieceKind kind, QByteArrayView bytes);
    // All that was written is on the disk when this returns.
    Result<> sync();
    // The last piece, and sync.
    Result<> finish(QByteArrayView manifest);
    // Bytes in the file so far.
    qint64 size() const;

private:
    struct State;
    explicit BackupWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}
