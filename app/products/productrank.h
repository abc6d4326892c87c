#pragma once
// What a text finds, in order of relevance.
#include "app/products/productquery.h"

#include <functional>
#include <vector>

namespace backroom::products {

struct Ranked
{
    ProductId id;
    QByteArray key; // what a cursor keeps of it: its tier, and within the first one its title's key
};

// What else is wanted of the rows, where they are read in order anyhow: `columns` of p, told one row after the other. Of
// a list that had to be sorted nothing is told.
struct RowTold
{
    QByteArray columns;
    std::function<void(const Query &)> tell;
    qint64 most = 0; // rows of the list, from its beginning
    qint64 told = 0;
};

// From behind `query.after` on, at most `limit`. A page costs about the same wherever it begins and however much is
// found, as long as the query's other conditions do not leave out nearly all of it.
std::vector<Ranked> rank(Reader &reader, const ProductQuery &query, qint64 limit, RowTold *told = nullptr);

}
