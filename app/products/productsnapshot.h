#pragma once
// Products as the journal holds them, written and read back to be compared and restored: what answers say of them
// (writeJson of product.h), and what only taking back needs.
#include "app/products/product.h"

class QJsonObject;

namespace backroom::products {

void writeSnapshot(JsonWriter &json, const Product &product);
void writeSnapshot(JsonWriter &json, const ProductImage &image);

// Nothing when it is no product's snapshot. Of its categories only the ids are known.
std::optional<Product> fromSnapshot(const QJsonObject &json);
std::optional<ProductImage> imageFromSnapshot(const QJsonObject &json);

}
