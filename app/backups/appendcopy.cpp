#include "app/backups/appendcopy.h"

#include "app/backups/backupformat.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <fcntl.h>
#include <unistd.h>

namespace backroom {

namespace {
constexpr qint64 AtOnce = 1 << 20;
constexpr qint64 Compared = 64 * 1024; // of a copy's end: what was written last before a cut of power

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

class Descriptor {
public:
    Descriptor(const QString &path, int flags)
        : m_value(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, 0600))
    {}
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    int value() const { return m_value; }
    bool isOpen() const { return m_value >= 0; }
    qint64 size() const { return ::lseek(m_value, 0, SEEK_END); }
    QByteArray read(qint64 from, qint64 count) const
    {
        QByteArray bytes(qsizetype(count), Qt::Uninitialized);
        const ssize_t got = ::pread(m_value, bytes.data(), size_t(count), from);
        bytes.resize(qsizetype(std::max<ssize_t>(got, 0)));
        return bytes;
    }

private:
    int m_value;
};

tl::unexpected<Error> cannotWrite(const QString &path)
{
    if (errno == ENOSPC || errno == EDQUOT)
        return fail(ErrorCode::Full,
                    tr("There is no room left for %1. Make room there; it is then gone on with.").arg(path));
    return fail(ErrorCode::Unavailable, tr("%1 cannot be written: %2.").arg(path, qt_error_string(errno)));
}

enum class Like { Beginning, Spoilt, Other };

Like compare(const Descriptor &source, const Descriptor &copy)
{
    const qint64 there = copy.size();
    const qint64 head = std::min<qint64>(there, backupformat::HeadSize);
    const QByteArray begins = copy.read(0, head);
    if (begins != source.read(0, head))
        return begins.startsWith(QByteArrayView(backupformat::Magic, sizeof backupformat::Magic)) ? Like::Other
                                                                                                  : Like::Spoilt;
    const qint64 from = std::max<qint64>(0, there - Compared);
    return there <= source.size() && copy.read(from, there - from) == source.read(from, there - from) ? Like::Beginning
                                                                                                      : Like::Spoilt;
}
}

Result<> appendCopy(const QString &from, const QString &to, AppendTo how, const IsWhole &isWhole)
{
    const Descriptor source(from, O_RDONLY);
    if (!source.isOpen())
        return {};
    const bool isNew = !QFileInfo::exists(to);
    const Descriptor copy(to, O_RDWR | O_CREAT);
    if (!copy.isOpen())
        return cannotWrite(to);
    if (how == AppendTo::Unknown) {
        const Like like = compare(source, copy);
        if (like == Like::Other)
            return fail(
                ErrorCode::Conflict,
                tr("%1 is another shop's, or of another copy of this one. Choose a folder of its own.").arg(to));
        if (like == Like::Spoilt && copy.size() > 0 && isWhole(to) && (copy.size() > source.size() || !isWhole(from))) {
            qWarning("%s is damaged or cut off; its copy %s is whole, and stays", qPrintable(from), qPrintable(to));
            return {};
        }
        if (like == Like::Spoilt && ::ftruncate(copy.value(), 0) != 0)
            return cannotWrite(to);
    }
    qint64 there = copy.size();
    const qint64 all = source.size();
    if (there == all && how == AppendTo::Known)
        return {};
    while (there < all) {
        const QByteArray bytes = source.read(there, std::min(AtOnce, all - there));
        if (bytes.isEmpty())
            return fail(ErrorCode::Unavailable, tr("%1 may not be read. Check the disk.").arg(from));
        const ssize_t written = ::pwrite(copy.value(), bytes.constData(), size_t(bytes.size()), there);
        if (written < 0 && errno != EINTR)
            return cannotWrite(to);
        there += std::max<ssize_t>(written, 0);
    }
    if (::fsync(copy.value()) != 0)
        return cannotWrite(to);
    if (isNew)
        syncFolder(QFileInfo(to).path()); // where a network's file system has no such thing, it keeps names at once
    return {};
}

}
