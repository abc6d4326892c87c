#pragma once
// The tree that the catalogue is sorted into.
#include "app/base/page.h"
#include "app/store/transaction.h"

#include <QHash>

namespace backroom {

class JsonWriter;

inline constexpr int MaxCategoryDepth = 10;

struct Category
{
    CategoryId id;
    qint64 revision = 0;
    Millis createdAt = 0;
    Millis updatedAt = 0;
    std::optional<CategoryId> parent;
    QString name;
    QString slug;
    int position = 0; // among its siblings; equal ones go by name
    int depth = 0; // in the tree: 0 at its root
    bool operator==(const Category &) const = default;
};

// Nothing means "as it is".
struct CategoryChange
{
    std::optional<QString> name = {};
    std::optional<QString> slug = {}; // made from the name when a new category has none
    std::optional<std::optional<CategoryId>> parent = {}; // nothing inside: to the root
    std::optional<int> position = {};
    QHash<CategoryId, int> siblings = {}; // new positions of others, to make room for it
};

namespace categories {

// Everybody may read them. Depth first: each before its children, siblings in their order.
QList<Category> tree(Reader &reader);
Result<Category> get(Reader &reader, CategoryId id);
// The category as it is; all stay as they are until the transaction ends, as two moves at once could make a circle
// together. Categories/Write; Stale when it has another revision than `expected`.
Result<Category> hold(Transaction &transaction, const Actor &actor, CategoryId id, std::optional<qint64> expected);

// Categories/Write, as all below. Invalid with all faults; a parent below the category itself is one.
Result<Category> create(Transaction &transaction, const Actor &actor, const CategoryChange &change);
Result<Category> update(Transaction &transaction, const Actor &actor, CategoryId id, const CategoryChange &change,
                        std::optional<qint64> expected = {});
// Its children move up to where it stood; its products stay, no longer in it.
Result<> remove(Transaction &transaction, const Actor &actor, CategoryId id, std::optional<qint64> expected = {});

// The category at the end of the path, made where it is missing; for imports, which journal their batch. Names are
// compared as a person would: without case and accents. New ones are added to `made`.
CategoryId ensurePath(Transaction &transaction, const QStringList &path, QList<Category> &made);
// {"Clothing", "Hoodies"}
QStringList pathOf(const QList<Category> &tree, CategoryId id);

void writeJson(JsonWriter &json, const Category &category);
// {…, "children": […]}, … into an array; `tree` is in the order of tree().
void writeTree(JsonWriter &json, const QList<Category> &tree);

}
}
