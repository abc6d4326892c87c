#include "app/backups/backupwriter.h"

#include "app/backups/backupstream.h"
#include "app/base/crypto.h"
#include "app/base/writeback.h"

#include <QCoreApplication>
#include <QFile>
#include <QtEndian>
#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

namespace backroom {

namespace {
using namespace backupformat;
constexpr int Level = 3; // of zstd: 900 MiB/s of a shop's pages, and a third of their size
constexpr int Overhead = 1 + 8; // kind and plain size, before the frame

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

struct BackupWriter::State
{
    QString path;
    int descriptor = -1;
    qint64 size = 0;
    Writeback writeback;
    crypto_secretstream_xchacha20poly1305_state stream = {};
    std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx *)> packer{ZSTD_createCCtx(), ZSTD_freeCCtx};
    QByteArray gathered;
    QByteArray plain;
    QByteArray piece;

    Result<> failed() const
    {
        if (errno == ENOSPC || errno == EDQUOT)
            return fail(ErrorCode::Full, tr("There is no room left for %1. Make room and try again.").arg(path));
        return fail(ErrorCode::Unavailable, tr("%1 cannot be written: %2.").arg(path, qt_error_string(errno)));
    }

    Result<> put(const char *bytes, qsizetype count)
    {
        while (count > 0) {
            const ssize_t written = ::write(descriptor, bytes, size_t(count));
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return failed();
            bytes += written;
            count -= written;
            size += written;
        }
        writeback.grown(descriptor, size);
        return {};
    }

    Result<> putPiece(PieceKind kind, QByteArrayView bytes, uchar tag)
    {
        const size_t bound = ZSTD_compressBound(size_t(bytes.size()));
        plain.resize(Overhead + qsizetype(bound));
        plain[0] = char(kind);
        qToLittleEndian<quint64>(quint64(bytes.size()), plain.data() + 1);
        const size_t packed =
            ZSTD_compressCCtx(packer.get(), plain.data() + Overhead, bound, bytes.data(), size_t(bytes.size()), Level);
        if (ZSTD_isError(packed))
            return fail(ErrorCode::Internal, tr("%1 could not be compressed.").arg(path));
        const auto plainSize = Overhead + qsizetype(packed);
        const auto sealedSize = plainSize + qsizetype(crypto_secretstream_xchacha20poly1305_ABYTES);
        piece.resize(4 + sealedSize);
        auto *out = reinterpret_cast<uchar *>(piece.data());
        qToLittleEndian<quint32>(quint32(sealedSize), out);
        crypto_secretstream_xchacha20poly1305_push(&stream, out + 4, nullptr,
                                                   reinterpret_cast<const uchar *>(plain.constData()),
                                                   quint64(plainSize), out, 4, tag);
        return put(piece.constData(), piece.size());
    }

    Result<> flush()
    {
        if (gathered.isEmpty())
            return {};
        auto put = putPiece(PieceKind::Data, gathered, 0);
        gathered.resize(0);
        return put;
    }
};

BackupWriter::BackupWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}

BackupWriter::~BackupWriter()
{
    if (m_state->descriptor >= 0)
        ::close(m_state->descriptor);
    sodium_memzero(&m_state->stream, sizeof m_state->stream);
}

Result<std::unique_ptr<BackupWriter>> BackupWriter::create(const QString &path, const BackupKey &key)
{
    ensureCrypto();
    using namespace backupstream;
    Head head;
    head.kind = key.kind();
    head.salt = randomBytes(crypto_pwhash_SALTBYTES);
    head.nonce = randomBytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    head.keyId = key.id();
    if (key.kind() == BackupKey::Kind::Passphrase) {
        head.opsLimit = OpsLimit;
        head.memLimit = MemLimit;
    }
    const auto sealing = sealingKey(head, key);
    if (!sealing)
        return fail(sealing.error());
    const QByteArray fileKey = randomBytes(crypto_secretstream_xchacha20poly1305_KEYBYTES);
    head.box = sealFileKey(head, *sealing, fileKey);

    auto state = std::make_unique<State>();
    state->path = path;
    head.stream.resize(crypto_secretstream_xchacha20poly1305_HEADERBYTES);
    crypto_secretstream_xchacha20poly1305_init_push(&state->stream, reinterpret_cast<uchar *>(head.stream.data()),
                                                    reinterpret_cast<const uchar *>(fileKey.constData()));
    state->descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (state->descriptor < 0)
        return fail(state->failed().error());
    state->gathered.reserve(FrameSize);
    std::unique_ptr<BackupWriter> writer(new BackupWriter(std::move(state)));
    const QByteArray bytes = headBytes(head);
    if (const auto put = writer->m_state->put(bytes.constData(), bytes.size()); !put) {
        QFile::remove(path); // one that did not begin is nobody's
        return fail(put.error());
    }
    return writer;
}

Result<> BackupWriter::beginPart(const QByteArray &name) { return piece(PieceKind::Part, name); }

Result<> BackupWriter::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto taken = std::min<qsizetype>(bytes.size(), FrameSize - m_state->gathered.size());
        m_state->gathered.append(bytes.first(taken));
        bytes = bytes.sliced(taken);
        if (m_state->gathered.size() == FrameSize)
            if (auto flushed = m_state->flush(); !flushed)
                return flushed;
    }
    return {};
}

Result<> BackupWriter::piece(PieceKind kind, QByteArrayView bytes)
{
    Q_ASSERT(bytes.size() <= FrameSize);
    const auto flushed = m_state->flush();
    return flushed ? m_state->putPiece(kind, bytes, 0) : flushed;
}

Result<> BackupWriter::sync()
{
    if (auto flushed = m_state->flush(); !flushed)
        return flushed;
    if (::fsync(m_state->descriptor) != 0)
        return m_state->failed();
    // Whoever reads it to prove it is to read the disk, not what this computer remembers of it.
    ::posix_fadvise(m_state->descriptor, 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

Result<> BackupWriter::finish(QByteArrayView manifest)
{
    if (auto flushed = m_state->flush(); !flushed)
        return flushed;
    const auto put = m_state->putPiece(PieceKind::Manifest, manifest, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    return put ? sync() : put;
}

qint64 BackupWriter::size() const { return m_state->size; }

}
