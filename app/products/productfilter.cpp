#include "app/products/productfilter.h"

#include <cmath>

namespace backroom::products {

namespace {
// What a step of the walk costs beside a row of a set: with prices and stock it is decided in the index itself, with a
// category or tag another index is asked, with a text the words of the product are looked at.
constexpr double InIndex = 0.04;
constexpr double InOtherIndex = 0.7;
constexpr double InWords = 1.5;

bool isSmall(Reader &reader, const QByteArray &set, const SqlValues &values, double share)
{
    // Passing rows by is cheaper than counting them.
    SqlValues all = values;
    all << fewOf(reader, share) - 1;
    return !reader.query(QByteArray("SELECT 1 FROM " + set + " LIMIT 1 OFFSET ?"), all).next();
}

// `id` and `set` give ids as "SELECT id FROM set"; `probe` is the same as a condition on p.id.
void addSet(Reader &reader, const QByteArray &id, const QByteArray &set, const QByteArray &probe,
            const SqlValues &values, double share, SqlCondition &condition)
{
    if (isSmall(reader, set, values, share)) {
        condition.start = StartFrom::Ids;
        condition.text += " AND p.id IN (SELECT " + id + " FROM " + set + ')';
    } else {
        condition.text += " AND " + probe;
    }
    condition.values << values;
}

// The category and all below it.
constexpr char Subtree[] =
    "IN (WITH RECURSIVE below (id) AS (SELECT id FROM categories WHERE id = ? UNION SELECT c.id FROM "
    "categories c JOIN below b ON c.parent_id = b.id) SELECT id FROM below)";

void addPrices(Reader &reader, const ProductQuery &query, SqlCondition &condition)
{
    if (!query.minPrice && !query.maxPrice)
        return;
    QByteArray range;
    SqlValues values;
    if (query.minPrice) {
        range += " AND p.price >= ?";
        values << *query.minPrice;
    }
    if (query.maxPrice) {
        range += " AND p.price <= ?";
        values << *query.maxPrice;
    }
    const bool byPrice = columnOf(query.order()).name == "p.price";
    if (reader.kind() == StoreKind::Sqlite && query.status && !byPrice
        && isSmall(reader, "products p INDEXED BY products_price WHERE p.status = ?" + range,
                   SqlValues() << statusText(*query.status) << values, InIndex))
        condition.start = StartFrom::Prices;
    condition.text += range;
    condition.values << values;
}
}

QByteArray SqlCondition::table(StoreKind kind, const ProductQuery &query) const
{
    if (kind != StoreKind::Sqlite)
        return "products p";
    switch (start) {
    case StartFrom::Ids: return "products p NOT INDEXED";
    case StartFrom::Prices: return "products p INDEXED BY products_price";
    case StartFrom::Order: break;
    }
    if (!query.status)
        return "products p";
    switch (query.order()) {
    case ProductSort::Relevance:
    case ProductSort::Name:
    case ProductSort::NameDown: return "products p INDEXED BY products_name";
    case ProductSort::Price:
    case ProductSort::PriceDown: return "products p INDEXED BY products_price";
    case ProductSort::Created:
    case ProductSort::CreatedDown: return "products p INDEXED BY products_created";
    case ProductSort::Updated:
    case ProductSort::UpdatedDown: break;
    }
    return "products p INDEXED BY products_all_updated";
}

qint64 fewOf(Reader &reader, double share)
{
    // A page of 20 is found after 20 × products / set steps, so that both ways cost the same where set² is
    // 20 × share × products. Ids are given in turn: the highest says how many products there are, or were.
    constexpr qint64 Least = 50;
    constexpr qint64 OnPostgres = 1000;
    if (reader.kind() == StoreKind::Postgres)
        return OnPostgres;
    const auto products = double(reader.number("SELECT MAX(id) FROM products").value_or(0));
    return std::max(Least, qint64(std::sqrt(DefaultLimit * share * products)));
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
    addPrices(reader, query, condition);
    if (query.inStock)
        condition.text += " AND p.available = 1";
    if (query.category)
        addSet(reader, "product_id", QByteArray("product_categories WHERE category_id ") + Subtree,
               QByteArray("EXISTS (SELECT 1 FROM product_categories pc WHERE pc.product_id = p.id AND pc.category_id ")
                   + Subtree + ')',
               SqlValues() << *query.category, InOtherIndex, condition);
    if (!query.tag.isEmpty())
        addSet(reader, "product_id", "product_tags WHERE tag = ?",
               "EXISTS (SELECT 1 FROM product_tags pt WHERE pt.product_id = p.id AND pt.tag = ?)",
               SqlValues() << query.tag, InOtherIndex, condition);
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
    const SqlValues match = SqlValues() << search.parameter(reader.kind(), SearchField::All);
    const QByteArray set = reader.kind() == StoreKind::Sqlite ? "product_search WHERE product_search MATCH ?"
                                                              : "product_search WHERE document @@ ?::tsquery";
    if (reader.kind() == StoreKind::Postgres || isSmall(reader, set, match, InWords)) {
        condition.start = StartFrom::Ids;
        condition.text += " AND p.id IN (SELECT rowid FROM " + set + ')';
        condition.values << match;
        return;
    }
    // The index of words gives all matches or none; of a row that the walk comes by, its words are looked at.
    for (const QByteArray &word : search.words()) {
        condition.text += " AND EXISTS (SELECT 1 FROM product_search s WHERE s.rowid = p.id AND instr(' ' || s.title "
                          "|| ' ' || s.names || ' ' || s.body, ?) > 0)";
        condition.values << QByteArray(' ' + word);
    }
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

}
