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
};

// Everything but the text, the order and where the page begins.
SqlCondition filterOf(Reader &reader, const ProductQuery &query);
// "p.id IN (…)" for the text, when it is not ranked.
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
