#include "app/store/scratchfolder.h"

#include <QCoreApplication>
#include <QDir>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// A link, or somebody else's folder in a place where everybody may make one, is not entered.
bool isOurs(int descriptor)
{
    struct stat status = {};
    return ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

// Whether the name still leads to what was opened: who was in it before may have removed it on leaving.
bool isCurrent(int descriptor, const QByteArray &path)
{
    struct stat open = {}, named = {};
    return ::fstat(descriptor, &open) == 0 && ::lstat(path.constData(), &named) == 0 && open.st_ino == named.st_ino
        && open.st_dev == named.st_dev;
}

void clear(const QString &path)
{
    for (const QFileInfo &entry : QDir(path).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden)) {
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}
}

Result<std::unique_ptr<ScratchFolder>> ScratchFolder::take(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    for (;;) {
        ::mkdir(name.constData(), 0700);
        const int descriptor = ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (descriptor < 0 || !isOurs(descriptor)) {
            if (descriptor >= 0)
                ::close(descriptor);
            return fail(ErrorCode::Unavailable,
                        tr("The folder %1 cannot be made. Give your account the right to write there.").arg(path));
        }
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            ::close(descriptor);
            return fail(ErrorCode::Conflict,
                        tr("The server of this shop is being tested already. Wait until that is done."));
        }
        if (isCurrent(descriptor, name)) {
            ::fchmod(descriptor, 0700);
            clear(path);
            return std::unique_ptr<ScratchFolder>(new ScratchFolder(descriptor, path));
        }
        ::close(descriptor);
    }
}

ScratchFolder::~ScratchFolder()
{
    clear(m_path);
    ::rmdir(QFile::encodeName(m_path).constData());
    ::close(m_descriptor);
}

}
