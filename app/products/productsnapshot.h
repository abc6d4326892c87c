#pragma once
// Products as the journal holds them (writeJson of product.h), read back to be compared and restored.
#include "app/products/product.h"

class QJsonObject;

namespace backroom::products {

// Nothing when it is no product's snapshot. Of its categories only the ids are known.
std::optional<Product> fromSnapshot(const QJsonObject &json);
std::optional<ProductImage> imageFromSnapshot(const QJsonObject &json);

}
