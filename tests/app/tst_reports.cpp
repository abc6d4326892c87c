#include "app/reports/doctor.h"
#include "app/reports/reports.h"
#include "app/reports/requestlog.h"
#include "app/reports/requeststats.h"
#include "app/reports/series.h"
#include "app/reports/totals.h"
#include "app/settings/settings.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
// A Thursday; the store's clock stands at 2026-11-20.
constexpr int Day = 20'776;

Actor person(Role role)
{
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.role = role;
    return actor;
}

// Two products (one without a category), three customers, five orders over three months, one of them cancelled.
struct Books
{
    explicit Books(Database &database)
    {
        const Result<> made = database.writeNow(Self, [this](Transaction &tx) -> Result<> {
            Settings settings;
            settings.shopName = u"Gifts"_s;
            settings.currency = "EUR";
            settings.country = "DE";
            settings.timezone = "Europe/Berlin";
            settings.languages = {u"de"_s};
            if (const auto created = settings::create(tx, settings); !created)
                return created;
            mug = product(tx, "MUG", "Mug", 1000, 600, 90);
            cup = product(tx, "CUP", "Cup", 500, std::nullopt, 10);
            const auto kitchen = tx.insert<CategoryId>(
                "INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('Kitchen', 'kitchen', 1, 1) RETURNING id");
            tx.exec(
                "INSERT INTO product_categories (product_id, category_id) SELECT product_id, ? FROM variants WHERE sku = 'MUG'",
                kitchen);
            const UserId ann = customer(tx, "Ann");
            const UserId bob = customer(tx, "Bob");
            const UserId cid = customer(tx, "Cid");
            order(tx, Day - 1, ann, "DE", {{mug, 30}});
            order(tx, Day - 1, bob, "FR", {{mug, 1}, {cup, 2}});
            order(tx, Day - 31, ann, "DE", {{cup, 4}});
            order(tx, Day - 62, cid, "", {{cup, 1}});
            const OrderId gone = order(tx, Day - 1, cid, "DE", {{mug, 50}});
            totals::subtract(tx, gone);
            tx.exec("UPDATE orders SET status = 'cancelled' WHERE id = ?", gone);
            totals::add(tx, gone);
            tx.exec("UPDATE counters SET value = ? WHERE name = 'order'", sequence);
            return {};
        });
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
    }

    static VariantId product(Transaction &tx, const char *sku, const char *title, qint64 price,
                             std::optional<qint64> cost, qint64 level)
    {
        const auto product = tx.insert<ProductId>(
            "INSERT INTO products (title, title_key, slug, status, created_at, updated_at) VALUES (?, ?, ?, "
            "'published', 1, 1) RETURNING id",
            title, title, title);
        const auto variant = tx.insert<VariantId>(
            "INSERT INTO variants (product_id, position, sku, price, cost) VALUES (?, 0, ?, ?, ?) RETURNING id",
            product, sku, price, cost);
        tx.exec("INSERT INTO stock_levels (variant_id, level) VALUES (?, ?)", variant, level);
        tx.exec(
            "INSERT INTO stock_movements (variant_id, at, delta, level, reason, actor) VALUES (?, 1, ?, ?, 'received', 'system')",
            variant, level, level);
        return variant;
    }
    static UserId customer(Transaction &tx, const char *name)
    {
        return tx.insert<UserId>(
            "INSERT INTO users (name, name_key, role, created_at, updated_at) VALUES (?, ?, 'customer', ?, 1) RETURNING id",
            name, name, dayStart(Day - 1, QTimeZone("Europe/Berlin")));
    }
    // 19 % on top, no shipping.
    OrderId order(Transaction &tx, int day, UserId user, const char *country,
                  const QList<std::pair<VariantId, qint64>> &lines)
    {
        qint64 items = 0, net = 0;
        for (const auto &[variant, quantity] : lines) {
            items += quantity;
            net += quantity * (variant == mug ? 1000 : 500);
        }
        const qint64 tax = net * 19 / 100;
        ++sequence;
        const auto id = tx.insert<OrderId>(
            "INSERT INTO orders (source, user_id, email, status, payment_status, fulfilment_status, prices_include_tax, subtotal, discount, shipping, "
            "tax, total, item_count, country, day, placed_at, updated_at, sequence, number) VALUES ('shop', ?, '', 'open', 'pending', 'unfulfilled', 0, ?, 0, 0, "
            "?, ?, ?, ?, ?, 1, 1, ?, ?) RETURNING id",
            user, net, tax, net + tax, items, country, day, sequence, QString::number(sequence));
        int position = 0;
        for (const auto &[variant, quantity] : lines) {
            const qint64 total = quantity * (variant == mug ? 1000 : 500);
            tx.exec(
                "INSERT INTO order_lines (order_id, position, variant_id, sku, title, quantity, unit_price, total, tax_name, tax_rate, tax) "
                "VALUES (?, ?, ?, '', '', ?, 0, ?, 'USt', 190000, ?)",
                id, position++, variant, quantity, total, total * 19 / 100);
        }
        tx.exec("INSERT INTO order_taxes (order_id, name, rate, net, amount) VALUES (?, 'USt', 190000, ?, ?)", id, net,
                tax);
        totals::add(tx, id);
        return id;
    }
    VariantId mug;
    VariantId cup;
    qint64 sequence = 1000;
};

QByteArray csv(Database &database, const QByteArray &name, const ReportQuery &query)
{
    const auto text = database.read([&](Reader &reader) -> Result<QByteArray> {
        const auto table = reports::run(reader, person(Role::Manager), name, query);
        return table ? Result<QByteArray>(toCsv(*table)) : fail(table.error());
    });
    return text ? QByteArray(*text).replace("\r\n", "|") : text.error().message.toUtf8();
}
}

class TestReports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void csvOfEach_data();
    void csvOfEach();
    void periods_data();
    void periods();
    void usualRanges();
    void json();
    void whatIsRefused();
    void classesOfCustomers();
    void dashboard();
    void booksThatAreRight();
    void booksThatAreWrong_data();
    void booksThatAreWrong();
    void requestLogListsNewestFirst();
    void requestLogFilters();
    void requestLogForgets();
    void requestsByEndpoint();
    void hoursOfTheWall_data();
    void hoursOfTheWall();
    void histogramsPack();
};

void TestReports::csvOfEach_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("sales")
        << "sales"_ba
        << ""_ba
        << "period,orders,items,gross,discounts,returns,net,tax,shipping|2026-09,1,1,5.00,0.00,0.00,5.00,0.95,0.00|2026-10,1,4,20.00,"
           "0.00,0.00,20.00,3.80,0.00|2026-11,2,33,320.00,0.00,0.00,320.00,60.80,0.00|"_ba;
    QTest::newRow("products")
        << "products"_ba
        << ""_ba
        << "sku,title,units,revenue,share|MUG,Mug,31,310.00,0.898551|CUP,Cup,7,35.00,0.101449|"_ba;
    QTest::newRow("products by units")
        << "products"_ba
        << "units"_ba
        << "sku,title,units,revenue,share|MUG,Mug,31,310.00,0.898551|CUP,Cup,7,35.00,0.101449|"_ba;
    QTest::newRow("categories") << "categories"_ba
                                << ""_ba
                                << "category,units,revenue|Kitchen,31,310.00|None,7,35.00|"_ba;
    QTest::newRow("countries")
        << "countries"_ba
        << ""_ba
        << "country,code,orders,items,net,share|Germany,DE,2,34,320.00,0.927536|France,FR,1,3,20.00,0.057971|Unknown,,1,1,5.00,0.014493|"_ba;
    QTest::newRow("tax") << "tax"_ba
                         << ""_ba
                         << "name,rate,net,tax|USt,0.19,345.00,65.55|"_ba;
    // 31 mugs in 63 days: 90 of them last 182 days.
    QTest::newRow("stock")
        << "stock"_ba
        << ""_ba
        << "sku,title,level,value,sold,days_left,low|CUP,Cup,10,50.00,7,90,|MUG,Mug,90,540.00,31,182,|"_ba;
}

void TestReports::csvOfEach()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, sort);
    QFETCH(QByteArray, expected);
    TestStore shop(store);
    const Books books(shop.database());
    QCOMPARE(csv(shop.database(), name, {Day - 62, Day + 1, Interval::Month, sort}), expected);
}

void TestReports::periods_data()
{
    QTest::addColumn<QDate>("from");
    QTest::addColumn<QDate>("to");
    QTest::addColumn<QByteArray>("interval");
    QTest::addColumn<QString>("labels");
    QTest::newRow("days") << QDate(2011, 2, 27) << QDate(2011, 3, 2) << "day"_ba
                          << u"2011-02-27 2011-02-28 2011-03-01"_s;
    QTest::newRow("weeks over a year's end")
        << QDate(2010, 12, 26) << QDate(2011, 1, 4) << "week"_ba << u"2010-W51 2010-W52 2011-W01"_s;
    QTest::newRow("a range inside a month")
        << QDate(2011, 1, 31) << QDate(2011, 2, 2) << "month"_ba << u"2011-01 2011-02"_s;
}

void TestReports::periods()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QDate, from);
    QFETCH(QDate, to);
    QFETCH(QByteArray, interval);
    QFETCH(QString, labels);
    TestStore shop(store);
    const auto table = shop->read([&](Reader &reader) {
        return reports::run(reader, Self, "sales", {dateDay(from), dateDay(to), *reports::parseInterval(interval)});
    });
    QVERIFY(table);
    QStringList found;
    for (int row = 0; row < table->rows.size(); ++row)
        found << table->text(row, 0);
    QCOMPARE(found.join(u' '), labels);
}

void TestReports::usualRanges()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    const QByteArray days = csv(shop.database(), "sales", {});
    QCOMPARE(days.count('|'), 31);
    QVERIFY(days.contains("|2026-11-18,2,33,320.00,"));
    QVERIFY(days.endsWith("|2026-11-20,0,0,0.00,0.00,0.00,0.00,0.00,0.00|"));
    const QByteArray months = csv(shop.database(), "sales", {{}, {}, Interval::Month});
    QCOMPARE(months.count('|'), 13);
    QVERIFY(months.contains("|2025-12,0,"));
}

void TestReports::json()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    const auto table = shop->read([](Reader &reader) {
        return reports::run(reader, Self, "tax", {Day - 62, Day + 1});
    });
    QCOMPARE(
        toJson(*table),
        "{\"name\":\"tax\",\"from\":\"2026-09-18\",\"to\":\"2026-11-20\",\"interval\":null,\"columns\":[{\"name\":\"name\",\"title\":\"Tax\","
        "\"kind\":\"text\"},{\"name\":\"rate\",\"title\":\"Rate\",\"kind\":\"rate\"},{\"name\":\"net\",\"title\":\"Taxed\",\"kind\":\"money\"},"
        "{\"name\":\"tax\",\"title\":\"Amount\",\"kind\":\"money\"}],\"items\":[{\"name\":\"USt\",\"rate\":\"0.19\",\"net\":{\"amount\":34500,"
        "\"currency\":\"EUR\"},\"tax\":{\"amount\":6555,\"currency\":\"EUR\"}}]}");
}

void TestReports::whatIsRefused()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    const auto code = [&](const Actor &actor, const QByteArray &name, const ReportQuery &query = {}) {
        const auto table = shop->read([&](Reader &reader) { return reports::run(reader, actor, name, query); });
        return table ? -1 : int(table.error().code);
    };
    QCOMPARE(code(person(Role::Viewer), "sales"), -1);
    QCOMPARE(code(person(Role::Customer), "sales"), int(ErrorCode::Forbidden));
    QCOMPARE(code(person(Role::Staff), "requests"), int(ErrorCode::Forbidden));
    QCOMPARE(code(Self, "weather"), int(ErrorCode::NotFound));
    QCOMPARE(code(Self, "sales", {Day, Day}), int(ErrorCode::Invalid));
    QCOMPARE(code(Self, "sales", {Day - 100'000, Day}), int(ErrorCode::Invalid));
    QCOMPARE(code(Self, "sales", {Day - 100'000, Day, Interval::Month}), -1);
}

void TestReports::classesOfCustomers()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    const QByteArray text = csv(shop.database(), "customers", {});
    QVERIFY2(
        text.startsWith(
            "customer,number,email,orders,spent,first,last,recency,frequency,monetary,class|Ann,,,2,380.80,2026-10-19,2026-11-18,4,5,5,Champion|"),
        text.constData());
    QVERIFY2(text.contains("|Bob,,,1,23.80,2026-11-18,2026-11-18,4,2,3,New|"), text.constData());
    // The cancelled one does not count, the first does.
    QVERIFY2(text.contains("|Cid,,,1,5.95,2026-09-18,2026-09-18,1,2,1,Lost|"), text.constData());
}

void TestReports::dashboard()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    (void)shop->read([&](Reader &reader) -> Result<> {
        const auto series = series::sales(reader, person(Role::Viewer), Day - 29, Day + 1);
        if (!series)
            return fail(series.error());
        [&] {
            QCOMPARE(series->days.size(), 30);
            QCOMPARE(series->before.size(), 30);
            QCOMPARE(series->days[28].day, Day - 1);
            QCOMPARE(series->days[28].net, 32000);
            QCOMPARE(series->now.orders, 2);
            QCOMPARE(series->now.perOrder(), 16000);
            QCOMPARE(series->now.newCustomers, 3);
            QCOMPARE(series->then.net, 2000);
            const auto best = series::bestSellers(reader, Self, Day - 62, Day + 1, 1);
            QCOMPARE(best->size(), 1);
            QCOMPARE(best->first().sku, u"MUG"_s);
            QCOMPARE(best->first().units, 31);
            const auto work = series::openWork(reader, Self);
            QCOMPARE(work->toShip, 4);
            QCOMPARE(work->toPay, 4);
            QVERIFY(!series::sales(reader, person(Role::Customer), 1, 2));
        }();
        return {};
    });
}

void TestReports::booksThatAreRight()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        if (tx.kind() == StoreKind::Postgres)
            tx.exec(
                "INSERT INTO product_search (rowid, document) SELECT id, to_tsvector('simple', title) FROM products");
        else
            tx.exec("INSERT INTO product_search (rowid, title) SELECT id, title FROM products");
        return {};
    }));
    const auto findings =
        shop->read([](Reader &reader) -> Result<QList<Finding>> { return doctor::examine(reader, u"/nowhere"_s); });
    QVERIFY2(findings, findings ? "" : qPrintable(findings.error().message));
    QCOMPARE(findings->size(), 9);
    for (const Finding &finding : *findings)
        QVERIFY2(finding.ok && finding.advice.isEmpty() && !finding.detail.isEmpty(),
                 qPrintable(QString::fromLatin1(finding.check) + u": " + finding.detail));
}

void TestReports::booksThatAreWrong_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QString>("named");
    QTest::newRow("totals") << "UPDATE daily_sales SET net = net - 1 WHERE orders = 2"_ba
                            << "totals"_ba << u"2026-11-18"_s;
    QTest::newRow("a level") << "UPDATE stock_levels SET level = 89 WHERE level = 90"_ba
                             << "stock"_ba << u"MUG"_s;
    QTest::newRow("a movement") << "DELETE FROM stock_movements WHERE delta = 10"_ba
                                << "stock"_ba << u"CUP"_s;
    QTest::newRow("a line") << "DELETE FROM order_lines WHERE quantity = 30"_ba
                            << "orders"_ba << u"1001"_s;
    QTest::newRow("a payment") << "UPDATE orders SET paid = 5 WHERE number = '1003'"_ba
                               << "payments"_ba << u"1003"_s;
    QTest::newRow("a number") << "UPDATE orders SET sequence = 1077 WHERE number = '1004'"_ba
                              << "numbers"_ba << u"1004"_s;
    QTest::newRow("search") << "UPDATE products SET title = title"_ba
                            << "search"_ba << u"Mug, Cup"_s;
    QTest::newRow("an image")
        << "INSERT INTO images (product_id, hash, extension, width, height, position, created_at) SELECT id, 'abc', 'png', 1, 1, 0, 1 FROM products WHERE title = 'Mug'"_ba
        << "images"_ba << u"abc.png"_s;
}

void TestReports::booksThatAreWrong()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, check);
    QFETCH(QString, named);
    TestStore shop(store);
    const Books books(shop.database());
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec(sql);
        return {};
    }));
    const auto findings =
        shop->read([](Reader &reader) -> Result<QList<Finding>> { return doctor::examine(reader, u"/nowhere"_s); });
    QVERIFY(findings);
    bool seen = false;
    for (const Finding &finding : *findings)
        if (finding.check == check) {
            seen = true;
            QVERIFY(!finding.ok);
            QVERIFY2(finding.detail.contains(named), qPrintable(finding.detail));
            QVERIFY(!finding.advice.isEmpty());
        }
    QVERIFY(seen);
}

namespace {
RequestRow call(Millis at, const char *path, int status, qint64 micros, const char *actor = "guest")
{
    return {at, "GET", path, status, micros, 100, actor, "id-" + QByteArray::number(micros), "10.0.0.7"};
}

void log(Database &database, const std::vector<RequestRow> &rows)
{
    (void)database.writeNow(Self, [&](Transaction &tx) -> Result<> {
        requestlog::insert(tx, rows);
        return {};
    });
}
}

void TestReports::requestLogListsNewestFirst()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::vector<RequestRow> rows;
    for (int i = 1; i <= 25; ++i)
        rows.push_back(call(i, "/api/v1/products", 200, i));
    log(shop.database(), rows);
    QList<qint64> seen;
    RequestQuery query;
    query.limit = 10;
    for (int page = 0; page < 3; ++page) {
        const auto list = shop->read([&](Reader &reader) { return requestlog::list(reader, Self, query); });
        QVERIFY(list);
        for (const RequestRow &row : list->items)
            seen << row.at;
        QCOMPARE(list->next.has_value(), page < 2);
        query.after = list->next;
    }
    QCOMPARE(seen.size(), 25);
    QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));
    const auto same = shop->read([&](Reader &reader) -> Result<bool> {
        const auto ids = requestlog::ids(reader, Self, {});
        const auto fetched = requestlog::fetch(reader, Self, ids->mid(3, 4));
        return ids->size() == 25 && fetched->size() == 4 && fetched->first().at == 22
            && fetched->first().actor == "guest";
    });
    QVERIFY(same.value_or(false));
}

void TestReports::requestLogFilters()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    log(shop.database(),
        {call(10, "/api/v1/products", 200, 1), call(20, "/api/v1/carts", 503, 2, "user:7"),
         call(30, "/api/v1/100%", 404, 3)});
    const auto count = [&](const RequestQuery &query) {
        return shop
            ->read([&](Reader &reader) -> Result<qsizetype> { return requestlog::ids(reader, Self, query)->size(); })
            .value_or(-1);
    };
    QCOMPARE(count({}), 3);
    QCOMPARE(count({"GET"}), 3);
    QCOMPARE(count({"POST"}), 0);
    QCOMPARE(count({{}, u"carts"_s}), 1);
    QCOMPARE(count({{}, u"%"_s}), 1);
    QCOMPARE(count({{}, u"id-3"_s}), 1);
    QCOMPARE(count({{}, u"10.0.0"_s}), 3);
    QCOMPARE(count({{}, {}, 500, 599}), 1);
    QCOMPARE(count({{}, {}, 0, 999, "user:7"}), 1);
    QCOMPARE(count({{}, {}, 0, 999, {}, 20, 30}), 1);
    const auto refused = shop->read([](Reader &reader) { return requestlog::list(reader, person(Role::Staff), {}); });
    QVERIFY(!refused);
}

void TestReports::requestLogForgets()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::vector<RequestRow> rows{call(shop.clock().now() - requestlog::KeptFor - 1, "/old", 200, 1)};
    for (int i = 0; i < 30; ++i)
        rows.push_back(call(shop.clock().now(), "/new", 200, i));
    log(shop.database(), rows);
    const auto cleanUp = [&](qint64 most) {
        return shop->writeNow(Self, [&](Transaction &tx) -> Result<qint64> { return requestlog::cleanUp(tx, most); })
            .value_or(-1);
    };
    QCOMPARE(cleanUp(1000), 1);
    QCOMPARE(cleanUp(1000), 0);
    QCOMPARE(cleanUp(20), 10);
    QCOMPARE(cleanUp(20), 0);
}

namespace {
void count(Database &database, const RequestStats &stats)
{
    const Result<> stored = database.writeNow(Self, [&](Transaction &tx) -> Result<> {
        requeststats::store(tx, stats);
        return {};
    });
    QVERIFY2(stored, stored ? "" : qPrintable(stored.error().message));
}
}

// From what was counted by the hour, not from the rows: those leave after a month. Percentiles are right to 1/32.
void TestReports::requestsByEndpoint()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Books books(shop.database());
    const QTimeZone zone("Europe/Berlin");
    const Millis now = shop.clock().now();
    RequestStats first, second;
    const auto add = [&](RequestStats &stats, Millis at, const char *path, int status, qint64 micros) {
        stats.add({RequestStats::hourOf(at, zone), "GET", path}, status, micros, 100);
    };
    for (int i = 100; i >= 1; --i)
        add(i % 2 ? first : second, now, "/api/v1/products", i <= 3 ? 500 : i <= 5 ? 404 : 200, i * 1000);
    add(first, now - 86'400'000LL, "/api/v1/shop", 200, 1234);
    add(second, dayStart(Day + 2, zone), "/api/v1/shop", 200, 1234); // tomorrow's first hour
    add(first, now - 30 * 86'400'000LL, "/api/v1/shop", 200, 9); // before the week that is usual
    first.add({RequestStats::hourOf(now, zone), RequestStats::Other, RequestStats::Other}, 404, 20, 10);
    count(shop.database(), first);
    count(shop.database(), second);
    QCOMPARE(csv(shop.database(), "requests", {}),
             "endpoint,calls,errors,refused,p50,p95,p99|GET /api/v1/products,100,3,2,50.175,96.255,100.351|"
             "Addresses that are none,1,0,1,0.020,0.020,0.020|GET /api/v1/shop,1,0,0,1.247,1.247,1.247|");
    QCOMPARE(csv(shop.database(), "requests", {dateDay(QDate(2026, 1, 1)), Day + 5}).count("GET /api/v1/shop,3,"), 1);
}

void TestReports::hoursOfTheWall_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("hour");
    QTest::newRow("Berlin") << "Europe/Berlin"_ba << u"2026-11-20T09:15:30.000Z"_s << u"2026-11-20T09:00:00.000Z"_s;
    QTest::newRow("Kolkata") << "Asia/Kolkata"_ba << u"2026-11-20T09:15:30.000Z"_s << u"2026-11-20T08:30:00.000Z"_s;
    QTest::newRow("Kathmandu") << "Asia/Kathmandu"_ba << u"2026-11-20T09:15:30.000Z"_s << u"2026-11-20T09:15:00.000Z"_s;
    QTest::newRow("before 1970") << "UTC"_ba << u"1969-12-31T23:59:59.999Z"_s << u"1969-12-31T23:00:00.000Z"_s;
}

void TestReports::hoursOfTheWall()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, at);
    QFETCH(QString, hour);
    QCOMPARE(timeText(RequestStats::hourOf(*parseTime(at), QTimeZone(zone))), hour.toLatin1());
}

void TestReports::histogramsPack()
{
    Spread spread;
    for (const qint64 value : {qint64(0), qint64(1), qint64(700), qint64(700), qint64(2'000'000'000), qint64(1) << 40})
        spread.add(value);
    spread.add(5000, 1'000'000'000'000);
    const QByteArray packed = requeststats::pack(spread);
    QVERIFY(packed.size() < 40);
    Spread back;
    QVERIFY(requeststats::unpack(packed, back));
    QVERIFY(back.counts == spread.counts && back.sum == spread.sum);
    QVERIFY(requeststats::unpack(packed, back)); // adds
    QCOMPARE(back.total(), 2 * spread.total());
    for (qsizetype cut = 0; cut < packed.size(); ++cut) {
        Spread none;
        QVERIFY(!requeststats::unpack(packed.first(cut), none));
        QCOMPARE(none.total(), 0U);
    }
    Spread none;
    QVERIFY(!requeststats::unpack(QByteArray(40, '\xff'), none));
    QVERIFY(!requeststats::unpack(QByteArray::fromHex("ff7f01"), none)); // a bucket past the last
}

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"
