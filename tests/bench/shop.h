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

    // As many published products of one variant each, with more pieces than will be sold.
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
    qint64 shippingMethod();

private:
    void addOrders(Transaction &transaction, qint64 first, qint64 count, qint64 of);
    QTemporaryDir m_folder;
    QString m_dataDir;
    QString m_url;
    SystemClock m_clock;
    std::unique_ptr<Database> m_database;
    QByteArrayList m_slugs;
    QList<qint64> m_products;
    QList<qint64> m_variants;
};

}
