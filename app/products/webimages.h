#pragma once
// The images of products that lie elsewhere on the web, as an import left them, and bringing them into the shop: then
// they are shown in the console, can be cropped, and stay when the house that they lie in is gone.
#include "app/products/imagedownload.h"
#include "app/products/product.h"
#include "app/store/database.h"

namespace backroom::images {

struct WebImage
{
    ProductId product;
    QString title; // the product's
    ImageId image;
    QString address;
};

struct WebCount
{
    qint64 images = 0;
    qint64 products = 0;
    bool operator==(const WebCount &) const = default;
};

// Products/Read, both. Of these products, or of all; those of a product together.
Result<QList<WebImage>> onTheWeb(Reader &reader, const Actor &actor,
                                 const std::optional<QList<ProductId>> &products = {});
Result<WebCount> countOnTheWeb(Reader &reader, const Actor &actor);

struct BringOptions
{
    std::optional<QList<ProductId>> products = {}; // none: all
    // What the journal entries have in common, so that work that was broken off and taken up again is one piece; empty: a
    // new one.
    QByteArray run = {};
    FetchLimits limits = {};
    // Images that were settled, all of them, and the bytes that came; called on the calling thread.
    std::function<void(qint64 done, qint64 total, qint64 bytes)> progress = {};
    const std::atomic<bool> *cancel = nullptr; // looked at all the time
};

struct BringSummary
{
    struct Fault
    {
        ProductId product;
        QString title;
        QString address;
        QString reason; // a sentence
    };
    qint64 brought = 0;
    QList<Fault> faults; // these stay links, as they were
    QString ended; // why it ended before all were asked for; what was brought stays
    bool cancelled = false;
};

// Products/Write. Fetches each address once, and writes what came in batches that are one piece of work for the journal:
// it is taken back as one. Blocks, mostly waiting for the web: not on the GUI thread, a worker or the writer. Cancelled
// or ended by the store, what came until then stays, and the rest stays links.
Result<BringSummary> bringFromWeb(Database &database, const Actor &actor, const BringOptions &options = {});

}
