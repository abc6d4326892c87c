#pragma once
// One product, customer or order out of a backup, back into the shop that goes on: a change like any other, with its
// entry in the journal. Backups/Write. NotFound when the backup does not hold it, Conflict, in a sentence, when the shop
// does not allow it any more.
#include "app/store/transaction.h"

namespace backroom {

class Database;
class ProvedBackup;

struct BroughtBack
{
    QByteArray key; // in the shop now: an id, or an order's number
    QString name;
    bool isNew = false; // it was gone; else it was put back to what it was
};

// Brings one back, in a transaction of its own. `what` is "product", "customer" or "order", `key` an id or an order's
// number, `opened` the backup's shop (openProved). Blocks: on a slow thread.
Result<BroughtBack> bringBack(Database &shop, const ProvedBackup &backup, Database &opened, const Actor &actor,
                              const QByteArray &what, const QByteArray &key);

namespace bringback {

// `backup` reads the backup's own shop (openProved), `images` is the backup's folder of images.
//
// A product that the shop still has becomes again what it was then, as a new revision: text, prices, tags, categories
// that are still there, images. Variants made since stay; levels stay, as only the ledger moves them. One that is gone is
// made anew, under a new id, with empty stock.
Result<BroughtBack> product(Transaction &transaction, Reader &backup, const QString &images, const Actor &actor,
                            ProductId id);

// Name, contact, note and saved addresses. Nobody who was erased at their own wish comes back.
Result<BroughtBack> customer(Transaction &transaction, Reader &backup, const Actor &actor, UserId id);

// An order that is gone (the shop was restored to a time before it), with its lines, payments and fulfilments, under the
// next free number; an imported one keeps its own. What it took from the shelf is taken again; Conflict when it is not
// there. One that the shop still has is not touched: Conflict.
Result<BroughtBack> order(Transaction &transaction, Reader &backup, const Actor &actor, const QByteArray &number);

}
}
