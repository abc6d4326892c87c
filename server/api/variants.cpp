#include "server/api/variants.h"

#include "app/base/money.h"
#include "app/products/productservice.h"
#include "app/products/productstore.h"
#include "server/api/productshapes.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// Which variant of which product, and the product as it was seen.
struct Target
{
    ProductId product;
    VariantId variant;
    std::optional<qint64> expected;
};

Result<Target> target(const Call &call)
{
    const auto product = call.id<ProductId>();
    if (!product)
        return fail(product.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    return Target{*product, {}, *expected};
}

Result<Target> memberTarget(const Call &call)
{
    auto at = target(call);
    const auto variant = call.id<VariantId>(1);
    if (at && !variant)
        return fail(variant.error());
    if (at)
        at->variant = *variant;
    return at;
}

const Variant *find(const Product &product, VariantId id)
{
    for (const Variant &variant : product.variants)
        if (variant.id == id)
            return &variant;
    return nullptr;
}

// With the product's revision: it is the product that changes.
Reply answer(const Call &call, const Product &product, const Variant &variant)
{
    JsonWriter json = call.json();
    products::writeJson(json, variant, product);
    return call.reply(json, product.revision);
}

const QStringList CsvHeader{u"id"_s,
                            u"product_id"_s,
                            u"sku"_s,
                            u"barcode"_s,
                            u"options"_s,
                            u"price"_s,
                            u"compare_at_price"_s,
                            u"cost"_s,
                            u"weight_grams"_s,
                            u"tax_class"_s,
                            u"track_stock"_s,
                            u"allow_backorder"_s,
                            u"low_stock_threshold"_s,
                            u"archived"_s,
                            u"level"_s,
                            u"available"_s,
                            u"currency"_s};

QStringList csvCells(const Variant &variant, const Product &product, const Settings &settings)
{
    const auto money = [&](std::optional<qint64> amount) {
        return amount ? QString::fromLatin1(decimalText(*amount, settings.digits())) : QString();
    };
    const auto word = [](bool is) { return is ? u"true"_s : u"false"_s; };
    QStringList options;
    for (const ProductOption &option : product.options)
        if (const auto value = variant.options.constFind(option.name); value != variant.options.constEnd())
            options << QString(option.name % ": "_L1 % *value);
    return {variant.id.text(),
            product.id.text(),
            variant.sku,
            variant.barcode,
            options.join(u"; "_s),
            money(variant.price),
            money(variant.compareAtPrice),
            money(variant.cost),
            QString::number(variant.weightGrams),
            variant.taxClass,
            word(variant.trackStock),
            word(variant.allowBackorder),
            variant.lowStockThreshold ? QString::number(*variant.lowStockThreshold) : QString(),
            word(variant.archived),
            QString::number(variant.level),
            word(variant.available()),
            QString::fromLatin1(settings.currency)};
}

Result<Reply> listVariants(Call &call, Reader &reader)
{
    const auto id = call.id<ProductId>();
    if (!id)
        return fail(id.error());
    const auto product = products::get(reader, call.actor(), *id);
    if (!product)
        return fail(product.error());
    const api::Sheet sheet{"variants.csv", CsvHeader,
                           [&](const Variant &variant) { return csvCells(variant, *product, call.settings()); }};
    return api::orderedList(call, product->variants, "variants:position", sheet,
                            [&](JsonWriter &json, const Variant &variant) {
                                products::writeJson(json, variant, *product);
                            });
}

Result<Reply> getVariant(Call &call, Reader &reader)
{
    const auto at = memberTarget(call);
    if (!at)
        return fail(at.error());
    const auto product = products::get(reader, call.actor(), at->product);
    if (!product)
        return fail(product.error());
    const Variant *variant = find(*product, at->variant);
    return variant ? answer(call, *product, *variant) : Result<Reply>(Call::notFound());
}

Result<Reply> postVariant(Call &call, Transaction &transaction)
{
    const auto at = target(call);
    if (!at)
        return fail(at.error());
    const auto product =
        products::changeVariant(transaction, call.actor(), at->product, api::variantChange(call.body()), at->expected);
    if (!product)
        return fail(product.error());
    // The product was held meanwhile: its youngest variant is the new one.
    const auto &made = *std::max_element(product->variants.begin(), product->variants.end(),
                                         [](const Variant &a, const Variant &b) { return a.id < b.id; });
    Reply reply = answer(call, *product, made);
    reply.headers.emplaceBack("Location",
                              "/api/v1/admin/products/" + product->id.bytes() + "/variants/" + made.id.bytes());
    return reply;
}

Result<Reply> patchVariant(Call &call, Transaction &transaction)
{
    const auto at = memberTarget(call);
    if (!at)
        return fail(at.error());
    const auto before = products::load(transaction, at->product);
    if (!before || !find(*before, at->variant))
        return Call::notFound();
    VariantChange change = api::variantChange(call.body());
    change.id = at->variant;
    const auto product = products::changeVariant(transaction, call.actor(), at->product, change, at->expected);
    return product ? answer(call, *product, *find(*product, at->variant)) : Result<Reply>(fail(product.error()));
}

Result<Reply> deleteVariant(Call &call, Transaction &transaction)
{
    const auto at = memberTarget(call);
    if (!at)
        return fail(at.error());
    if (const auto removed = products::removeVariant(transaction, call.actor(), at->product, at->variant, at->expected);
        !removed)
        return fail(removed.error());
    return Call::nothing();
}
}

void addVariantRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/products/{id}/variants";
    const QByteArray one = all + "/{variant}";
    routes.get(all, reading(Area::Products), listVariants)
        .says("A product's variants, in their order, archived ones last; as CSV all of them")
        .answers(shape::page("VariantPage", api::variantShape()))
        .paged()
        .alsoCsv();
    routes.post(all, writing(Area::Products), postVariant)
        .says("Add a variant; If-Match, where it is sent, is the product's")
        .takes(api::variantDraftShape())
        .answers(api::variantShape(), 201)
        .ifMatch();
    routes.get(one, reading(Area::Products), getVariant).says("One variant").answers(api::variantShape());
    routes.patch(one, writing(Area::Products), patchVariant)
        .says("Change a variant; its ETag is the product's")
        .takes(api::variantPatchShape())
        .answers(api::variantShape())
        .ifMatch();
    routes.remove(one, writing(Area::Products), deleteVariant)
        .says("Remove a variant; one that orders or stock movements refer to is archived instead")
        .ifMatch();
}

}
