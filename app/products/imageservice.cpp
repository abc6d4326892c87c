#include "app/products/imageservice.h"

#include "app/base/json.h"
#include "app/products/imagename.h"
#include "app/products/imagerow.h"
#include "app/products/productsnapshot.h"
#include "app/products/productstore.h"

#include <QCoreApplication>
#include <QSet>

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

QByteArray snapshot(const ProductImage &image)
{
    JsonWriter json;
    products::writeSnapshot(json, image);
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
                       int(product->images.size()),
                       {},
                       transaction.now()};
    image.id = transaction.insert<ImageId>(
        "INSERT INTO images (product_id, hash, extension, width, height, alt, position, created_at) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        id, file.hash, file.extension, file.width, file.height, image.alt, image.position, transaction.now());
    refresh(transaction, id, true);
    journal(transaction, "product.image_added", id, {}, snapshot(image));
    return image;
}

Result<ProductImage> change(Transaction &transaction, const Actor &actor, ProductId id, ImageId imageId,
                            const ImageChange &change, std::optional<qint64> expected)
{
    auto product = hold(transaction, actor, id, expected);
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
    const ProductImage after = withBytes(*before, file);
    if (after == *before)
        return after;
    keepBytes(transaction, file);
    writeBytes(transaction, after);
    refresh(transaction, id, true);
    journal(transaction, "product.image_replaced", id, snapshot(*before), snapshot(after));
    return after;
}

Result<> remove(Transaction &transaction, const Actor &actor, ProductId id, ImageId imageId,
                std::optional<qint64> expected)
{
    const auto product = hold(transaction, actor, id, expected);
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

Linked link(Transaction &transaction, ProductId id, const QList<LinkedImage> &given)
{
    const auto product = products::load(transaction, id);
    QList<ProductImage> linked, own;
    QSet<QString> origins;
    for (const ProductImage &image : product->images) {
        (image.width == 0 ? linked : own) << image;
        if (image.width > 0 && !image.origin.isEmpty())
            origins << image.origin;
    }
    // What was brought from there is there, with the words and at the place that the shop gave it since.
    QList<LinkedImage> wanted;
    for (const LinkedImage &image : given.first(std::min<qsizetype>(given.size(), MaxImages)))
        if (!origins.contains(image.url))
            wanted << LinkedImage{image.url, image.alt.simplified().left(MaxAlt)};
    const auto isThere = [](const ProductImage &there, const LinkedImage &image) {
        return there.url == image.url && there.alt == image.alt;
    };
    if (std::equal(linked.cbegin(), linked.cend(), wanted.cbegin(), wanted.cend(), isThere))
        return {false, wanted.size()};
    transaction.exec("DELETE FROM images WHERE product_id = ? AND source <> ''", id);
    // Places have gaps where images were taken off, and the new ones come behind.
    for (qsizetype i = 0; i < own.size(); ++i)
        transaction.exec("UPDATE images SET position = ? WHERE id = ?", i, own.at(i).id);
    for (qsizetype i = 0; i < wanted.size(); ++i)
        insertRow(transaction, id, {{}, wanted.at(i).url, {}, 0, 0, wanted.at(i).alt}, own.size() + i);
    refresh(transaction, id, false);
    return {true, wanted.size()};
}

}
