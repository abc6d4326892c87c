#pragma once
// A ProductQuery as SQL: conditions and their values, in the shapes that use the indexes on both databases.
#include "app/products/productquery.h"
#include "app/products/productsearch.h"

namespace backroom::products {

// Where reading begins. PostgreSQL's planner finds out by itself; SQLite keeps no statistics and is told.
enum class StartFrom {
    Order, // the index of the order, walked until the page is full
    Prices, // few are within the prices: all of them, sorted
    Ids, // a small set of ids stands in the condition: all of them, sorted
};

struct SqlCondition
{
    QByteArray text; // " AND …", on the table alias p
    SqlValues values;
    bool impossible = false; // nothing can match
    StartFrom start = StartFrom::Order;
    // What stands behind FROM.
    QByteArray table(StoreKind kind, const ProductQuery &query) const;
};

// How many rows of a set are few enough to read and sort all of them rather than walk the order's index past what is
// not in it. `share` is what one step of the walk costs beside one row of the set.
qint64 fewOf(Reader &reader, double share);

// Everything but the text, the order and where the page begins.
SqlCondition filterOf(Reader &reader, const ProductQuery &query);
// The text as one more condition, when it is not ranked.
void addText(Reader &reader, const ProductQuery &query, SqlCondition &condition);

// The column that the order goes by, and whether downwards.
struct SortColumn
{
    QByteArray name;
    bool text = false;
    bool down = false;
};
SortColumn columnOf(ProductSort sort);

}
