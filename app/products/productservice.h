#pragma once
// Making, changing and removing products.
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::products {

// Anyone sees what is published; more needs Products/Read. NotFound otherwise.
Result<Product> get(Reader &reader, const Actor &actor, ProductId id);
// By id or slug, published only: the catalogue's. NotFound otherwise.
Result<Product> getPublished(Reader &reader, const QString &idOrSlug);

// Products/Write, as all below. Invalid with all faults, named as the API's fields ("variants[0].price").
Result<Product> create(Transaction &transaction, const Actor &actor, const ProductChange &change);
// A change that changes nothing leaves revision and journal as they are. Stale when `expected` is another revision.
Result<Product> update(Transaction &transaction, const Actor &actor, ProductId id, const ProductChange &change,
                       std::optional<qint64> expected = {});
// Deleted, or archived when orders or the stock ledger refer to it. Says which.
enum class Removal { Deleted, Archived };
Result<Removal> remove(Transaction &transaction, const Actor &actor, ProductId id, std::optional<qint64> expected = {});

// One variant. Faults are named without "variants[0].".
Result<Product> changeVariant(Transaction &transaction, const Actor &actor, ProductId id, const VariantChange &change,
                              std::optional<qint64> expected = {});
// Deleted or archived as above. Conflict for the last one that is sold.
Result<Removal> removeVariant(Transaction &transaction, const Actor &actor, ProductId id, VariantId variant,
                              std::optional<qint64> expected = {});

}
