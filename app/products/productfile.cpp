#include "app/products/productfile.h"

#include "app/products/importtools.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

std::optional<ProductFormat> parseProductFormat(QStringView text)
{
    for (const ProductFormat format :
         {ProductFormat::Auto, ProductFormat::Backroom, ProductFormat::Shopify, ProductFormat::WooCommerce})
        if (QString::fromLatin1(productFormatText(format)) == text)
            return format;
    return std::nullopt;
}

QByteArray productFormatText(ProductFormat format)
{
    switch (format) {
    case ProductFormat::Backroom: return "backroom";
    case ProductFormat::Shopify: return "shopify";
    case ProductFormat::WooCommerce: return "woocommerce";
    case ProductFormat::Auto: break;
    }
    return "auto";
}

ProductFormat detectProductFormat(const QStringList &header)
{
    const CsvColumns columns(header);
    if (columns.hasAll({u"Handle"_s, u"Title"_s, u"Variant Price"_s}))
        return ProductFormat::Shopify;
    if (columns.hasAll({u"Type"_s, u"SKU"_s, u"Name"_s, u"Regular price"_s}))
        return ProductFormat::WooCommerce;
    if (columns.hasAll({u"handle"_s, u"title"_s, u"sku"_s, u"price"_s}))
        return ProductFormat::Backroom;
    return ProductFormat::Auto;
}

Result<ImportedFile> readProductFile(QIODevice *device, ProductFormat format, QByteArrayView currency,
                                     const ColumnMapping &mapping)
{
    CsvReader csv(device);
    const Result<bool> first = csv.next();
    if (!first)
        return fail(first.error());
    if (!*first)
        return fail(ErrorCode::Unsupported,
                    tr("This file is empty. Choose one with a header line and products below it."));
    ImportedFile file;
    file.header = csv.fields();
    file.separator = csv.separator();
    if (!mapping.isEmpty()) {
        const QStringList theirs = file.header;
        for (QString &column : file.header)
            column = mapping.value(column, u"-"_s + column); // no name of ours
        file.format = ProductFormat::Backroom;
        ProductRows rows(csv, currency, file);
        readBackroom(rows, file);
        file.header = theirs;
        return file;
    }
    file.format = detectProductFormat(file.header);
    if (file.format == ProductFormat::Auto)
        return fail(ErrorCode::Unsupported,
                    tr("This is no product file that is known here: its first line is neither that of a Shopify or "
                       "WooCommerce product export nor of Backroom's own (handle, title, sku, price, …)."));
    if (format != ProductFormat::Auto && format != file.format)
        return fail(
            ErrorCode::Unsupported,
            tr("This file has the columns of another kind (%1). Choose that kind, or leave the choice to the program.")
                .arg(QString::fromLatin1(productFormatText(file.format))));
    ProductRows rows(csv, currency, file);
    if (file.format == ProductFormat::Shopify)
        readShopify(rows, file);
    else if (file.format == ProductFormat::WooCommerce)
        readWooCommerce(rows, file);
    else
        readBackroom(rows, file);
    return file;
}

}
