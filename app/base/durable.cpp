#include "app/base/durable.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <fcntl.h>
#include <unistd.h>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> failed(const QString &path, int fault)
{
    if (fault == ENOSPC || fault == EDQUOT)
        return fail(ErrorCode::Full, tr("There is no room left for %1. Make room and try again.").arg(path));
    return fail(ErrorCode::Unavailable, tr("%1 cannot be written: %2.").arg(path, qt_error_string(fault)));
}
}

bool syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

Result<> writeDurably(const QString &path, QByteArrayView bytes)
{
    const QByteArray final = QFile::encodeName(path);
    QByteArray name = final + ".XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return failed(path, errno);
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.data() + written, size_t(bytes.size() - written));
        if (count < 0 && errno != EINTR)
            break;
        written += std::max<ssize_t>(count, 0);
    }
    const bool held =
        written == bytes.size() && ::fsync(descriptor) == 0 && ::rename(name.constData(), final.constData()) == 0;
    const int fault = errno;
    ::close(descriptor);
    if (!held) {
        ::unlink(name.constData());
        return failed(path, fault);
    }
    syncFolder(QFileInfo(path).path());
    return {};
}

Result<> renameDurably(const QString &from, const QString &to)
{
    // A link first, as rename() would replace what is there; some file systems have none, and there it is looked for.
    const QByteArray source = QFile::encodeName(from), target = QFile::encodeName(to);
    if (::link(source.constData(), target.constData()) == 0) {
        ::unlink(source.constData());
    } else if (errno == EEXIST || QFile::exists(to)) {
        return fail(ErrorCode::Conflict, tr("There is a file %1 already. Choose another name.").arg(to));
    } else if (::rename(source.constData(), target.constData()) != 0) {
        return failed(to, errno);
    }
    syncFolder(QFileInfo(to).path());
    return {};
}

}
