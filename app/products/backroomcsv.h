#pragma once
// Backroom's own product file: one row a variant. What writeBackroomProduct() writes, readProductFile() reads back.
//
// handle, title, description (Markdown), status (draft, published, archived; also read as the window says it), vendor,
// tags ("a, b"), categories ("Clothing > Hoodies, Sale"; a backslash before `,` `>` or `\` in a name), option1_name,
// option1_value, … (as many as needed), sku, barcode, price, compare_at_price, cost (decimals with a point),
// weight_grams, tax_class, taxable, track_stock, allow_backorder (yes or no), low_stock_threshold, stock, images (one
// address a line), image_alts (one a line). A product's own cells need to stand in its first row only; rows of one
// handle belong together.
#include "app/products/importrecord.h"

namespace backroom {

// `options`: how many a product of the file has at most.
QByteArray backroomHeader(int options = 3);
// All rows of one product, with its stock as it is.
QByteArray writeBackroomProduct(const ImportedProduct &product, QByteArrayView currency, int options = 3);

}
