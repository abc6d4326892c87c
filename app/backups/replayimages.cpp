#include "app/backups/replayimages.h"

#include "app/backups/imagesbeside.h"
#include "app/backups/snapshotimages.h"
#include "app/base/crypto.h"
#include "app/base/durable.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
std::optional<QByteArray> find(const QByteArray &name, const QStringList &sources, const QByteArray &imagesKey)
{
    for (const QString &source : sources) {
        if (QFile plain(QDir(source).filePath(QString::fromLatin1(name))); plain.open(QIODevice::ReadOnly))
            return plain.readAll();
        if (auto beside = imagesbeside::read(source, imagesKey, name))
            return *std::move(beside);
    }
    return std::nullopt;
}
}

void addImages(Connection &store, const QString &folder, const QStringList &sources, Manifest &manifest)
{
    const QDir images(QDir(folder).filePath(u"images"_s));
    for (const QByteArray &name : imagesOf(store)) {
        const QString path = images.filePath(QString::fromLatin1(name));
        if (QFile::exists(path))
            continue;
        const auto bytes = find(name, sources, manifest.imagesKey);
        if (bytes && images.mkpath(u"."_s) && writeDurably(path, *bytes))
            manifest.images << ImageDigest{name, bytes->size(), blake2b(*bytes), true};
        else
            qWarning("the image %s is in no folder of the shop's backups", name.constData());
    }
}

}
