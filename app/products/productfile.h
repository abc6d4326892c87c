#pragma once
// Reads a product file of any known kind and writes Backroom's own.
#include "app/products/importrecord.h"

namespace backroom {

// "auto", "backroom", "shopify", "woocommerce".
std::optional<ProductFormat> parseProductFormat(QStringView text);
QByteArray productFormatText(ProductFormat format);
// Auto when the header is of none of them.
ProductFormat detectProductFormat(const QStringList &header);

// Reads all of `device` (open). Prices are in `currency`. Rows that cannot be taken are listed, the rest is in the
// result; Unsupported when the header is of another kind of file, Malformed when it is no text at all.
Result<ImportedFile> readProductFile(QIODevice *device, ProductFormat format, QByteArrayView currency);

// The readers themselves, behind the header. Each fills products, faults and notes.
class ProductRows;
void readShopify(ProductRows &rows, ImportedFile &file);
void readWooCommerce(ProductRows &rows, ImportedFile &file);
void readBackroom(ProductRows &rows, ImportedFile &file);

}
