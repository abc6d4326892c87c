#pragma once
// A shop to measure with: made by `backroomd init`, its catalogue put in through the store.
#include "app/store/database.h"
#include "tests/bench/options.h"

#include <QTemporaryDir>

namespace backroom::bench {

class BenchShop {
public:
    // Empty `url`: SQLite in a folder of its own, gone with the object. Ends the benchmarks when it cannot be made.
    explicit BenchShop(const QString &url = {});

    // As many published products of one variant each, with more pieces than will be sold. Once.
    void fillCatalogue(int count);
    // As many orders of two lines each over three years, and their daily totals. After fillCatalogue().
    void fillOrders(qint64 orders);

    // Opened when first asked for.
    Database &database();
    const QString &folder() const { return m_dataDir; }
    // "serve" and what it needs; workers 0: as many as there are processors.
    QStringList serveArguments(int workers) const;
    QStringList storeArguments() const;

    const QByteArrayList &slugs() const { return m_slugs; }
    const QList<qint64> &productIds() const { return m_products; }
    const QList<qint64> &variantIds() const { return m_variants; }
    // When a product was created: the later it stands in productIds(), the earlier.
    Millis madeAt(int product) const { return m_madeAt - product; }
    qint64 shippingMethod();
    // Where the first products of the catalogue in this order ("name", "price", "-price", "-created") stand in
    // productIds().
    QList<int> first(const QByteArray &order, int count) const;

private:
    // In one transaction of `bulk()`.
    void write(Connection &connection, const std::function<void(Transaction &)> &work);
    // A connection for rows by the million, past the writer: its savepoints are for many small changes.
    std::unique_ptr<Connection> bulk();
    void addProducts(Transaction &transaction, int first, int count);
    void addOrders(Transaction &transaction, qint64 first, qint64 count, qint64 of);
    QTemporaryDir m_folder;
    QString m_dataDir;
    QString m_url;
    SystemClock m_clock;
    std::unique_ptr<Database> m_database;
    QByteArrayList m_slugs;
    QList<qint64> m_products;
    QList<qint64> m_variants;
    Millis m_madeAt = 0;
};

// Two shops that several benchmarks share, each made when it is first asked for: one of the usual size, and one with a
// hundred times as many products and as many orders, which takes a minute or two to make.
class Shops {
public:
    explicit Shops(const Options &options) : m_options(options) {}
    BenchShop &usual();
    BenchShop &large();

private:
    const Options &m_options;
    std::unique_ptr<BenchShop> m_usual;
    std::unique_ptr<BenchShop> m_large;
};

}
