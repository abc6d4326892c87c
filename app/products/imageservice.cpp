#include "app/products/imageservice.h"

#include "app/base/json.h"
#include "app/products/imagename.h"
#include "app/products/productstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::images {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<Product> hold(Transaction &transaction, const Actor &actor, ProductId id, std::optional<qint64> expected = {})
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", id);
    auto product = products::load(transaction, id);
    if (!product)
        return fail(ErrorCode::NotFound, tr("There is no such product."));
    if (expected && *expected != product->revision)
        return fail(ErrorCode::Stale, tr("This product was changed meanwhile. Look at it again, then save."));
    return *std::move(product);
}

// In the store itself; files were written before (ImageStore::keep).
void keepBytes(Transaction &transaction, const ImageFile &file)
{
    if (transaction.kind() == StoreKind::Postgres)
        for (const auto &[name, bytes] : {std::pair(imageFileName(file.hash, file.extension), file.bytes),
                                          std::pair(thumbnailFileName(file.hash, file.extension), file.thumbnail)})
            transaction.exec("INSERT INTO image_files (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name,
                             Blob{bytes});
}

// The first image is the product's own in lists.
void refresh(Transaction &transaction, ProductId id, bool newRevision)
{
    const auto product = products::load(transaction, id);
    const QString first = product->images.isEmpty() ? QString() : product->images.first().url;
    transaction.exec("UPDATE products SET image = ?, revision = revision + ?, updated_at = ? WHERE id = ?", first,
                     newRevision ? 1 : 0, newRevision ? transaction.now() : product->updatedAt, id);
}

QByteArray snapshot(const ProductImage &image)
{
    JsonWriter json;
    products::writeJson(json, image);
    return json.take();
}

void journal(Transaction &transaction, const QByteArray &action, ProductId product, const QByteArray &before,
             const QByteArray &after)
{
    transaction.journal({action, "product", product.bytes(), before, after, {{Topic::Products, product.value}}});
}

tl::unexpected<Error> noSuchImage() { return fail(ErrorCode::NotFound, tr("This product has no such image.")); }

const ProductImage *find(const Product &product, ImageId image)
{
    for (const ProductImage &known : product.images)
        if (known.id == image)
            return &known;
    return nullptr;
}
}

Result<ProductImage> add(Transaction &transaction, const Actor &actor, ProductId id, const ImageFile &file,
                         const QString &alt)
{
    const auto product = hold(transaction, actor, id);
    if (!product)
        return fail(product.error());
    if (alt.size() > MaxAlt)
        return invalid(u"alt"_s, tr("Keep the description within %1 characters.").arg(MaxAlt));
    if (product->images.size() >= MaxImages)
        return fail(ErrorCode::Conflict, tr("A product has %1 images at the most. Remove one first.").arg(MaxImages));
    keepBytes(transaction, file);
    ProductImage image{{},
                       imageUrl(QString::fromLatin1(file.hash), QString::fromLatin1(file.extension)),
                       thumbnailUrl(QString::fromLatin1(file.hash), QString::fromLatin1(file.extension)),
                       file.width,
                       file.height,
                       alt.simplified(),
                       int(product->images.size())};
    image.id = transaction.insert<ImageId>(
        "INSERT INTO images (product_id, hash, extension, width, height, alt, position, created_at) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        id, file.hash, file.extension, file.width, file.height, image.alt, image.position, transaction.now());
    refresh(transaction, id, true);
    journal(transaction, "product.image_added", id, {}, snapshot(image));
    return image;
}

Result<ProductImage> change(Transaction &transaction, const Actor &actor, ProductId id, ImageId imageId,
                            const ImageChange &change)
{
    auto product = hold(transaction, actor, id);
    if (!product)
        return fail(product.error());
    const ProductImage *found = find(*product, imageId);
    if (!found)
        return noSuchImage();
    const ProductImage before = *found;
    ProductImage after = before;
    if (change.alt)
        after.alt = change.alt->simplified();
    if (after.alt.size() > MaxAlt)
        return invalid(u"alt"_s, tr("Keep the description within %1 characters.").arg(MaxAlt));
    if (change.position && *change.position < 0)
        return invalid(u"position"_s, tr("Positions begin at 0."));
    after.position = int(std::min<qsizetype>(change.position.value_or(before.position), product->images.size() - 1));
    if (after == before)
        return after;
    QList<ProductImage> order = product->images;
    order.move(before.position, after.position);
    for (qsizetype i = 0; i < order.size(); ++i)
        transaction.exec("UPDATE images SET position = ? WHERE id = ?", i, order[i].id);
    transaction.exec("UPDATE images SET alt = ? WHERE id = ?", after.alt, imageId);
    refresh(transaction, id, true);
    journal(transaction, "product.image_changed", id, snapshot(before), snapshot(after));
    return after;
}

Result<ProductImage> replace(Transaction &transaction, const Actor &actor, ProductId id, ImageId imageId,
                             const ImageFile &file, std::optional<qint64> expected)
{
    const auto product = hold(transaction, actor, id, expected);
    if (!product)
        return fail(product.error());
    const ProductImage *before = find(*product, imageId);
    if (!before)
        return noSuchImage();
    ProductImage after = *before;
    after.url = imageUrl(QString::fromLatin1(file.hash), QString::fromLatin1(file.extension));
    after.thumbnailUrl = thumbnailUrl(QString::fromLatin1(file.hash), QString::fromLatin1(file.extension));
    after.width = file.width;
    after.height = file.height;
    if (after == *before)
        return after;
    keepBytes(transaction, file);
    transaction.exec("UPDATE images SET source = '', hash = ?, extension = ?, width = ?, height = ? WHERE id = ?",
                     file.hash, file.extension, file.width, file.height, imageId);
    refresh(transaction, id, true);
    journal(transaction, "product.image_replaced", id, snapshot(*before), snapshot(after));
    return after;
}

Result<> remove(Transaction &transaction, const Actor &actor, ProductId id, ImageId imageId)
{
    const auto product = hold(transaction, actor, id);
    if (!product)
        return fail(product.error());
    const ProductImage *found = find(*product, imageId);
    if (!found)
        return noSuchImage();
    transaction.exec("DELETE FROM images WHERE id = ?", imageId);
    refresh(transaction, id, true);
    journal(transaction, "product.image_removed", id, snapshot(*found), {});
    return {};
}

Result<QList<ProductImage>> list(Reader &reader, const Actor &actor, ProductId id)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Read}); !allowed)
        return fail(allowed.error());
    const auto product = products::load(reader, id);
    if (!product)
        return fail(ErrorCode::NotFound, tr("There is no such product."));
    return product->images;
}

bool link(Transaction &transaction, ProductId id, const QList<LinkedImage> &given)
{
    const QList<LinkedImage> wanted = given.first(std::min<qsizetype>(given.size(), MaxImages));
    const auto product = products::load(transaction, id);
    QList<ProductImage> linked;
    for (const ProductImage &image : product->images)
        if (image.width == 0)
            linked << image;
    bool same = linked.size() == wanted.size();
    for (qsizetype i = 0; same && i < wanted.size(); ++i)
        same = linked[i].url == wanted[i].url && linked[i].alt == wanted[i].alt.simplified().left(MaxAlt);
    if (same)
        return false;
    transaction.exec("DELETE FROM images WHERE product_id = ? AND source <> ''", id);
    const qsizetype uploaded = product->images.size() - linked.size();
    for (qsizetype i = 0; i < wanted.size(); ++i)
        transaction.exec(
            "INSERT INTO images (product_id, source, hash, extension, width, height, alt, position, created_at) VALUES "
            "(?, ?, '', '', 0, 0, ?, ?, ?)",
            id, wanted[i].url, wanted[i].alt.simplified().left(MaxAlt), uploaded + i, transaction.now());
    refresh(transaction, id, false);
    return true;
}

}
