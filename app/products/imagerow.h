#pragma once
// Where an image's bytes are, as its row says it: with the shop under their hash, or elsewhere under an address. For what
// adds, replaces, brings and puts back images; the callers check, count revisions and journal.
#include "app/products/imagefile.h"
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::images {

// The image with these bytes in the place of its own. The address where it lay until now stays known as its origin.
ProductImage withBytes(const ProductImage &image, const ImageFile &file);
// The bytes where the store itself holds them; files were written before (ImageStore::keep).
void keepBytes(Transaction &transaction, const ImageFile &file);

// A new row, as the image says it.
void insertRow(Transaction &transaction, ProductId product, const ProductImage &image, qsizetype position);
// What the image says of its bytes, into its row; words and place stay as they are.
void writeBytes(Transaction &transaction, const ProductImage &image);
// The first image is the product's own in lists. With a new revision where that is asked for.
void refresh(Transaction &transaction, ProductId product, bool newRevision);

}
