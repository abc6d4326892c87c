#include "app/backups/bringback.h"

#include "app/base/json.h"
#include "app/products/imagename.h"
#include "app/products/productrevive.h"
#include "app/products/productsnapshot.h"
#include "app/products/productstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace backroom::bringback {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray json(const Product &product)
{
    JsonWriter writer;
    products::writeSnapshot(writer, product);
    return writer.take();
}

// Where images are rows. Beside a SQLite store they are files, and there before (bringBack).
void keepBytes(Transaction &transaction, const QString &images, const QByteArray &name)
{
    QFile file(QDir(images).filePath(QString::fromLatin1(name)));
    if (transaction.kind() == StoreKind::Postgres && file.open(QIODevice::ReadOnly))
        transaction.exec("INSERT INTO image_files (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name,
                         Blob{file.readAll()});
}

// The images that it had, in their order, in the place of those that it has.
void bringImages(Transaction &transaction, Reader &backup, const QString &images, ProductId from, ProductId to)
{
    transaction.exec("DELETE FROM images WHERE product_id = ?", to);
    QString first;
    Query rows = backup.query(
        "SELECT source, hash, extension, width, height, alt, position, created_at, origin FROM images WHERE "
        "product_id = ? ORDER BY position",
        from);
    while (rows.next()) {
        const QByteArray hash = rows.bytes(1), extension = rows.bytes(2);
        if (!hash.isEmpty())
            for (const QByteArray &name : {imageFileName(hash, extension), thumbnailFileName(hash, extension)})
                keepBytes(transaction, images, name);
        transaction.exec("INSERT INTO images (product_id, source, hash, extension, width, height, alt, position, "
                         "created_at, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         to, rows.text(0), hash, extension, rows.int64(3), rows.int64(4), rows.text(5), rows.int64(6),
                         rows.int64(7), rows.text(8));
    }
    Query shown = backup.query("SELECT image FROM products WHERE id = ?", from);
    if (shown.next())
        transaction.exec("UPDATE products SET image = ? WHERE id = ?", shown.text(0), to);
}

// What the product was, with what only the shop knows: levels, and variants that were made since.
Product asItWas(const Product &then, const Product &now)
{
    Product product = then;
    product.revision = now.revision;
    QList<Variant> variants;
    for (const Variant &variant : now.variants) { // in the shop's order, as save() compares
        const auto old = std::find_if(then.variants.cbegin(), then.variants.cend(),
                                      [&variant](const Variant &other) { return other.id == variant.id; });
        Variant kept = old == then.variants.cend() ? variant : *old;
        kept.level = variant.level;
        variants << kept;
    }
    for (Variant variant : then.variants) {
        const bool there = std::any_of(now.variants.cbegin(), now.variants.cend(),
                                       [&variant](const Variant &other) { return other.id == variant.id; });
        if (there)
            continue;
        variant.id = {};
        variant.level = 0;
        variants << variant;
    }
    product.variants = variants;
    return product;
}
}

Result<BroughtBack> product(Transaction &transaction, Reader &backup, const QString &images, const Actor &actor,
                            ProductId id)
{
    if (const auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return fail(allowed.error());
    auto then = products::load(backup, id);
    if (!then)
        return fail(ErrorCode::NotFound, tr("The backup holds no such product."));
    products::keepLiveCategories(transaction, *then);
    const auto now = products::load(transaction, id);
    const bool isNew = !now || now->createdAt != then->createdAt;
    Product product = isNew ? *then : asItWas(*then, *now);
    if (isNew) {
        product.id = {};
        for (Variant &variant : product.variants) {
            variant.id = {};
            variant.level = 0;
        }
    }
    if (const auto free = products::checkNames(transaction, product); !free)
        return fail(free.error());
    if (isNew)
        products::insert(transaction, product);
    else
        products::save(transaction, *now, product);
    bringImages(transaction, backup, images, id, product.id);
    const Product after = *products::load(transaction, product.id);
    transaction.journal({"product.brought_back",
                         "product",
                         product.id.bytes(),
                         isNew ? QByteArray() : json(*now),
                         json(after),
                         {{Topic::Products, product.id.value}, {Topic::Stock, 0}}});
    return BroughtBack{product.id.bytes(), after.title, isNew};
}

}
