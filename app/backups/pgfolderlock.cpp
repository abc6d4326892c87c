#include "app/backups/pgfolderlock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

Result<bool> PgFolderLock::take(const QString &folder)
{
    if (m_descriptor >= 0 && m_folder == folder)
        return true;
    release();
    m_descriptor =
        ::open(QFile::encodeName(QDir(folder).filePath(u".lock"_s)).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return fail(ErrorCode::Unavailable,
                    QCoreApplication::translate(
                        "backroom",
                        "Nothing can be written in %1. Give your account the right to, or make room on that disk.")
                        .arg(folder));
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        release();
        return false;
    }
    m_folder = folder;
    return true;
}

void PgFolderLock::release()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
    m_folder.clear();
}

}
