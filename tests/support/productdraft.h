#pragma once
// The least that a product is made of: a title and one variant.
#include "app/products/productservice.h"

namespace backroom::test {

inline ProductChange productDraft(const QString &title, const QString &sku, qint64 price,
                                  ProductStatus status = ProductStatus::Draft)
{
    ProductChange draft;
    draft.title = title;
    draft.status = status;
    VariantChange variant;
    variant.sku = sku;
    variant.price = price;
    draft.variants = QList{variant};
    return draft;
}

}
