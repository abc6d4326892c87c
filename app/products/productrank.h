#pragma once
// What a text finds, in order of relevance.
#include "app/products/productquery.h"

#include <vector>

namespace backroom::products {

struct Ranked
{
    ProductId id;
    QByteArray key; // what a cursor keeps of it: its tier, and within the first one its title's key
};

// From behind `query.after` on, at most `limit`. A page costs about the same wherever it begins and however much is
// found, as long as the query's other conditions do not leave out nearly all of it.
std::vector<Ranked> rank(Reader &reader, const ProductQuery &query, qint64 limit);

}
