#include "app/backups/backupreader.h"

#include "app/backups/backupstream.h"
#include "app/backups/fileparts.h"
#include "app/base/crypto.h"
#include "app/base/spokenlocale.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QtEndian>
#include <zstd.h>

namespace backroom {

namespace {
using namespace backupformat;
constexpr int Overhead = 1 + 8;
// A manifest names every image of the shop, so it may be larger than what else goes into one piece.
constexpr quint32 MostManifest = 1U << 29;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

struct BackupReader::State
{
    QString path;
    std::unique_ptr<QIODevice> file;
    crypto_secretstream_xchacha20poly1305_state stream = {};
    std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx *)> unpacker{ZSTD_createDCtx(), ZSTD_freeDCtx};
    QByteArray sealed;
    QByteArray plain;

    tl::unexpected<Error> cut() const
    {
        return fail(ErrorCode::Malformed, tr("%1 is cut short: its end is missing. Use another backup.").arg(path));
    }
    tl::unexpected<Error> damaged() const
    {
        return fail(ErrorCode::Malformed,
                    tr("%1 is damaged: what was read after %2 bytes is not what was written. Use another backup.")
                        .arg(path, spokenLocale().toString(file->pos())));
    }
};

BackupReader::BackupReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}

BackupReader::~BackupReader() { sodium_memzero(&m_state->stream, sizeof m_state->stream); }

Result<BackupHead> BackupReader::head(const QString &path)
{
    auto file = fileparts::open(path);
    if (!file)
        return fail(file.error());
    const auto head = backupstream::parseHead((*file)->read(HeadSize), path);
    if (!head)
        return fail(head.error());
    return BackupHead{head->kind, head->kind == BackupKey::Kind::Kept ? head->keyId : QByteArray()};
}

Result<std::unique_ptr<BackupReader>> BackupReader::open(const QString &path, const BackupKey &key)
{
    ensureCrypto();
    auto state = std::make_unique<State>();
    auto file = fileparts::open(path);
    if (!file)
        return fail(file.error());
    state->path = path;
    state->file = *std::move(file);
    const auto head = backupstream::parseHead(state->file->read(HeadSize), path);
    if (!head)
        return fail(head.error());
    const bool isPassphrase = head->kind == BackupKey::Kind::Passphrase;
    const Error wrong{ErrorCode::Unauthenticated,
                      isPassphrase ? tr("The passphrase is not the one of this backup. The file itself is whole at its "
                                        "beginning; try again.")
                                   : tr("This key is not the one of this backup. Use the recovery sheet of the shop "
                                        "that it was made of.")};
    if (head->kind != key.kind())
        return fail(isPassphrase ? Error{ErrorCode::Unauthenticated,
                                         tr("This backup has a passphrase: it opens with that, and with nothing else.")}
                                 : wrong);
    const auto sealing = backupstream::sealingKey(*head, key);
    if (!sealing)
        return fail(sealing.error());
    const auto fileKey = backupstream::openFileKey(*head, *sealing);
    if (!fileKey)
        return fail(wrong);
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state->stream,
                                                        reinterpret_cast<const uchar *>(head->stream.constData()),
                                                        reinterpret_cast<const uchar *>(fileKey->constData()))
        != 0)
        return state->damaged();
    return std::unique_ptr<BackupReader>(new BackupReader(std::move(state)));
}

Result<BackupPiece> BackupReader::next()
{
    State &state = *m_state;
    uchar prefix[4];
    if (state.file->read(reinterpret_cast<char *>(prefix), 4) != 4)
        return state.cut();
    const auto size = qFromLittleEndian<quint32>(prefix);
    constexpr auto Least = quint32(Overhead + crypto_secretstream_xchacha20poly1305_ABYTES);
    if (size < Least || size > MostManifest)
        return state.damaged();
    if (state.file->size() - state.file->pos() < qint64(size))
        return state.cut();
    state.sealed.resize(qsizetype(size));
    if (state.file->read(state.sealed.data(), qint64(size)) != qint64(size))
        return state.cut();
    state.plain.resize(qsizetype(size) - qsizetype(crypto_secretstream_xchacha20poly1305_ABYTES));
    uchar tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state.stream, reinterpret_cast<uchar *>(state.plain.data()),
                                                   nullptr, &tag,
                                                   reinterpret_cast<const uchar *>(state.sealed.constData()), size,
                                                   prefix, 4)
        != 0)
        return state.damaged();
    BackupPiece piece;
    piece.kind = PieceKind(state.plain.at(0));
    const auto plainSize = qFromLittleEndian<quint64>(state.plain.constData() + 1);
    if (plainSize > MostManifest)
        return state.damaged();
    piece.bytes.resize(qsizetype(plainSize));
    const size_t unpacked =
        ZSTD_decompressDCtx(state.unpacker.get(), piece.bytes.data(), plainSize, state.plain.constData() + Overhead,
                            size_t(state.plain.size() - Overhead));
    if (ZSTD_isError(unpacked) || unpacked != plainSize)
        return state.damaged();
    const bool isFinal = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (isFinal != (piece.kind == PieceKind::Manifest) || (isFinal && state.file->pos() != state.file->size()))
        return state.damaged();
    return piece;
}

bool BackupReader::atEnd() const
{
    const QIODevice &file = *m_state->file;
    const qint64 left = file.size() - file.pos();
    if (left < 4)
        return true;
    const QByteArray prefix = m_state->file->peek(4);
    return prefix.size() < 4 || left - 4 < qint64(qFromLittleEndian<quint32>(prefix.constData()));
}

qint64 BackupReader::size() const { return m_state->file->size(); }
qint64 BackupReader::position() const { return m_state->file->pos(); }

}
