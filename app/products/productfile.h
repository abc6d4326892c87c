#pragma once
// Reads a product file of any known kind and writes Backroom's own.
#include "app/products/importrecord.h"

namespace backroom {

// "auto", "backroom", "shopify", "woocommerce".
std::optional<ProductFormat> parseProductFormat(QStringView text);
QByteArray productFormatText(ProductFormat format);
// Auto when the header is of none of them.
ProductFormat detectProductFormat(const QStringList &header);

// A file of somebody's own making: its columns by Backroom's names for them. Columns that are not in it are passed over.
using ColumnMapping = QHash<QString, QString>; // "Bezeichnung" is "title"
// Backroom's column names that a file may be mapped to, the needed ones first.
QStringList mappableColumns();
// What the columns of a header most likely are, by their usual names in English, German, French and Spanish.
ColumnMapping guessMapping(const QStringList &header);

// Reads all of `device` (open). Prices are in `currency`. Rows that cannot be taken are listed, the rest is in the
// result; Unsupported when the header is of another kind of file, Malformed when it is no text at all.
// With a mapping the file is taken as Backroom's own under other names.
Result<ImportedFile> readProductFile(QIODevice *device, ProductFormat format, QByteArrayView currency,
                                     const ColumnMapping &mapping = {});

// The readers themselves, behind the header. Each fills products, faults and notes.
class ProductRows;
void readShopify(ProductRows &rows, ImportedFile &file);
void readWooCommerce(ProductRows &rows, ImportedFile &file);
void readBackroom(ProductRows &rows, ImportedFile &file);

}
