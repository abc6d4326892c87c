#include "app/backups/bringback.h"

#include "app/backups/proof.h"
#include "app/backups/restoreimages.h"
#include "app/products/imagename.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QStringList imagesOf(Database &backup, ProductId product)
{
    const auto names = backup.read([&](Reader &reader) -> Result<QStringList> {
        QStringList found;
        Query rows = reader.query("SELECT hash, extension FROM images WHERE product_id = ? AND hash <> ''", product);
        while (rows.next())
            found << QString::fromLatin1(imageFileName(rows.bytes(0), rows.bytes(1)))
                  << QString::fromLatin1(thumbnailFileName(rows.bytes(0), rows.bytes(1)));
        return found;
    });
    return names.value_or(QStringList());
}
}

Result<BroughtBack> bringBack(Database &shop, const ProvedBackup &backup, Database &opened, const Actor &actor,
                              const QByteArray &what, const QByteArray &key)
{
    const auto id = Id<struct AnyTag>::parse(QString::fromLatin1(key));
    if (!id && what != "order")
        return fail(ErrorCode::Invalid, tr("“%1” is no number of a product or customer.").arg(QString::fromUtf8(key)));
    if (what == "product" && shop.kind() == StoreKind::Sqlite)
        if (const auto kept =
                restoreImages(backup.folder(), shop.config().dataDir, imagesOf(opened, ProductId{id->value}));
            !kept)
            return fail(kept.error());
    return shop.writeNow(actor, [&](Transaction &transaction) {
        return opened.read([&](Reader &reader) -> Result<BroughtBack> {
            if (what == "product")
                return bringback::product(transaction, reader, QDir(backup.folder()).filePath(u"images"_s), actor,
                                          ProductId{id->value});
            if (what == "customer")
                return bringback::customer(transaction, reader, actor, UserId{id->value});
            if (what == "order")
                return bringback::order(transaction, reader, actor, key);
            return fail(ErrorCode::Invalid, tr("Say product, customer or order."));
        });
    });
}

}
