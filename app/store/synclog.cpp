#include "app/store/synclog.h"

#include <QCoreApplication>
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

// What is no longer in the log was synced with the store's file when it was moved there. SQLite keeps no locks on the log
// itself, so that closing this descriptor gives none up.
Result<> syncLog(const StoreConfig &config)
{
    const QString log = config.sqliteFile() % "-wal"_L1;
    const int descriptor = ::open(QFile::encodeName(log).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT)
        return {};
    const bool synced = descriptor >= 0 && ::fdatasync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return synced ? Result<>()
                  : fail(ErrorCode::Unavailable,
                         QCoreApplication::translate("backroom", "The disk did not keep %1. Check the disk.").arg(log));
}

}
