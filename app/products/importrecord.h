#pragma once
// Products as they come out of a file: neutral, checked only so far as the file itself goes, and not yet in the store.
#include "app/base/csv.h"

#include <optional>

namespace backroom {

struct ImportedOption
{
    QString name;
    QStringList values; // in the order of their first appearance
    bool operator==(const ImportedOption &) const = default;
};

struct ImportedImage
{
    QString url; // http or https
    QString alt;
    bool operator==(const ImportedImage &) const = default;
};

struct ImportedVariant
{
    qint64 line = 0; // of the file
    QString sku; // never empty: derived when the file has none
    bool skuDerived = false;
    QString barcode;
    QStringList values; // one an option of the product, in its order
    qint64 price = 0; // minor units of the shop's currency
    std::optional<qint64> compareAtPrice;
    std::optional<qint64> cost;
    std::optional<qint64> weightGrams;
    QString taxClass; // empty: the standard one
    bool taxable = true;
    bool trackStock = false;
    bool allowBackorder = false;
    std::optional<qint64> lowStockThreshold;
    qint64 stock = 0; // only for the moment of its first creation
    // Else the file is silent about it: a variant that is there keeps what it has.
    bool saysTax = true, saysTracking = true, saysBackorder = true;
};

struct ImportedProduct
{
    enum class Status { Draft, Published, Archived };
    qint64 line = 0;
    QString handle; // a slug
    QString title;
    QString description; // Markdown
    Status status = Status::Published;
    bool saysStatus = true; // likewise
    QString vendor;
    QStringList tags;
    QList<QStringList> categories; // paths from the root: {"Clothing", "Hoodies"}
    QList<ImportedOption> options;
    QList<ImportedVariant> variants; // at least one
    QList<ImportedImage> images;
    // Rows that only their SKUs tell apart, as in a list of prices: good for variants that the shop has.
    bool bySku = false;
};

enum class ProductFormat { Auto, Backroom, Shopify, WooCommerce };

struct ImportedFile
{
    ProductFormat format = ProductFormat::Auto;
    QStringList header;
    char separator = ',';
    QList<ImportedProduct> products;
    QList<RowFault> faults; // rows that were not taken
    QList<RowFault> notes; // taken, but not with everything that the file says
    qint64 rows = 0; // read, without the header
};

}
