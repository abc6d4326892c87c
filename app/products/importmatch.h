#pragma once
// One product of a file against the shop: which product it is, and what would change.
#include "app/products/importrecord.h"
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::products {

// The product that it is already; nothing when it is new.
std::optional<ProductId> matchImported(Reader &reader, const ImportedProduct &imported);

// Takes the rows that only their SKUs tell apart to the products that have these SKUs; those that none has stay behind.
// What the file says of the product as a whole goes to the one of its first row.
struct KnownPart
{
    ProductId id;
    ImportedProduct part;
};
QList<KnownPart> takeKnown(Reader &reader, ImportedProduct &imported);

// What the file says, as a change of `product` (an empty one when it is new). Cells that the file leaves empty change
// nothing; variants that it does not name stay.
ProductChange changeFrom(const ImportedProduct &imported, const Product &product, const QList<CategoryId> &categories);

// A fault of the product, told at the line of the file that caused it.
RowFault faultAt(const ImportedProduct &imported, const FieldError &fault);

}
