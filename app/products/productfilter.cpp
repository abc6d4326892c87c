#include "app/products/productfilter.h"

#include "app/base/text.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
// A set smaller than this is where the database starts from; a larger one is looked up row by row while it walks the
// order's index.
constexpr qint64 SmallSet = 1000;

bool isSmall(Reader &reader, const QByteArray &set, const SqlValues &values)
{
    SqlValues all = values;
    all << SmallSet;
    Query row = reader.query(QByteArray("SELECT COUNT(*) FROM (" + set + " LIMIT ?) s"), all);
    return row.next() && row.int64(0) < SmallSet;
}

// `set` gives ids; `probe` is the same as a condition on p.id.
void addSet(Reader &reader, const QByteArray &set, const QByteArray &probe, const SqlValues &values,
            SqlCondition &condition)
{
    if (isSmall(reader, set, values)) {
        condition.startsFromSet = true;
        condition.text += " AND p.id IN (" + set + ')';
    } else {
        condition.text += " AND " + probe;
    }
    condition.values << values;
}

// The category and all below it.
constexpr char Subtree[] =
    "IN (WITH RECURSIVE below (id) AS (SELECT id FROM categories WHERE id = ? UNION SELECT c.id FROM "
    "categories c JOIN below b ON c.parent_id = b.id) SELECT id FROM below)";
}

SqlCondition filterOf(Reader &reader, const ProductQuery &query)
{
    SqlCondition condition;
    if (query.status) {
        condition.text += " AND p.status = ?";
        condition.values << statusText(*query.status);
    }
    if (query.withoutArchived)
        condition.text += " AND p.status <> 'archived'";
    if (query.minPrice) {
        condition.text += " AND p.price >= ?";
        condition.values << *query.minPrice;
    }
    if (query.maxPrice) {
        condition.text += " AND p.price <= ?";
        condition.values << *query.maxPrice;
    }
    if (query.inStock)
        condition.text += " AND p.available = 1";
    if (query.category)
        addSet(reader, "SELECT product_id FROM product_categories WHERE category_id "_ba + Subtree,
               "EXISTS (SELECT 1 FROM product_categories pc WHERE pc.product_id = p.id AND pc.category_id "_ba + Subtree
                   + ')',
               SqlValues() << *query.category, condition);
    if (!query.tag.isEmpty())
        addSet(reader, "SELECT product_id FROM product_tags WHERE tag = ?",
               "EXISTS (SELECT 1 FROM product_tags pt WHERE pt.product_id = p.id AND pt.tag = ?)",
               SqlValues() << query.tag, condition);
    return condition;
}

void addText(Reader &reader, const ProductQuery &query, SqlCondition &condition)
{
    if (query.text.trimmed().isEmpty())
        return;
    const SearchQuery search(query.text);
    if (search.isEmpty()) {
        condition.impossible = true;
        return;
    }
    // Looked up row by row the text would be searched for again each time; a plus keeps it a list beside the walk.
    const QByteArray set = SearchQuery::select(reader.kind());
    addSet(reader, set, "+p.id IN (" + set + ')', SqlValues() << search.parameter(reader.kind(), SearchField::All),
           condition);
}

SortColumn columnOf(ProductSort sort)
{
    switch (sort) {
    case ProductSort::Relevance:
    case ProductSort::Name: break;
    case ProductSort::NameDown: return {"p.title_key", true, true};
    case ProductSort::Price: return {"p.price", false, false};
    case ProductSort::PriceDown: return {"p.price", false, true};
    case ProductSort::Created: return {"p.created_at", false, false};
    case ProductSort::CreatedDown: return {"p.created_at", false, true};
    case ProductSort::Updated: return {"p.updated_at", false, false};
    case ProductSort::UpdatedDown: return {"p.updated_at", false, true};
    }
    return {"p.title_key", true, false};
}

std::vector<Ranked> rank(Reader &reader, const ProductQuery &query)
{
    std::vector<Ranked> ranked;
    const SearchQuery search(query.text);
    if (search.isEmpty())
        return ranked;
    const SqlCondition filter = filterOf(reader, query);
    QSet<qint64> seen;
    const auto take = [&](const QByteArray &condition, const SqlValues &values, const QByteArray &order, char tier) {
        SqlValues all = values;
        all << filter.values << MaxRanked;
        Query rows =
            reader.query(QByteArray("SELECT p.id, p.title_key FROM " + condition + filter.text + order + " LIMIT ?"),
                         all);
        while (rows.next() && ranked.size() < MaxRanked) {
            const qint64 id = rows.int64(0);
            if (seen.contains(id))
                continue;
            seen.insert(id);
            // Among titles the shorter is the closer one.
            const qsizetype length = tier < '2' ? std::min<qsizetype>(rows.utf8(1).size(), 999) : 0;
            ranked.push_back({ProductId{id}, tier + QByteArray::number(length).rightJustified(3, '0')});
        }
    };
    const QByteArray folded = search.folded().toUtf8();
    take("products p WHERE p.title_key >= ? AND p.title_key < ?",
         SqlValues() << folded << QByteArray(folded + "\xF4\x8F\xBF\xBF"), " ORDER BY p.title_key", '0');
    // Titles that begin with the text, however many, leave the others their place only when there are fewer.
    const QByteArray matches =
        (reader.kind() == StoreKind::Sqlite
             ? "product_search s JOIN products p ON p.id = s.rowid WHERE product_search MATCH ?"
             : "product_search s JOIN products p ON p.id = s.rowid WHERE s.document @@ ?::tsquery");
    char tier = '1';
    for (const SearchField field : {SearchField::Title, SearchField::Names, SearchField::All}) {
        if (ranked.size() >= MaxRanked)
            break;
        take(matches, SqlValues() << search.parameter(reader.kind(), field), " ORDER BY s.rowid DESC", tier++);
    }
    std::sort(ranked.begin(), ranked.end(),
              [](const Ranked &a, const Ranked &b) { return a.key != b.key ? a.key < b.key : a.id > b.id; });
    return ranked;
}

}
