#include "app/products/productimport.h"

#include "app/base/crypto.h"
#include "app/base/gzip.h"
#include "app/base/json.h"
#include "app/products/category.h"
#include "app/products/imageservice.h"
#include "app/products/importmatch.h"
#include "app/products/importtools.h"
#include "app/products/manyentry.h"
#include "app/products/productcheck.h"
#include "app/products/productstore.h"
#include "app/products/refusedrows.h"
#include "app/settings/settings.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What one batch did; counted anew when the store runs it again.
struct Batch
{
    ManyEntry done;
    QList<ImportedRow> products;
    qint64 unchanged = 0;
    QList<RowFault> faults;
    qint64 refused = 0;
    QSet<qint64> refusedLines; // all rows of what was refused, not only those at fault
    QList<ProductId> elsewhere;
    qint64 imagesElsewhere = 0;
};

void firstStock(Transaction &transaction, const ImportedProduct &imported, const Product &before, const Product &after)
{
    for (const ImportedVariant &given : imported.variants) {
        const auto isIt = [&given](const Variant &variant) { return variant.sku == given.sku.left(100); };
        if (given.stock <= 0 || std::any_of(before.variants.begin(), before.variants.end(), isIt))
            continue;
        const auto made = std::find_if(after.variants.begin(), after.variants.end(), isIt);
        if (made != after.variants.end())
            stock::record(transaction, {made->id, std::min(given.stock, MaxDelta), "counted", u"import"_s});
    }
}

// One that is changed a second time stands in the entry once: as it was, and as it is in the end.
void noteChange(ManyEntry &entry, const Product &before, const Product &after)
{
    for (Product &made : entry.created)
        if (made.id == after.id) {
            made = after;
            return;
        }
    for (ManyEntry::Pair &pair : entry.changed)
        if (pair.after.id == after.id) {
            pair.after = after;
            return;
        }
    entry.changed << ManyEntry::Pair{before, after};
}

// `match` is the product that it is already.
void importAs(Transaction &transaction, const ImportedProduct &imported, const std::optional<ProductId> &match,
              Batch &batch)
{
    QList<CategoryId> categoryIds;
    for (const QStringList &path : imported.categories)
        if (const CategoryId id = categories::ensurePath(transaction, path, batch.done.madeCategories);
            id && !categoryIds.contains(id))
            categoryIds << id;
    Product before;
    if (match) {
        (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", *match);
        before = *load(transaction, *match);
    }
    Product product = before;
    if (!match)
        product.slug = freeSlug(transaction, imported.handle);
    const auto faults = lay(transaction, changeFrom(imported, before, categoryIds), product);
    if (!faults.isEmpty()) {
        ++batch.refused;
        for (const FieldError &fault : faults)
            batch.faults << faultAt(imported, fault);
        batch.refusedLines.insert(imported.line);
        for (const ImportedVariant &variant : imported.variants)
            batch.refusedLines.insert(variant.line);
        return;
    }
    const bool differs = !match || !sameContent(before, product);
    if (!match)
        insert(transaction, product);
    else if (differs)
        save(transaction, before, product);
    firstStock(transaction, imported, before, product);
    QList<images::LinkedImage> links;
    for (const ImportedImage &image : imported.images)
        links << images::LinkedImage{image.url, image.alt};
    images::Linked linked;
    if (!links.isEmpty()) // a file without any leaves those that are there
        linked = images::link(transaction, product.id, links);
    using What = ImportedRow::What;
    const What what = !match ? What::Created : differs || linked.changed ? What::Updated : What::Unchanged;
    batch.products << ImportedRow{what, imported.line, product.title, product.id};
    if (what == What::Created)
        batch.done.created << product;
    else if (what == What::Updated)
        noteChange(batch.done, before, *load(transaction, product.id));
    else {
        ++batch.unchanged;
        return;
    }
    if (linked.elsewhere > 0)
        batch.elsewhere << product.id;
    batch.imagesElsewhere += linked.elsewhere;
}

void importOne(Transaction &transaction, ImportedProduct imported, Batch &batch)
{
    if (imported.bySku) {
        const QString title = imported.title.left(80);
        const auto known = takeKnown(transaction, imported);
        for (const KnownPart &one : known)
            importAs(transaction, one.part, one.id, batch);
        // Where the shop has none of them, the first is a product, and the rest are one too many.
        const QList<ImportedVariant> strangers = imported.variants;
        for (qsizetype i = known.isEmpty() ? 1 : 0; i < strangers.size(); ++i) {
            ++batch.refused;
            batch.refusedLines.insert(strangers[i].line);
            batch.faults << (known.isEmpty()
                                 ? RowFault{strangers[i].line, {}, standsTwice(title), {}}
                                 : RowFault{strangers[i].line,
                                            u"sku"_s,
                                            tr("The shop has no SKU “%1”. Correct it, or add columns that say which "
                                               "variant of “%2” it is.")
                                                .arg(strangers[i].sku, title),
                                            {}});
        }
        if (!known.isEmpty())
            return;
        imported.variants = {strangers.constFirst()};
        imported.bySku = false;
    }
    importAs(transaction, imported, matchImported(transaction, imported), batch);
}

Result<> importBatch(Transaction &transaction, const QList<ImportedProduct> &products, Batch &batch, bool dryRun,
                     const QByteArray &run)
{
    batch = {};
    for (const ImportedProduct &product : products)
        importOne(transaction, product, batch);
    // The marker of a dry run: an error, so that all is taken back.
    if (dryRun)
        return fail(ErrorCode::Conflict, QString());
    if (!batch.done.isEmpty())
        transaction.journal(batch.done.entry(transaction, "products.imported", run));
    return {};
}

// A row with several faults is one row that did not go in.
qint64 rowsOf(const QList<RowFault> &faults)
{
    QSet<qint64> lines;
    for (const RowFault &fault : faults)
        lines.insert(fault.line);
    return lines.size();
}

void addTo(ProductImportSummary &summary, const Batch &batch)
{
    summary.created += batch.done.created.size();
    summary.updated += batch.done.changed.size();
    summary.unchanged += batch.unchanged;
    summary.refused += batch.refused;
    summary.categories += batch.done.madeCategories.size();
    summary.faults << batch.faults;
    for (ImportedRow row : batch.products) {
        if (summary.dryRun && row.what == ImportedRow::What::Created)
            row.product = {}; // it is gone again
        summary.products << row;
    }
    if (!summary.dryRun) // else those that were made are gone again
        summary.elsewhere << batch.elsewhere;
    summary.imagesElsewhere += batch.imagesElsewhere;
}
}

namespace {
// `again` has the file from its beginning once more, or null.
Result<ProductImportSummary> importFrom(Database &database, const Actor &actor, QIODevice *device,
                                        const std::function<QIODevice *()> &again, const ProductImportOptions &options)
{
    if (const auto allowed = actor.require({Area::Imports, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto settings = database.read([](Reader &reader) -> Result<Settings> { return settings::load(reader); });
    if (!settings)
        return fail(settings.error());
    auto file = readProductFile(device, options.format, settings->currency, options.mapping);
    if (!file)
        return fail(file.error());
    ProductImportSummary summary;
    summary.format = file->format;
    summary.rows = file->rows;
    summary.dryRun = options.dryRun;
    summary.faults = file->faults;
    summary.refused = rowsOf(file->faults);
    summary.notes = file->notes;
    const qsizetype total = file->products.size();
    const QByteArray run = randomBase62(12); // what the journal entries of its batches have in common
    summary.run = run;
    QSet<qint64> refusedLines;
    for (qsizetype done = 0; done < total;) {
        if (options.cancel && *options.cancel) {
            summary.cancelled = true;
            break;
        }
        const QList<ImportedProduct> part = file->products.mid(done, std::max(1, options.batch));
        Batch batch;
        const auto written = database.writeNow(actor, [&](Transaction &transaction) {
            return importBatch(transaction, part, batch, options.dryRun, run);
        });
        if (!written && !(options.dryRun && written.error().message.isEmpty()))
            return fail(written.error());
        addTo(summary, batch);
        refusedLines += batch.refusedLines;
        done += part.size();
        if (options.progress)
            options.progress(done, total);
    }
    // In the order of the file, whatever was found first.
    std::stable_sort(summary.faults.begin(), summary.faults.end(),
                     [](const RowFault &a, const RowFault &b) { return a.line < b.line; });
    summary.refusedRows = refusedRows(*file, refusedLines, again);
    return summary;
}
}

Result<ProductImportSummary> importFile(Database &database, const Actor &actor, QIODevice *device,
                                        const ProductImportOptions &options)
{
    return importFrom(
        database, actor, device, [device] { return device->seek(0) ? device : nullptr; }, options);
}

Result<ProductImportSummary> importFile(Database &database, const Actor &actor, const QString &path,
                                        const ProductImportOptions &options)
{
    const auto file = InputFile::open(path);
    if (!file)
        return fail(file.error());
    Result<std::unique_ptr<InputFile>> second; // one that is compressed cannot be read back to its beginning
    const auto again = [&]() -> QIODevice * {
        second = InputFile::open(path);
        return second ? (*second)->device() : nullptr;
    };
    return importFrom(database, actor, (*file)->device(), again, options);
}

void writeJson(JsonWriter &json, const ProductImportSummary &summary)
{
    const auto rows = [&json](QByteArrayView name, const QList<RowFault> &list) {
        json.name(name).array();
        for (const RowFault &fault : list.first(std::min<qsizetype>(list.size(), 1000)))
            json.object()
                .field("line", fault.line)
                .field("column", fault.column)
                .field("reason", fault.reason)
                .endObject();
        json.endArray();
    };
    json.object()
        .field("format", productFormatText(summary.format))
        .field("dry_run", summary.dryRun)
        .field("rows", summary.rows)
        .field("created", summary.created)
        .field("updated", summary.updated)
        .field("unchanged", summary.unchanged)
        .field("refused", summary.refused)
        .field("categories", summary.categories);
    rows("faults", summary.faults);
    rows("notes", summary.notes);
    json.endObject();
}

}
