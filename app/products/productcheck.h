#pragma once
// A change laid over a product, and all that is wrong with the outcome at once.
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::products {

// Lays `change` over `product` (an empty one for a new product). Faults are named as the API names fields; when there
// are any, the product is not to be kept. Reads what must be unique and what must exist.
QList<FieldError> lay(Reader &reader, const ProductChange &change, Product &product);

// What a person would call a change: everything but ids, times, images and what follows from the rest.
bool sameContent(const Product &a, const Product &b);

// A slug that is free: `wanted`, or with -2, -3, … behind it. Never digits only, which would look like an id.
QString freeSlug(Reader &reader, const QString &wanted);

// price, compare_at_price and available from the variants that are sold.
void summarise(Product &product);

}
