#include "app/backups/pgclusterfiles.h"

#include "app/base/spokenlocale.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QStorageInfo>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom::pgclusterfiles {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

std::filesystem::path pathOf(const QString &path) { return QFile::encodeName(path).toStdString(); }
}

Result<> copyTree(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::copy(pathOf(from), pathOf(to),
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks,
                          error);
    if (!error)
        return {};
    return fail(error == std::errc::no_space_on_device ? ErrorCode::Full : ErrorCode::Unavailable,
                tr("%1 cannot be copied to %2: %3. Make room there, or give your account the right to read and write.")
                    .arg(from, to, QString::fromStdString(error.message())));
}

void give(const QString &path, const PgAccount &account)
{
    const auto change = [&account](const QString &name) {
        if (::lchown(QFile::encodeName(name).constData(), account.user, account.group) != 0)
            qWarning("the owner of %s cannot be changed", qPrintable(name));
    };
    change(path);
    QDirIterator all(path, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        change(all.next());
}

Result<> write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size() && file.flush())
        return {};
    return fail(ErrorCode::Unavailable, tr("%1 cannot be written: %2.").arg(path, file.errorString()));
}

Result<> checkRoom(qint64 needed, const QString &folder)
{
    const qint64 there = QStorageInfo(folder).bytesAvailable();
    if (there < 0 || there >= needed)
        return {};
    const QLocale locale = spokenLocale();
    return fail(
        ErrorCode::Full,
        tr("Going back needs %1 on the disk of %2 for a copy of the database, and %3 are free. Make room there.")
            .arg(locale.formattedDataSize(needed), folder, locale.formattedDataSize(there)));
}

bool isOpenToOthers(const QString &folder)
{
    for (QString path = QDir(folder).absolutePath();; path = QFileInfo(path).path()) {
        struct stat status = {};
        if (::stat(QFile::encodeName(path).constData(), &status) == 0 && (status.st_mode & S_IXOTH) == 0)
            return false;
        if (path == "/"_L1)
            return true;
    }
}

}
