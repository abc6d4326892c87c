#include "app/backups/imagesbeside.h"

#include "app/base/crypto.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom::imagesbeside {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

QString fileName(const QByteArray &imagesKey, const QByteArray &image)
{
    return QString::fromLatin1(blake2b(image, imagesKey).toHex()) % ".image"_L1;
}

QString folderOf(const QString &backupFile) { return QFileInfo(backupFile).dir().filePath(u"images"_s); }

Result<> keep(const QString &folder, const QByteArray &imagesKey, const QByteArray &image, const QByteArray &bytes)
{
    const QString path = QDir(folder).filePath(fileName(imagesKey, image));
    if (QFile there(path); there.open(QIODevice::ReadWrite | QIODevice::ExistingOnly)
        && openSealed(there.readAll(), imagesKey, image) == bytes) {
        there.setFileTime(QDateTime::fromMSecsSinceEpoch(SystemClock().now()), QFileDevice::FileModificationTime);
        return {};
    }
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(folder));
    return writeDurably(path, seal(bytes, imagesKey, image));
}

QStringList prune(const QString &folder, Millis before)
{
    const QDateTime wanted = QDateTime::fromMSecsSinceEpoch(before).addDays(-1);
    QStringList removed;
    for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.image"_s}, QDir::Files))
        if (file.lastModified() < wanted && QFile::remove(file.filePath()))
            removed << file.fileName();
    return removed;
}

std::optional<QByteArray> find(const QStringList &folders, const QByteArray &imagesKey, const QByteArray &image,
                               const QByteArray &hash)
{
    const auto isIt = [&hash](const QByteArray &bytes) { return hash.isEmpty() || blake2b(bytes) == hash; };
    for (const QString &folder : folders) {
        QFile plain(QDir(folder).filePath(QString::fromLatin1(image)));
        if (plain.open(QIODevice::ReadOnly))
            if (QByteArray bytes = plain.readAll(); isIt(bytes))
                return bytes;
        if (auto beside = read(folder, imagesKey, image); beside && isIt(*beside))
            return *std::move(beside);
    }
    return std::nullopt;
}

Result<QByteArray> read(const QString &folder, const QByteArray &imagesKey, const QByteArray &image)
{
    QFile file(QDir(folder).filePath(fileName(imagesKey, image)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound,
                    tr("An image of the backup is missing: %1. Copy the folder “images” that lies beside the backup "
                       "along with it.")
                        .arg(file.fileName()));
    auto bytes = openSealed(file.readAll(), imagesKey, image);
    if (!bytes)
        return fail(ErrorCode::Malformed, tr("An image of the backup is damaged: %1.").arg(file.fileName()));
    return *std::move(bytes);
}

}
