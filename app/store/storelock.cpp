#include "app/store/storelock.h"

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
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const char *nameOf(StoreLock::Holder holder)
{
    switch (holder) {
    case StoreLock::Holder::Console: return "console";
    case StoreLock::Holder::Server: return "server";
    case StoreLock::Holder::Move: return "move";
    case StoreLock::Holder::Init: break;
    }
    return "init";
}

Error heldBy(int descriptor)
{
    char text[64] = {};
    const ssize_t size = ::pread(descriptor, text, sizeof text - 1, 0);
    const QByteArrayList words = QByteArray(text, size > 0 ? qsizetype(size) : 0).trimmed().split(' ');
    const QString process = QString::number(words.value(1).toInt());
    const QByteArray who = words.first();
    QString message = tr("This shop is open already in another program. Close it there first.");
    if (who == "console")
        message = tr("This shop is open already in the console (process %1). Close it there first.").arg(process);
    else if (who == "server")
        message = tr("This shop is open already in a server (process %1). Stop it there first.").arg(process);
    else if (who == "init")
        message = tr("This shop is being made at the moment (process %1). Wait until that is done.").arg(process);
    else if (who == "move")
        message = tr("This shop is moving to another store at the moment (process %1). Wait until that is done.")
                      .arg(process);
    return {ErrorCode::Conflict, message};
}

// Whether the name still leads to what was opened: the one before may have removed its file on leaving.
bool isCurrent(int descriptor, const QByteArray &path)
{
    struct stat open, named;
    return ::fstat(descriptor, &open) == 0 && ::stat(path.constData(), &named) == 0 && open.st_ino == named.st_ino
        && open.st_dev == named.st_dev;
}
}

Result<std::unique_ptr<StoreLock>> StoreLock::take(const StoreConfig &config, Holder holder)
{
    if (config.kind() == StoreKind::Postgres)
        return std::unique_ptr<StoreLock>(new StoreLock(-1, {}));
    if (holder != Holder::Init && !QFile::exists(config.sqliteFile()))
        return fail(ErrorCode::NotFound,
                    tr("There is no shop in %1. Open another folder, or make a shop there first.").arg(config.dataDir));
    const QByteArray path = QFile::encodeName(QDir(config.dataDir).filePath(u"backroom.lock"_s));
    for (;;) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0)
            return fail(
                ErrorCode::Unavailable,
                tr("%1 may not be written. Give your account the right to write this folder.").arg(config.dataDir));
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const Error error = heldBy(descriptor);
            ::close(descriptor);
            return fail(error);
        }
        if (!isCurrent(descriptor, path)) {
            ::close(descriptor);
            continue;
        }
        const QByteArray line = QByteArray(nameOf(holder)) + ' ' + QByteArray::number(::getpid()) + '\n';
        // Only for the sentence that somebody else may read; the lock holds without it.
        if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, line.constData(), size_t(line.size()), 0) < 0)
            qWarning("the lock file does not say who holds it");
        return std::unique_ptr<StoreLock>(new StoreLock(descriptor, path));
    }
}

StoreLock::~StoreLock()
{
    if (m_descriptor < 0)
        return;
    ::unlink(m_path.constData());
    ::close(m_descriptor);
}

}
