#pragma once
// Reads a backup's file (backupformat.h) from its first byte to its last, and believes none that is not authenticated.
// Memory is a few frames whatever the size. One thread at a time.
#include "app/backups/backupformat.h"
#include "app/backups/backupkey.h"

#include <memory>

namespace backroom {

// What can be known without a key.
struct BackupHead
{
    BackupKey::Kind keyKind = BackupKey::Kind::Kept;
    QByteArray keyId; // of a kept key
};

struct BackupPiece
{
    backupformat::PieceKind kind = backupformat::PieceKind::Data;
    QByteArray bytes;
};

class BackupReader {
public:
    // NotFound when there is no file, Unsupported when it is another kind of file or of a newer program, Malformed when
    // its head is damaged.
    static Result<BackupHead> head(const QString &path);
    // As head; Unauthenticated, in a sentence of its own, when the passphrase or key is not the file's.
    static Result<std::unique_ptr<BackupReader>> open(const QString &path, const BackupKey &key);
    ~BackupReader();
    Q_DISABLE_COPY_MOVE(BackupReader)

    // The next piece; after the manifest nothing more may be asked for, and it has been checked that nothing follows.
    // Malformed when a bit is wrong or the file ends before its end.
    Result<BackupPiece> next();
    // For files that are still being written (segments): whether the pieces end here, at a whole piece or amid one.
    bool atEnd() const;
    // Of the file, and read of it.
    qint64 size() const;
    qint64 position() const;

private:
    struct State;
    explicit BackupReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}
