#include "app/products/categoryplace.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom::categories {

namespace {
constexpr int Step = 10; // room for two or three between neighbours before they are spread again
constexpr int Last = 1'000'000;

QList<Category> childrenOf(Reader &reader, std::optional<CategoryId> parent)
{
    QList<Category> children = tree(reader);
    children.removeIf([&parent](const Category &category) { return category.parent != parent; });
    return children;
}

// What stands between the two, if there is room.
std::optional<int> between(const Category *previous, const Category *next)
{
    if (!next) {
        const int after = previous ? previous->position + Step : 0;
        return after <= Last ? std::optional(after) : std::nullopt;
    }
    const int low = previous ? previous->position : -1;
    return next->position - low >= 2 ? std::optional(low + (next->position - low) / 2) : std::nullopt;
}

// In the order they have; the ones that move for it.
QHash<CategoryId, int> spread(QList<Category> &siblings)
{
    QHash<CategoryId, int> moved;
    for (qsizetype i = 0; i < siblings.size(); ++i) {
        const int position = int(i + 1) * Step;
        if (siblings[i].position != position)
            moved.insert(siblings[i].id, position);
        siblings[i].position = position;
    }
    return moved;
}

bool standsThere(const QList<Category> &siblings, CategoryId id, std::optional<CategoryId> before)
{
    for (qsizetype i = 0; i < siblings.size(); ++i)
        if (siblings[i].id == id)
            return i + 1 < siblings.size() ? before == siblings[i + 1].id : !before;
    return false;
}

std::optional<int> positionBefore(const QList<Category> &siblings, CategoryId id, std::optional<CategoryId> before)
{
    const Category *previous = nullptr;
    for (const Category &sibling : siblings) {
        if (before && sibling.id == *before)
            return between(previous, &sibling);
        if (sibling.id != id)
            previous = &sibling;
    }
    return between(previous, nullptr);
}
}

Result<Category> place(Transaction &transaction, const Actor &actor, CategoryId id, std::optional<CategoryId> parent,
                       std::optional<CategoryId> before, std::optional<qint64> expected)
{
    const auto held = hold(transaction, actor, id, expected);
    if (!held || before == id)
        return held;
    QList<Category> siblings = childrenOf(transaction, parent);
    const auto isBefore = [&before](const Category &sibling) { return sibling.id == *before; };
    if (before && std::none_of(siblings.begin(), siblings.end(), isBefore))
        return fail(ErrorCode::Stale,
                    QCoreApplication::translate(
                        "backroom", "The categories were arranged anew meanwhile. Look at them again, then move it."));
    if (standsThere(siblings, id, before))
        return held;
    CategoryChange change;
    change.parent.emplace(parent);
    change.position = positionBefore(siblings, id, before);
    if (!change.position) {
        change.siblings = spread(siblings);
        change.siblings.remove(id);
        change.position = positionBefore(siblings, id, before);
    }
    return update(transaction, actor, id, change);
}

int positionAfterLast(Reader &reader, std::optional<CategoryId> parent)
{
    const QList<Category> siblings = childrenOf(reader, parent);
    return siblings.isEmpty() ? 0 : qMin(siblings.constLast().position + Step, Last);
}

QHash<CategoryId, int> productCounts(Reader &reader)
{
    QHash<CategoryId, int> counts;
    Query rows = reader.query("SELECT c.category_id, count(*) FROM product_categories c JOIN products p ON "
                              "p.id = c.product_id WHERE p.status <> 'archived' GROUP BY c.category_id");
    while (rows.next())
        counts.insert(rows.id<CategoryId>(0), rows.integer(1));
    return counts;
}

}
