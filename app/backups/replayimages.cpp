#include "app/backups/replayimages.h"

#include "app/backups/imagesbeside.h"
#include "app/backups/snapshotimages.h"
#include "app/base/crypto.h"
#include "app/base/durable.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

void addImages(Connection &store, const QString &folder, const QStringList &sources, Manifest &manifest)
{
    const QDir images(QDir(folder).filePath(u"images"_s));
    for (const QByteArray &name : imagesOf(store)) {
        const QString path = images.filePath(QString::fromLatin1(name));
        if (QFile::exists(path))
            continue;
        const auto bytes = imagesbeside::find(sources, manifest.imagesKey, name);
        if (bytes && images.mkpath(u"."_s) && writeDurably(path, *bytes))
            manifest.images << ImageDigest{name, bytes->size(), blake2b(*bytes), true};
        else
            qWarning("the image %s is in no folder of the shop's backups", name.constData());
    }
}

}
