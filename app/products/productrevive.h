#pragma once
// Products brought back to something that they were: what of it still fits into the shop, and what stands in the way.
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::products {

// Conflict, in a sentence, when somebody else has an address, a handle or a SKU of the product's by now.
Result<> checkNames(Reader &reader, const Product &product);
// Drops categories that are gone, and fills in the names of those that are there.
void keepLiveCategories(Reader &reader, Product &product);
// Whether orders or the stock ledger refer to the variant: it is archived then, not deleted.
bool hasHistory(Reader &reader, VariantId variant);

// Whether nobody changed anything of it: levels, images and times do not count.
bool isAsItWas(const Product &then, const Product &now);

// Puts what a change did back where nothing else touched it since: `before` and `after` are the product around the
// change, `now` is it as it is. Variants that the change added go (archived where they have a history), those it removed
// come back. The names of what was changed again since come in `touched`, and stay as they are. Levels stay in any case.
Product takenBack(const Product &before, const Product &after, const Product &now, QStringList &touched);

// Writes what takenBack() came to: rows of variants that went are deleted or archived. Conflict as checkNames(), and then
// nothing was written. The caller journals.
Result<> saveTakenBack(Transaction &transaction, const Product &now, Product &product);
// A product that was deleted then made anew, under a new id, with empty stock and those of its images that are still
// kept. Conflict as checkNames().
Result<> makeAgain(Transaction &transaction, Product &product, Millis removedAt);

}
