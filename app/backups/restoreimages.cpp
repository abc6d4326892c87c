#include "app/backups/restoreimages.h"

#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool syncFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

tl::unexpected<Error> failed(const QString &path)
{
    return fail(ErrorCode::Full, tr("%1 cannot be written. Make room in the data folder and try again.").arg(path));
}
}

Result<> restoreImages(const QString &fromFolder, const QString &toFolder, const std::optional<QStringList> &only)
{
    const QDir from(QDir(fromFolder).filePath(u"images"_s)), to(QDir(toFolder).filePath(u"images"_s));
    const QStringList names = from.exists() ? from.entryList(QDir::Files) : QStringList();
    if (names.isEmpty())
        return {};
    if (!to.mkpath(u"."_s))
        return failed(to.path());
    for (const QString &name : names) {
        if (only && !only->contains(name))
            continue;
        QFile source(from.filePath(name));
        if (!source.open(QIODevice::ReadOnly))
            return failed(source.fileName());
        const QByteArray bytes = source.readAll();
        QFile there(to.filePath(name));
        if (there.open(QIODevice::ReadOnly) && there.readAll() == bytes) {
            // Young again, so that it is not swept away before the store refers to it.
            there.close();
            if (there.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
                there.setFileTime(source.fileTime(QFileDevice::FileModificationTime),
                                  QFileDevice::FileModificationTime);
            continue;
        }
        if (const auto kept = writeDurably(to.filePath(name), bytes); !kept)
            return kept;
    }
    return {};
}

Result<> moveStore(const StoreConfig &from, const StoreConfig &to)
{
    const QString source = from.sqliteFile(), target = to.sqliteFile();
    // All of it is in the file: a log that was left would stay behind.
    if (QFileInfo(source % "-wal"_L1).size() > 0 || !syncFile(source))
        return failed(source);
    if (QFile::exists(target))
        return fail(ErrorCode::Conflict, tr("There is a shop in %1 already.").arg(to.dataDir));
    return renameDurably(source, target);
}

}
