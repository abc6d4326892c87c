#pragma once
// What can be sold or stands on the shelf, one variant each, as the counter, goods that come in and a count handle it:
// looked up by what a scanner reads or a person types.
#include "app/products/product.h"
#include "app/store/transaction.h"

namespace backroom {

struct Piece
{
    VariantId variant;
    ProductId product;
    QString title; // of the product
    QString options; // "Large, oat"; empty where there is one variant only
    QString sku;
    QString barcode;
    qint64 price = 0; // minor units
    qint64 level = 0;
    bool tracked = true;
    bool backorder = false;
    bool onSale = true; // published, and not taken out of it
    QString image; // the product's first one, or nothing

    // Could be had now; nothing when it does not matter.
    std::optional<qint64> left() const
    {
        return tracked && !backorder ? std::optional(qMax<qint64>(0, level)) : std::nullopt;
    }
};

namespace pieces {

// All ask for Products/Read and leave out variants that are archived.

// What carries exactly this barcode, else this SKU whatever its case. A scanner's UPC-A of 12 digits and the EAN-13 that
// is the same with a zero before it are one code. Empty when nothing does, several where the shop gave a code twice.
Result<QList<Piece>> scanned(Reader &reader, const Actor &actor, const QString &code);
// What a person's words may mean, best first: a code read as above, then SKUs that begin so, then words of the name.
Result<QList<Piece>> search(Reader &reader, const Actor &actor, const QString &text, int most);
// In the order asked for; those that are gone are left out.
Result<QList<Piece>> fetch(Reader &reader, const Actor &actor, const QList<VariantId> &ids);

}
}
