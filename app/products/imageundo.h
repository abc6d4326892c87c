#pragma once
// Taking back what was done with a product's images (see app/journal/undo.h). Products/Write.
#include "app/journal/journal.h"
#include "app/products/product.h"

namespace backroom::images {

// How long the bytes of an image that was taken off are kept, so that it can come back.
inline constexpr Millis KeptFor = 90LL * 24 * 3600 * 1000;

Result<> undoAdded(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> undoChanged(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// The bytes of before; Conflict once they are no longer kept, or when it was replaced again.
Result<> undoReplaced(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// At its place among the others; Conflict once the bytes are no longer kept.
Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry);

// The images of a snapshot onto a product that has none, in their order. No permission, no journal.
void putBack(Transaction &transaction, ProductId product, const QList<ProductImage> &images);

// Names of files that were taken off within KeptFor, and may come back.
QList<QByteArray> takenOffLately(Reader &reader);

}
