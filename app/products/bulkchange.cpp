#include "app/products/bulkchange.h"

#include "app/base/crypto.h"
#include "app/base/money.h"
#include "app/products/manyentry.h"
#include "app/products/productcheck.h"
#include "app/products/productservice.h"
#include "app/products/productstore.h"
#include "app/settings/settings.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr qsizetype Batch = 200;
constexpr qint64 MaxPercent = 100'000; // hundredths: tenfold

qint64 powerOfTen(int digits)
{
    qint64 power = 1;
    for (int i = 0; i < digits; ++i)
        power *= 10;
    return power;
}
}

qint64 PriceRule::applied(qint64 price, int digits) const
{
    qint64 result = value;
    if (kind == Kind::Percent)
        result = mulDiv(price, 10'000 + value, 10'000);
    else if (kind == Kind::Amount)
        result = price + value;
    result = std::max<qint64>(0, result);
    const qint64 whole = powerOfTen(digits);
    if (ending == Ending::AsItComes || whole == 1)
        return result;
    if (ending == Ending::Whole)
        return (result + whole / 2) / whole * whole;
    // The nearest that ends in 99: halfway lies at .49 above a whole.
    const qint64 next = (result + whole / 2 + 1) / whole * whole - 1;
    return std::max<qint64>(next, whole - 1);
}

namespace products {

namespace {
Result<> check(const Actor &actor, const BulkChange &change)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Write}); !allowed)
        return allowed;
    const bool says = change.status || change.price || !change.addTags.isEmpty() || !change.removeTags.isEmpty()
        || !change.addCategories.isEmpty() || !change.removeCategories.isEmpty();
    if (!says)
        return fail(ErrorCode::Invalid, tr("Choose what is to change."));
    if (!change.price)
        return {};
    const qint64 value = change.price->value;
    if (change.price->kind == PriceRule::Kind::Percent && (value < -10'000 || value > MaxPercent || value == 0))
        return invalid(u"price"_s, tr("Give a percentage from −100 to 1,000 that is not 0."));
    if (change.price->kind == PriceRule::Kind::Set && value < 0)
        return invalid(u"price"_s, tr("A price is not below zero."));
    return {};
}

// As one product's change, for the checks that every change goes through.
ProductChange changeOf(const BulkChange &bulk, const Product &product, int digits)
{
    ProductChange change;
    change.status = bulk.status;
    if (!bulk.addTags.isEmpty() || !bulk.removeTags.isEmpty()) {
        QStringList tags = product.tags;
        for (const QString &tag : bulk.removeTags)
            tags.removeAll(tag);
        for (const QString &tag : bulk.addTags)
            if (!tags.contains(tag))
                tags << tag;
        change.tags = tags;
    }
    if (!bulk.addCategories.isEmpty() || !bulk.removeCategories.isEmpty()) {
        QList<CategoryId> ids;
        for (const CategoryName &category : product.categories)
            if (!bulk.removeCategories.contains(category.id))
                ids << category.id;
        for (const CategoryId id : bulk.addCategories)
            if (!ids.contains(id))
                ids << id;
        change.categories = ids;
    }
    if (!bulk.price)
        return change;
    change.variants.emplace();
    for (const Variant &variant : product.variants) {
        if (variant.archived)
            continue;
        VariantChange priced;
        priced.id = variant.id;
        priced.price = bulk.price->applied(variant.price, digits);
        if (bulk.price->keepAsBefore && *priced.price < variant.price)
            priced.compareAtPrice = variant.price;
        change.variants->append(priced);
    }
    return change;
}

QStringList namesOf(const Product &product)
{
    QStringList names;
    for (const CategoryName &category : product.categories)
        names << category.name;
    return names;
}

struct Outcome
{
    ManyEntry entry;
    qint64 unchanged = 0;
    qint64 refused = 0;
    QString fault;
};

Result<Outcome> applyBatch(Transaction &transaction, const QList<ProductId> &ids, const BulkChange &change,
                           const QByteArray &run)
{
    Outcome outcome;
    const int digits = settings::load(transaction).digits();
    for (const ProductId id : ids) {
        (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", id);
        const auto before = load(transaction, id);
        if (!before) {
            ++outcome.unchanged;
            continue;
        }
        Product after = *before;
        if (const auto faults = lay(transaction, changeOf(change, *before, digits), after); !faults.isEmpty()) {
            if (outcome.refused++ == 0)
                outcome.fault = tr("“%1”: %2").arg(before->title, faults.constFirst().message);
            continue;
        }
        if (sameContent(*before, after)) {
            ++outcome.unchanged;
            continue;
        }
        save(transaction, *before, after);
        outcome.entry.changed << ManyEntry::Pair{*before, after};
    }
    if (!outcome.entry.isEmpty())
        transaction.journal(outcome.entry.entry(transaction, "products.changed", run));
    return outcome;
}

// One product's change reads better in the history as its own.
Result<BulkSummary> applyToOne(Database &database, const Actor &actor, ProductId id, const BulkChange &change)
{
    return database.writeNow(actor, [&](Transaction &transaction) -> Result<BulkSummary> {
        const auto before = get(transaction, actor, id);
        if (!before)
            return fail(before.error());
        const auto after =
            update(transaction, actor, id, changeOf(change, *before, settings::load(transaction).digits()));
        if (!after)
            return fail(after.error());
        BulkSummary summary;
        ++(after->revision != before->revision ? summary.changed : summary.unchanged);
        return summary;
    });
}
}

Result<QList<BulkEffect>> previewBulk(Reader &reader, const Actor &actor, const QList<ProductId> &ids,
                                      const BulkChange &change, int most)
{
    if (const auto checked = check(actor, change); !checked)
        return fail(checked.error());
    const int digits = settings::load(reader).digits();
    QList<BulkEffect> effects;
    const QList<Product> all = load(reader, ids.first(std::min<qsizetype>(ids.size(), most)));
    for (const Product &before : all) {
        Product after = before;
        if (const auto faults = lay(reader, changeOf(change, before, digits), after); !faults.isEmpty())
            return fail(ErrorCode::Invalid, tr("“%1”: %2").arg(before.title, faults.constFirst().message));
        summarise(after);
        effects << BulkEffect{before.id,
                              before.title,
                              before.price,
                              after.price,
                              before.status,
                              after.status,
                              before.tags,
                              after.tags,
                              namesOf(before),
                              namesOf(after),
                              !sameContent(before, after)};
    }
    return effects;
}

Result<BulkSummary> applyBulk(Database &database, const Actor &actor, const QList<ProductId> &ids,
                              const BulkChange &change, const std::function<void(qint64)> &progress,
                              const std::atomic<bool> *cancel)
{
    if (const auto checked = check(actor, change); !checked)
        return fail(checked.error());
    if (ids.size() == 1)
        return applyToOne(database, actor, ids.constFirst(), change);
    BulkSummary summary;
    const QByteArray run = randomBase62(12); // what the journal entries of its batches have in common
    for (qsizetype done = 0; done < ids.size(); done += Batch) {
        if (cancel && *cancel) {
            summary.cancelled = true;
            break;
        }
        const QList<ProductId> part = ids.mid(done, Batch);
        const auto outcome = database.writeNow(actor, [&](Transaction &transaction) {
            return applyBatch(transaction, part, change, run);
        });
        if (!outcome && summary.changed == 0)
            return fail(outcome.error());
        if (!outcome) { // what was done until then stays
            summary.fault = outcome.error().message;
            summary.cancelled = true;
            break;
        }
        summary.changed += outcome->entry.changed.size();
        summary.unchanged += outcome->unchanged;
        summary.refused += outcome->refused;
        if (summary.fault.isEmpty())
            summary.fault = outcome->fault;
        if (progress)
            progress(done + part.size());
    }
    return summary;
}

}
}
