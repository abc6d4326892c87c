#pragma once
// One change to many products at once: what it would do, told beforehand, and then done in batches that are one piece of
// work for the journal, so that it is taken back as one.
#include "app/products/product.h"
#include "app/store/database.h"

#include <atomic>
#include <functional>

namespace backroom {

// How a price becomes another. Prices never fall below zero.
struct PriceRule
{
    enum class Kind { Percent, Amount, Set };
    enum class Ending {
        AsItComes,
        Whole,
        NinetyNine
    }; // 12.34 stays, becomes 12.00, becomes 11.99 or 12.99, the nearer
    Kind kind = Kind::Percent;
    qint64 value = 0; // hundredths of a per cent, or minor units; negative lowers
    Ending ending = Ending::AsItComes;
    bool keepAsBefore = false; // what the price was becomes the crossed-out one

    // Of a currency with so many minor digits.
    qint64 applied(qint64 price, int digits) const;
};

struct BulkChange
{
    std::optional<ProductStatus> status = {};
    std::optional<PriceRule> price = {}; // of every variant that is sold
    QStringList addTags = {};
    QStringList removeTags = {};
    QList<CategoryId> addCategories = {};
    QList<CategoryId> removeCategories = {};
};

// What it does to one product.
struct BulkEffect
{
    ProductId id;
    QString title;
    qint64 priceBefore = 0, priceAfter = 0; // the least of its variants'
    ProductStatus statusBefore = ProductStatus::Draft, statusAfter = ProductStatus::Draft;
    QStringList tagsBefore, tagsAfter;
    QStringList categoriesBefore, categoriesAfter;
    bool changes = false;
};

struct BulkSummary
{
    qint64 changed = 0;
    qint64 unchanged = 0; // had it already, or are gone
    qint64 refused = 0; // cannot take the change; they stay as they are
    QString fault; // of the first of them, or what ended the work
    bool cancelled = false; // what was done until then stays, and is taken back as one
};

namespace products {

// Of the first `most` of them. Products/Write. Invalid when the change says nothing or something that cannot be.
Result<QList<BulkEffect>> previewBulk(Reader &reader, const Actor &actor, const QList<ProductId> &ids,
                                      const BulkChange &change, int most = 200);

// Products/Write. Blocks, and writes through `database`: not on the GUI thread. `progress` is called between batches
// with the products done; `cancel` is looked at there.
Result<BulkSummary> applyBulk(Database &database, const Actor &actor, const QList<ProductId> &ids,
                              const BulkChange &change, const std::function<void(qint64 done)> &progress = {},
                              const std::atomic<bool> *cancel = nullptr);

}
}
