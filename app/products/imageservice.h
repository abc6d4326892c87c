#pragma once
// The images of a product: added, put in order, described, replaced, taken off.
#include "app/products/imagefile.h"
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom::images {

inline constexpr int MaxImages = 100; // of a product
inline constexpr int MaxAlt = 500; // characters

struct ImageChange
{
    std::optional<QString> alt = {};
    std::optional<int> position = {}; // from 0; the others make room
};

// Products/Write, all of them; each is a new revision of the product. Stale, where `expected` is taken and is another
// revision of the product. The bytes were kept before (ImageStore::keep).
Result<ProductImage> add(Transaction &transaction, const Actor &actor, ProductId product, const ImageFile &file,
                         const QString &alt);
Result<ProductImage> change(Transaction &transaction, const Actor &actor, ProductId product, ImageId image,
                            const ImageChange &change, std::optional<qint64> expected = {});
// Other bytes for an image, at its place and with its words; the same bytes change nothing. What lay elsewhere is the
// shop's own from then on, and an import that names its address finds it there.
Result<ProductImage> replace(Transaction &transaction, const Actor &actor, ProductId product, ImageId image,
                             const ImageFile &file, std::optional<qint64> expected = {});
Result<> remove(Transaction &transaction, const Actor &actor, ProductId product, ImageId image,
                std::optional<qint64> expected = {});

// For imports: makes the product's images the ones at these addresses, but keeps those that were uploaded, and those that
// were brought from one of these addresses in its place. No permission, no journal.
struct LinkedImage
{
    QString url;
    QString alt;
    bool operator==(const LinkedImage &) const = default;
};
struct Linked
{
    bool changed = false;
    qsizetype elsewhere = 0; // images that lie at these addresses now
};
Linked link(Transaction &transaction, ProductId product, const QList<LinkedImage> &wanted);

}
