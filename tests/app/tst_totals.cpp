#include "app/reports/totals.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
const QTimeZone London("Europe/London");

struct Line
{
    qint64 variant;
    qint64 quantity;
    qint64 total;
    qint64 discount;
    qint64 rate; // millionths
    qint64 tax;
};

struct Sale
{
    Millis at = 0;
    bool inclusive = false;
    QString country = u"GB"_s;
    QList<Line> lines;
    qint64 shipping = 0;
    qint64 shippingTax = 0;
    qint64 shippingRate = 200'000;
};

OrderId place(Transaction &tx, const Sale &sale)
{
    qint64 items = 0;
    qint64 tax = sale.shippingTax;
    std::map<qint64, std::pair<qint64, qint64>> taxes;
    if (sale.shippingTax != 0)
        taxes[sale.shippingRate] = {sale.shipping - (sale.inclusive ? sale.shippingTax : 0), sale.shippingTax};
    for (const Line &line : sale.lines) {
        items += std::max<qint64>(line.quantity, 0);
        tax += line.tax;
        if (line.rate != 0) {
            taxes[line.rate].first += line.total - line.discount - (sale.inclusive ? line.tax : 0);
            taxes[line.rate].second += line.tax;
        }
    }
    const auto order = tx.insert<OrderId>(
        "INSERT INTO orders (source, email, status, payment_status, fulfilment_status, prices_include_tax, subtotal, "
        "discount, shipping, shipping_tax, tax, total, item_count, country, day, placed_at, updated_at) "
        "VALUES ('shop', '', 'open', 'pending', 'unfulfilled', ?, 0, 0, ?, ?, ?, 0, ?, ?, ?, ?, ?) RETURNING id",
        sale.inclusive, sale.shipping, sale.shippingTax, tax, items, sale.country, shopDay(sale.at, London), sale.at,
        sale.at);
    int position = 0;
    for (const Line &line : sale.lines)
        tx.exec("INSERT INTO order_lines (order_id, position, variant_id, sku, title, quantity, unit_price, total, "
                "discount, tax_name, tax_rate, tax) VALUES (?, ?, ?, 'x', 'x', ?, 0, ?, ?, ?, ?, ?)",
                order, ++position, line.variant != 0 ? std::optional(line.variant) : std::nullopt, line.quantity,
                line.total, line.discount, line.rate != 0 ? "VAT" : "", line.rate, line.tax);
    for (const auto &[rate, sums] : taxes)
        tx.exec("INSERT INTO order_taxes (order_id, name, rate, net, amount) VALUES (?, 'VAT', ?, ?, ?)", order, rate,
                sums.first, sums.second);
    totals::add(tx, order);
    return order;
}

QByteArray rowsOf(Reader &reader, const QByteArray &sql)
{
    QByteArrayList rows;
    Query query = reader.query(sql);
    while (query.next())
        rows << query.bytes(0);
    return rows.join("; ");
}

struct Kept
{
    QByteArray sales, variants, countries, taxes;
};

Kept kept(Database &database)
{
    Kept kept;
    (void)database.read([&](Reader &reader) -> Result<> {
        kept.sales = rowsOf(reader,
                            "SELECT day || ':' || orders || ' ' || items || ' ' || gross || ' ' || discounts || ' ' || "
                            "returns || ' ' || net || ' ' || tax || ' ' || shipping FROM daily_sales ORDER BY day");
        kept.variants = rowsOf(reader,
                               "SELECT day || ':' || variant_id || ' ' || units || ' ' || revenue FROM "
                               "daily_variants ORDER BY day, variant_id");
        kept.countries = rowsOf(reader,
                                "SELECT day || ':' || country || ' ' || orders || ' ' || items || ' ' || net FROM "
                                "daily_countries ORDER BY day, country");
        kept.taxes =
            rowsOf(reader, "SELECT day || ':' || rate || ' ' || net || ' ' || tax FROM daily_taxes ORDER BY day, rate");
        return {};
    });
    return kept;
}

QList<TotalsDifference> differences(Database &database)
{
    return *database.read([](Reader &reader) -> Result<QList<TotalsDifference>> { return totals::compare(reader); });
}

void refund(Transaction &tx, OrderId order, qint64 amount, qint64 shipping, qint64 shippingTax, int position = 0,
            qint64 quantity = 0, qint64 lineAmount = 0, qint64 lineTax = 0)
{
    totals::subtract(tx, order);
    const auto payment = tx.insert<Id<struct PaymentTag>>(
        "INSERT INTO payments (order_id, at, amount, shipping, shipping_tax, method) VALUES (?, 1, ?, ?, ?, 'cash') "
        "RETURNING id",
        order, -amount, shipping, shippingTax);
    if (position != 0)
        tx.exec("INSERT INTO refund_lines (payment_id, order_line_id, quantity, amount, tax, restocked) "
                "SELECT ?, id, ?, ?, ?, 0 FROM order_lines WHERE order_id = ? AND position = ?",
                payment, quantity, lineAmount, lineTax, order, position);
    totals::add(tx, order);
}

// Noon of a winter's day in London.
constexpr Millis Noon = 1'291'204'800'000; // 2010-12-01T12:00Z
constexpr int Day = 14'944;
}

class TestTotals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void pricesWithoutTax();
    void pricesWithTax();
    void aLineThatBringsBackIsReturned();
    void cancelledCountsNowhere();
    void refundsComeOffTheDayOfTheOrder();
    void moneyBackWithoutLines();
    void daysFollowTheClockOfTheShop();
    void importsAddWhatTheirRowsSay();
    void comparesAndMakesAnew();
};

void TestTotals::pricesWithoutTax()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        place(tx, {Noon, false, u"GB"_s, {{7, 3, 3000, 300, 200'000, 540}, {9, 1, 1000, 0, 0, 0}}, 500, 100});
        place(tx, {Noon, false, u"DE"_s, {{7, 1, 1000, 0, 190'000, 190}}, 0, 0});
        return {};
    }));
    const Kept is = kept(shop.database());
    QCOMPARE(is.sales, "14944:2 5 5000 300 0 4700 830 500");
    QCOMPARE(is.variants, "14944:7 4 3700; 14944:9 1 1000");
    QCOMPARE(is.countries, "14944:DE 1 1 1000; 14944:GB 1 4 3700");
    QCOMPARE(is.taxes, "14944:190000 1000 190; 14944:200000 3200 640");
    QCOMPARE(differences(shop.database()), QList<TotalsDifference>());
}

void TestTotals::pricesWithTax()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    // 24.00 with 20 % in it, 6.00 of it taken off: 18.00 holds 3.00. 5.99 for shipping holds 1.00.
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        place(tx, {Noon, true, u"GB"_s, {{7, 2, 2400, 600, 200'000, 300}}, 599, 100});
        return {};
    }));
    const Kept is = kept(shop.database());
    QCOMPARE(is.sales, "14944:1 2 2000 500 0 1500 400 499");
    QCOMPARE(is.variants, "14944:7 2 1500");
    QCOMPARE(is.countries, "14944:GB 1 2 1500");
    QCOMPARE(is.taxes, "14944:200000 1999 400");
}

void TestTotals::aLineThatBringsBackIsReturned()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        place(tx, {Noon, false, u"GB"_s, {{7, 10, 5000, 0, 0, 0}, {9, -2, -700, 0, 0, 0}, {0, 1, -150, 0, 0, 0}}});
        place(tx, {Noon, false, u"GB"_s, {{7, -3, -1500, 0, 0, 0}}}); // no order of its own
        return {};
    }));
    const Kept is = kept(shop.database());
    QCOMPARE(is.sales, "14944:1 11 5000 0 2350 2650 0 0");
    QCOMPARE(is.variants, "14944:7 7 3500; 14944:9 -2 -700");
    QCOMPARE(is.countries, "14944:GB 1 11 2650");
    QCOMPARE(is.taxes, "");
}

void TestTotals::cancelledCountsNowhere()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        place(tx, {Noon, true, u"GB"_s, {{7, 1, 1200, 0, 200'000, 200}}});
        const OrderId second =
            place(tx, {Noon, true, u"GB"_s, {{7, 2, 2400, 0, 200'000, 400}, {8, 1, 100, 0, 0, 0}}, 600, 100});
        refund(tx, second, 600, 0, 0, 1, 1, 600, 100);
        totals::subtract(tx, second);
        tx.exec("UPDATE orders SET status = 'cancelled' WHERE id = ?", second);
        totals::add(tx, second);
        return {};
    }));
    const Kept is = kept(shop.database());
    QCOMPARE(is.sales, "14944:1 1 1000 0 0 1000 200 0");
    QCOMPARE(is.variants, "14944:7 1 1000; 14944:8 0 0");
    QCOMPARE(is.countries, "14944:GB 1 1 1000");
    QCOMPARE(is.taxes, "14944:200000 1000 200");
    QCOMPARE(differences(shop.database()), QList<TotalsDifference>());
}

void TestTotals::refundsComeOffTheDayOfTheOrder()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    // Two of 12.00 with 2.00 tax each, shipping 6.00 with 1.00: one piece and the shipping go back.
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        const OrderId order = place(tx, {Noon, true, u"GB"_s, {{7, 2, 2400, 0, 200'000, 400}}, 600, 100, 70'000});
        refund(tx, order, 1800, 600, 100, 1, 1, 1200, 200);
        return {};
    }));
    const Kept is = kept(shop.database());
    QCOMPARE(is.sales, "14944:1 2 2000 0 1000 1000 200 0");
    QCOMPARE(is.variants, "14944:7 1 1000");
    QCOMPARE(is.countries, "14944:GB 1 2 1000");
    QCOMPARE(is.taxes, "14944:70000 0 0; 14944:200000 1000 200");
    QCOMPARE(differences(shop.database()), QList<TotalsDifference>());
}

void TestTotals::moneyBackWithoutLines()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        const OrderId order = place(tx, {Noon, false, u"GB"_s, {{7, 2, 2000, 0, 200'000, 400}}});
        refund(tx, order, 250, 0, 0);
        return {};
    }));
    const Kept is = kept(shop.database());
    QCOMPARE(is.sales, "14944:1 2 2000 0 250 1750 400 0");
    QCOMPARE(is.variants, "14944:7 2 2000");
    QCOMPARE(is.countries, "14944:GB 1 2 1750");
}

void TestTotals::daysFollowTheClockOfTheShop()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto at = [](const char *text) { return *parseTime(QString::fromLatin1(text)); };
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        for (const char *time : {"2011-03-26T23:59:59.999Z", // the last moment of winter's last whole day
                                 "2011-03-27T00:00:00.000Z", "2011-03-27T22:59:59.999Z", // a day of 23 hours
                                 "2011-03-27T23:00:00.000Z", // already Monday
                                 "2011-10-29T23:00:00.000Z", "2011-10-30T23:59:59.999Z", // a day of 25 hours
                                 "2011-10-31T00:00:00.000Z"})
            place(tx, {at(time), false, u"GB"_s, {{7, 1, 100, 0, 0, 0}}});
        return {};
    }));
    const auto day = [](int month, int day) { return QByteArray::number(dateDay(QDate(2011, month, day))); };
    QCOMPARE(kept(shop.database()).variants,
             day(3, 26) + ":7 1 100; " + day(3, 27) + ":7 2 200; " + day(3, 28) + ":7 1 100; " + day(10, 30)
                 + ":7 2 200; " + day(10, 31) + ":7 1 100");
}

void TestTotals::importsAddWhatTheirRowsSay()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    // More rows than go in at once, twice, so that both inserting and adding are met.
    constexpr int Many = 700;
    const Result<> written = shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        for (int round = 0; round < 2; ++round) {
            TotalsDelta delta;
            const auto order = tx.insert<OrderId>(
                "INSERT INTO orders (source, email, status, payment_status, fulfilment_status, prices_include_tax, "
                "subtotal, discount, shipping, tax, total, item_count, country, day, placed_at, updated_at) VALUES "
                "('import', '', 'completed', 'paid', 'fulfilled', 1, 0, 0, 0, 0, 0, ?, 'EIRE', ?, 1, 1) RETURNING id",
                Many, Day);
            delta.addOrder(Day, u"EIRE"_s);
            for (int i = 1; i <= Many; ++i) {
                const qint64 quantity = i % 7 == 0 ? -1 : 2;
                tx.exec("INSERT INTO order_lines (order_id, position, variant_id, sku, title, quantity, unit_price, "
                        "total) VALUES (?, ?, ?, 'x', 'x', ?, 0, ?)",
                        order, i, i, quantity, quantity * i);
                delta.addLine(Day, VariantId{i}, u"EIRE"_s, quantity, quantity * i);
            }
            totals::apply(tx, delta);
        }
        return {};
    });
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    QCOMPARE(differences(shop.database()), QList<TotalsDifference>());
    QCOMPARE(kept(shop.database()).sales.left(12), "14944:2 2400");
}

void TestTotals::comparesAndMakesAnew()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        for (int i = 0; i < 5; ++i) {
            const OrderId order = place(tx,
                                        {Noon + i * 86'400'000LL,
                                         true,
                                         u"GB"_s,
                                         {{7, 2, 2400, 0, 200'000, 400}, {8, 1, 500, 0, 0, 0}},
                                         600,
                                         100});
            if (i == 1)
                refund(tx, order, 1200, 0, 0, 1, 1, 1200, 200);
        }
        return {};
    }));
    const Kept right = kept(shop.database());
    QCOMPARE(differences(shop.database()), QList<TotalsDifference>());
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        tx.exec("UPDATE daily_sales SET net = net + 1 WHERE day = ?", Day + 1);
        tx.exec("DELETE FROM daily_variants WHERE day = ? AND variant_id = 8", Day + 2);
        tx.exec("INSERT INTO daily_taxes (day, name, rate, net, tax) VALUES (?, 'VAT', 1, 0, 5)", Day - 9);
        tx.exec("UPDATE daily_countries SET items = 0 WHERE day = ?", Day);
        return {};
    }));
    QCOMPARE(differences(shop.database()),
             (QList<TotalsDifference>{{Day - 9, "daily_taxes"},
                                      {Day, "daily_countries"},
                                      {Day + 1, "daily_sales"},
                                      {Day + 2, "daily_variants"}}));
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        totals::rebuild(tx);
        return {};
    }));
    QCOMPARE(differences(shop.database()), QList<TotalsDifference>());
    const Kept again = kept(shop.database());
    QCOMPARE(again.sales, right.sales);
    QCOMPARE(again.variants, right.variants);
    QCOMPARE(again.countries, right.countries);
    QCOMPARE(again.taxes, right.taxes);
}

QTEST_GUILESS_MAIN(TestTotals)
#include "tst_totals.moc"
