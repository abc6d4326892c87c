#pragma once
// The catalogue as Backroom's own CSV, which importing reads back.
#include "app/products/product.h"
#include "app/store/transaction.h"

class QIODevice;

namespace backroom::products {

// Products/Read. All products, or those of `ids` in their order, written to `out` (open) part by part in bounded
// memory. Forbidden and the like, or Full when `out` takes no more.
Result<> exportCsv(Reader &reader, const Actor &actor, QIODevice *out, const std::optional<QList<ProductId>> &ids = {});

}
