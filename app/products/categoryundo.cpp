#include "app/products/categoryundo.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/products/category.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::categories {

namespace {
CategoryId idOf(const JournalRow &entry) { return CategoryId{entry.entityId.toLongLong()}; }

Result<> outcome(const Result<Category> &category) { return category ? Result<>() : fail(category.error()); }

QByteArray withoutSiblings(const QByteArray &snapshot)
{
    QJsonObject json = undo::object(snapshot);
    json.remove("siblings"_L1);
    return json.isEmpty() ? snapshot : QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QHash<CategoryId, int> siblingsOf(const QByteArray &snapshot)
{
    QHash<CategoryId, int> positions;
    const QJsonArray list = undo::object(snapshot)["siblings"_L1].toArray();
    for (const QJsonValue sibling : list)
        positions.insert(CategoryId{sibling["id"_L1].toString().toLongLong()}, sibling["position"_L1].toInt());
    return positions;
}

CategoryChange changeOf(Reader &reader, const QJsonObject &json)
{
    CategoryChange change;
    if (json.contains("name"_L1))
        change.name = json["name"_L1].toString();
    if (json.contains("slug"_L1))
        change.slug = json["slug"_L1].toString();
    if (json.contains("position"_L1))
        change.position = json["position"_L1].toInt();
    if (json.contains("parent_id"_L1)) {
        const CategoryId parent{json["parent_id"_L1].toString().toLongLong()};
        change.parent.emplace();
        if (parent && get(reader, parent)) // else to the root: its place is gone
            change.parent->emplace(parent);
    }
    return change;
}
}

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    if (!get(transaction, idOf(entry)))
        return undo::goneSince();
    return remove(transaction, actor, idOf(entry));
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto now = get(transaction, idOf(entry));
    if (!now)
        return undo::goneSince();
    JsonWriter json;
    writeJson(json, *now);
    JournalRow own = entry; // without the others that made room for it
    own.before = withoutSiblings(entry.before);
    own.after = withoutSiblings(entry.after);
    const auto back = undo::fieldsBack(own, undo::object(json.take()));
    if (!back)
        return fail(back.error());
    CategoryChange change = changeOf(transaction, *back);
    const auto were = siblingsOf(entry.before), became = siblingsOf(entry.after);
    for (auto sibling = were.begin(); sibling != were.end(); ++sibling) // where nobody moved them again
        if (transaction.number("SELECT position FROM categories WHERE id = ?", sibling.key())
            == became.value(sibling.key(), -1))
            change.siblings.insert(sibling.key(), sibling.value());
    return outcome(update(transaction, actor, now->id, change));
}

Result<> undoDeleted(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const QJsonObject before = undo::object(entry.before);
    const auto made = create(transaction, actor, changeOf(transaction, before));
    if (!made)
        return fail(made.error());
    const QJsonArray children = before["children"_L1].toArray(), products = before["products"_L1].toArray();
    for (const QJsonValue &child : children)
        transaction.exec(
            "UPDATE categories SET parent_id = ?, revision = revision + 1, updated_at = ? WHERE id = ? AND "
            "COALESCE(parent_id, 0) = ?",
            made->id, transaction.now(), child.toString().toLongLong(), before["parent_id"_L1].toString().toLongLong());
    for (const QJsonValue &product : products)
        transaction.exec(
            "INSERT INTO product_categories (product_id, category_id) SELECT id, ? FROM products WHERE id = ?",
            made->id, product.toString().toLongLong());
    transaction.changed(Topic::Products);
    return {};
}

std::optional<Category> fromSnapshot(const QJsonObject &json)
{
    Category category;
    category.id = CategoryId{json["id"_L1].toString().toLongLong()};
    category.name = json["name"_L1].toString();
    category.slug = json["slug"_L1].toString();
    category.position = json["position"_L1].toInt();
    if (const CategoryId parent{json["parent_id"_L1].toString().toLongLong()})
        category.parent = parent;
    return category.id && !category.name.isEmpty() ? std::optional(category) : std::nullopt;
}

bool dropUnused(Transaction &transaction, const Category &made)
{
    const auto now = get(transaction, made.id);
    if (!now || now->name != made.name || now->parent != made.parent
        || transaction.number("SELECT id FROM categories WHERE parent_id = ?", made.id)
        || transaction.number("SELECT product_id FROM product_categories WHERE category_id = ?", made.id))
        return false;
    transaction.exec("DELETE FROM categories WHERE id = ?", made.id);
    transaction.changed(Topic::Categories, made.id.value);
    return true;
}

bool putBack(Transaction &transaction, const Category &gone)
{
    if (get(transaction, gone.id) || (gone.parent && !get(transaction, *gone.parent))
        || transaction.number("SELECT id FROM categories WHERE slug = ?", gone.slug))
        return false;
    transaction.exec("INSERT INTO categories (id, parent_id, name, slug, position, created_at, updated_at) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)",
                     gone.id, gone.parent, gone.name, gone.slug, gone.position, transaction.now(), transaction.now());
    transaction.changed(Topic::Categories, gone.id.value);
    return true;
}

}
