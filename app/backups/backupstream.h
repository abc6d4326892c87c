#pragma once
// What writer and reader of a backup's file share: the head's bytes and the key that they lead to.
#include "app/backups/backupreader.h"

#include <sodium.h>

namespace backroom::backupstream {

// How hard a passphrase is to guess: Argon2id's parameters, kept in each file so that they may grow.
inline constexpr quint64 OpsLimit = 3;
inline constexpr quint64 MemLimit = 64ULL << 20;

struct Head
{
    BackupKey::Kind kind = BackupKey::Kind::Kept;
    quint64 opsLimit = 0;
    quint64 memLimit = 0;
    QByteArray salt; // 16
    QByteArray keyId; // 8, zeros for a passphrase
    QByteArray nonce; // 24
    QByteArray box; // the file's key, sealed
    QByteArray stream; // the secretstream's header
};

// Everything but the checksum; what stands before the box is its additional data.
QByteArray headBytes(const Head &head);
// Malformed, Unsupported as BackupReader::head says.
Result<Head> parseHead(const QByteArray &bytes, const QString &path);

// The key that seals the file's own: of a passphrase through Argon2id, Busy when there is no memory for it.
Result<QByteArray> sealingKey(const Head &head, const BackupKey &key);
QByteArray sealFileKey(const Head &head, const QByteArray &sealing, const QByteArray &fileKey);
std::optional<QByteArray> openFileKey(const Head &head, const QByteArray &sealing);

}
