#include "app/products/productundo.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/products/categoryundo.h"
#include "app/products/imageservice.h"
#include "app/products/manyentry.h"
#include "app/products/productrevive.h"
#include "app/products/productsearch.h"
#include "app/products/productservice.h"
#include "app/products/productsnapshot.h"
#include "app/products/productstore.h"
#include "app/settings/settings.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<Product> hold(Transaction &transaction, const Actor &actor, ProductId id)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return fail(allowed.error());
    (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", id);
    auto product = load(transaction, id);
    if (!product)
        return undo::goneSince();
    return *std::move(product);
}

std::optional<ProductId> idOf(const JournalRow &entry) { return ProductId::parse(QString::fromUtf8(entry.entityId)); }

QByteArray snapshot(Reader &reader, const Product &product)
{
    JsonWriter json(settings::load(reader).currency);
    writeSnapshot(json, product);
    return json.take();
}

// The pieces that an import counted for the variants it made are of it, and go with the product: what else refers to a
// variant is a history, and then the product stays with all of its stock.
void dropFirstStock(Transaction &transaction, const Product &product)
{
    const bool alone = std::none_of(product.variants.cbegin(), product.variants.cend(), [&](const Variant &variant) {
        return transaction.number("SELECT 1 FROM stock_movements WHERE variant_id = ? AND NOT (reason = 'counted' AND "
                                  "reference = 'import') LIMIT 1",
                                  variant.id)
            || transaction.number("SELECT 1 FROM order_lines WHERE variant_id = ? LIMIT 1", variant.id);
    });
    if (!alone)
        return;
    for (const Variant &variant : product.variants) {
        transaction.exec("DELETE FROM stock_movements WHERE variant_id = ?", variant.id);
        transaction.exec("UPDATE stock_levels SET level = 0 WHERE variant_id = ?", variant.id);
    }
}

// Deleted, or archived when it has a history; true when it was deleted. No journal.
bool removeQuietly(Transaction &transaction, Product product)
{
    const auto historic = [&transaction](const Variant &variant) { return hasHistory(transaction, variant.id); };
    if (std::any_of(product.variants.cbegin(), product.variants.cend(), historic)) {
        const Product before = product;
        product.status = ProductStatus::Archived;
        save(transaction, before, product);
        return false;
    }
    unindexProduct(transaction, product.id);
    transaction.exec("DELETE FROM products WHERE id = ?", product.id);
    return true;
}

QList<images::LinkedImage> linksOf(const Product &product)
{
    QList<images::LinkedImage> links;
    for (const ProductImage &image : product.images)
        if (image.width == 0)
            links << images::LinkedImage{image.url, image.alt};
    return links;
}

// What the batch made goes.
void unmake(Transaction &transaction, const Product &made, ManyEntry &back)
{
    const auto now = load(transaction, made.id);
    if (!now)
        return;
    if (!isAsItWas(made, *now)) {
        ++back.left;
        return;
    }
    dropFirstStock(transaction, *now);
    if (removeQuietly(transaction, *now))
        back.deleted << *now;
    else
        back.changed << ManyEntry::Pair{*now, *load(transaction, now->id)};
}

// What was taken back goes in again, with the pieces it was counted with.
void remake(Transaction &transaction, Product gone, Millis removedAt, ManyEntry &back)
{
    const QList<Variant> were = gone.variants;
    if (!makeAgain(transaction, gone, removedAt)) {
        ++back.left;
        return;
    }
    for (qsizetype i = 0; i < were.size(); ++i)
        if (were.at(i).level > 0)
            stock::record(transaction, {gone.variants.at(i).id, were.at(i).level, "counted", u"import"_s});
    back.created << *load(transaction, gone.id);
}

// What the batch changed goes back, where nobody changed it again.
void unchange(Transaction &transaction, const ManyEntry::Pair &pair, ManyEntry &back)
{
    const auto now = load(transaction, pair.after.id);
    QStringList touched;
    if (!now) {
        ++back.left;
        return;
    }
    Product product = takenBack(pair.before, pair.after, *now, touched);
    if (!touched.isEmpty() || !saveTakenBack(transaction, *now, product)) {
        ++back.left;
        return;
    }
    const auto links = linksOf(pair.before);
    if (links != linksOf(pair.after) && linksOf(*now) == linksOf(pair.after))
        images::link(transaction, now->id, links);
    back.changed << ManyEntry::Pair{*now, *load(transaction, now->id)};
}
}

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto id = idOf(entry);
    const auto product = id ? hold(transaction, actor, *id) : Result<Product>(undo::goneSince());
    if (!product)
        return fail(product.error());
    if (product->status == ProductStatus::Archived)
        return fail(ErrorCode::Conflict, tr("The product is archived already, and has a history: it stays there."));
    const auto removed = remove(transaction, actor, *id);
    return removed ? Result<>() : fail(removed.error());
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto id = idOf(entry);
    const auto before = fromSnapshot(undo::object(entry.before)), after = fromSnapshot(undo::object(entry.after));
    const auto now = id ? hold(transaction, actor, *id) : Result<Product>(undo::goneSince());
    if (!now)
        return fail(now.error());
    if (!before || !after)
        return fail(ErrorCode::Conflict, tr("What this changed was erased from the journal."));
    QStringList touched;
    Product product = takenBack(*before, *after, *now, touched);
    if (!touched.isEmpty())
        return undo::changedSince(touched);
    if (const auto saved = saveTakenBack(transaction, *now, product); !saved)
        return saved;
    transaction.journal({"product.updated",
                         "product",
                         id->bytes(),
                         snapshot(transaction, *now),
                         snapshot(transaction, *load(transaction, *id)),
                         {{Topic::Products, id->value}}});
    return {};
}

Result<> undoDeleted(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return allowed;
    auto product = fromSnapshot(undo::object(entry.before));
    if (!product)
        return fail(ErrorCode::Conflict, tr("What this changed was erased from the journal."));
    if (const auto made = makeAgain(transaction, *product, entry.at); !made)
        return made;
    transaction.journal({"product.created",
                         "product",
                         product->id.bytes(),
                         {},
                         snapshot(transaction, *load(transaction, product->id)),
                         {{Topic::Products, product->id.value}, {Topic::Stock, 0}}});
    return {};
}

Result<> undoBroughtBack(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return entry.before.isEmpty() ? undoCreated(transaction, actor, entry) : undoUpdated(transaction, actor, entry);
}

Result<> undoMany(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const Area area = entry.action == "products.imported" ? Area::Imports : Area::Products;
    if (const auto allowed = actor.require({area, Verb::Write}); !allowed)
        return allowed;
    const auto many = ManyEntry::read(entry);
    if (!many)
        return fail(ErrorCode::Conflict,
                    tr("This was done by an older version, which did not keep enough to take it back."));
    ManyEntry back;
    // Before the products that stood in them, and after those that stand in them now; parents come first.
    for (const Category &gone : many->goneCategories)
        if (categories::putBack(transaction, gone))
            back.madeCategories << gone;
    for (const Product &made : many->created)
        unmake(transaction, made, back);
    for (const Product &gone : many->deleted)
        remake(transaction, gone, entry.at, back);
    for (const ManyEntry::Pair &pair : many->changed)
        unchange(transaction, pair, back);
    for (auto made = many->madeCategories.crbegin(); made != many->madeCategories.crend(); ++made)
        if (categories::dropUnused(transaction, *made))
            back.goneCategories.prepend(*made);
    if (back.isEmpty())
        return fail(ErrorCode::Conflict,
                    tr("Each of these products was changed again or removed since: nothing is left to take back."));
    transaction.journal(back.entry(transaction, entry.action, entry.entityId + "-undone"));
    return {};
}

}
