#include "app/backups/snapshotimages.h"

#include "app/backups/imagesbeside.h"
#include "app/backups/stopped.h"
#include "app/base/crypto.h"
#include "app/products/imagename.h"
#include "app/products/imagestore.h"
#include "app/store/database.h"

namespace backroom {

QByteArrayList imagesOf(Connection &store)
{
    QByteArrayList names;
    Query rows = store.query("SELECT DISTINCT hash, extension FROM images WHERE hash <> '' ORDER BY hash, extension");
    while (rows.next())
        names << imageFileName(rows.bytes(0), rows.bytes(1)) << thumbnailFileName(rows.bytes(0), rows.bytes(1));
    return names;
}

Result<> writeImages(Database &shop, const QByteArrayList &names, const BackupOrder &order, BackupWriter &writer,
                     Manifest &manifest, const std::function<bool(double)> &goOn)
{
    const ImageStore images(shop.config());
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QByteArray &name = names.at(i);
        if (!goOn(double(i) / double(names.size())))
            return stopped();
        const auto bytes = shop.read([&](Reader &reader) { return images.read(reader, name); });
        if (!bytes && bytes.error().code != ErrorCode::NotFound)
            return fail(bytes.error());
        if (!bytes) {
            qWarning("the image %s is not there, and not in the backup", name.constData());
            continue;
        }
        const bool inside = order.imagesBeside.isEmpty();
        auto kept = inside ? writer.beginPart("image:" + name)
                           : imagesbeside::keep(order.imagesBeside, manifest.imagesKey, name, *bytes);
        if (kept && inside)
            kept = writer.write(*bytes);
        if (!kept)
            return kept;
        manifest.images << ImageDigest{name, bytes->size(), blake2b(*bytes), inside};
    }
    return {};
}

}
