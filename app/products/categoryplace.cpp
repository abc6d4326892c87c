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

// The order stays, so nothing of this is worth an entry in the journal.
void spread(Transaction &transaction, QList<Category> &siblings)
{
    for (qsizetype i = 0; i < siblings.size(); ++i) {
        const int position = int(i + 1) * Step;
        if (siblings[i].position == position)
            continue;
        siblings[i].position = position;
        transaction.exec("UPDATE categories SET position = ?, revision = revision + 1, updated_at = ? WHERE id = ?",
                         position, transaction.now(), siblings[i].id);
        transaction.changed(Topic::Categories, siblings[i].id.value);
    }
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
    std::optional<int> position = positionBefore(siblings, id, before);
    if (!position) {
        spread(transaction, siblings);
        position = positionBefore(siblings, id, before);
    }
    CategoryChange change;
    change.parent.emplace(parent);
    change.position = position;
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
