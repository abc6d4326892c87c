#pragma once
// One description of what is looked for, for the API (a page by keyset) and for windows (ordered ids, then rows).
#include "app/base/page.h"
#include "app/products/product.h"
#include "app/store/transaction.h"

#include <functional>

namespace backroom {

enum class ProductSort { Relevance, Name, NameDown, Price, PriceDown, Created, CreatedDown, Updated, UpdatedDown };
// "name", "-name", …; Relevance is "relevance".
QByteArray productSortText(ProductSort sort);
std::optional<ProductSort> parseProductSort(QByteArrayView text);

struct ProductQuery
{
    QString text = {}; // words, each a prefix; empty: no search
    std::optional<CategoryId> category = {}; // with all below it
    std::optional<qint64> minPrice = {}; // minor units
    std::optional<qint64> maxPrice = {};
    bool inStock = false;
    std::optional<ProductStatus> status = {}; // none: all
    bool withoutArchived = false;
    QString tag = {};
    std::optional<ProductSort> sort = {}; // none: relevance with a text, name without
    std::optional<Cursor> after = {};
    int limit = DefaultLimit;

    ProductSort order() const;
    // What a cursor of this query is bound to.
    QByteArray cursorOrder() const { return "products:" + productSortText(order()); }
};

namespace products {

// Relevance: titles that begin with the text, in their order; then, the newest first, titles that hold all its words,
// those with the rest in SKU, vendor or tags, and those with the rest in the description. It depends on the text and
// the product alone, so that pages hold together, and is the same on both databases. ids() gives MaxRanked at most.
inline constexpr int MaxRanked = 10'000;

// All of them: anyone for status Published, else Products/Read.
Result<Page<ProductRow>> list(Reader &reader, const Actor &actor, const ProductQuery &query);
Result<QList<ProductId>> ids(Reader &reader, const Actor &actor,
                             const ProductQuery &query); // limit and after do not count
Result<QList<ProductRow>> fetch(Reader &reader, const Actor &actor, const QList<ProductId> &ids); // Products/Read
// One page of ids with where the next begins, for who loads whole products.
Result<Page<ProductId>> pageOfIds(Reader &reader, const Actor &actor, const ProductQuery &query);
// The catalogue's page, items written as they are read; published ones only.
Result<std::optional<Cursor>> writeCataloguePage(JsonWriter &json, Reader &reader, const ProductQuery &query);

}
}
