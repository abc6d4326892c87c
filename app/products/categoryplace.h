#pragma once
// The tree of categories as a person arranges it: a category is put below another one, before one of its siblings.
#include "app/products/category.h"

#include <QHash>

namespace backroom::categories {

// Categories/Write. Puts the category below `parent` (nothing: at the root), before `before`, which stands there, or
// last. Siblings without room between them get new positions, in the order they have. Stale; Invalid as update() says,
// or when `before` stands elsewhere by now.
Result<Category> place(Transaction &transaction, const Actor &actor, CategoryId id, std::optional<CategoryId> parent,
                       std::optional<CategoryId> before = {}, std::optional<qint64> expected = {});

// The position after the last child of `parent`, for a new one.
int positionAfterLast(Reader &reader, std::optional<CategoryId> parent);

// How many products stand in each category itself, archived ones left out. Without those of which there are none.
QHash<CategoryId, int> productCounts(Reader &reader);

}
