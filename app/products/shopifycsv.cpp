// Shopify's product export: rows of one handle make one product; the first carries its texts, each may carry a variant,
// an image, or both.
#include "app/base/money.h"
#include "app/base/text.h"
#include "app/products/importhtml.h"
#include "app/products/importtools.h"
#include "app/products/productfile.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostOptions = 3;
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct Draft
{
    ImportedProduct product;
    QStringList optionNames; // as far as the file named them
    QList<std::pair<qint64, ImportedImage>> images; // with their position
    bool hasRow = false; // of a variant, taken or not
};

ImportedProduct::Status status(const ProductRows &rows)
{
    const QString text = rows.cell(u"Status"_s).toLower();
    if (text == "archived"_L1)
        return ImportedProduct::Status::Archived;
    if (text == "draft"_L1 || !rows.yes(u"Published"_s, true))
        return ImportedProduct::Status::Draft;
    return ImportedProduct::Status::Published;
}

void takeTexts(ProductRows &rows, Draft &draft)
{
    ImportedProduct &product = draft.product;
    if (const QString title = rows.cell(u"Title"_s); !title.isEmpty() && product.title.isEmpty()) {
        product.title = title;
        product.line = rows.line();
        product.description = htmlToMarkdown(rows.cell(u"Body (HTML)"_s));
        product.vendor = rows.cell(u"Vendor"_s);
        product.tags = splitList(rows.cell(u"Tags"_s));
        product.status = status(rows);
        product.saysStatus = !rows.cell(u"Status"_s).isEmpty() || !rows.cell(u"Published"_s).isEmpty();
        product.categories = splitCategories(rows.cell(u"Product Category"_s).replace(u',', u"\\,"_s));
        if (const QStringList type{rows.cell(u"Type"_s)}; !type.first().isEmpty() && !product.categories.contains(type))
            product.categories << type;
        if (rows.yes(u"Gift Card"_s, false))
            rows.note(u"Gift Card"_s, tr("“%1” is a gift card there. It is taken as a plain product.").arg(title));
    }
    for (int i = 0; i < MostOptions; ++i) {
        const QString name = rows.cell(u"Option%1 Name"_s.arg(i + 1));
        if (!name.isEmpty() && draft.optionNames.size() == i)
            draft.optionNames << name;
    }
}

void takeImage(ProductRows &rows, Draft &draft, const QString &column, const QString &alt, qint64 position)
{
    const QString url = rows.cell(column);
    if (url.isEmpty())
        return;
    if (!isWebAddress(url)) {
        rows.note(column, tr("“%1” is no web address, so this image is left out.").arg(url.left(80)));
        return;
    }
    for (const auto &[place, image] : draft.images)
        if (image.url == url)
            return;
    draft.images.append({position, {url, alt}});
}

bool takeVariant(ProductRows &rows, ImportedVariant &variant)
{
    std::optional<qint64> price, stock;
    bool good = rows.price(u"Variant Price"_s, price);
    if (good && !price) {
        rows.fault(u"Variant Price"_s, tr("The price is missing. Add it."));
        good = false;
    }
    good = rows.price(u"Variant Compare At Price"_s, variant.compareAtPrice) && good;
    good = rows.price(u"Cost per item"_s, variant.cost) && good;
    good = rows.weight(u"Variant Grams"_s, u"g"_s, variant.weightGrams) && good;
    good = rows.whole(u"Variant Inventory Qty"_s, stock, -MaxQuantity, MaxQuantity) && good;
    if (stock.value_or(0) < 0)
        rows.note(u"Variant Inventory Qty"_s, tr("The stock is below 0 there. It begins with 0 here."));
    variant.line = rows.line();
    variant.price = price.value_or(0);
    variant.stock = qMax<qint64>(0, stock.value_or(0));
    variant.sku = rows.cell(u"Variant SKU"_s);
    variant.barcode = rows.cell(u"Variant Barcode"_s);
    for (QString *code : {&variant.sku, &variant.barcode})
        if (code->startsWith(u'\'')) // keeps spreadsheets from dropping leading zeros
            code->remove(0, 1);
    variant.taxable = rows.yes(u"Variant Taxable"_s, true);
    variant.trackStock = !rows.cell(u"Variant Inventory Tracker"_s).isEmpty();
    variant.allowBackorder = rows.cell(u"Variant Inventory Policy"_s).compare("continue"_L1, Qt::CaseInsensitive) == 0;
    variant.saysTax = !rows.cell(u"Variant Taxable"_s).isEmpty();
    variant.saysTracking = rows.columns().has(u"Variant Inventory Tracker"_s); // there, an empty one says no
    variant.saysBackorder = !rows.cell(u"Variant Inventory Policy"_s).isEmpty();
    return good;
}

void finish(Draft &draft, ProductRows &rows, QSet<QString> &skus, ImportedFile &file)
{
    ImportedProduct &product = draft.product;
    if (product.title.isEmpty()) {
        rows.faultAt(product.line, u"Title"_s, tr("No row of “%1” has a title. Add it.").arg(product.handle));
        return;
    }
    if (!draft.hasRow)
        rows.faultAt(product.line, u"Variant Price"_s, tr("“%1” has no price. Add it.").arg(product.title));
    // "Title" with the one value "Default Title" is how a product without options is written.
    const bool plain = draft.optionNames.isEmpty()
        || (draft.optionNames.size() == 1 && draft.optionNames.first() == "Title"_L1
            && std::all_of(product.variants.cbegin(), product.variants.cend(), [](const ImportedVariant &variant) {
                   return variant.values.first().isEmpty() || variant.values.first() == "Default Title"_L1;
               }));
    for (ImportedVariant &variant : product.variants)
        variant.values = plain ? QStringList() : variant.values.mid(0, draft.optionNames.size());
    if (!plain)
        for (const QString &name : draft.optionNames)
            product.options.append({name, {}});
    std::stable_sort(draft.images.begin(), draft.images.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[position, image] : draft.images)
        product.images << image;
    finishProduct(product, rows, skus, file);
}
}

void readShopify(ProductRows &rows, ImportedFile &file)
{
    QHash<QString, qsizetype> places;
    QList<Draft> drafts;
    while (rows.next()) {
        const QString written = rows.cell(u"Handle"_s);
        const QString handle = written.isEmpty() ? slugify(rows.cell(u"Title"_s)) : slugify(written);
        if (handle.isEmpty()) {
            rows.fault(u"Handle"_s,
                       written.isEmpty()
                           ? tr("The handle is missing. Add it.")
                           : tr("“%1” cannot stand in an address. Write the handle with a to z, 0 to 9 and hyphens.")
                                 .arg(written.left(40)));
            continue;
        }
        if (!places.contains(handle)) {
            places.insert(handle, drafts.size());
            drafts.append(Draft());
            drafts.last().product.handle = handle;
            drafts.last().product.line = rows.line();
        }
        Draft &draft = drafts[places.value(handle)];
        takeTexts(rows, draft);
        std::optional<qint64> position;
        rows.whole(u"Image Position"_s, position, 0, MaxQuantity);
        takeImage(rows, draft, u"Image Src"_s, rows.cell(u"Image Alt Text"_s), position.value_or(MaxQuantity));
        takeImage(rows, draft, u"Variant Image"_s, {}, MaxQuantity + 1);
        QStringList values;
        for (int i = 0; i < MostOptions; ++i)
            values << rows.cell(u"Option%1 Value"_s.arg(i + 1));
        // Rows with neither option value nor price only add an image.
        if (values.first().isEmpty() && rows.cell(u"Variant Price"_s).isEmpty())
            continue;
        draft.hasRow = true;
        ImportedVariant variant;
        variant.values = values;
        if (takeVariant(rows, variant))
            draft.product.variants << variant;
    }
    QSet<QString> skus;
    for (Draft &draft : drafts)
        finish(draft, rows, skus, file);
}

}
