#pragma once
// The journal entry of what was done to many products at once (an import's batch, a change of many): enough of it to
// take it back, and to do it again.
#include "app/journal/journal.h"
#include "app/products/category.h"
#include "app/products/product.h"

namespace backroom::products {

struct ManyEntry
{
    struct Pair
    {
        Product before, after;
    };
    QList<Product> created;
    QList<Pair> changed;
    QList<Product> deleted;
    QList<Category> madeCategories, goneCategories; // on the way
    int left = 0; // that could not be taken back

    bool isEmpty() const
    {
        return created.isEmpty() && changed.isEmpty() && deleted.isEmpty() && madeCategories.isEmpty()
            && goneCategories.isEmpty();
    }
    // `action` is "products.imported" or "products.changed", `run` names the work that this is a batch of.
    JournalEntry entry(Reader &reader, const QByteArray &action, const QByteArray &run) const;
    // Nothing when the entry does not hold enough.
    static std::optional<ManyEntry> read(const JournalRow &row);
};

}
