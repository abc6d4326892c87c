#include "app/products/imageundo.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/products/imagerow.h"
#include "app/products/imageservice.h"
#include "app/products/productsnapshot.h"
#include "app/products/productstore.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom::images {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<> outcome(const Result<ProductImage> &image) { return image ? Result<>() : fail(image.error()); }

// The product as it is now, at a new revision; the first image is its own in lists.
Product renewed(Transaction &transaction, ProductId id)
{
    Product product = *products::load(transaction, id);
    transaction.exec("UPDATE products SET image = ?, revision = revision + 1, updated_at = ? WHERE id = ?",
                     product.images.constFirst().url, transaction.now(), id);
    return product;
}

QByteArray snapshot(const ProductImage &image)
{
    JsonWriter json;
    products::writeSnapshot(json, image);
    return json.take();
}

tl::unexpected<Error> noLongerKept()
{
    return fail(ErrorCode::Conflict, tr("Pictures that were taken off are kept for 90 days, and this one is older."));
}

Result<Product> productOf(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto id = ProductId::parse(QString::fromUtf8(entry.entityId));
    if (id) // nobody changes its images meanwhile
        (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", *id);
    auto product = id ? products::load(transaction, *id) : std::nullopt;
    if (!product)
        return undo::goneSince();
    return *std::move(product);
}

// The image of the entry, by its id or, when it was taken off and put back since, by where it lies.
const ProductImage *imageOf(const Product &product, const ProductImage &wanted)
{
    for (const ProductImage &image : product.images)
        if (image.id == wanted.id)
            return &image;
    for (const ProductImage &image : product.images)
        if (image.url == wanted.url)
            return &image;
    return nullptr;
}

// The image that an entry changed, as it is, as it was before and as it was after.
struct Changed
{
    ProductId product;
    ProductImage now, before, after;
};

Result<Changed> changedBy(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto product = productOf(transaction, actor, entry);
    if (!product)
        return fail(product.error());
    const auto before = products::imageFromSnapshot(undo::object(entry.before)),
               after = products::imageFromSnapshot(undo::object(entry.after));
    const ProductImage *image = before && after ? imageOf(*product, *after) : nullptr;
    if (!image)
        return undo::goneSince();
    return Changed{product->id, *image, *before, *after};
}
}

void putBack(Transaction &transaction, ProductId product, const QList<ProductImage> &images)
{
    for (qsizetype i = 0; i < images.size(); ++i)
        insertRow(transaction, product, images.at(i), i);
    if (!images.isEmpty())
        transaction.exec("UPDATE products SET image = ? WHERE id = ?", images.constFirst().url, product);
}

Result<> undoAdded(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto product = productOf(transaction, actor, entry);
    if (!product)
        return fail(product.error());
    const auto added = products::imageFromSnapshot(undo::object(entry.after));
    const ProductImage *image = added ? imageOf(*product, *added) : nullptr;
    return image ? remove(transaction, actor, product->id, image->id) : undo::goneSince();
}

Result<> undoChanged(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto found = changedBy(transaction, actor, entry);
    if (!found)
        return fail(found.error());
    if (found->now.alt != found->after.alt)
        return undo::changedSince({undo::fieldName(u"alt"_s)});
    return outcome(
        change(transaction, actor, found->product, found->now.id, {found->before.alt, found->before.position}));
}

Result<> undoReplaced(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto found = changedBy(transaction, actor, entry);
    if (!found)
        return fail(found.error());
    if (found->now.url != found->after.url)
        return undo::changedSince({undo::fieldName(u"image"_s)});
    if (transaction.now() - entry.at > KeptFor)
        return noLongerKept();
    // Its words and its place stay as they are now.
    ProductImage back = found->before;
    back.id = found->now.id;
    writeBytes(transaction, back);
    const Product now = renewed(transaction, found->product);
    transaction.journal({"product.image_replaced",
                         "product",
                         now.id.bytes(),
                         snapshot(found->now),
                         snapshot(*imageOf(now, found->now)),
                         {{Topic::Products, now.id.value}}});
    return {};
}

Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto product = productOf(transaction, actor, entry);
    if (!product)
        return fail(product.error());
    const auto removed = products::imageFromSnapshot(undo::object(entry.before));
    if (!removed || transaction.now() - entry.at > KeptFor)
        return noLongerKept();
    if (product->images.size() >= MaxImages)
        return fail(ErrorCode::Conflict, tr("A product has %1 images at the most. Remove one first.").arg(MaxImages));
    const qsizetype place = qMin<qsizetype>(removed->position, product->images.size());
    // Places have gaps where images were taken off.
    for (qsizetype i = 0; i < product->images.size(); ++i)
        transaction.exec("UPDATE images SET position = ? WHERE id = ?", i < place ? i : i + 1,
                         product->images.at(i).id);
    insertRow(transaction, product->id, *removed, place);
    const Product now = renewed(transaction, product->id);
    transaction.journal({"product.image_added",
                         "product",
                         now.id.bytes(),
                         {},
                         snapshot(now.images.at(place)),
                         {{Topic::Products, now.id.value}}});
    return {};
}

QList<QByteArray> takenOffLately(Reader &reader)
{
    static const QRegularExpression names(u"/images/([0-9A-Za-z-]+\\.[a-z]+)"_s);
    QList<QByteArray> found;
    Query rows =
        reader.query("SELECT p.before_json FROM journal j JOIN journal_payloads p ON p.seq = j.seq WHERE j.at > ? "
                     "AND j.action IN ('product.image_removed', 'product.image_replaced', 'product.deleted', "
                     "'products.imported', 'products.changed', 'products.images_brought')",
                     reader.now() - KeptFor);
    while (rows.next()) {
        const QString before = rows.text(0);
        auto match = names.globalMatch(before);
        while (match.hasNext())
            found << match.next().captured(1).toLatin1();
    }
    return found;
}

}
