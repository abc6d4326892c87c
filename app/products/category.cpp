#include "app/products/category.h"

#include "app/base/json.h"
#include "app/base/text.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::categories {

namespace {
constexpr int MaxPosition = 1'000'000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString freeSlug(Reader &reader, const QString &name)
{
    QString base = slugify(name);
    if (base.isEmpty())
        base = u"category"_s;
    base.truncate(MaxSlugLength - 8);
    QString slug = base;
    for (int n = 2; reader.number("SELECT id FROM categories WHERE slug = ?", slug); ++n)
        slug = base + u'-' + QString::number(n);
    return slug;
}

int depthOf(const QList<Category> &tree, CategoryId id)
{
    for (const Category &category : tree)
        if (category.id == id)
            return category.depth;
    return 0;
}

// How many levels hang below the category, itself included.
int heightOf(const QList<Category> &tree, CategoryId id)
{
    int height = 1;
    for (qsizetype i = 0; i < tree.size(); ++i) {
        if (tree[i].id != id)
            continue;
        for (qsizetype j = i + 1; j < tree.size() && tree[j].depth > tree[i].depth; ++j)
            height = std::max(height, tree[j].depth - tree[i].depth + 1);
    }
    return height;
}

bool isBelow(const QList<Category> &tree, CategoryId id, CategoryId ancestor)
{
    QHash<CategoryId, std::optional<CategoryId>> parents;
    for (const Category &category : tree)
        parents.insert(category.id, category.parent);
    for (std::optional<CategoryId> at = id; at; at = parents.value(*at))
        if (*at == ancestor)
            return true;
    return false;
}

QList<FieldError> lay(Reader &reader, const CategoryChange &change, Category &category)
{
    QList<FieldError> faults;
    if (change.name)
        category.name = change.name->simplified();
    if (category.name.isEmpty() || category.name.size() > 200)
        faults << FieldError{u"name"_s, tr("Give the category a name of up to 200 characters.")};
    if (change.slug && *change.slug != category.slug) {
        category.slug = change.slug->trimmed();
        if (!isSlug(category.slug))
            faults << FieldError{
                u"slug"_s,
                tr("A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to %1 characters, "
                   "as in blue-shirts.")
                    .arg(MaxSlugLength)};
        else if (reader.number("SELECT id FROM categories WHERE slug = ? AND id <> ?", category.slug, category.id))
            faults << FieldError{u"slug"_s, tr("Another category has this slug. Choose another one.")};
    } else if (category.slug.isEmpty() && faults.isEmpty()) {
        category.slug = freeSlug(reader, category.name);
    }
    if (change.position)
        category.position = *change.position;
    if (category.position < 0 || category.position > MaxPosition)
        faults << FieldError{u"position"_s, tr("This is a whole number from 0 to %L1.").arg(MaxPosition)};
    if (!change.parent)
        return faults;
    category.parent = *change.parent;
    if (!category.parent)
        return faults;
    const QList<Category> all = tree(reader);
    if (std::none_of(all.begin(), all.end(), [&](const Category &known) { return known.id == *category.parent; }))
        faults << FieldError{u"parent_id"_s, tr("There is no such category.")};
    else if (category.id && isBelow(all, *category.parent, category.id))
        faults << FieldError{u"parent_id"_s, tr("A category cannot stand below itself. Choose another place for it.")};
    else if (depthOf(all, *category.parent) + 1 + (category.id ? heightOf(all, category.id) : 1) > MaxCategoryDepth)
        faults << FieldError{
            u"parent_id"_s, tr("The tree is %1 levels deep at the most. Choose a higher place.").arg(MaxCategoryDepth)};
    return faults;
}

// With the positions of others that were changed along, so that they go back with it.
QByteArray snapshot(const Category &category, const QHash<CategoryId, int> &siblings = {})
{
    JsonWriter json;
    writeJson(json, category);
    if (siblings.isEmpty())
        return json.take();
    QByteArrayList list;
    for (auto sibling = siblings.begin(); sibling != siblings.end(); ++sibling)
        list << "{\"id\":\"" + sibling.key().bytes() + "\",\"position\":" + QByteArray::number(sibling.value()) + '}';
    return json.take().chopped(1) + ",\"siblings\":[" + list.join(',') + "]}";
}

// Those that are there.
QHash<CategoryId, int> positionsOf(Reader &reader, const QHash<CategoryId, int> &wanted)
{
    QHash<CategoryId, int> positions;
    for (auto sibling = wanted.begin(); sibling != wanted.end(); ++sibling)
        if (const auto position = reader.number("SELECT position FROM categories WHERE id = ?", sibling.key()))
            positions.insert(sibling.key(), int(*position));
    return positions;
}

// With what stands below it and in it, for who takes its removal back.
QByteArray snapshotWithin(Reader &reader, const Category &category)
{
    const auto ids = [&reader, &category](const char *sql) {
        QByteArrayList list;
        Query rows = reader.query(sql, category.id);
        while (rows.next())
            list << '"' + QByteArray::number(rows.int64(0)) + '"';
        return QByteArray('[' + list.join(',') + ']');
    };
    return snapshot(category).chopped(1) + ",\"children\":" + ids("SELECT id FROM categories WHERE parent_id = ?")
        + ",\"products\":" + ids("SELECT product_id FROM product_categories WHERE category_id = ?") + '}';
}

void insert(Transaction &transaction, Category &category)
{
    category.revision = 1;
    category.createdAt = category.updatedAt = transaction.now();
    category.id = transaction.insert<CategoryId>(
        "INSERT INTO categories (parent_id, name, slug, position, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        category.parent, category.name, category.slug, category.position, category.createdAt, category.updatedAt);
}

// Products' pages show their categories' names.
QList<Change> changesOf(CategoryId id) { return {{Topic::Categories, id.value}, {Topic::Products, 0}}; }
}

QList<Category> tree(Reader &reader)
{
    QHash<CategoryId, QList<Category>> children;
    Query rows =
        reader.query("SELECT id, revision, created_at, updated_at, parent_id, name, slug, position FROM categories");
    while (rows.next()) {
        const auto parent = rows.maybeInt64(4);
        children[CategoryId{parent.value_or(0)}] << Category{rows.id<CategoryId>(0),
                                                             rows.int64(1),
                                                             rows.int64(2),
                                                             rows.int64(3),
                                                             parent ? std::optional(CategoryId{*parent}) : std::nullopt,
                                                             rows.text(5),
                                                             rows.text(6),
                                                             rows.integer(7),
                                                             0};
    }
    for (QList<Category> &siblings : children)
        std::sort(siblings.begin(), siblings.end(), [](const Category &a, const Category &b) {
            if (a.position != b.position)
                return a.position < b.position;
            const QString left = foldText(a.name), right = foldText(b.name);
            return left != right ? left < right : a.id < b.id;
        });
    QList<Category> ordered;
    const auto add = [&](const auto &self, CategoryId parent, int depth) -> void {
        for (Category category : children.value(parent)) {
            category.depth = depth;
            ordered << category;
            self(self, category.id, depth + 1);
        }
    };
    add(add, CategoryId{}, 0);
    return ordered;
}

Result<Category> get(Reader &reader, CategoryId id)
{
    for (const Category &category : tree(reader))
        if (category.id == id)
            return category;
    return fail(ErrorCode::NotFound, tr("There is no such category."));
}

Result<Category> hold(Transaction &transaction, const Actor &actor, CategoryId id, std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Categories, Verb::Write}); !allowed)
        return fail(allowed.error());
    {
        Query rows = transaction.query("SELECT id FROM categories ORDER BY id /*for update*/");
        while (rows.next()) {}
    }
    auto category = get(transaction, id);
    if (category && expected && *expected != category->revision)
        return fail(ErrorCode::Stale, tr("This category was changed meanwhile. Look at it again, then save."));
    return category;
}

Result<Category> create(Transaction &transaction, const Actor &actor, const CategoryChange &change)
{
    if (const auto allowed = actor.require({Area::Categories, Verb::Write}); !allowed)
        return fail(allowed.error());
    Category category;
    if (const auto faults = lay(transaction, change, category); !faults.isEmpty())
        return invalid(faults);
    insert(transaction, category);
    transaction.journal({"category.created",
                         "category",
                         category.id.bytes(),
                         {},
                         snapshot(category),
                         {{Topic::Categories, category.id.value}}});
    return category;
}

Result<Category> update(Transaction &transaction, const Actor &actor, CategoryId id, const CategoryChange &change,
                        std::optional<qint64> expected)
{
    auto before = hold(transaction, actor, id, expected);
    if (!before)
        return before;
    Category category = *before;
    if (const auto faults = lay(transaction, change, category); !faults.isEmpty())
        return invalid(faults);
    const QHash<CategoryId, int> moved = positionsOf(transaction, change.siblings);
    if (category.name == before->name && category.slug == before->slug && category.parent == before->parent
        && category.position == before->position && moved == change.siblings)
        return before;
    for (auto sibling = change.siblings.begin(); sibling != change.siblings.end(); ++sibling) {
        transaction.exec("UPDATE categories SET position = ?, revision = revision + 1, updated_at = ? WHERE id = ?",
                         sibling.value(), transaction.now(), sibling.key());
        transaction.changed(Topic::Categories, sibling.key().value);
    }
    category.revision = before->revision + 1;
    category.updatedAt = transaction.now();
    transaction.exec(
        "UPDATE categories SET parent_id = ?, name = ?, slug = ?, position = ?, revision = ?, updated_at = ? WHERE id = ?",
        category.parent, category.name, category.slug, category.position, category.revision, category.updatedAt, id);
    transaction.journal({"category.updated", "category", id.bytes(), snapshot(*before, moved),
                         snapshot(category, change.siblings), changesOf(id)});
    return category;
}

Result<> remove(Transaction &transaction, const Actor &actor, CategoryId id, std::optional<qint64> expected)
{
    const auto before = hold(transaction, actor, id, expected);
    if (!before)
        return fail(before.error());
    const QByteArray whole = snapshotWithin(transaction, *before);
    transaction.exec("UPDATE categories SET parent_id = ?, revision = revision + 1, updated_at = ? WHERE parent_id = ?",
                     before->parent, transaction.now(), id);
    transaction.exec("DELETE FROM categories WHERE id = ?", id);
    transaction.journal({"category.deleted", "category", id.bytes(), whole, {}, changesOf(id)});
    return {};
}

CategoryId ensurePath(Transaction &transaction, const QStringList &path, QList<Category> &made)
{
    std::optional<CategoryId> parent;
    for (const QString &step : path.first(std::min<qsizetype>(path.size(), MaxCategoryDepth))) {
        const QString name = step.simplified().left(200);
        std::optional<CategoryId> found;
        {
            // COALESCE, as a NULL equals nothing.
            Query rows =
                transaction.query("SELECT id, name FROM categories WHERE COALESCE(parent_id, 0) = ? ORDER BY id",
                                  parent.value_or(CategoryId{}));
            while (rows.next() && !found)
                if (foldText(rows.text(1)) == foldText(name))
                    found = rows.id<CategoryId>(0);
        }
        if (!found) {
            Category category;
            category.parent = parent;
            category.name = name;
            category.slug = freeSlug(transaction, name);
            insert(transaction, category);
            transaction.changed(Topic::Categories, category.id.value);
            found = category.id;
            made << category;
        }
        parent = found;
    }
    return parent.value_or(CategoryId{});
}

QStringList pathOf(const QList<Category> &tree, CategoryId id)
{
    QStringList path;
    for (std::optional<CategoryId> at = id; at;) {
        const auto found =
            std::find_if(tree.begin(), tree.end(), [&](const Category &known) { return known.id == *at; });
        if (found == tree.end())
            break;
        path.prepend(found->name);
        at = found->parent;
    }
    return path;
}

namespace {
void writeFields(JsonWriter &json, const Category &category)
{
    json.field("id", category.id)
        .field("parent_id", category.parent)
        .field("name", category.name)
        .field("slug", category.slug)
        .field("position", category.position);
}
}

void writeJson(JsonWriter &json, const Category &category)
{
    json.object();
    writeFields(json, category);
    json.field("revision", category.revision)
        .timeField("created_at", category.createdAt)
        .timeField("updated_at", category.updatedAt)
        .endObject();
}

void writeTree(JsonWriter &json, const QList<Category> &tree)
{
    int open = 0; // objects whose children are being written
    for (const Category &category : tree) {
        for (; open > category.depth; --open)
            json.endArray().endObject();
        json.object();
        writeFields(json, category);
        json.name("children").array();
        ++open;
    }
    for (; open > 0; --open)
        json.endArray().endObject();
}

}
