// Very many orders, straight into the store: what they are for are reports, not the way they came about.
#include "app/reports/totals.h"
#include "app/settings/settings.h"
#include "app/store/bulkinsert.h"
#include "tests/bench/indexesaside.h"
#include "tests/bench/shop.h"
#include "tests/bench/words.h"

namespace backroom::bench {

namespace {
constexpr qint64 OrdersAtOnce = 20'000;
constexpr qint64 ToSend = 300; // the newest
constexpr qint64 Span = 3LL * 365 * 24 * 3600 * 1000; // milliseconds that the orders spread over
constexpr std::array Countries{"GB", "GB", "GB", "DE", "FR", "IE", "NL"};

struct OrderLine
{
    qsizetype product;
    qint64 quantity;
    qint64 total() const { return quantity * priceOf(int(product)); }
    qint64 tax() const { return total() / 6; } // of 20 %, which is in the price
};
}

void BenchShop::addOrders(Transaction &transaction, qint64 first, qint64 count, qint64 of)
{
    const QTimeZone zone = settings::load(transaction).zone();
    const Millis begin = transaction.now() - Span;
    const qint64 start = transaction.number("SELECT value + 1 FROM counters WHERE name = 'order'").value_or(1);
    const auto lineOf = [this](qint64 order, int line) {
        return OrderLine{qsizetype((order * 7919 + line * 104'729) % m_variants.size()), 1 + (order + line) % 4};
    };
    QList<qint64> ids;
    BulkInsert orders(
        transaction,
        "INSERT INTO orders (number, sequence, source, email, customer_name, status, payment_status, fulfilment_status, "
        "prices_include_tax, subtotal, discount, shipping, tax, total, paid, item_count, country, day, placed_at, updated_at)",
        20, "RETURNING id", [&ids](const Query &row) { ids << row.int64(0); });
    for (qint64 i = first; i < first + count; ++i) {
        const OrderLine a = lineOf(i, 0), b = lineOf(i, 1);
        const qint64 total = a.total() + b.total();
        const Millis at = begin + Span / of * i;
        const bool toSend = i + ToSend >= of;
        orders.add(QByteArray::number(start + i), start + i, "shop",
                   "customer" + QByteArray::number(i % 50'000) + "@example.com", "A Customer",
                   toSend ? "open" : "completed", "paid", toSend ? "unfulfilled" : "fulfilled", 1, total, 0, 0,
                   a.tax() + b.tax(), total, total, a.quantity + b.quantity, Countries[size_t(i) % Countries.size()],
                   shopDay(at, zone), at, at);
    }
    orders.flush();
    BulkInsert lines(transaction,
                     "INSERT INTO order_lines (order_id, position, variant_id, product_id, sku, title, quantity, "
                     "unit_price, total, tax_name, tax_rate, tax, fulfilled)",
                     13);
    BulkInsert taxes(transaction, "INSERT INTO order_taxes (order_id, name, rate, net, amount)", 5);
    for (qint64 i = 0; i < count; ++i) {
        qint64 net = 0, tax = 0;
        for (int position = 0; position < 2; ++position) {
            const OrderLine line = lineOf(first + i, position);
            const int product = int(line.product);
            lines.add(ids[i], position, m_variants[product], m_products[product],
                      "BENCH-" + QByteArray::number(product), titleOf(product), line.quantity,
                      priceOf(product) * 10'000, line.total(), "VAT 20%", 200'000, line.tax(),
                      first + i + ToSend >= of ? 0 : line.quantity);
            net += line.total() - line.tax();
            tax += line.tax();
        }
        taxes.add(ids[i], "VAT 20%", 200'000, net, tax);
    }
    lines.flush();
    taxes.flush();
    BulkInsert payments(transaction, "INSERT INTO payments (order_id, at, amount, method)", 4);
    for (qint64 i = 0; i < count; ++i)
        payments.add(ids[i], begin + Span / of * (first + i),
                     lineOf(first + i, 0).total() + lineOf(first + i, 1).total(), "bank_transfer");
    payments.flush();
}

void BenchShop::fillOrders(qint64 orders)
{
    const auto connection = bulk();
    {
        const IndexesAside aside(*connection, {"orders", "order_lines", "payments"});
        for (qint64 first = 0; first < orders; first += OrdersAtOnce)
            write(*connection, [&](Transaction &transaction) {
                addOrders(transaction, first, std::min(OrdersAtOnce, orders - first), orders);
            });
    }
    write(*connection, [orders](Transaction &transaction) {
        transaction.exec("UPDATE counters SET value = value + ? WHERE name = 'order'", orders);
        totals::rebuild(transaction);
    });
}

}
