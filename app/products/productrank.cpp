#include "app/products/productrank.h"

#include "app/products/productfilter.h"

#include <algorithm>

namespace backroom::products {

namespace {
// Up to so many matches are read in one go and sorted here; more are read tier by tier.
constexpr qint64 FewMatches = 60;

enum Tier : char { BeginsWithText = '0', InTitle = '1', InNames = '2', Anywhere = '3' };
constexpr std::pair<Tier, SearchField> Fields[] = {{InTitle, SearchField::Title},
                                                   {InNames, SearchField::Names},
                                                   {Anywhere, SearchField::All}};

char tierOf(const Ranked &row) { return row.key.at(0); }

// The order that the databases read in too: titles that begin with the text by title, then the newest first.
bool comesBefore(const Ranked &a, const Ranked &b)
{
    if (a.key != b.key)
        return a.key < b.key;
    return tierOf(a) == BeginsWithText ? a.id < b.id : a.id > b.id;
}

class Ranking {
public:
    Ranking(Reader &reader, const ProductQuery &query, qint64 limit, RowTold *told)
        : m_told(told),
          m_columns(told ? told->columns : QByteArray("p.id")),
          m_reader(reader),
          m_query(query),
          m_limit(limit),
          m_search(query.text),
          m_filter(filterOf(reader, query)),
          m_end(m_search.folded() + "\xF4\x8F\xBF\xBF")
    {
        if (query.after && !query.after->value.isEmpty())
            m_after = Ranked{ProductId{query.after->id}, query.after->value};
    }

    std::vector<Ranked> run()
    {
        if (m_search.isEmpty())
            return {};
        if (m_filter.start != StartFrom::Order) {
            // Few products are asked for; few may also have been found.
            const qint64 few = fewOf(m_reader, 1);
            const SqlValues match = SqlValues() << parameter(SearchField::All) << few;
            const QByteArray found = "SELECT COUNT(*) FROM (" + SearchQuery::select(m_reader.kind()) + " LIMIT ?) s";
            Query count = m_reader.query(QByteArray(found), match);
            const bool fewFound = count.next() && count.int64(0) < few;
            return piece(fewFound || m_reader.kind() == StoreKind::Postgres ? fromMatches(few) : fromFilter());
        }
        if (!isLarge())
            if (std::vector<Ranked> all = fromMatches(FewMatches + 1); all.size() <= FewMatches)
                return piece(std::move(all));
        byTitle();
        for (const auto &[tier, field] : Fields)
            byNewest(tier, field);
        return std::move(m_rows);
    }

private:
    // Where a text mostly finds more than a page, the tiers are read at once. The order is the same.
    bool isLarge() const
    {
        constexpr qint64 Large = 50'000;
        return m_reader.kind() == StoreKind::Sqlite
            && m_reader.number("SELECT MAX(id) FROM products").value_or(0) > Large;
    }

    QByteArray parameter(SearchField field) const { return m_search.parameter(m_reader.kind(), field); }

    // Of all matches in any order, what stands behind the cursor.
    std::vector<Ranked> piece(std::vector<Ranked> all) const
    {
        std::sort(all.begin(), all.end(), comesBefore);
        if (m_after)
            all.erase(all.begin(), std::upper_bound(all.begin(), all.end(), *m_after, comesBefore));
        if (qint64(all.size()) > m_limit)
            all.resize(size_t(m_limit));
        return all;
    }

    Ranked ranked(ProductId id, QByteArrayView title, SearchField field) const
    {
        if (title.startsWith(m_search.folded()))
            return {id, char(BeginsWithText) + title.toByteArray()};
        return {id, QByteArray(1, Fields[size_t(field)].first)};
    }

    std::vector<Ranked> fromMatches(qint64 most)
    {
        std::vector<Ranked> all;
        if (m_reader.kind() == StoreKind::Sqlite) {
            Query row =
                m_reader.query(QByteArray("SELECT p.id, p.title_key, s.title, s.names FROM product_search s CROSS JOIN "
                                          "products p ON p.id = s.rowid WHERE product_search MATCH ?"
                                          + m_filter.text + " LIMIT ?"),
                               SqlValues() << parameter(SearchField::All) << m_filter.values << most);
            while (row.next()) {
                const auto field = m_search.foundIn(row.utf8(2), row.utf8(3), {});
                all.push_back(ranked(row.id<ProductId>(0), row.utf8(1), field.value_or(SearchField::All)));
            }
            return all;
        }
        Query row = m_reader.query(QByteArray("SELECT p.id, p.title_key, CASE WHEN s.document @@ ?::tsquery THEN 0 "
                                              "WHEN s.document @@ ?::tsquery THEN 1 ELSE 2 END FROM product_search s "
                                              "JOIN products p ON p.id = s.rowid WHERE s.document @@ ?::tsquery"
                                              + m_filter.text + " LIMIT ?"),
                                   SqlValues() << parameter(SearchField::Title) << parameter(SearchField::Names)
                                               << parameter(SearchField::All) << m_filter.values << most);
        while (row.next())
            all.push_back(ranked(row.id<ProductId>(0), row.utf8(1), SearchField(row.integer(2))));
        return all;
    }

    // The few products that the filter leaves, their words looked at one by one. SQLite.
    std::vector<Ranked> fromFilter()
    {
        std::vector<Ranked> all;
        Query row =
            m_reader.query(QByteArray("SELECT p.id, p.title_key, s.title, s.names, s.body FROM "
                                      + m_filter.table(m_reader.kind(), m_query)
                                      + " CROSS JOIN product_search s ON s.rowid = p.id WHERE 1 = 1" + m_filter.text),
                           m_filter.values);
        while (row.next())
            if (const auto field = m_search.foundIn(row.utf8(2), row.utf8(3), row.utf8(4)))
                all.push_back(ranked(row.id<ProductId>(0), row.utf8(1), *field));
        return all;
    }

    qint64 left() const { return m_limit - qint64(m_rows.size()); }

    void byTitle()
    {
        if (m_after && tierOf(*m_after) != BeginsWithText)
            return;
        SqlValues values;
        QByteArray behind;
        if (m_after) {
            const QByteArray title = m_after->key.mid(1);
            behind = " AND (p.title_key > ? OR p.id > ?)";
            values << title << m_end << title << m_after->id.value;
        } else {
            values << m_search.folded() << m_end;
        }
        values << m_filter.values << left();
        const int titleAt = int(m_columns.count(',')) + 1;
        // Whatever the order: the index of names is where titles begin alike.
        const QByteArray table = m_reader.kind() == StoreKind::Sqlite && m_query.status
            ? "products p INDEXED BY products_name"
            : "products p";
        Query row = m_reader.query(QByteArray("SELECT " + m_columns + ", p.title_key FROM " + table
                                              + " WHERE p.title_key >= ? AND p.title_key < ?" + behind + m_filter.text
                                              + " ORDER BY p.title_key, p.id LIMIT ?"),
                                   values);
        while (row.next())
            add(row, char(BeginsWithText) + row.bytes(titleAt));
    }

    void byNewest(Tier tier, SearchField field)
    {
        if (left() == 0 || (m_after && tierOf(*m_after) > tier))
            return;
        SqlValues values = SqlValues() << m_search.parameterOnlyIn(m_reader.kind(), field);
        QByteArray older;
        if (m_after && tierOf(*m_after) == tier) {
            older = " AND s.rowid < ?";
            values << m_after->id.value;
        }
        values << m_search.folded() << m_end << m_filter.values << left();
        const QByteArray matches = m_reader.kind() == StoreKind::Sqlite
            ? "product_search s CROSS JOIN products p ON p.id = s.rowid WHERE product_search MATCH ?"
            : "product_search s JOIN products p ON p.id = s.rowid WHERE s.document @@ ?::tsquery";
        Query row = m_reader.query(QByteArray("SELECT " + m_columns + " FROM " + matches + older
                                              + " AND NOT (p.title_key >= ? AND p.title_key < ?)" + m_filter.text
                                              + " ORDER BY s.rowid DESC LIMIT ?"),
                                   values);
        while (row.next())
            add(row, QByteArray(1, tier));
    }

    void add(const Query &row, QByteArray key)
    {
        if (m_told && qint64(m_rows.size()) < m_told->most) {
            m_told->tell(row);
            ++m_told->told;
        }
        m_rows.push_back({row.id<ProductId>(0), std::move(key)});
    }

    RowTold *m_told;
    QByteArray m_columns; // the id first

    Reader &m_reader;
    const ProductQuery &m_query;
    qint64 m_limit;
    SearchQuery m_search;
    SqlCondition m_filter;
    QByteArray m_end; // behind every title that begins with the text
    std::optional<Ranked> m_after;
    std::vector<Ranked> m_rows;
};
}

std::vector<Ranked> rank(Reader &reader, const ProductQuery &query, qint64 limit, RowTold *told)
{
    return Ranking(reader, query, limit, told).run();
}

}
