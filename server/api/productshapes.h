#pragma once
// What products look like in bodies and answers, and how a body becomes a change.
#include "app/products/productquery.h"
#include "server/http/call.h"
#include "server/http/shape.h"

namespace backroom::api {

ShapePtr productDraftShape();
ShapePtr productPatchShape();
ShapePtr variantDraftShape();
ShapePtr variantPatchShape();
ShapePtr productShape(); // as the shop's own people see it, as the next two
ShapePtr variantShape();
ShapePtr imageShape();
ShapePtr catalogueProductShape(); // as anyone sees it
ShapePtr catalogueItemShape(); // the same in a list

ProductChange productChange(const QJsonObject &body);
VariantChange variantChange(const QJsonObject &body);

// The query of a product list; `category` is an id or a slug. Malformed for a cursor of another sort.
Result<ProductQuery> productQuery(const Call &call, Reader &reader);
// q, category, min_price, max_price, in_stock, sort.
Route &asksForProducts(Route &route, const QStringList &sorts);

}
