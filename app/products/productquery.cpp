#include "app/products/productquery.h"

#include "app/base/json.h"
#include "app/products/productfilter.h"
#include "app/products/productrank.h"
#include "app/store/idlist.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr std::pair<ProductSort, const char *> SortTexts[] = {
    {ProductSort::Relevance, "relevance"},  {ProductSort::Name, "name"},        {ProductSort::NameDown, "-name"},
    {ProductSort::Price, "price"},          {ProductSort::PriceDown, "-price"}, {ProductSort::Created, "created"},
    {ProductSort::CreatedDown, "-created"}, {ProductSort::Updated, "updated"},  {ProductSort::UpdatedDown, "-updated"}};
}

QByteArray productSortText(ProductSort sort)
{
    for (const auto &[known, text] : SortTexts)
        if (known == sort)
            return text;
    return "name";
}

std::optional<ProductSort> parseProductSort(QByteArrayView text)
{
    for (const auto &[known, name] : SortTexts)
        if (text == name)
            return known;
    return std::nullopt;
}

ProductSort ProductQuery::order() const
{
    const bool searched = !text.trimmed().isEmpty();
    const ProductSort wanted = sort.value_or(searched ? ProductSort::Relevance : ProductSort::Name);
    return wanted == ProductSort::Relevance && !searched ? ProductSort::Name : wanted;
}

namespace products {

namespace {
constexpr char RowColumns[] =
    "p.id, p.revision, p.title, p.slug, p.status, p.vendor, p.price, p.compare_at_price, p.available, p.image, "
    "p.created_at, p.updated_at, (SELECT COUNT(*) FROM variants v WHERE v.product_id = p.id AND v.archived = 0), "
    "COALESCE((SELECT SUM(s.level) FROM variants v JOIN stock_levels s ON s.variant_id = v.id WHERE "
    "v.product_id = p.id AND v.archived = 0 AND v.track_stock = 1), 0), "
    "COALESCE((SELECT v.sku FROM variants v WHERE v.product_id = p.id AND v.archived = 0 ORDER BY v.position, v.id "
    "LIMIT 1), ''), "
    "COALESCE((SELECT MIN(c.name) FROM product_categories pc JOIN categories c ON c.id = pc.category_id WHERE "
    "pc.product_id = p.id), ''), "
    "(SELECT COUNT(*) FROM variants v WHERE v.product_id = p.id AND v.archived = 0 AND v.track_stock = 1), "
    "(SELECT COUNT(*) FROM variants v JOIN stock_levels s ON s.variant_id = v.id WHERE v.product_id = p.id AND "
    "v.archived = 0 AND v.track_stock = 1 AND s.level <= COALESCE(v.low_stock_threshold, 0))";
constexpr int RowColumnCount = 18;
constexpr char CatalogueColumns[] =
    "p.id, p.slug, p.title, p.description, p.price, p.compare_at_price, p.available, p.image, p.created_at, "
    "p.updated_at";

ProductRow rowOf(const Query &row)
{
    return {row.id<ProductId>(0),
            row.int64(1),
            row.text(2),
            row.text(3),
            parseProductStatus(row.utf8(4)).value_or(ProductStatus::Draft),
            row.text(5),
            row.int64(6),
            row.maybeInt64(7),
            row.boolean(8),
            row.text(9),
            row.int64(10),
            row.int64(11),
            row.integer(12),
            row.int64(13),
            row.text(14),
            row.text(15),
            row.integer(16),
            row.integer(17)};
}

Result<> mayList(const Actor &actor, const ProductQuery &query)
{
    return query.status == ProductStatus::Published ? Result<>() : actor.require({Area::Products, Verb::Read});
}

template<typename IdType> QHash<IdType, qsizetype> placesOf(const QList<IdType> &ids)
{
    QHash<IdType, qsizetype> places;
    for (qsizetype i = 0; i < ids.size(); ++i)
        places.insert(ids[i], i);
    return places;
}

// The ids of one page in order of relevance, and where the next begins.
Page<ProductId> rankedPage(Reader &reader, const ProductQuery &query, RowTold *told = nullptr)
{
    Page<ProductId> page;
    const std::vector<Ranked> ranked = rank(reader, query, qint64(query.limit) + 1, told);
    for (const Ranked &row : ranked) {
        if (page.items.size() == query.limit) {
            const Ranked &last = ranked[size_t(query.limit) - 1];
            page.next = Cursor{query.cursorOrder(), last.key, last.id.value};
            break;
        }
        page.items << row.id;
    }
    return page;
}

// A piece of the walk along the order's index: what follows the WHERE, and its values.
struct Piece
{
    QByteArray behind;
    SqlValues values;
};

// Behind the cursor. SQLite seeks by one column of an index's order only, and would read all that is alike in it up
// to the cursor: what is like the cursor's row and what comes after are two pieces there.
std::vector<Piece> piecesBehind(const ProductQuery &query, const SortColumn &column, bool inOrder)
{
    if (!query.after)
        return {Piece{}};
    SqlValues value;
    if (column.text)
        value << query.after->value;
    else
        value << query.after->value.toLongLong();
    const QByteArray beyond = column.down ? " < " : " > ";
    if (!inOrder)
        return {{" AND (" + column.name + ", p.id)" + beyond + "(?, ?)", SqlValues() << value << query.after->id}};
    return {{" AND " + column.name + " = ? AND p.id" + beyond + '?', SqlValues() << value << query.after->id},
            {" AND " + column.name + beyond + '?', value}};
}

// Rows of a page by keyset: "SELECT columns, sort value …" is run and `row` called for each.
template<typename Row>
std::optional<Cursor> keysetPage(Reader &reader, const ProductQuery &query, QByteArrayView columns, int columnCount,
                                 Row row)
{
    SqlCondition condition = filterOf(reader, query);
    addText(reader, query, condition);
    if (condition.impossible)
        return {};
    const SortColumn column = columnOf(query.order());
    const QByteArray down = column.down ? " DESC" : "";
    const bool sqlite = reader.kind() == StoreKind::Sqlite;
    // What is sorted is sorted narrow: whole rows, with their descriptions, only of those that the page shows.
    const bool sorted = sqlite && condition.start != StartFrom::Order;
    QByteArray head = "SELECT ";
    QByteArray tail = " ORDER BY ";
    if (sorted) {
        head += columns.toByteArray() + ", k.value FROM (SELECT p.id AS id, " + column.name + " AS value FROM ";
        tail += column.name + down + ", p.id" + down
            + " LIMIT ?) k CROSS JOIN products p ON p.id = k.id ORDER BY k.value" + down + ", k.id" + down;
    } else {
        head += columns.toByteArray() + ", " + column.name + " FROM ";
        tail += column.name + down + ", p.id" + down + " LIMIT ?";
    }
    head += condition.table(reader.kind(), query) + " WHERE 1 = 1" + condition.text;
    QByteArray lastValue;
    qint64 lastId = 0;
    int count = 0;
    for (const Piece &piece : piecesBehind(query, column, sqlite && !sorted)) {
        SqlValues values = condition.values;
        values << piece.values << qint64(query.limit) + 1 - count;
        Query rows = reader.query(QByteArray(head + piece.behind + tail), values);
        for (; rows.next(); ++count) {
            if (count == query.limit)
                return Cursor{query.cursorOrder(), lastValue, lastId};
            row(rows);
            lastId = rows.int64(0);
            if (count + 1 == query.limit)
                lastValue = rows.bytes(columnCount);
        }
    }
    return {};
}

QList<ProductRow> rowsByIds(Reader &reader, const QList<ProductId> &ids)
{
    Query rows =
        reader.query(QByteArray("SELECT "_ba + RowColumns + " FROM products p WHERE p.id " + idList(reader.kind())),
                     idListText(reader.kind(), ids));
    const auto places = placesOf(ids);
    QList<std::optional<ProductRow>> found(ids.size());
    while (rows.next())
        found[places.value(rows.id<ProductId>(0))] = rowOf(rows);
    QList<ProductRow> list;
    for (auto &row : found)
        if (row)
            list << *std::move(row);
    return list;
}

void writeCatalogueRow(JsonWriter &json, const Query &row)
{
    json.object()
        .field("id", row.id<ProductId>(0))
        .name("slug")
        .text(row.utf8(1))
        .name("title")
        .text(row.utf8(2))
        .name("description")
        .text(row.utf8(3))
        .moneyField("price", row.int64(4))
        .moneyField("compare_at_price", row.maybeInt64(5))
        .field("available", row.boolean(6))
        .name("image");
    if (const QByteArrayView image = row.utf8(7); image.isEmpty())
        json.null();
    else
        json.text(image);
    json.timeField("created_at", row.int64(8)).timeField("updated_at", row.int64(9)).endObject();
}
}

Result<Page<ProductId>> pageOfIds(Reader &reader, const Actor &actor, const ProductQuery &query)
{
    if (const auto allowed = mayList(actor, query); !allowed)
        return fail(allowed.error());
    if (query.order() == ProductSort::Relevance)
        return rankedPage(reader, query);
    Page<ProductId> page;
    page.next = keysetPage(reader, query, "p.id", 1, [&page](const Query &row) { page.items << row.id<ProductId>(0); });
    return page;
}

Result<Page<ProductRow>> list(Reader &reader, const Actor &actor, const ProductQuery &query)
{
    if (const auto allowed = mayList(actor, query); !allowed)
        return fail(allowed.error());
    Page<ProductRow> page;
    if (query.order() == ProductSort::Relevance) {
        const Page<ProductId> ranked = rankedPage(reader, query);
        page.items = rowsByIds(reader, ranked.items);
        page.next = ranked.next;
    } else {
        page.next = keysetPage(reader, query, RowColumns, RowColumnCount,
                               [&page](const Query &row) { page.items << rowOf(row); });
    }
    return page;
}

Result<QList<ProductId>> ids(Reader &reader, const Actor &actor, const ProductQuery &query)
{
    if (const auto allowed = mayList(actor, query); !allowed)
        return fail(allowed.error());
    QList<ProductId> list;
    if (query.order() == ProductSort::Relevance) {
        ProductQuery all = query;
        all.after.reset();
        for (const Ranked &row : rank(reader, all, MaxRanked))
            list << row.id;
        return list;
    }
    SqlCondition condition = filterOf(reader, query);
    addText(reader, query, condition);
    if (condition.impossible)
        return list;
    const SortColumn column = columnOf(query.order());
    const QByteArray down = column.down ? " DESC" : "";
    Query rows = reader.query(QByteArray("SELECT p.id FROM " + condition.table(reader.kind(), query) + " WHERE 1 = 1"
                                         + condition.text + " ORDER BY " + column.name + down + ", p.id" + down),
                              condition.values);
    while (rows.next())
        list << rows.id<ProductId>(0);
    return list;
}

Result<QList<ProductRow>> fetch(Reader &reader, const Actor &actor, const QList<ProductId> &ids)
{
    if (const auto allowed = actor.require({Area::Products, Verb::Read}); !allowed)
        return fail(allowed.error());
    return rowsByIds(reader, ids);
}

Result<std::optional<Cursor>> writeCataloguePage(JsonWriter &json, Reader &reader, const ProductQuery &given)
{
    ProductQuery query = given;
    query.status = ProductStatus::Published;
    if (query.order() != ProductSort::Relevance)
        return keysetPage(reader, query, CatalogueColumns, 10,
                          [&json](const Query &row) { writeCatalogueRow(json, row); });
    RowTold told{CatalogueColumns, [&json](const Query &row) { writeCatalogueRow(json, row); }, query.limit};
    const Page<ProductId> ranked = rankedPage(reader, query, reader.kind() == StoreKind::Sqlite ? &told : nullptr);
    if (told.told > 0)
        return ranked.next;
    if (reader.kind() == StoreKind::Sqlite) { // a look-up costs little more than a row of a list
        static const QByteArray one = "SELECT "_ba + CatalogueColumns + " FROM products p WHERE p.id = ?";
        for (const ProductId id : ranked.items)
            if (Query row = reader.query(one, id); row.next())
                writeCatalogueRow(json, row);
        return ranked.next;
    }
    Query rows = reader.query(QByteArray("SELECT "_ba + CatalogueColumns + " FROM products p WHERE p.id "
                                         + idList(reader.kind())),
                              idListText(reader.kind(), ranked.items));
    const auto places = placesOf(ranked.items);
    QByteArrayList written(ranked.items.size());
    while (rows.next()) {
        JsonWriter one = json.likewise();
        writeCatalogueRow(one, rows);
        written[places.value(rows.id<ProductId>(0))] = one.take();
    }
    for (const QByteArray &item : written)
        if (!item.isEmpty())
            json.raw(item);
    return ranked.next;
}

}
}
