#include "app/products/productservice.h"

#include "app/base/json.h"
#include "app/products/productcheck.h"
#include "app/products/productrevive.h"
#include "app/products/productsearch.h"
#include "app/products/productsnapshot.h"
#include "app/products/productstore.h"
#include "app/settings/settings.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> noSuchProduct() { return fail(ErrorCode::NotFound, tr("There is no such product.")); }

QByteArray snapshot(Reader &reader, const Product &product)
{
    JsonWriter json(settings::load(reader).currency);
    writeSnapshot(json, product);
    return json.take();
}

// The product, held until the transaction ends.
Result<Product> hold(Transaction &transaction, const Actor &actor, ProductId id, std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", id);
    auto product = load(transaction, id);
    if (!product)
        return noSuchProduct();
    if (expected && *expected != product->revision)
        return fail(ErrorCode::Stale, tr("This product was changed meanwhile. Look at it again, then save."));
    return *std::move(product);
}

Result<Product> keep(Transaction &transaction, const Product &before, Product &product)
{
    save(transaction, before, product);
    transaction.journal({"product.updated",
                         "product",
                         product.id.bytes(),
                         snapshot(transaction, before),
                         snapshot(transaction, product),
                         {{Topic::Products, product.id.value}}});
    return product;
}

void deleteVariantRow(Transaction &transaction, const Variant &variant)
{
    transaction.exec("DELETE FROM variants WHERE id = ?", variant.id);
}
}

Result<Product> get(Reader &reader, const Actor &actor, ProductId id)
{
    auto product = load(reader, id);
    if (!product || (product->status != ProductStatus::Published && !actor.may({Area::Products, Verb::Read})))
        return noSuchProduct();
    return *std::move(product);
}

Result<Product> getPublished(Reader &reader, const QString &idOrSlug)
{
    std::optional<ProductId> id = ProductId::parse(idOrSlug);
    if (!id)
        if (const auto found = reader.number("SELECT id FROM products WHERE slug = ?", idOrSlug))
            id = ProductId{*found};
    return id ? get(reader, Actor::anonymous(), *id) : noSuchProduct();
}

Result<Product> create(Transaction &transaction, const Actor &actor, const ProductChange &change)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    Product product;
    if (const auto faults = lay(transaction, change, product); !faults.isEmpty())
        return invalid(faults);
    insert(transaction, product);
    transaction.journal({"product.created",
                         "product",
                         product.id.bytes(),
                         {},
                         snapshot(transaction, product),
                         {{Topic::Products, product.id.value}, {Topic::Stock, 0}}});
    return product;
}

Result<Product> update(Transaction &transaction, const Actor &actor, ProductId id, const ProductChange &change,
                       std::optional<qint64> expected)
{
    const auto before = hold(transaction, actor, id, expected);
    if (!before)
        return before;
    Product product = *before;
    if (const auto faults = lay(transaction, change, product); !faults.isEmpty())
        return invalid(faults);
    return sameContent(*before, product) ? before : keep(transaction, *before, product);
}

Result<Removal> remove(Transaction &transaction, const Actor &actor, ProductId id, std::optional<qint64> expected)
{
    const auto before = hold(transaction, actor, id, expected);
    if (!before)
        return fail(before.error());
    const bool history = std::any_of(before->variants.begin(), before->variants.end(),
                                     [&](const Variant &variant) { return hasHistory(transaction, variant.id); });
    if (history) {
        Product product = *before;
        product.status = ProductStatus::Archived;
        if (before->status != ProductStatus::Archived)
            (void)keep(transaction, *before, product);
        return Removal::Archived;
    }
    unindexProduct(transaction, id);
    transaction.exec("DELETE FROM products WHERE id = ?", id);
    transaction.journal({"product.deleted",
                         "product",
                         id.bytes(),
                         snapshot(transaction, *before),
                         {},
                         {{Topic::Products, id.value}, {Topic::Stock, 0}}});
    return Removal::Deleted;
}

Result<Product> changeVariant(Transaction &transaction, const Actor &actor, ProductId id, const VariantChange &change,
                              std::optional<qint64> expected)
{
    ProductChange whole;
    whole.variants = QList<VariantChange>{change};
    auto product = update(transaction, actor, id, whole, expected);
    if (!product)
        for (FieldError &fault : product.error().fields)
            if (fault.field.startsWith("variants[0]."_L1))
                fault.field.remove(0, 12);
    return product;
}

Result<Removal> removeVariant(Transaction &transaction, const Actor &actor, ProductId id, VariantId variant,
                              std::optional<qint64> expected)
{
    const auto before = hold(transaction, actor, id, expected);
    if (!before)
        return fail(before.error());
    Product product = *before;
    const auto at = std::find_if(product.variants.begin(), product.variants.end(),
                                 [variant](const Variant &known) { return known.id == variant; });
    if (at == product.variants.end())
        return fail(ErrorCode::NotFound, tr("This product has no such variant."));
    const auto sold = std::count_if(product.variants.begin(), product.variants.end(),
                                    [](const Variant &known) { return !known.archived; });
    if (at->archived)
        return Removal::Archived;
    if (sold == 1)
        return fail(ErrorCode::Conflict,
                    tr("A product needs a variant. Remove the product, or add another variant first."));
    const bool history = hasHistory(transaction, at->id);
    if (history) {
        at->archived = true;
    } else {
        deleteVariantRow(transaction, *at);
        product.variants.erase(at);
    }
    if (const auto kept = keep(transaction, *before, product); !kept)
        return fail(kept.error());
    return history ? Removal::Archived : Removal::Deleted;
}

}
