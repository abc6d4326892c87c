#include "app/products/manyentry.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/products/categoryundo.h"
#include "app/products/productsnapshot.h"
#include "app/settings/settings.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QList<Category> categoriesOf(const QJsonArray &array)
{
    QList<Category> list;
    for (const QJsonValue value : array)
        if (const auto category = categories::fromSnapshot(value.toObject()))
            list << *category;
    return list;
}
}

JournalEntry ManyEntry::entry(Reader &reader, const QByteArray &action, const QByteArray &run) const
{
    const QByteArray currency = settings::load(reader).currency;
    JsonWriter before(currency), after(currency);
    before.object().name("updated").array();
    for (const Pair &pair : changed)
        writeSnapshot(before, pair.before);
    before.endArray().name("deleted").array();
    for (const Product &product : deleted)
        writeSnapshot(before, product);
    before.endArray().name("categories").array();
    for (const Category &category : goneCategories)
        categories::writeJson(before, category);
    before.endArray().endObject();
    after.object().field("categories", madeCategories.size()).field("left", left).name("created").array();
    for (const Product &product : created)
        writeSnapshot(after, product);
    after.endArray().name("updated").array();
    for (const Pair &pair : changed)
        writeSnapshot(after, pair.after);
    after.endArray().name("made_categories").array();
    for (const Category &category : madeCategories)
        categories::writeJson(after, category);
    after.endArray().endObject();
    QList<Change> changes{{Topic::Products, 0}, {Topic::Stock, 0}};
    const bool imported = action == "products.imported";
    if (imported)
        changes << Change{Topic::Imports, 0};
    if (!madeCategories.isEmpty() || !goneCategories.isEmpty())
        changes << Change{Topic::Categories, 0};
    return {action, imported ? "import"_ba : "products"_ba, run, before.take(), after.take(), changes};
}

std::optional<ManyEntry> ManyEntry::read(const JournalRow &row)
{
    const QJsonObject before = undo::object(row.before), after = undo::object(row.after);
    if (!before.contains("updated"_L1))
        return std::nullopt;
    ManyEntry entry;
    const QJsonArray created = after["created"_L1].toArray(), deleted = before["deleted"_L1].toArray();
    for (const QJsonValue &value : created)
        if (const auto product = fromSnapshot(value.toObject()))
            entry.created << *product;
    for (const QJsonValue &value : deleted)
        if (const auto product = fromSnapshot(value.toObject()))
            entry.deleted << *product;
    const QJsonArray was = before["updated"_L1].toArray(), became = after["updated"_L1].toArray();
    for (qsizetype i = 0; i < std::min(was.size(), became.size()); ++i) {
        const auto first = fromSnapshot(was[i].toObject()), second = fromSnapshot(became[i].toObject());
        if (first && second)
            entry.changed << Pair{*first, *second};
    }
    entry.madeCategories = categoriesOf(after["made_categories"_L1].toArray());
    entry.goneCategories = categoriesOf(before["categories"_L1].toArray());
    entry.left = after["left"_L1].toInt();
    return entry;
}

}
