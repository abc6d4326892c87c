#include "server/commands/setaside.h"

#include "app/backups/backupname.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<std::unique_ptr<SetAside>> SetAside::take(const StoreConfig &config)
{
    auto lock = StoreLock::take(config, StoreLock::Holder::Init);
    if (!lock)
        return fail(lock.error());
    std::unique_ptr<SetAside> aside(new SetAside);
    aside->m_lock = *std::move(lock);
    aside->m_data = config.dataDir;
    const QDir backups(localBackups(config.dataDir));
    for (int number = 1; aside->m_folder.isEmpty() || QFile::exists(aside->m_folder); ++number)
        aside->m_folder = backups.filePath(u"set-aside-%1"_s.arg(number));
    const auto failed = [&aside] {
        return fail(ErrorCode::Unavailable,
                    tr("The shop's file cannot be set aside in %1. Give your account the right to write there.")
                        .arg(aside->m_folder));
    };
    if (!QDir().mkpath(aside->m_folder))
        return failed();
    const QString database = QFileInfo(config.sqliteFile()).fileName();
    // The log before the store that it belongs to, so that a new one never meets an old log.
    for (const QString &name : {QString(database % "-wal"_L1), QString(database % "-shm"_L1), database}) {
        const QDir data(config.dataDir);
        if (!QFile::exists(data.filePath(name)))
            continue;
        if (!QFile::rename(data.filePath(name), QDir(aside->m_folder).filePath(name)))
            return failed();
        aside->m_moved << name;
    }
    syncFolder(aside->m_folder);
    syncFolder(config.dataDir);
    return aside;
}

SetAside::~SetAside()
{
    if (m_kept)
        return;
    for (const QString &name : std::as_const(m_moved))
        QFile::rename(QDir(m_folder).filePath(name), QDir(m_data).filePath(name));
    QDir().rmdir(m_folder);
}

}
