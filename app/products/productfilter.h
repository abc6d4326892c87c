#pragma once
// A ProductQuery as SQL: conditions and their values, in the shapes that use the indexes on both databases.
#include "app/products/productquery.h"
#include "app/products/productsearch.h"

namespace backroom::products {

struct SqlCondition
{
    QByteArray text; // " AND …", on the table alias p
    SqlValues values;
    bool impossible = false; // nothing can match
    bool startsFromSet =
        false; // a small set of ids is in it: the database is to start there, not walk the order's index
    // What stands behind FROM. SQLite has no statistics to tell which is better, so it is told.
    QByteArray table(StoreKind kind) const
    {
        return startsFromSet && kind == StoreKind::Sqlite ? "products p NOT INDEXED" : "products p";
    }
};

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

// The newest matches in order of relevance, at most MaxRanked, with the text that a cursor keeps of each.
struct Ranked
{
    ProductId id;
    QByteArray key; // sorts ascending, byte by byte; ties go to the higher id
};
std::vector<Ranked> rank(Reader &reader, const ProductQuery &query);

}
