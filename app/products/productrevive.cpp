#include "app/products/productrevive.h"

#include "app/journal/undorules.h"
#include "app/products/imageundo.h"
#include "app/products/productcheck.h"
#include "app/products/productstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// One field: back where the change set it and nobody since; named where somebody did.
template<typename T> void field(const QString &key, const T &before, const T &after, T &now, QStringList &touched)
{
    if (before == after || now == before)
        return;
    if (now == after)
        now = before;
    else if (const QString name = undo::fieldName(key); !touched.contains(name))
        touched << name;
}

QList<qint64> idsOf(const QList<CategoryName> &categories)
{
    QList<qint64> ids;
    for (const CategoryName &category : categories)
        ids << category.id.value;
    std::sort(ids.begin(), ids.end());
    return ids;
}

void variantBack(const Variant &before, const Variant &after, Variant &now, QStringList &touched)
{
    field(u"sku"_s, before.sku, after.sku, now.sku, touched);
    field(u"barcode"_s, before.barcode, after.barcode, now.barcode, touched);
    field(u"options"_s, before.options, after.options, now.options, touched);
    field(u"price"_s, before.price, after.price, now.price, touched);
    field(u"compare_at_price"_s, before.compareAtPrice, after.compareAtPrice, now.compareAtPrice, touched);
    field(u"cost"_s, before.cost, after.cost, now.cost, touched);
    field(u"weight_grams"_s, before.weightGrams, after.weightGrams, now.weightGrams, touched);
    field(u"tax_class"_s, before.taxClass, after.taxClass, now.taxClass, touched);
    field(u"track_stock"_s, before.trackStock, after.trackStock, now.trackStock, touched);
    field(u"allow_backorder"_s, before.allowBackorder, after.allowBackorder, now.allowBackorder, touched);
    field(u"low_stock_threshold"_s, before.lowStockThreshold, after.lowStockThreshold, now.lowStockThreshold, touched);
    field(u"archived"_s, before.archived, after.archived, now.archived, touched);
}

const Variant *find(const QList<Variant> &variants, VariantId id)
{
    const auto found =
        std::find_if(variants.cbegin(), variants.cend(), [id](const Variant &one) { return one.id == id; });
    return found == variants.cend() ? nullptr : &*found;
}

// A variant with the same SKU under another id: it was deleted, and came back by another road.
bool hasSku(const QList<Variant> &variants, const QString &sku)
{
    return std::any_of(variants.cbegin(), variants.cend(), [&sku](const Variant &one) { return one.sku == sku; });
}

void variantsBack(const Product &before, const Product &after, Product &now, QStringList &touched)
{
    QList<Variant> kept;
    for (Variant &variant : now.variants) {
        const Variant *was = find(before.variants, variant.id), *became = find(after.variants, variant.id);
        if (!was && became)
            continue; // the change made it
        if (was && became)
            variantBack(*was, *became, variant, touched);
        kept << variant;
    }
    for (const Variant &variant : before.variants) {
        if (find(after.variants, variant.id) || find(kept, variant.id) || hasSku(kept, variant.sku))
            continue;
        kept << variant; // the change removed it
        kept.last().id = {};
        kept.last().level = 0;
    }
    now.variants = kept;
}
}

Result<> checkNames(Reader &reader, const Product &product)
{
    if (reader.number("SELECT 1 FROM products WHERE slug = ? AND id <> ?", product.slug, product.id))
        return fail(
            ErrorCode::Conflict,
            tr("Another product has the address “%1” now. Give that one another, and try again.").arg(product.slug));
    if (product.handle
        && reader.number("SELECT 1 FROM products WHERE handle = ? AND id <> ?", *product.handle, product.id))
        return fail(
            ErrorCode::Conflict,
            tr("Another product has the handle “%1” now. Remove that one, and try again.").arg(*product.handle));
    QSet<QString> own;
    for (const Variant &variant : product.variants)
        if (std::exchange(own, own + QSet{variant.sku}).contains(variant.sku)
            || reader.number("SELECT 1 FROM variants WHERE sku = ? AND product_id <> ?", variant.sku, product.id))
            return fail(
                ErrorCode::Conflict,
                tr("Another variant has the SKU “%1” now. Give that one another, and try again.").arg(variant.sku));
    return {};
}

void keepLiveCategories(Reader &reader, Product &product)
{
    QList<CategoryName> live;
    for (const CategoryName &category : std::as_const(product.categories)) {
        Query row = reader.query("SELECT name, slug FROM categories WHERE id = ?", category.id);
        if (row.next())
            live << CategoryName{category.id, row.text(0), row.text(1)};
    }
    product.categories = live;
}

bool hasHistory(Reader &reader, VariantId variant)
{
    return reader.number("SELECT 1 FROM stock_movements WHERE variant_id = ? LIMIT 1", variant)
        || reader.number("SELECT 1 FROM order_lines WHERE variant_id = ? LIMIT 1", variant);
}

bool isAsItWas(const Product &then, const Product &now)
{
    const auto bare = [](Product product) {
        for (Variant &variant : product.variants)
            variant.level = 0;
        product.categories.clear();
        product.handle.reset(); // no snapshot has it
        return product;
    };
    return sameContent(bare(then), bare(now)) && idsOf(then.categories) == idsOf(now.categories);
}

Product takenBack(const Product &before, const Product &after, const Product &now, QStringList &touched)
{
    Product product = now;
    field(u"title"_s, before.title, after.title, product.title, touched);
    field(u"slug"_s, before.slug, after.slug, product.slug, touched);
    field(u"description"_s, before.description, after.description, product.description, touched);
    field(u"status"_s, before.status, after.status, product.status, touched);
    field(u"vendor"_s, before.vendor, after.vendor, product.vendor, touched);
    field(u"tags"_s, before.tags, after.tags, product.tags, touched);
    field(u"options"_s, before.options, after.options, product.options, touched);
    auto categories = idsOf(product.categories);
    field(u"categories"_s, idsOf(before.categories), idsOf(after.categories), categories, touched);
    if (categories != idsOf(product.categories))
        product.categories = before.categories;
    variantsBack(before, after, product, touched);
    return product;
}

Result<> saveTakenBack(Transaction &transaction, const Product &now, Product &product)
{
    keepLiveCategories(transaction, product);
    QList<VariantId> gone;
    // Those that went and have a history stay, put away; in the order that save() compares.
    for (qsizetype i = 0; i < now.variants.size(); ++i) {
        Variant variant = now.variants.at(i);
        if (find(product.variants, variant.id))
            continue;
        if (!hasHistory(transaction, variant.id)) {
            gone << variant.id;
            continue;
        }
        variant.archived = true;
        product.variants.insert(qMin(i, product.variants.size()), variant);
    }
    const bool sold = std::any_of(product.variants.cbegin(), product.variants.cend(),
                                  [](const Variant &variant) { return !variant.archived; });
    if (!sold)
        return fail(ErrorCode::Conflict, tr("A product needs a variant that is sold, and this would leave none."));
    if (const auto free = checkNames(transaction, product); !free)
        return free;
    // Nothing stands in the way: only now is anything written, as who asked may go on with other products.
    for (const VariantId id : std::as_const(gone))
        transaction.exec("DELETE FROM variants WHERE id = ?", id);
    save(transaction, now, product);
    return {};
}

Result<> makeAgain(Transaction &transaction, Product &product, Millis removedAt)
{
    if (transaction.now() - removedAt > images::KeptFor) // the bytes of those that lay here are gone
        product.images.removeIf([](const ProductImage &image) { return image.width > 0; });
    product.id = {};
    for (Variant &variant : product.variants) {
        variant.id = {};
        variant.level = 0;
    }
    keepLiveCategories(transaction, product);
    if (const auto free = checkNames(transaction, product); !free)
        return free;
    insert(transaction, product);
    images::putBack(transaction, product.id, product.images);
    return {};
}

}
