#include "app/products/imagerow.h"

#include "app/products/imagename.h"
#include "app/products/productstore.h"

namespace backroom::images {

namespace {
struct Bytes
{
    QString source, hash, extension;
    int width = 0, height = 0;
};

// "/images/HASH.png" is here; anything else lies elsewhere.
Bytes bytesOf(const ProductImage &image)
{
    const QString name = image.url.section(u'/', -1);
    if (image.width == 0 || !isImageFileName(name.toLatin1()))
        return {image.url, {}, {}};
    return {{}, name.section(u'.', 0, 0), name.section(u'.', 1), image.width, image.height};
}
}

ProductImage withBytes(const ProductImage &image, const ImageFile &file)
{
    ProductImage after = image;
    after.url = imageUrl(QString::fromLatin1(file.hash), QString::fromLatin1(file.extension));
    after.thumbnailUrl = thumbnailUrl(QString::fromLatin1(file.hash), QString::fromLatin1(file.extension));
    after.width = file.width;
    after.height = file.height;
    if (image.width == 0)
        after.origin = image.url;
    return after;
}

void keepBytes(Transaction &transaction, const ImageFile &file)
{
    if (transaction.kind() == StoreKind::Postgres)
        for (const auto &[name, bytes] : {std::pair(imageFileName(file.hash, file.extension), file.bytes),
                                          std::pair(thumbnailFileName(file.hash, file.extension), file.thumbnail)})
            transaction.exec("INSERT INTO image_files (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name,
                             Blob{bytes});
}

void insertRow(Transaction &transaction, ProductId product, const ProductImage &image, qsizetype position)
{
    const Bytes bytes = bytesOf(image);
    transaction.exec(
        "INSERT INTO images (product_id, source, hash, extension, width, height, alt, position, created_at, origin) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        product, bytes.source, bytes.hash, bytes.extension, bytes.width, bytes.height, image.alt, position,
        transaction.now(), image.origin);
}

void writeBytes(Transaction &transaction, const ProductImage &image)
{
    const Bytes bytes = bytesOf(image);
    transaction.exec(
        "UPDATE images SET source = ?, hash = ?, extension = ?, width = ?, height = ?, origin = ? WHERE id = ?",
        bytes.source, bytes.hash, bytes.extension, bytes.width, bytes.height, image.origin, image.id);
}

void refresh(Transaction &transaction, ProductId id, bool newRevision)
{
    const auto product = products::load(transaction, id);
    const QString first = product->images.isEmpty() ? QString() : product->images.first().url;
    transaction.exec("UPDATE products SET image = ?, revision = revision + ?, updated_at = ? WHERE id = ?", first,
                     newRevision ? 1 : 0, newRevision ? transaction.now() : product->updatedAt, id);
}

}
