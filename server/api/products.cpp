#include "server/api/products.h"

#include "app/products/productexport.h"
#include "app/products/productservice.h"
#include "app/products/productstore.h"
#include "server/api/productshapes.h"

#include <QBuffer>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
Result<Reply> answer(Call &call, const Product &product)
{
    JsonWriter json = call.json();
    products::writeJson(json, product);
    return call.reply(json, product.revision);
}

Result<Reply> answer(Call &call, const Result<Product> &product)
{
    return product ? answer(call, *product) : fail(product.error());
}

Result<> writeProducts(Call &call, Reader &reader, QIODevice &out)
{
    const auto query = api::productQuery(call, reader);
    if (!query)
        return fail(query.error());
    const auto ids = products::ids(reader, call.actor(), *query);
    if (!ids)
        return fail(ids.error());
    return products::exportCsv(reader, call.actor(), &out, *ids);
}

Result<Reply> csvPage(Call &call, Reader &reader, const QList<ProductId> &ids)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    if (const auto written = products::exportCsv(reader, call.actor(), &out, ids); !written)
        return fail(written.error());
    return Call::csv(out.data(), "products.csv");
}

Result<Reply> listProducts(Call &call, Reader &reader)
{
    const auto query = api::productQuery(call, reader);
    if (!query)
        return fail(query.error());
    if (call.wantsAllAsCsv())
        return call.csv(writeProducts, "products.csv");
    const auto page = products::pageOfIds(reader, call.actor(), *query);
    if (!page)
        return fail(page.error());
    if (call.wantsCsv())
        return csvPage(call, reader, page->items);
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const Product &product : products::load(reader, page->items))
        products::writeJson(json, product);
    call.endPage(json, page->next);
    return call.reply(json);
}

Result<Reply> getProduct(Call &call, Reader &reader)
{
    const auto id = call.id<ProductId>();
    return id ? answer(call, products::get(reader, call.actor(), *id)) : fail(id.error());
}

Result<Reply> postProduct(Call &call, Transaction &transaction)
{
    return answer(call, products::create(transaction, call.actor(), api::productChange(call.body())));
}

// What a change of one product needs: which, and as it was seen.
struct Target
{
    ProductId id;
    std::optional<qint64> expected;
};
Result<Target> target(const Call &call)
{
    const auto id = call.id<ProductId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    return Target{*id, *expected};
}

Result<Reply> patchProduct(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    return answer(call,
                  products::update(transaction, call.actor(), at->id, api::productChange(call.body()), at->expected));
}

Result<Reply> deleteProduct(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    if (const auto removed = products::remove(transaction, call.actor(), at->id, at->expected); !removed)
        return fail(removed.error());
    return Call::nothing();
}
}

void addProductRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/products";
    const QByteArray one = all + "/{id}";
    const ShapePtr product = api::productShape();
    api::asksForProducts(routes.get(all, reading(Area::Products), listProducts),
                         {u"name"_s, u"-name"_s, u"price"_s, u"-price"_s, u"created"_s, u"-created"_s, u"updated"_s,
                          u"-updated"_s})
        .asks("status", shape::oneOf({u"draft"_s, u"published"_s, u"archived"_s}))
        .asks("tag", shape::text(1, 100))
        .says("Products of every status; as CSV all that match, in the form that the import reads")
        .answers(shape::page("ProductPage", product))
        .alsoCsv();
    routes.post(all, writing(Area::Products), postProduct)
        .says("Make a product")
        .takes(api::productDraftShape())
        .answers(product, 201);
    routes.get(one, reading(Area::Products), getProduct).says("One product").answers(product);
    routes.patch(one, writing(Area::Products), patchProduct)
        .says("Change a product; variants are merged by id, one without id is added")
        .takes(api::productPatchShape())
        .answers(product)
        .ifMatch();
    routes.remove(one, writing(Area::Products), deleteProduct)
        .says("Remove a product; one that orders or stock movements refer to is archived instead")
        .ifMatch();
}

}
