#include "app/backups/folderchanges.h"

#include "app/backups/appendcopy.h"
#include "app/backups/folderplace.h"
#include "app/backups/segments.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<> FolderChanges::copy(const QString &growing, const GoOn &)
{
    // Neither made nor marked here: where a disk is not mounted, its folder would be filled on the wrong one.
    if (!FolderPlace::knows(m_folder, m_source.storeId))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 is not there. Connect its disk or the network; what it lacks is then copied.")
                        .arg(m_folder));
    if (const QByteArray disk = FolderPlace::disk(m_folder); disk != m_disk) {
        m_done.clear(); // all of it is looked at anew
        m_checked.clear();
        m_disk = disk;
    }
    const QDir target(QDir(m_folder).filePath(u"changes"_s));
    for (const QByteArray &epoch : segments::epochsIn(m_source.changes)) {
        const QString folder = target.filePath(QString::fromLatin1(epoch));
        const QStringList files = segments::filesOf(m_source.changes, epoch);
        for (const QString &file : files) {
            if (m_done.contains(file))
                continue;
            if (!QDir(folder).exists() && (!QDir().mkpath(folder) || !syncFolder(target.path())))
                return fail(
                    ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(folder));
            if (auto copied = copyFile(file, QDir(folder).filePath(QFileInfo(file).fileName())); !copied)
                return copied;
            // The newest may have been begun since we were told which one grows.
            if (file != growing && file != files.constLast())
                m_done.insert(file);
        }
    }
    return {};
}

Result<> FolderChanges::prune(Millis before, const QByteArray &current, const GoOn &)
{
    segments::prune(QDir(m_folder).filePath(u"changes"_s), current, m_source.key, before);
    return {};
}

Result<> FolderChanges::copyFile(const QString &from, const QString &to)
{
    auto copied = appendCopy(from, to, m_checked.contains(from) ? AppendTo::Known : AppendTo::Unknown,
                             [this](const QString &path) { return segments::isWhole(path, m_source.key); });
    if (copied)
        m_checked.insert(from);
    else
        m_checked.remove(from);
    return copied;
}

}
