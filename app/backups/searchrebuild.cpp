#include "app/backups/searchrebuild.h"

#include "app/store/copytext.h"
#include "app/store/pgcopy.h"

namespace backroom {

namespace {
constexpr int ProductsAtOnce = 1000;
constexpr qsizetype BytesAtOnce = 1 << 20; // that go to PostgreSQL in one COPY

struct Names
{
    qint64 product = 0;
    QString text;
};

// Products in the order of their ids, so many at a time, that neither database has more of them in memory.
class ProductWords {
public:
    explicit ProductWords(Connection &store) : m_store(store) {}

    // Gives each of the next products to `take`; how many there were.
    template<typename Take> int next(Take &&take)
    {
        m_products.clear();
        m_texts.clear();
        Query rows =
            m_store.query("SELECT id, title, vendor, description FROM products WHERE id > ? ORDER BY id LIMIT ?",
                          m_last, ProductsAtOnce);
        const qint64 before = m_last;
        while (rows.next()) {
            m_last = rows.int64(0);
            m_products.push_back({m_last, rows.text(2)});
            m_texts.emplace_back(rows.text(1), rows.text(3));
        }
        addNames("SELECT product_id, sku, barcode FROM variants WHERE product_id > ? AND product_id <= ? "
                 "ORDER BY product_id, position",
                 before, 2);
        addNames("SELECT product_id, tag FROM product_tags WHERE product_id > ? AND product_id <= ? "
                 "ORDER BY product_id, position",
                 before, 1);
        for (size_t i = 0; i < m_products.size(); ++i)
            take(m_products[i].product,
                 products::indexedWords(m_texts[i].first, m_products[i].text, m_texts[i].second));
        return int(m_products.size());
    }

private:
    void addNames(const char *sql, qint64 before, int columns)
    {
        Query rows = m_store.query(sql, before, m_last);
        auto product = m_products.begin();
        while (rows.next()) {
            while (product != m_products.end() && product->product < rows.int64(0))
                ++product;
            if (product == m_products.end())
                return;
            for (int column = 1; column <= columns && product->product == rows.int64(0); ++column)
                product->text += u' ' + rows.text(column);
        }
    }

    Connection &m_store;
    qint64 m_last = std::numeric_limits<qint64>::min();
    std::vector<Names> m_products;
    std::vector<std::pair<QString, QString>> m_texts; // title and description of each
};

// What is dropped is made as it was, without a word being looked for.
void empty(Connection &store)
{
    if (store.kind() == StoreKind::Postgres) {
        store.exec("DELETE FROM product_search");
        return;
    }
    QByteArray sql;
    {
        Query row = store.query("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'product_search'");
        row.next();
        sql = row.bytes(0);
    }
    store.command("DROP TABLE product_search");
    store.command(sql.constData());
}

void copyLines(Connection &target, QByteArray &lines)
{
    CopyIn copy(target, "COPY product_search (rowid, document) FROM STDIN");
    copy.write(lines);
    copy.finish();
    lines.resize(0);
}
}

bool fillProductSearch(Connection &source, Connection &target, const SearchRebuildGoOn &goOn)
{
    ProductWords words(source);
    QByteArray lines;
    const auto toPostgres = [&](qint64 product, const products::IndexedWords &indexed) {
        lines += QByteArray::number(product) + '\t';
        copytext::appendText(lines, products::searchVector(indexed));
        lines += '\n';
    };
    const auto toSqlite = [&target](qint64 product, const products::IndexedWords &indexed) {
        target.exec("INSERT INTO product_search (rowid, title, names, body) VALUES (?, ?, ?, ?)", product,
                    indexed.title, indexed.names, indexed.body);
    };
    qint64 done = 0;
    for (;;) {
        const int count = target.kind() == StoreKind::Postgres ? words.next(toPostgres) : words.next(toSqlite);
        done += count;
        if (!lines.isEmpty() && (count == 0 || lines.size() >= BytesAtOnce))
            copyLines(target, lines);
        if (count == 0)
            return true;
        if (goOn && !goOn(done))
            return false;
    }
}

bool rebuildProductSearch(Connection &store, const SearchRebuildGoOn &goOn)
{
    empty(store);
    return fillProductSearch(store, store, goOn);
}

}
