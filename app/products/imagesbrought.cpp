#include "app/products/imagesbrought.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/products/imagerow.h"
#include "app/products/imageundo.h"
#include "app/products/productsnapshot.h"
#include "app/products/productstore.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::images {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// One product's images around the change.
struct Part
{
    ProductId product;
    QString title;
    QList<ProductImage> before, after;
};

QByteArray json(const QList<Part> &parts, QList<ProductImage> Part::*side, std::optional<int> left = {})
{
    JsonWriter writer;
    writer.object();
    if (left)
        writer.field("left", *left);
    writer.name("updated").array();
    for (const Part &part : parts) {
        writer.object().field("id", part.product).field("title", part.title).name("images").array();
        for (const ProductImage &image : part.*side)
            products::writeSnapshot(writer, image);
        writer.endArray().endObject();
    }
    writer.endArray().endObject();
    return writer.take();
}

QList<ProductImage> imagesOf(const QJsonValue &product)
{
    QList<ProductImage> images;
    const QJsonArray list = product["images"_L1].toArray();
    for (const QJsonValue image : list)
        if (const auto known = products::imageFromSnapshot(image.toObject()))
            images << *known;
    return images;
}

QList<Part> partsOf(const JournalRow &entry)
{
    const QJsonArray was = undo::object(entry.before)["updated"_L1].toArray(),
                     is = undo::object(entry.after)["updated"_L1].toArray();
    QList<Part> parts;
    for (qsizetype i = 0; i < std::min(was.size(), is.size()); ++i) {
        const auto id = ProductId::parse(is[i]["id"_L1].toString());
        Part part{id.value_or(ProductId()), is[i]["title"_L1].toString(), imagesOf(was[i]), imagesOf(is[i])};
        if (id && part.before.size() == part.after.size())
            parts << part;
    }
    return parts;
}

// Held until the transaction ends, in the order of their ids, as whoever holds several does.
QHash<ProductId, Product> hold(Transaction &transaction, QList<ProductId> ids)
{
    std::sort(ids.begin(), ids.end(), [](ProductId a, ProductId b) { return a.value < b.value; });
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const ProductId id : std::as_const(ids))
        (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", id);
    QHash<ProductId, Product> held;
    const QList<Product> all = products::load(transaction, ids);
    for (const Product &product : all)
        held.insert(product.id, product);
    return held;
}

const ProductImage *find(const Product &product, ImageId id, const QString &url)
{
    for (const ProductImage &image : product.images)
        if (image.id == id && image.url == url)
            return &image;
    return nullptr;
}

void journal(Transaction &transaction, const QList<Part> &parts, const QByteArray &run, int left)
{
    transaction.journal({"products.images_brought",
                         "products",
                         run,
                         json(parts, &Part::before),
                         json(parts, &Part::after, left),
                         {{Topic::Products, parts.size() == 1 ? parts.constFirst().product.value : 0}}});
}
}

Result<int> bring(Transaction &transaction, const Actor &actor, const QList<BroughtImage> &images,
                  const QByteArray &run)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    QList<ProductId> ids;
    for (const BroughtImage &one : images)
        ids << one.product;
    const QHash<ProductId, Product> held = hold(transaction, ids);
    QList<Part> parts;
    QHash<ProductId, qsizetype> places;
    int brought = 0;
    for (const BroughtImage &one : images) {
        const auto product = held.constFind(one.product);
        const ProductImage *image = product == held.constEnd() ? nullptr : find(*product, one.image, one.address);
        if (!image)
            continue;
        if (!places.contains(one.product)) {
            places.insert(one.product, parts.size());
            parts << Part{one.product, product->title, {}, {}};
        }
        Part &part = parts[places.value(one.product)];
        part.before << *image;
        part.after << withBytes(*image, *one.file);
        keepBytes(transaction, *one.file);
        writeBytes(transaction, part.after.constLast());
        ++brought;
    }
    for (const Part &part : std::as_const(parts))
        refresh(transaction, part.product, true);
    if (brought > 0)
        journal(transaction, parts, run, 0);
    return brought;
}

Result<> undoBrought(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    const QList<Part> all = partsOf(entry);
    QList<ProductId> ids;
    for (const Part &part : all)
        ids << part.product;
    const QHash<ProductId, Product> held = hold(transaction, ids);
    const bool old = transaction.now() - entry.at > KeptFor; // then bytes that were given up are gone
    QList<Part> parts;
    int left = 0;
    for (const Part &part : all) {
        const auto product = held.constFind(part.product);
        Part back{part.product, part.title, {}, {}};
        for (qsizetype i = 0; i < part.after.size(); ++i) {
            const ProductImage &was = part.before.at(i), &became = part.after.at(i);
            const ProductImage *now = product == held.constEnd() ? nullptr : find(*product, became.id, became.url);
            if (!now || (old && was.width > 0)) {
                ++left;
                continue;
            }
            // Its words and its place stay as they are now.
            ProductImage again = was;
            again.alt = now->alt;
            again.position = now->position;
            writeBytes(transaction, again);
            back.before << *now;
            back.after << again;
        }
        if (!back.after.isEmpty())
            parts << back;
    }
    if (parts.isEmpty())
        return fail(ErrorCode::Conflict,
                    tr("Each of these pictures was changed again or removed since: nothing is left to take back."));
    for (const Part &part : std::as_const(parts))
        refresh(transaction, part.product, true);
    journal(transaction, parts, entry.entityId + "-undone", left);
    return {};
}

}
