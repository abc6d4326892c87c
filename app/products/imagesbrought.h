#pragma once
// Images that lay elsewhere on the web become the shop's own: of many products in one change, of which the journal keeps
// both ends, so that it is taken back to the links and done again.
#include "app/journal/journal.h"
#include "app/products/imagefile.h"
#include "app/products/product.h"

#include <memory>

namespace backroom::images {

struct BroughtImage
{
    ProductId product;
    ImageId image;
    QString address; // where it lay when it was fetched
    std::shared_ptr<const ImageFile> file; // kept before (ImageStore::keep)
};

// Products/Write. How many are the shop's own now: those that lie elsewhere by now, or nowhere, are passed over. Each
// product that this changes is at a new revision. One journal entry, of the piece of work `run`.
Result<int> bring(Transaction &transaction, const Actor &actor, const QList<BroughtImage> &images,
                  const QByteArray &run);

// Back to the links, or forward again: each image that still is as the entry left it. Conflict when none is.
Result<> undoBrought(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
