#include "app/products/productexport.h"

#include "app/products/backroomcsv.h"
#include "app/products/category.h"
#include "app/products/productquery.h"
#include "app/products/productstore.h"
#include "app/settings/settings.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>

namespace backroom::products {

namespace {
constexpr qsizetype Part = 200; // products in memory at a time

ImportedProduct::Status statusOf(ProductStatus status)
{
    switch (status) {
    case ProductStatus::Draft: return ImportedProduct::Status::Draft;
    case ProductStatus::Archived: return ImportedProduct::Status::Archived;
    case ProductStatus::Published: break;
    }
    return ImportedProduct::Status::Published;
}

ImportedProduct exported(const Product &product, const QList<Category> &tree)
{
    ImportedProduct row;
    row.handle = product.handle.value_or(product.slug);
    row.title = product.title;
    row.description = product.description;
    row.status = statusOf(product.status);
    row.vendor = product.vendor;
    row.tags = product.tags;
    for (const CategoryName &category : product.categories)
        row.categories << categories::pathOf(tree, category.id);
    for (const ProductOption &option : product.options)
        row.options << ImportedOption{option.name, option.values};
    for (const Variant &variant : product.variants) {
        if (variant.archived)
            continue;
        ImportedVariant cells;
        cells.sku = variant.sku;
        cells.barcode = variant.barcode;
        for (const ProductOption &option : product.options)
            cells.values << variant.options.value(option.name);
        cells.price = variant.price;
        cells.compareAtPrice = variant.compareAtPrice;
        cells.cost = variant.cost;
        cells.weightGrams = variant.weightGrams;
        cells.taxable = variant.taxClass != QLatin1StringView(UntaxedClass);
        cells.taxClass = cells.taxable ? variant.taxClass : QString();
        cells.trackStock = variant.trackStock;
        cells.allowBackorder = variant.allowBackorder;
        cells.lowStockThreshold = variant.lowStockThreshold;
        cells.stock = variant.level;
        row.variants << cells;
    }
    for (const ProductImage &image : product.images)
        if (image.width == 0)
            row.images << ImportedImage{image.url, image.alt};
        else if (!image.origin.isEmpty()) // the others lie in this shop, under addresses that are this shop's own
            row.images << ImportedImage{image.origin, image.alt};
    return row;
}
}

Result<> exportCsv(Reader &reader, const Actor &actor, QIODevice *out, const std::optional<QList<ProductId>> &wanted)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Read}); !allowed)
        return allowed;
    QList<ProductId> all;
    if (wanted) {
        all = *wanted;
    } else {
        ProductQuery query;
        query.sort = ProductSort::Created;
        const auto ids = products::ids(reader, actor, query);
        if (!ids)
            return fail(ids.error());
        all = *ids;
    }
    const QByteArray currency = settings::load(reader).currency;
    const QList<Category> tree = categories::tree(reader);
    int options = 3;
    Query lists = reader.query("SELECT options FROM products WHERE options <> '[]'");
    while (lists.next())
        options = std::max(options, int(QJsonDocument::fromJson(lists.bytes(0)).array().size()));
    const auto put = [out](const QByteArray &bytes) -> Result<> {
        if (out->write(bytes) == bytes.size())
            return {};
        return fail(
            ErrorCode::Full,
            QCoreApplication::translate("backroom", "The file could not be written: %1.").arg(out->errorString()));
    };
    auto written = put(backroomHeader(options));
    for (qsizetype at = 0; written && at < all.size(); at += Part)
        for (const Product &product : load(reader, all.mid(at, Part)))
            if (written)
                written = put(writeBackroomProduct(exported(product, tree), currency, options));
    return written;
}

}
