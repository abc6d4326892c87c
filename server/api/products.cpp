#include "server/api/products.h"

#include "app/products/productexport.h"
#include "app/products/productservice.h"
#include "app/products/productstore.h"
#include "server/api/productshapes.h"

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

Result<Reply> listProducts(Call &call, Reader &reader)
{
    const auto query = api::productQuery(call, reader);
    if (!query)
        return fail(query.error());
    if (call.wantsCsv())
        return call.csv(writeProducts, "products.csv");
    const auto page = products::pageOfIds(reader, call.actor(), *query);
    if (!page)
        return fail(page.error());
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

Result<Reply> postVariant(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    return answer(call,
                  products::changeVariant(transaction, call.actor(), at->id, api::variantChange(call.body()),
                                          at->expected));
}

Result<Reply> patchVariant(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    const auto variant = call.id<VariantId>(1);
    if (!variant)
        return fail(variant.error());
    const auto before = products::load(transaction, at->id);
    if (!before || std::none_of(before->variants.begin(), before->variants.end(), [&](const Variant &known) {
            return known.id == *variant;
        }))
        return Call::notFound();
    VariantChange change = api::variantChange(call.body());
    change.id = *variant;
    return answer(call, products::changeVariant(transaction, call.actor(), at->id, change, at->expected));
}

Result<Reply> deleteVariant(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    const auto variant = call.id<VariantId>(1);
    if (!variant)
        return fail(variant.error());
    if (const auto removed = products::removeVariant(transaction, call.actor(), at->id, *variant, at->expected);
        !removed)
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
    routes.post(one + "/variants", writing(Area::Products), postVariant)
        .says("Add a variant; answers the product")
        .takes(api::variantDraftShape())
        .answers(product, 201);
    const QByteArray variant = one + "/variants/{variant}";
    routes.patch(variant, writing(Area::Products), patchVariant)
        .says("Change a variant; answers the product")
        .takes(api::variantPatchShape())
        .answers(product)
        .ifMatch();
    routes.remove(variant, writing(Area::Products), deleteVariant)
        .says("Remove a variant; one that orders or stock movements refer to is archived instead")
        .ifMatch();
}

}
