#include "app/backups/backupname.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const QString Format = u"yyyy-MM-dd-HHmmss"_s;
}

QString BackupName::fileName() const
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Format) % "Z-"_L1 % reason % ".backroom"_L1;
}

std::optional<BackupName> BackupName::parse(const QString &fileName)
{
    static const QRegularExpression form(uR"(^(\d{4}-\d\d-\d\d-\d{6})Z-([a-z]+)(?:-[0-9a-f]{6})?\.backroom$)"_s);
    const auto match = form.match(fileName);
    QDateTime time = QDateTime::fromString(match.captured(1), Format);
    time.setTimeSpec(Qt::UTC);
    if (!match.hasMatch() || !time.isValid())
        return std::nullopt;
    return BackupName{time.toMSecsSinceEpoch(), match.captured(2)};
}

QString freeBackupPath(const QString &folder, BackupName name)
{
    for (;; name.at += 1000)
        if (const QString path = QDir(folder).filePath(name.fileName()); !QFile::exists(path))
            return path;
}

QString newestSafetyCopy(const QString &folder)
{
    QStringList names = QDir(folder).entryList({u"*Z-restore.backroom"_s}, QDir::Files, QDir::Name);
    names.removeIf([](const QString &name) { return !BackupName::parse(name); });
    return names.isEmpty() ? QString() : QDir(folder).filePath(names.constLast());
}

QString localBackups(const QString &dataDir) { return QDir(dataDir).filePath(u"backups"_s); }

QString changesFolder(const QString &backups) { return QDir(backups).filePath(u"changes"_s); }

}
