#include "app/products/imagestore.h"

#include "app/base/clock.h"
#include "app/products/imagename.h"
#include "app/products/imageundo.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QSaveFile>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 YoungMillis = 3'600'000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString folderOf(const StoreConfig &config)
{
    return config.kind() == StoreKind::Sqlite ? QDir(config.dataDir).filePath(u"images"_s) : QString();
}

Result<> writeFile(const QString &path, const QByteArray &bytes)
{
    // One that stands already becomes young again, so that a sweep leaves it until it is referred to.
    if (QFile there(path); QFile::exists(path) && there.open(QIODevice::ReadWrite | QIODevice::ExistingOnly)
        && there.setFileTime(QDateTime::fromMSecsSinceEpoch(SystemClock().now()), QFileDevice::FileModificationTime))
        return {};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(
            ErrorCode::Full,
            tr("The image could not be kept: %1. Make room in the data folder and try again.").arg(file.errorString()));
    return {};
}

QSet<QByteArray> namesInUse(Reader &reader)
{
    QSet<QByteArray> names;
    Query rows = reader.query("SELECT DISTINCT hash, extension FROM images WHERE hash <> ''");
    while (rows.next())
        names << imageFileName(rows.bytes(0), rows.bytes(1)) << thumbnailFileName(rows.bytes(0), rows.bytes(1));
    const QList<QByteArray> lately = images::takenOffLately(reader);
    return names.unite(QSet<QByteArray>(lately.begin(), lately.end()));
}
}

ImageStore::ImageStore(const StoreConfig &config) : m_folder(folderOf(config)) {}

Result<> ImageStore::keep(const ImageFile &file) const
{
    if (m_folder.isEmpty())
        return {};
    if (!QDir().mkpath(m_folder))
        return fail(ErrorCode::Full,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(m_folder));
    const QDir folder(m_folder);
    const auto thumbnail =
        writeFile(folder.filePath(QString::fromLatin1(thumbnailFileName(file.hash, file.extension))), file.thumbnail);
    return thumbnail
        ? writeFile(folder.filePath(QString::fromLatin1(imageFileName(file.hash, file.extension))), file.bytes)
        : thumbnail;
}

Result<QByteArray> ImageStore::read(Reader &reader, const QByteArray &name) const
{
    if (isImageFileName(name)) {
        if (m_folder.isEmpty()) {
            Query row = reader.query("SELECT bytes FROM image_files WHERE name = ?", name);
            if (row.next())
                return row.blob(0);
        } else if (QFile file(QDir(m_folder).filePath(QString::fromLatin1(name))); file.open(QIODevice::ReadOnly)) {
            return file.readAll();
        }
    }
    return fail(ErrorCode::NotFound, tr("There is no such image."));
}

Result<int> ImageStore::sweep(Database &database)
{
    const QString path = folderOf(database.config());
    if (path.isEmpty())
        return database.writeNow(Actor::system(u"Backroom"_s), [](Transaction &transaction) -> Result<int> {
            // Whoever is adding one is waited for, and waits: what they refer to is seen, or written anew.
            transaction.connection().command("LOCK TABLE image_files IN SHARE ROW EXCLUSIVE MODE");
            const QSet<QByteArray> used = namesInUse(transaction);
            QByteArrayList unused;
            Query rows = transaction.query("SELECT name FROM image_files");
            while (rows.next())
                if (!used.contains(rows.bytes(0)))
                    unused << rows.bytes(0);
            for (const QByteArray &name : std::as_const(unused))
                transaction.exec("DELETE FROM image_files WHERE name = ?", name);
            return int(unused.size());
        });
    // What is old is listed before the references are read: a file that comes in meanwhile is young.
    // Files are stamped by the system's clock, whichever the shop goes by.
    const QDateTime young = QDateTime::fromMSecsSinceEpoch(SystemClock().now() - YoungMillis);
    QByteArrayList old;
    for (const QFileInfo &info : QDir(path).entryInfoList(QDir::Files))
        if (const QByteArray name = info.fileName().toLatin1(); isImageFileName(name) && info.lastModified() < young)
            old << name;
    return database.read([&](Reader &reader) -> Result<int> {
        const QSet<QByteArray> used = namesInUse(reader);
        int removed = 0;
        for (const QByteArray &name : std::as_const(old))
            if (const QString file = QDir(path).filePath(QString::fromLatin1(name));
                !used.contains(name) && QFileInfo(file).lastModified() < young && QFile::remove(file))
                ++removed;
        return removed;
    });
}

}
