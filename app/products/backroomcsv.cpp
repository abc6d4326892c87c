#include "app/products/backroomcsv.h"

#include "app/base/money.h"
#include "app/base/text.h"
#include "app/products/importtools.h"
#include "app/products/productfile.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostOptions = 20;
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString statusText(ImportedProduct::Status status)
{
    switch (status) {
    case ImportedProduct::Status::Draft: return u"draft"_s;
    case ImportedProduct::Status::Archived: return u"archived"_s;
    case ImportedProduct::Status::Published: break;
    }
    return u"published"_s;
}

// As the file says it, or as the window does, in any of its languages: who fills in a table sees only the window.
std::optional<ImportedProduct::Status> parseStatus(const QString &text)
{
    using Status = ImportedProduct::Status;
    static const QHash<QString, Status> words{
        {u"draft"_s, Status::Draft},        {u"entwurf"_s, Status::Draft},       {u"brouillon"_s, Status::Draft},
        {u"borrador"_s, Status::Draft},     {u"published"_s, Status::Published}, {u"active"_s, Status::Published},
        {u"aktiv"_s, Status::Published},    {u"actif"_s, Status::Published},     {u"activo"_s, Status::Published},
        {u"archived"_s, Status::Archived},  {u"archiviert"_s, Status::Archived}, {u"archivé"_s, Status::Archived},
        {u"archivado"_s, Status::Archived},
    };
    const auto known = words.constFind(text.normalized(QString::NormalizationForm_C).toLower());
    return known == words.constEnd() ? std::nullopt : std::optional(*known);
}

QString yesText(bool yes) { return yes ? u"yes"_s : u"no"_s; }
QString numberText(const std::optional<qint64> &value) { return value ? QString::number(*value) : QString(); }

// Cells may carry the apostrophe that keeps spreadsheets from running them.
QString plain(const ProductRows &rows, const QString &column) { return csvUnguard(rows.cell(column)); }

void takeImages(ProductRows &rows, ImportedProduct &product)
{
    const QStringList urls = plain(rows, u"images"_s).split(u'\n');
    const QStringList alts = csvUnguard(rows.rawCell(u"image_alts"_s)).split(u'\n');
    for (qsizetype i = 0; i < urls.size(); ++i) {
        const QString url = urls[i].trimmed();
        if (isWebAddress(url))
            product.images.append({url, i < alts.size() ? alts[i].trimmed() : QString()});
        else if (!url.isEmpty())
            rows.note(u"images"_s, tr("“%1” is no web address, so this image is left out.").arg(url.left(80)));
    }
}

bool takeTexts(ProductRows &rows, ImportedProduct &product)
{
    product.title = plain(rows, u"title"_s);
    product.description = plain(rows, u"description"_s);
    product.vendor = plain(rows, u"vendor"_s);
    product.tags = splitList(plain(rows, u"tags"_s));
    product.categories = splitCategories(plain(rows, u"categories"_s));
    takeImages(rows, product);
    for (int i = 1; i <= MostOptions; ++i)
        if (const QString name = plain(rows, u"option%1_name"_s.arg(i)); !name.isEmpty())
            product.options.append({name, {}});
    const QString status = rows.cell(u"status"_s);
    product.saysStatus = !status.isEmpty();
    const auto known = parseStatus(status);
    product.status = known.value_or(product.status);
    if (known || !product.saysStatus)
        return true;
    rows.fault(u"status"_s, tr("“%1” is no status. Write draft, active or archived.").arg(status.left(40)));
    return false;
}

bool takeVariant(ProductRows &rows, ImportedVariant &variant)
{
    std::optional<qint64> price, stock;
    bool good = rows.price(u"price"_s, price);
    if (good && !price) {
        rows.fault(u"price"_s, tr("The price is missing. Add it."));
        good = false;
    }
    good = rows.price(u"compare_at_price"_s, variant.compareAtPrice) && good;
    good = rows.price(u"cost"_s, variant.cost) && good;
    good = rows.weight(u"weight_grams"_s, u"g"_s, variant.weightGrams) && good;
    good = rows.whole(u"low_stock_threshold"_s, variant.lowStockThreshold, 0, MaxQuantity) && good;
    good = rows.whole(u"stock"_s, stock, -MaxQuantity, MaxQuantity) && good;
    variant.line = rows.line();
    variant.price = price.value_or(0);
    variant.stock = stock.value_or(0);
    variant.sku = plain(rows, u"sku"_s);
    variant.barcode = plain(rows, u"barcode"_s);
    variant.taxClass = plain(rows, u"tax_class"_s);
    variant.taxable = rows.yes(u"taxable"_s, true);
    variant.trackStock = rows.yes(u"track_stock"_s, stock.has_value());
    variant.allowBackorder = rows.yes(u"allow_backorder"_s, false);
    variant.saysTax = !variant.taxClass.isEmpty() || !rows.cell(u"taxable"_s).isEmpty();
    variant.saysTracking = stock.has_value() || !rows.cell(u"track_stock"_s).isEmpty();
    variant.saysBackorder = !rows.cell(u"allow_backorder"_s).isEmpty();
    return good;
}
}

void readBackroom(ProductRows &rows, ImportedFile &file)
{
    QHash<QString, qsizetype> places;
    QList<ImportedProduct> products;
    while (rows.next()) {
        QString handle = rows.cell(u"handle"_s);
        if (handle.isEmpty())
            handle = slugify(plain(rows, u"title"_s));
        if (handle.isEmpty() && !rows.columns().has(u"handle"_s) && rows.cell(u"title"_s).isEmpty()) {
            rows.fault(u"title"_s, tr("The title is missing. Add it."));
            continue;
        }
        if (!isSlug(handle)) {
            rows.fault(u"handle"_s,
                       handle.isEmpty()
                           ? tr("The handle is missing. Add it.")
                           : tr("“%1” cannot stand in an address. Write the handle with a to z, 0 to 9 and hyphens.")
                                 .arg(handle.left(40)));
            continue;
        }
        if (!places.contains(handle)) {
            ImportedProduct product;
            product.handle = handle;
            product.line = rows.line();
            if (!takeTexts(rows, product))
                continue;
            if (product.title.isEmpty()) {
                rows.fault(u"title"_s, tr("The first row of “%1” has no title. Add it.").arg(handle));
                continue;
            }
            places.insert(handle, products.size());
            products << product;
        }
        ImportedProduct &product = products[places.value(handle)];
        ImportedVariant variant;
        if (!takeVariant(rows, variant))
            continue;
        for (qsizetype i = 0; i < product.options.size(); ++i)
            variant.values << plain(rows, u"option%1_value"_s.arg(i + 1));
        product.variants << variant;
    }
    QSet<QString> skus;
    for (const ImportedProduct &product : products)
        finishProduct(product, rows, skus, file);
}

QByteArray backroomHeader(int options)
{
    QStringList names{u"handle"_s, u"title"_s, u"description"_s, u"status"_s, u"vendor"_s, u"tags"_s, u"categories"_s};
    for (int i = 1; i <= options; ++i)
        names << u"option%1_name"_s.arg(i) << u"option%1_value"_s.arg(i);
    names << u"sku"_s << u"barcode"_s << u"price"_s << u"compare_at_price"_s << u"cost"_s << u"weight_grams"_s
          << u"tax_class"_s << u"taxable"_s << u"track_stock"_s << u"allow_backorder"_s << u"low_stock_threshold"_s
          << u"stock"_s << u"images"_s << u"image_alts"_s;
    return csvRow(names);
}

QByteArray writeBackroomProduct(const ImportedProduct &product, QByteArrayView currency, int options)
{
    const int digits = currencyDigits(currency).value_or(2);
    const auto money = [digits](const std::optional<qint64> &amount) {
        return amount ? QString::fromLatin1(decimalText(*amount, digits)) : QString();
    };
    QStringList urls, alts;
    for (const ImportedImage &image : product.images) {
        urls << image.url;
        alts << QString(image.alt).replace(u'\n', u' ');
    }
    QByteArray rows;
    bool first = true;
    for (const ImportedVariant &variant : product.variants) {
        const auto once = [&](const QString &text) { return first ? text : QString(); };
        QStringList cells{product.handle,
                          once(product.title),
                          once(product.description),
                          once(statusText(product.status)),
                          once(product.vendor),
                          once(joinList(product.tags)),
                          once(joinCategories(product.categories))};
        for (int i = 0; i < options; ++i)
            cells << (i < product.options.size() ? once(product.options[i].name) : QString())
                  << variant.values.value(i);
        cells << variant.sku << variant.barcode << money(variant.price) << money(variant.compareAtPrice)
              << money(variant.cost) << numberText(variant.weightGrams) << variant.taxClass << yesText(variant.taxable)
              << yesText(variant.trackStock) << yesText(variant.allowBackorder) << numberText(variant.lowStockThreshold)
              << QString::number(variant.stock) << once(urls.join(u'\n')) << once(alts.join(u'\n'));
        rows += csvRow(cells);
        first = false;
    }
    return rows;
}

}
