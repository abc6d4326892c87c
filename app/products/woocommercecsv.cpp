// WooCommerce's product export: a row is a product or a variation that names its parent, in any order.
#include "app/base/money.h"
#include "app/base/text.h"
#include "app/products/importhtml.h"
#include "app/products/importtools.h"
#include "app/products/productfile.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct Attribute
{
    QString name;
    QStringList values;
};

struct Row
{
    ImportedProduct product; // of a variation only its images
    ImportedVariant variant;
    QString type; // simple, variable, grouped, external, variation
    QString id;
    QString parent;
    QList<Attribute> attributes;
    bool priced = false;
    bool taken = true; // its own cells are in order
    QList<Row> variations;
};

// The export writes a line break as the two characters \n.
QString describe(QString text) { return htmlToMarkdown(text.replace("\\r\\n"_L1, "\n"_L1).replace("\\n"_L1, "\n"_L1)); }

// "Weight (lbs)": the unit stands in the column's name.
std::pair<QString, QString> weightColumn(const QStringList &header)
{
    for (const QString &name : header)
        if (const QString clean = name.trimmed(); clean.startsWith("Weight"_L1, Qt::CaseInsensitive))
            return {clean, clean.section(u'(', 1).section(u')', 0, 0).trimmed().toLower()};
    return {u"Weight"_s, u"kg"_s};
}

void takeStock(ProductRows &rows, Row &row)
{
    const QString text = rows.cell(u"Stock"_s);
    std::optional<qint64> stock;
    if (text == "parent"_L1)
        rows.note(
            u"Stock"_s,
            tr("Its stock is counted for all variations together there. Here each counts its own, so it is not tracked yet."));
    else
        row.taken = rows.whole(u"Stock"_s, stock, -MaxQuantity, MaxQuantity) && row.taken;
    // Out of stock without a count: tracked with 0, or it could be sold.
    row.variant.trackStock =
        stock.has_value() || !(rows.yes(u"In stock?"_s, true) || rows.cell(u"In stock?"_s) == "backorder"_L1);
    row.variant.stock = qMax<qint64>(0, stock.value_or(0));
    if (stock.value_or(0) < 0)
        rows.note(u"Stock"_s, tr("The stock is below 0 there. It begins with 0 here."));
    row.variant.allowBackorder =
        rows.yes(u"Backorders allowed?"_s, false) || rows.cell(u"Backorders allowed?"_s) == "notify"_L1;
    row.variant.saysTracking = !text.isEmpty() || !rows.cell(u"In stock?"_s).isEmpty();
    row.variant.saysBackorder = !rows.cell(u"Backorders allowed?"_s).isEmpty();
    row.taken = rows.whole(u"Low stock amount"_s, row.variant.lowStockThreshold, 0, MaxQuantity) && row.taken;
}

void takePrice(ProductRows &rows, Row &row)
{
    std::optional<qint64> regular, sale;
    row.taken = rows.price(u"Regular price"_s, regular) && row.taken;
    row.taken = rows.price(u"Sale price"_s, sale) && row.taken;
    if (sale
        && (!rows.cell(u"Date sale price starts"_s).isEmpty() || !rows.cell(u"Date sale price ends"_s).isEmpty())) {
        rows.note(u"Sale price"_s,
                  tr("The sale price has dates, which are not kept here. The regular price is taken."));
        if (regular)
            sale.reset();
    }
    row.priced = regular || sale;
    row.variant.price = sale.value_or(regular.value_or(0));
    if (sale && regular && *regular > *sale)
        row.variant.compareAtPrice = regular;
}

void takeTexts(ProductRows &rows, Row &row)
{
    ImportedProduct &product = row.product;
    product.title = rows.cell(u"Name"_s);
    const QString brief = describe(rows.cell(u"Short description"_s));
    product.description = describe(rows.cell(u"Description"_s));
    if (!brief.isEmpty() && brief != product.description)
        product.description = product.description.isEmpty() ? brief : QString(brief + u"\n\n"_s + product.description);
    product.categories = splitCategories(rows.cell(u"Categories"_s));
    product.tags = splitList(rows.cell(u"Tags"_s));
    product.vendor = rows.cell(u"Brands"_s);
    const QString visibility = rows.cell(u"Visibility in catalog"_s).toLower();
    product.status = rows.cell(u"Published"_s) == "1"_L1 || rows.cell(u"Published"_s).isEmpty()
        ? ImportedProduct::Status::Published
        : ImportedProduct::Status::Draft;
    product.saysStatus = !rows.cell(u"Published"_s).isEmpty() || !visibility.isEmpty();
    if (visibility == "hidden"_L1 && product.status == ImportedProduct::Status::Published) {
        product.status = ImportedProduct::Status::Draft;
        rows.note(
            u"Visibility in catalog"_s,
            tr("“%1” is hidden from the catalogue there, so it is a draft here. Publish it when it should be seen.")
                .arg(product.title));
    }
}

Row takeRow(ProductRows &rows, const std::pair<QString, QString> &weight)
{
    Row row;
    QStringList types = splitList(rows.cell(u"Type"_s).toLower());
    const bool download = types.removeAll(u"downloadable"_s) > 0;
    types.removeAll(u"virtual"_s);
    row.type = types.isEmpty() ? u"simple"_s : types.first();
    row.id = rows.cell(u"ID"_s);
    row.parent = rows.cell(u"Parent"_s);
    row.product.line = row.variant.line = rows.line();
    row.variant.sku = rows.cell(u"SKU"_s);
    row.variant.barcode = rows.cell(u"GTIN, UPC, EAN, or ISBN"_s);
    const QString taxStatus = rows.cell(u"Tax status"_s).toLower();
    row.variant.taxable = taxStatus.isEmpty() || taxStatus == "taxable"_L1;
    if (const QString taxClass = rows.cell(u"Tax class"_s); taxClass != "parent"_L1 && taxClass != "standard"_L1)
        row.variant.taxClass = taxClass;
    row.variant.saysTax = !taxStatus.isEmpty() || !row.variant.taxClass.isEmpty();
    takeTexts(rows, row);
    takePrice(rows, row);
    takeStock(rows, row);
    row.taken = rows.price(u"Cost of goods"_s, row.variant.cost) && row.taken;
    row.taken = rows.weight(weight.first, weight.second, row.variant.weightGrams) && row.taken;
    for (const QString &url : splitList(rows.cell(u"Images"_s))) {
        if (isWebAddress(url))
            row.product.images.append({url, {}});
        else
            rows.note(u"Images"_s, tr("“%1” is no web address, so this image is left out.").arg(url.left(80)));
    }
    for (int i = 1; rows.columns().has(u"Attribute %1 name"_s.arg(i)); ++i)
        if (const QString name = rows.cell(u"Attribute %1 name"_s.arg(i)); !name.isEmpty())
            row.attributes.append({name, splitList(rows.cell(u"Attribute %1 value(s)"_s.arg(i)))});
    if (download)
        rows.note(u"Type"_s, tr("“%1” is a download there. Its files are not taken.").arg(row.product.title));
    return row;
}

void describeAttribute(ImportedProduct &product, const Attribute &attribute)
{
    if (!attribute.values.isEmpty())
        product.description += (product.description.isEmpty() ? QString() : u"\n\n"_s) + u"**"_s + attribute.name
            + u":** "_s + attribute.values.join(", "_L1);
}

// Attributes that tell variations apart become options. One that every variation leaves open ("any size") does not
// tell them apart; it is kept in the description. Where only some leave it open, these get the value "Any".
void takeVariations(Row &row, ProductRows &rows)
{
    for (const Attribute &attribute : row.attributes) {
        const auto valueOf = [&](const Row &variation) {
            for (const Attribute &own : variation.attributes)
                if (own.name.compare(attribute.name, Qt::CaseInsensitive) == 0 && !own.values.isEmpty())
                    return own.values.first();
            return QString();
        };
        bool used = false;
        for (const Row &variation : row.variations)
            used = used || !valueOf(variation).isEmpty();
        if (!used) {
            describeAttribute(row.product, attribute);
            if (!row.variations.isEmpty() && attribute.values.size() > 1)
                rows.note({},
                          tr("No variation of “%1” says which %2 it is. The choices are kept in its description.")
                              .arg(row.product.title, attribute.name));
            continue;
        }
        row.product.options.append({attribute.name, attribute.values});
        for (Row &variation : row.variations)
            variation.variant.values << (valueOf(variation).isEmpty() ? tr("Any") : valueOf(variation));
    }
    for (Row &variation : row.variations) {
        if (!variation.variant.weightGrams)
            variation.variant.weightGrams = row.variant.weightGrams;
        row.product.variants << variation.variant;
        for (const ImportedImage &image : variation.product.images)
            if (!row.product.images.contains(image))
                row.product.images << image;
    }
}

// False when the row cannot be a product; the reason then stands among the faults.
bool complete(Row &row, ProductRows &rows)
{
    ImportedProduct &product = row.product;
    if (product.title.isEmpty()) {
        rows.faultAt(product.line, u"Name"_s, tr("The name is missing. Add it."));
        return false;
    }
    if (row.type == "variable"_L1) {
        if (row.variations.isEmpty())
            rows.faultAt(product.line, u"Type"_s,
                         tr("“%1” has no variation that can be taken. Add one with a price.").arg(product.title));
        takeVariations(row, rows);
        return !row.variations.isEmpty();
    }
    for (const Attribute &attribute : row.attributes)
        describeAttribute(product, attribute);
    if (row.type == "grouped"_L1 || (row.type == "external"_L1 && !row.priced)) {
        // Without a price of its own it must not be sold by accident.
        product.status = ImportedProduct::Status::Draft;
    } else if (!row.priced) {
        rows.faultAt(product.line, u"Regular price"_s, tr("“%1” has no price. Add it.").arg(product.title));
        return false;
    }
    product.variants << row.variant;
    return true;
}

void noteKind(ProductRows &rows, Row &row)
{
    const QString title = row.product.title;
    if (row.type == "grouped"_L1)
        rows.note(
            u"Grouped products"_s,
            tr("“%1” is a group of other products and has no price of its own. It is taken as a draft, without its members.")
                .arg(title));
    if (row.type == "external"_L1) {
        const QString url = rows.cell(u"External URL"_s);
        if (isWebAddress(url))
            row.product.description += (row.product.description.isEmpty() ? u"<"_s : u"\n\n<"_s) + url + u'>';
        row.product.status = ImportedProduct::Status::Draft;
        rows.note(
            u"External URL"_s,
            tr("“%1” is sold elsewhere. It is taken as a draft; the address stands in its description.").arg(title));
    }
}
}

void readWooCommerce(ProductRows &rows, ImportedFile &file)
{
    const std::pair<QString, QString> weight = weightColumn(file.header);
    QList<Row> products, variations;
    while (rows.next()) {
        Row row = takeRow(rows, weight);
        if (!row.taken)
            continue;
        const bool published = rows.cell(u"Published"_s) == "1"_L1 || rows.cell(u"Published"_s).isEmpty();
        if (row.type == "variation"_L1) {
            if (!published)
                rows.note(u"Published"_s,
                          tr("The variation “%1” is switched off there, so it is left out.").arg(row.product.title));
            else if (!row.priced)
                rows.fault(u"Regular price"_s, tr("“%1” has no price. Add it.").arg(row.product.title));
            else
                variations << row;
        } else if (row.type == "simple"_L1 || row.type == "variable"_L1 || row.type == "grouped"_L1
                   || row.type == "external"_L1) {
            noteKind(rows, row);
            products << row;
        } else {
            rows.fault(
                u"Type"_s,
                tr("Products of the kind “%1” are not known here. Make it simple or variable.").arg(row.type.left(40)));
        }
    }
    QHash<QString, qsizetype> parents; // by "id:44" and by SKU
    for (qsizetype i = 0; i < products.size(); ++i)
        for (const QString &key : {QString(u"id:"_s + products[i].id), products[i].variant.sku})
            if (!key.isEmpty() && !parents.contains(key))
                parents.insert(key, i);
    for (const Row &variation : variations) {
        const auto parent = parents.constFind(variation.parent);
        if (parent == parents.constEnd() || products[*parent].type != "variable"_L1)
            rows.faultAt(
                variation.product.line, u"Parent"_s,
                tr("There is no variable product “%1” in the file that could be taken. Add it.").arg(variation.parent));
        else
            products[*parent].variations << variation;
    }
    QSet<QString> skus, handles;
    for (Row &row : products) {
        if (!complete(row, rows))
            continue;
        QString &handle = row.product.handle;
        handle = slugify(row.product.title);
        if (handle.isEmpty())
            handle = slugify(row.variant.sku.isEmpty() ? QString(u"product "_s + row.id) : row.variant.sku);
        if (handles.contains(handle))
            handle = slugify(QString(handle.left(80) + u'-' + (row.id.isEmpty() ? row.variant.sku : row.id)));
        handles.insert(handle);
        finishProduct(row.product, rows, skus, file);
    }
}

}
