#include "app/store/restoregate.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

QByteArray RestoreGate::pathOf(const StoreConfig &config)
{
    return QFile::encodeName(QDir(config.dataDir).filePath(u"restoring"_s));
}

Result<std::unique_ptr<RestoreGate>> RestoreGate::close(const StoreConfig &config)
{
    const QByteArray path = pathOf(config);
    if (isClosed(path))
        return fail(ErrorCode::Conflict, tr("This shop is being restored already. Wait until that is done."));
    // Locked before it has its name, so that nobody finds it unlocked and takes it for one that was left behind.
    QByteArray name = path + ".XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0
        || ::rename(name.constData(), path.constData()) != 0) {
        if (descriptor >= 0) {
            ::unlink(name.constData());
            ::close(descriptor);
        }
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be written. Give your account the right to write this folder.").arg(config.dataDir));
    }
    return std::unique_ptr<RestoreGate>(new RestoreGate(descriptor, path));
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
        return false;
    const bool closed = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return closed;
}

}
