#include "server/api/catalogue.h"

#include "app/products/category.h"
#include "app/products/productservice.h"
#include "server/api/productshapes.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// A category holds categories: the document shows one level of it.
ShapePtr categoryTreeShape()
{
    const QList<Member> members{shape::required("id", shape::id()),
                                shape::required("parent_id", shape::nullable(shape::id())),
                                shape::required("name", shape::text()), shape::required("slug", shape::text()),
                                shape::required("position", shape::integer(0, 1'000'000))};
    const ShapePtr child =
        shape::object("CategoryNode", members + QList<Member>{shape::required("children", shape::list(shape::any()))});
    return shape::page("CategoryTree", child);
}

Result<Reply> listProducts(Call &call, Reader &reader)
{
    const auto query = api::productQuery(call, reader);
    if (!query)
        return fail(query.error());
    JsonWriter json = call.json();
    json.reserve(qsizetype(query->limit) * 600);
    json.object().name("items").array();
    const auto next = products::writeCataloguePage(json, reader, *query);
    if (!next)
        return fail(next.error());
    call.endPage(json, *next);
    return call.reply(json);
}

Result<Reply> getProduct(Call &call, Reader &reader)
{
    const auto product = products::getPublished(reader, QString::fromUtf8(call.parameter()));
    if (!product)
        return fail(product.error());
    JsonWriter json = call.json();
    products::writeCatalogueJson(json, *product);
    return call.reply(json);
}

// Each root with all that hangs below it. Nobody has a use for part of a tree who did not ask for a page of it.
Result<Reply> getCategories(Call &call, Reader &reader)
{
    const QList<Category> tree = categories::tree(reader);
    QList<Category> roots;
    for (const Category &category : tree)
        if (category.depth == 0)
            roots << category;
    const bool whole = !call.query("limit") && !call.query("after");
    const auto page =
        whole ? Result<Page<Category>>(Page<Category>{roots, {}}) : api::pageInOrder(call, roots, "categories:tree");
    if (!page)
        return fail(page.error());
    QList<Category> shown;
    bool isShown = false;
    for (const Category &category : tree) {
        if (category.depth == 0)
            isShown = page->items.contains(category);
        if (isShown)
            shown << category;
    }
    JsonWriter json = call.json();
    json.object().name("items").array();
    categories::writeTree(json, shown);
    call.endPage(json, page->next);
    return call.reply(json);
}
}

void addCatalogueRoutes(Routes &routes)
{
    api::asksForProducts(routes.get("/api/v1/products", anyone(), listProducts),
                         {u"name"_s, u"-name"_s, u"price"_s, u"-price"_s, u"created"_s, u"-created"_s})
        .says("Published products")
        .answers(shape::page("CataloguePage", api::catalogueItemShape()))
        .cached();
    routes.get("/api/v1/products/{id}", anyone(), getProduct)
        .says("One product, by its id or its slug")
        .answers(api::catalogueProductShape())
        .cached();
    routes.get("/api/v1/categories", anyone(), getCategories)
        .says("The tree of categories, whole; with limit or after these many of its roots, each with all below it")
        .answers(categoryTreeShape())
        .pagedWhenAsked()
        .cached();
}

}
