#include "app/backups/folderplace.h"

#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr char Marker[] = ".backroom-place";
constexpr char Part[] = ".part";

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

qint64 freeIn(const QString &folder)
{
    struct statvfs facts = {};
    if (::statvfs(QFile::encodeName(folder).constData(), &facts) != 0)
        return -1;
    return qint64(facts.f_bavail) * qint64(facts.f_frsize);
}
}

bool FolderPlace::knows(const QString &folder, const QByteArray &storeId)
{
    QFile marker(folder + u'/' + QLatin1StringView(Marker));
    return marker.open(QIODevice::ReadOnly) && marker.readAll().split('\n').contains(storeId);
}

QByteArray FolderPlace::disk(const QString &folder)
{
    struct stat marker = {};
    const QString path = folder + u'/' + QLatin1StringView(Marker);
    if (::stat(QFile::encodeName(path).constData(), &marker) != 0)
        return {};
    return QByteArray::number(quint64(marker.st_dev)) + ' ' + QByteArray::number(quint64(marker.st_ino)) + ' '
        + QByteArray::number(qint64(marker.st_mtim.tv_sec)) + ' ' + QByteArray::number(qint64(marker.st_mtim.tv_nsec));
}

Result<PlaceLook> FolderPlace::look(const QByteArray &storeId, bool known)
{
    if (!QFileInfo(m_folder).isDir())
        return fail(
            ErrorCode::Unavailable,
            tr("The folder %1 is not there. Plug in its disk or connect to its share; it is tried again by itself.")
                .arg(m_folder));
    const bool marked = knows(m_folder, storeId);
    if (!marked && known)
        return fail(
            ErrorCode::Unavailable,
            tr("The folder %1 does not know this shop, as when its disk is not plugged in. Plug it in; or remove "
               "the place and add it again, if this is a new one.")
                .arg(m_folder));
    if (!marked && !mark(storeId))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 may not be written. Give your account the right to write there.").arg(m_folder));
    PlaceLook look;
    look.freeBytes = freeIn(m_folder);
    const QDir root(m_folder);
    for (QDirIterator file(m_folder, QDir::Files, QDirIterator::Subdirectories); file.hasNext();) {
        file.next();
        look.files.insert(root.relativeFilePath(file.filePath()), file.fileInfo().size());
    }
    return look;
}

// On the disk before anybody writes down that the place is known.
bool FolderPlace::mark(const QByteArray &storeId) const
{
    QFile marker(pathOf(QLatin1StringView(Marker)));
    const bool written = marker.open(QIODevice::WriteOnly | QIODevice::Append) && marker.write(storeId + '\n') > 0
        && marker.flush() && ::fsync(marker.handle()) == 0;
    marker.close();
    if (written)
        syncFolder(m_folder);
    return written;
}

Result<> FolderPlace::makeFolderOf(const QString &name) const
{
    const QString folder = QFileInfo(pathOf(name)).path();
    // The place itself is never made: a disk that is not plugged in is away, not new.
    if (folder == m_folder || QFileInfo(folder).isDir())
        return {};
    if (!QFileInfo(m_folder).isDir() || !QDir(m_folder).mkpath(QFileInfo(name).path()))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(folder));
    syncFolder(m_folder);
    return {};
}

Result<QByteArray> FolderPlace::put(const QString &file, const QString &name, const CopyGoOn &goOn)
{
    if (const auto made = makeFolderOf(name); !made)
        return fail(made.error());
    const QString beside = pathOf(name) + QLatin1StringView(Part);
    auto sent = copyFile(file, beside, goOn);
    if (!sent)
        return sent;
    const qint64 size = QFileInfo(file).size();
    const auto there = hashFile(beside, [&](qint64 done) { return !goOn || goOn(size + done); });
    Result<> done;
    if (!there)
        done = fail(there.error());
    else if (*there != *sent)
        done =
            fail(ErrorCode::Malformed,
                 tr("What was copied to %1 reads back differently. Its disk or connection is not to be relied on; use "
                    "another.")
                     .arg(m_folder));
    else
        done = replaceFile(beside, pathOf(name));
    if (done)
        return sent;
    QFile::remove(beside);
    return fail(done.error());
}

Result<QByteArray> FolderPlace::hash(const QString &name, const CopyGoOn &goOn) { return hashFile(pathOf(name), goOn); }

Result<QByteArray> FolderPlace::fetch(const QString &name, const QString &file, const CopyGoOn &goOn)
{
    return copyFile(pathOf(name), file, goOn);
}

Result<> FolderPlace::remove(const QString &name)
{
    const QString path = pathOf(name);
    QFile::remove(path + QLatin1StringView(Part));
    if (QFile::remove(path) || !QFileInfo::exists(path)) {
        syncFolder(QFileInfo(path).path());
        return {};
    }
    return fail(ErrorCode::Unavailable,
                tr("%1 may not be removed. Give your account the right to write there.").arg(path));
}

}
