#include "app/backups/filecopy.h"

#include "app/base/crypto.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace backroom {

namespace {
constexpr qsizetype Block = 1 << 20;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Error faultOf(int error, const QString &path)
{
    const QString why = QString::fromLocal8Bit(std::strerror(error));
    switch (error) {
    case ENOENT: return {ErrorCode::NotFound, tr("There is no file %1.").arg(path)};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {ErrorCode::Full, tr("There is no room for %1. Make room there, or keep fewer backups.").arg(path)};
    case EACCES:
    case EPERM:
    case EROFS:
        return {ErrorCode::Unavailable,
                tr("%1 may not be read or written. Give your account the right to do so.").arg(path)};
    default:
        return {ErrorCode::Unavailable,
                tr("%1 cannot be read or written (%2). Look whether its disk or connection is well.").arg(path, why)};
    }
}

Error stopped() { return {ErrorCode::Conflict, tr("It was stopped.")}; }

class Descriptor {
public:
    Descriptor(const QString &path, int flags)
        : m_number(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, 0600))
    {}
    ~Descriptor() { close(); }
    Q_DISABLE_COPY_MOVE(Descriptor)
    explicit operator bool() const { return m_number >= 0; }
    int number() const { return m_number; }
    // Network shares tell only now that they could not take it.
    bool close()
    {
        const int number = std::exchange(m_number, -1);
        return number < 0 || ::close(number) == 0;
    }

private:
    int m_number;
};

ssize_t readSome(int descriptor, QByteArray &buffer)
{
    ssize_t count = 0;
    do
        count = ::read(descriptor, buffer.data(), size_t(buffer.size()));
    while (count < 0 && errno == EINTR);
    return count;
}

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), size_t(bytes.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes = bytes.sliced(count);
    }
    return true;
}

// From where `in` stands to its end.
Result<qint64> pour(const Descriptor &in, const QString &from, const Descriptor &out, const QString &to,
                    StreamHash &hash, const CopyGoOn &goOn)
{
    QByteArray buffer(Block, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        const ssize_t count = readSome(in.number(), buffer);
        if (count < 0)
            return fail(faultOf(errno, from));
        if (count == 0)
            return done;
        const QByteArrayView bytes(buffer.constData(), count);
        hash.add(bytes);
        if (!writeAll(out.number(), bytes))
            return fail(faultOf(errno, to));
        done += count;
        if (goOn && !goOn(done))
            return fail(stopped());
    }
}
}

struct StreamHash::State
{
    crypto_generichash_state hash;
};

StreamHash::StreamHash() : m_state(new State)
{
    ensureCrypto();
    crypto_generichash_init(&m_state->hash, nullptr, 0, crypto_generichash_BYTES);
}

StreamHash::~StreamHash() = default;

void StreamHash::add(QByteArrayView bytes)
{
    crypto_generichash_update(&m_state->hash, reinterpret_cast<const unsigned char *>(bytes.data()),
                              size_t(bytes.size()));
}

QByteArray StreamHash::result()
{
    QByteArray hash(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash_final(&m_state->hash, reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()));
    return hash;
}

Result<QByteArray> hashFile(const QString &path, const CopyGoOn &goOn)
{
    const Descriptor in(path, O_RDONLY);
    if (!in)
        return fail(faultOf(errno, path));
    ::posix_fadvise(in.number(), 0, 0, POSIX_FADV_DONTNEED);
    StreamHash hash;
    QByteArray buffer(Block, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        const ssize_t count = readSome(in.number(), buffer);
        if (count < 0)
            return fail(faultOf(errno, path));
        if (count == 0)
            return hash.result();
        hash.add({buffer.constData(), count});
        done += count;
        if (goOn && !goOn(done))
            return fail(stopped());
    }
}

Result<QByteArray> copyFile(const QString &from, const QString &to, const CopyGoOn &goOn)
{
    const Descriptor in(from, O_RDONLY);
    if (!in)
        return fail(faultOf(errno, from));
    Descriptor out(to, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    if (!out)
        return fail(faultOf(errno, to));
    StreamHash hash;
    Result<> written;
    if (const auto poured = pour(in, from, out, to, hash, goOn); !poured)
        written = fail(poured.error());
    else if (::fsync(out.number()) != 0 || !out.close())
        written = fail(faultOf(errno, to));
    if (written)
        return hash.result();
    ::unlink(QFile::encodeName(to).constData());
    return fail(written.error());
}

Result<> replaceFile(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(faultOf(errno, to));
    syncFolder(QFileInfo(to).path());
    return {};
}

}
