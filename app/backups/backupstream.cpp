#include "app/backups/backupstream.h"

#include "app/base/crypto.h"

#include <QCoreApplication>
#include <QtEndian>

namespace backroom::backupstream {

namespace {
using namespace backupformat;
constexpr int SaltSize = 16, IdSize = 8, NonceSize = 24, BoxSize = 48, StreamSize = 24, ChecksumSize = 32;
constexpr int UptoBox = 8 + 2 + 1 + 1 + 8 + 8 + SaltSize + IdSize + NonceSize;
static_assert(SaltSize == crypto_pwhash_SALTBYTES && NonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
              && BoxSize == crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES
              && StreamSize == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(HeadSize == UptoBox + BoxSize + StreamSize + ChecksumSize);

// What a file may ask of this machine before anything in it is believed.
constexpr quint64 MostOps = 20;
constexpr quint64 MostMemory = 1ULL << 30;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray number(quint64 value, int size)
{
    QByteArray bytes(size, '\0');
    for (int i = 0; i < size; ++i)
        bytes[i] = char(value >> 8 * i);
    return bytes;
}

auto damaged(const QString &path)
{
    return fail(ErrorCode::Malformed, tr("%1 is damaged: its beginning cannot be read. Use another backup.").arg(path));
}

QByteArray beforeBox(const Head &head)
{
    return QByteArray(Magic, sizeof Magic) + number(Version, 2) + char(head.kind) + '\0' + number(head.opsLimit, 8)
        + number(head.memLimit, 8) + head.salt + head.keyId.leftJustified(IdSize, '\0') + head.nonce;
}

const uchar *raw(const QByteArray &bytes) { return reinterpret_cast<const uchar *>(bytes.constData()); }
uchar *raw(QByteArray &bytes) { return reinterpret_cast<uchar *>(bytes.data()); }
}

QByteArray headBytes(const Head &head)
{
    const QByteArray bytes = beforeBox(head) + head.box + head.stream;
    return bytes + blake2b(bytes);
}

Result<Head> parseHead(const QByteArray &bytes, const QString &path)
{
    const QByteArrayView magic(Magic, sizeof Magic);
    if (bytes.isEmpty())
        return fail(ErrorCode::Malformed, tr("%1 is empty. Use another backup.").arg(path));
    // A damaged head may have its fault here: it is told as damage when the rest says that it was a backup.
    const bool isWhole = bytes.size() >= HeadSize
        && blake2b(QByteArrayView(bytes).first(HeadSize - ChecksumSize))
            == bytes.mid(HeadSize - ChecksumSize, ChecksumSize);
    if (!bytes.startsWith(magic.first(std::min(magic.size(), bytes.size()))) && !isWhole) {
        int alike = 0;
        for (qsizetype i = 0; i < std::min(magic.size(), bytes.size()); ++i)
            alike += magic.at(i) == bytes.at(i) ? 1 : 0;
        if (alike < int(sizeof Magic) - 1)
            return fail(ErrorCode::Unsupported, tr("%1 is no backup of Backroom.").arg(path));
        return damaged(path);
    }
    if (bytes.size() < 10)
        return damaged(path);
    if (const auto version = qFromLittleEndian<quint16>(bytes.constData() + 8); isWhole && version > Version)
        return fail(ErrorCode::Unsupported,
                    tr("%1 was made by a newer Backroom. Install the newest version to open it.").arg(path));
    if (!isWhole)
        return damaged(path);
    Head head;
    head.kind = BackupKey::Kind(bytes.at(10));
    head.opsLimit = qFromLittleEndian<quint64>(bytes.constData() + 12);
    head.memLimit = qFromLittleEndian<quint64>(bytes.constData() + 20);
    int at = 28;
    const auto take = [&](int size) {
        at += size;
        return bytes.mid(at - size, size);
    };
    head.salt = take(SaltSize);
    head.keyId = take(IdSize);
    head.nonce = take(NonceSize);
    head.box = take(BoxSize);
    head.stream = take(StreamSize);
    if ((head.kind != BackupKey::Kind::Passphrase && head.kind != BackupKey::Kind::Kept) || head.opsLimit > MostOps
        || head.memLimit > MostMemory)
        return damaged(path);
    return head;
}

Result<QByteArray> sealingKey(const Head &head, const BackupKey &key)
{
    if (key.kind() == BackupKey::Kind::Kept)
        return key.secret();
    QByteArray derived(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, Qt::Uninitialized);
    if (crypto_pwhash(raw(derived), quint64(derived.size()), key.secret().constData(), quint64(key.secret().size()),
                      raw(head.salt), head.opsLimit, size_t(head.memLimit), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(ErrorCode::Busy,
                    tr("There is not enough memory to try the passphrase. Close other programs and try again."));
    return derived;
}

QByteArray sealFileKey(const Head &head, const QByteArray &sealing, const QByteArray &fileKey)
{
    QByteArray box(BoxSize, Qt::Uninitialized);
    const QByteArray before = beforeBox(head);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box), nullptr, raw(fileKey), quint64(fileKey.size()), raw(before),
                                               quint64(before.size()), nullptr, raw(head.nonce), raw(sealing));
    return box;
}

std::optional<QByteArray> openFileKey(const Head &head, const QByteArray &sealing)
{
    QByteArray fileKey(crypto_secretstream_xchacha20poly1305_KEYBYTES, Qt::Uninitialized);
    const QByteArray before = beforeBox(head);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(fileKey), nullptr, nullptr, raw(head.box),
                                                   quint64(head.box.size()), raw(before), quint64(before.size()),
                                                   raw(head.nonce), raw(sealing))
        != 0)
        return std::nullopt;
    return fileKey;
}

}
