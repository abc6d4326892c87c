#include "app/store/restoregate.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostTries = 100;
constexpr unsigned TryAfterMicros = 2000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Whether the name still leads to what was opened.
bool isNamed(int descriptor, const QByteArray &path)
{
    struct stat open = {}, named = {};
    return ::fstat(descriptor, &open) == 0 && ::stat(path.constData(), &named) == 0 && open.st_ino == named.st_ino
        && open.st_dev == named.st_dev;
}
}

QByteArray RestoreGate::pathOf(const StoreConfig &config)
{
    return QFile::encodeName(QDir(config.dataDir).filePath(u"restoring"_s));
}

Result<std::unique_ptr<RestoreGate>> RestoreGate::close(const StoreConfig &config)
{
    const QByteArray path = pathOf(config);
    for (int attempt = 0;; ++attempt) {
        // Readable to whoever works on the shop under another account: they have to see that it is closed.
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            return fail(
                ErrorCode::Unavailable,
                tr("%1 may not be written. Give your account the right to write this folder.").arg(config.dataDir));
        ::fchmod(descriptor, 0644); // whatever this program makes otherwise
        const bool mine = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        if (mine && isNamed(descriptor, path))
            return std::unique_ptr<RestoreGate>(new RestoreGate(descriptor, path));
        ::close(descriptor);
        if (attempt == MostTries)
            return fail(ErrorCode::Conflict, tr("This shop is being restored already. Wait until that is done."));
        // Who asks whether it is closed holds it for a moment, and who opened it may have removed it since.
        ::usleep(TryAfterMicros);
    }
}

RestoreGate::~RestoreGate()
{
    ::unlink(m_path.constData());
    ::close(m_descriptor);
}

bool RestoreGate::isClosed(const QByteArray &path)
{
    const int descriptor = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno != ENOENT; // there is one that cannot be asked: nobody writes past it
    const bool closed = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return closed;
}

}
