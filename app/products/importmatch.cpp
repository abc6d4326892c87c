#include "app/products/importmatch.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
ProductStatus statusOf(ImportedProduct::Status status)
{
    switch (status) {
    case ImportedProduct::Status::Draft: return ProductStatus::Draft;
    case ImportedProduct::Status::Archived: return ProductStatus::Archived;
    case ImportedProduct::Status::Published: break;
    }
    return ProductStatus::Published;
}

// `there` is the one that it becomes, if there is one.
VariantChange variantFrom(const ImportedVariant &given, const QList<ImportedOption> &options,
                          const std::optional<VariantId> &there)
{
    VariantChange change;
    change.id = there;
    change.sku = given.sku.left(100);
    change.price = given.price;
    if (!given.barcode.isEmpty())
        change.barcode = given.barcode.left(100);
    if (given.compareAtPrice)
        change.compareAtPrice = given.compareAtPrice;
    if (given.cost)
        change.cost = given.cost;
    if (given.weightGrams)
        change.weightGrams = given.weightGrams;
    if (given.lowStockThreshold)
        change.lowStockThreshold = given.lowStockThreshold;
    if (!there || given.saysTax)
        change.taxClass = !given.taxable ? QString::fromLatin1(UntaxedClass)
            : given.taxClass.isEmpty()   ? u"standard"_s
                                         : given.taxClass;
    if (!there || given.saysTracking)
        change.trackStock = given.trackStock;
    if (!there || given.saysBackorder)
        change.allowBackorder = given.allowBackorder;
    if (there && options.isEmpty())
        return change; // a list of prices does not name them
    QMap<QString, QString> values;
    for (qsizetype i = 0; i < options.size() && i < given.values.size(); ++i)
        values.insert(options[i].name.simplified(), given.values[i].simplified());
    change.options = values;
    return change;
}

// The file's options, each with the values that the product knows first, in their order: variants that the file does not
// name keep theirs, and a file in another order changes nothing.
QList<ProductOption> optionsOf(const ImportedProduct &imported, const Product &product)
{
    QList<ProductOption> options;
    for (const ImportedOption &given : imported.options) {
        ProductOption option{given.name.simplified(), {}};
        for (const ProductOption &known : product.options)
            if (known.name == option.name)
                option.values = known.values;
        for (const QString &value : given.values)
            if (!option.values.contains(value.simplified()))
                option.values << value.simplified();
        options << option;
    }
    return options;
}
}

std::optional<ProductId> matchImported(Reader &reader, const ImportedProduct &imported)
{
    const auto found = [&](QByteArrayView sql, const QString &value) -> std::optional<ProductId> {
        const auto id = reader.number(sql, value);
        return id ? std::optional(ProductId{*id}) : std::nullopt;
    };
    if (const auto id = found("SELECT id FROM products WHERE handle = ?", imported.handle))
        return id;
    if (const auto id = found("SELECT id FROM products WHERE slug = ? AND handle IS NULL", imported.handle))
        return id;
    for (const ImportedVariant &variant : imported.variants)
        if (const auto id = found(
                "SELECT p.id FROM products p JOIN variants v ON v.product_id = p.id WHERE v.sku = ? AND p.handle IS NULL",
                variant.sku))
            return id;
    return {};
}

QList<KnownPart> takeKnown(Reader &reader, ImportedProduct &imported)
{
    QList<KnownPart> parts;
    QList<ImportedVariant> strangers;
    for (const ImportedVariant &variant : std::as_const(imported.variants)) {
        const auto id = reader.number("SELECT product_id FROM variants WHERE sku = ?", variant.sku.left(100));
        if (!id) {
            strangers << variant;
            continue;
        }
        auto part = std::find_if(parts.begin(), parts.end(), [&](const KnownPart &p) { return p.id.value == *id; });
        if (part == parts.end()) {
            ImportedProduct one;
            if (variant.line == imported.variants.constFirst().line)
                one = imported;
            one.line = variant.line;
            one.bySku = true;
            one.saysStatus = imported.saysStatus && !one.title.isEmpty();
            one.variants.clear();
            parts << KnownPart{ProductId{*id}, one};
            part = std::prev(parts.end());
        }
        part->part.variants << variant;
    }
    imported.variants = strangers;
    return parts;
}

ProductChange changeFrom(const ImportedProduct &imported, const Product &product, const QList<CategoryId> &categories)
{
    ProductChange change;
    if (!imported.title.isEmpty())
        change.title = imported.title.simplified().left(200);
    // One made here is exported under its address, and coming back so is no change. What is known by its SKUs keeps its
    // own: a list of prices has none, and the title stood in for it.
    if (!imported.bySku && (product.handle || product.slug != imported.handle))
        change.handle = imported.handle;
    if (!imported.description.isEmpty())
        change.description = imported.description;
    if (!product.id || imported.saysStatus)
        change.status = statusOf(imported.status);
    if (!imported.vendor.isEmpty())
        change.vendor = imported.vendor;
    if (!imported.tags.isEmpty())
        change.tags = imported.tags;
    if (!categories.isEmpty())
        change.categories = categories;
    if (!product.id || !imported.options.isEmpty())
        change.options = optionsOf(imported, product);
    QHash<QString, VariantId> known;
    for (const Variant &variant : product.variants)
        known.insert(variant.sku, variant.id);
    change.variants = QList<VariantChange>();
    for (const ImportedVariant &given : imported.variants) {
        const auto id = known.constFind(given.sku.left(100));
        change.variants->append(
            variantFrom(given, imported.options, id == known.constEnd() ? std::nullopt : std::optional(*id)));
    }
    return change;
}

RowFault faultAt(const ImportedProduct &imported, const FieldError &fault)
{
    RowFault row{imported.line, fault.field, fault.message, {}};
    if (fault.field.startsWith("variants["_L1)) {
        const qsizetype end = fault.field.indexOf(u']');
        const qsizetype at = fault.field.mid(9, end - 9).toLongLong();
        if (at >= 0 && at < imported.variants.size())
            row.line = imported.variants[at].line;
        row.column = fault.field.mid(end + 2);
    }
    return row;
}

}
