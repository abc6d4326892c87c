#pragma once
// Products in the tables: whole ones read in a few statements whatever their number, and written where they differ.
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::products {

// In the order of the ids; those that do not exist are left out.
QList<Product> load(Reader &reader, const QList<ProductId> &ids);
std::optional<Product> load(Reader &reader, ProductId id);

// Writes a new product with its variants, their levels (0), tags, categories and search words; fills in all ids.
void insert(Transaction &transaction, Product &product);
// Writes what differs from `before` and a new revision; fills in the ids of new variants.
void save(Transaction &transaction, const Product &before, Product &product);

}
