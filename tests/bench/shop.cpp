#include "tests/bench/shop.h"

#include "app/base/text.h"
#include "app/products/productsearch.h"
#include "app/store/bulkinsert.h"
#include "tests/bench/indexesaside.h"
#include "tests/bench/program.h"
#include "tests/bench/words.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
const Actor Builder = Actor::system(u"Benchmark"_s);

template<typename T> T sure(Result<T> result)
{
    if (!result)
        qFatal("the shop cannot be made: %s", qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}
}

BenchShop::BenchShop(const QString &url) : m_dataDir(m_folder.filePath(u"shop"_s)), m_url(url)
{
    runProgram(backroomd(),
               QStringList{u"init"_s, u"--shop-name"_s, u"Benchmark"_s, u"--currency"_s, u"GBP"_s, u"--country"_s,
                           u"GB"_s, u"--owner-email"_s, u"owner@example.com"_s, u"--owner-password-stdin"_s}
                   + storeArguments(),
               "correct horse battery staple\n");
}

QStringList BenchShop::storeArguments() const
{
    QStringList arguments{u"--data"_s, m_dataDir};
    if (!m_url.isEmpty())
        arguments << u"--store"_s << m_url;
    return arguments;
}

QStringList BenchShop::serveArguments(int workers) const
{
    QStringList arguments =
        QStringList{u"serve"_s, u"--port"_s, u"0"_s, u"--rate-limit"_s, u"off"_s} + storeArguments();
    if (workers > 0)
        arguments << u"--workers"_s << QString::number(workers);
    return arguments;
}

Database &BenchShop::database()
{
    if (!m_database)
        m_database = sure(Database::open({m_dataDir, m_url}, m_clock));
    return *m_database;
}

std::unique_ptr<Connection> BenchShop::bulk()
{
    auto connection = sure(Connection::open(database().config()));
    if (connection->kind() == StoreKind::Sqlite)
        connection->command("PRAGMA cache_size = -400000; PRAGMA synchronous = OFF");
    return connection;
}

void BenchShop::write(Connection &connection, const std::function<void(Transaction &)> &work)
{
    connection.command(connection.kind() == StoreKind::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    Transaction transaction(connection, m_clock.now(), database().secrets(), Builder);
    work(transaction);
    connection.command("COMMIT");
}

void BenchShop::fillCatalogue(int count)
{
    constexpr int ProductsAtOnce = 50'000;
    m_madeAt = m_clock.now();
    const auto connection = bulk();
    const IndexesAside aside(*connection, {"products", "variants", "stock_movements", "product_search"});
    for (int first = 0; first < count; first += ProductsAtOnce)
        write(*connection, [&](Transaction &transaction) {
            addProducts(transaction, first, std::min(ProductsAtOnce, count - first));
        });
}

void BenchShop::addProducts(Transaction &transaction, int first, int count)
{
    const auto last = first + count;
    BulkInsert rows(
        transaction,
        "INSERT INTO products (title, title_key, slug, description, status, vendor, price, available, created_at, "
        "updated_at)",
        10, "RETURNING id", [this](const Query &row) { m_products << row.int64(0); });
    for (int i = first; i < last; ++i) {
        const QByteArray title = titleOf(i);
        const QByteArray slug = title.toLower().replace(". ", "-").replace(' ', '-');
        m_slugs << slug;
        rows.add(title, foldText(QString::fromUtf8(title)), slug,
                 "A thing for the house, made to be measured with. It is *" + title.toLower()
                     + "* and of good quality.",
                 "published", "Benchmark & Sons", priceOf(i), 1, madeAt(i), madeAt(i));
    }
    rows.flush();
    BulkInsert variants(transaction, "INSERT INTO variants (product_id, position, sku, price, weight_grams)", 5,
                        "RETURNING id", [this](const Query &row) { m_variants << row.int64(0); });
    for (int i = first; i < last; ++i)
        variants.add(m_products[i], 0, "BENCH-" + QByteArray::number(i), priceOf(i), 100);
    variants.flush();
    BulkInsert levels(transaction, "INSERT INTO stock_levels (variant_id, level)", 2);
    BulkInsert movements(transaction, "INSERT INTO stock_movements (variant_id, at, delta, level, reason, actor)", 6);
    for (int i = first; i < last; ++i) {
        levels.add(m_variants[i], 900'000'000);
        movements.add(m_variants[i], transaction.now(), 900'000'000, 900'000'000, "received", "system");
    }
    levels.flush();
    movements.flush();
    for (int i = first; i < last; ++i) {
        Product product;
        product.id = ProductId{m_products[i]};
        product.title = QString::fromUtf8(titleOf(i));
        product.vendor = u"Benchmark & Sons"_s;
        products::indexProduct(transaction, product);
    }
}

QList<int> BenchShop::first(const QByteArray &order, int count) const
{
    QList<int> all(m_products.size());
    std::iota(all.begin(), all.end(), 0);
    QByteArrayList names;
    if (order == "name")
        for (const int product : std::as_const(all))
            names << titleOf(product).toLower();
    const auto end = all.begin() + std::min<qsizetype>(count, all.size());
    std::partial_sort(all.begin(), end, all.end(), [&](int a, int b) {
        if (order == "name")
            return names[a] < names[b];
        if (order == "-created" || priceOf(a) == priceOf(b))
            return order == "-price" ? a > b : a < b;
        return order == "price" ? priceOf(a) < priceOf(b) : priceOf(a) > priceOf(b);
    });
    all.erase(end, all.end());
    return all;
}

qint64 BenchShop::shippingMethod()
{
    return sure(database().read([](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT min(id) FROM shipping_methods WHERE active = 1").value_or(0);
    }));
}

BenchShop &Shops::usual()
{
    if (!m_usual) {
        m_usual = std::make_unique<BenchShop>();
        m_usual->fillCatalogue(m_options.products());
    }
    return *m_usual;
}

BenchShop &Shops::large()
{
    if (!m_large) {
        m_large = std::make_unique<BenchShop>();
        m_large->fillCatalogue(m_options.manyProducts());
        m_large->fillOrders(m_options.manyOrders());
    }
    return *m_large;
}

}
