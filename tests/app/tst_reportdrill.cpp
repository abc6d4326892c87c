// What stands behind the figures: the orders of each row of a report, the period before beside it, the periods that
// people choose, the check of the books with the rows that it found.
#include "app/orders/orderwork.h"
#include "app/reports/behind.h"
#include "app/reports/bookcheck.h"
#include "app/reports/requestlog.h"
#include "app/reports/requeststats.h"
#include "app/reports/requesttrend.h"
#include "app/reports/series.h"
#include "app/reports/totalrow.h"
#include "tests/support/smallshop.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
constexpr Millis DayLong = 24LL * 3600 * 1000;

int dayOf(int year, int month, int day) { return dateDay(QDate(year, month, day)); }
}

class TestReportDrill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void periods();
    void ordersBehindEachRow();
    void besideThePeriodBefore();
    void nobodyWithoutTheRight();
    void whatRunsLow();
    void booksThatDoNotBalance();
    void requestsOverTime();
};

void TestReportDrill::periods()
{
    const int today = dayOf(2026, 3, 31); // a Tuesday
    const auto range = [&](Span span) { return period::rangeOf(span, today, dayOf(2020, 1, 5)); };
    QCOMPARE(range(Span::Today), (DayRange{today, today + 1}));
    QCOMPARE(range(Span::ThisWeek), (DayRange{dayOf(2026, 3, 30), today + 1}));
    QCOMPARE(range(Span::ThisMonth), (DayRange{dayOf(2026, 3, 1), today + 1}));
    QCOMPARE(range(Span::LastMonth), (DayRange{dayOf(2026, 2, 1), dayOf(2026, 3, 1)}));
    QCOMPARE(range(Span::ThisQuarter), (DayRange{dayOf(2026, 1, 1), today + 1}));
    QCOMPARE(range(Span::ThisYear), (DayRange{dayOf(2026, 1, 1), today + 1}));
    QCOMPARE(range(Span::All), (DayRange{dayOf(2020, 1, 5), today + 1}));
    const auto before = [&](Span span) { return *period::before(span, range(span)); };
    QCOMPARE(before(Span::Today), (DayRange{today - 1, today}));
    QCOMPARE(before(Span::ThisWeek), (DayRange{dayOf(2026, 3, 23), dayOf(2026, 3, 25)}));
    // February has no 31st: its 28 days, and never a day of March.
    QCOMPARE(before(Span::ThisMonth), (DayRange{dayOf(2026, 2, 1), dayOf(2026, 3, 1)}));
    QCOMPARE(before(Span::LastMonth), (DayRange{dayOf(2026, 1, 1), dayOf(2026, 2, 1)}));
    QCOMPARE(before(Span::ThisQuarter), (DayRange{dayOf(2025, 10, 1), dayOf(2025, 12, 30)}));
    QCOMPARE(before(Span::ThisYear), (DayRange{dayOf(2025, 1, 1), dayOf(2025, 4, 1)}));
    QVERIFY(!period::before(Span::All, range(Span::All)));
    QCOMPARE(*period::before(Span::Own, DayRange{100, 110}), (DayRange{90, 100}));
}

void TestReportDrill::ordersBehindEachRow()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1000, 100);
    const VariantId cup = shop.addVariant("CUP", 500, 100, "reduced");
    const UserId ann = shop.addUser(u"ann@example.com"_s);
    (void)shop.order({{mug, 2}}, SmallShop::actorOf(ann));
    base.clock().advance(DayLong);
    (void)shop.order({{mug, 1}, {cup, 3}});
    const Order gone = shop.order({{cup, 9}});
    QVERIFY(base->writeNow(Self, [&](Transaction &tx) { return orderwork::cancel(tx, Self, gone.number); }));
    const auto run = [&](const QByteArray &name, Interval interval = Interval::Day) {
        ReportQuery query;
        query.interval = interval;
        return *base->read([&](Reader &reader) { return reports::run(reader, Self, name, query); });
    };
    const auto behind = [&](const ReportTable &table, int row) -> QList<Order> {
        const auto query = reports::behind(table, row);
        if (!query)
            return {};
        auto page = base->read([&](Reader &reader) { return orders::list(reader, Self, *query); });
        QList<Order> found = page->items;
        for (Order &order : found)
            order = *base->read([&](Reader &reader) { return orders::find(reader, Self, order.number); });
        return found;
    };
    for (const Interval interval : {Interval::Day, Interval::Week, Interval::Month}) {
        const ReportTable sales = run("sales", interval);
        QCOMPARE(sales.keys.size(), sales.rows.size());
        int all = 0;
        for (int row = 0; row < sales.rows.size(); ++row) {
            const auto found = behind(sales, row);
            QCOMPARE(qint64(found.size()), sales.number(row, "orders"));
            all += int(found.size());
        }
        QCOMPARE(all, 2);
    }
    const ReportTable products = run("products");
    QCOMPARE(products.rows.size(), 2);
    for (int row = 0; row < products.rows.size(); ++row) {
        qint64 units = 0;
        for (const Order &order : behind(products, row))
            for (const OrderLine &line : order.lines)
                units += QString::fromUtf8(line.sku) == products.text(row, 0) ? line.quantity : 0;
        QCOMPARE(units, products.number(row, "units"));
    }
    const ReportTable customers = run("customers");
    QCOMPARE(customers.rows.size(), 1);
    QCOMPARE(behind(customers, 0).size(), 1);
    const ReportTable categories = run("categories");
    QCOMPARE(categories.rows.size(), 1); // none
    QCOMPARE(behind(categories, 0).size(), 2);
    const ReportTable countries = run("countries");
    QCOMPARE(countries.rows.size(), 1);
    QCOMPARE(qint64(behind(countries, 0).size()), countries.number(0, "orders"));
    const ReportTable tax = run("tax");
    QCOMPARE(tax.rows.size(), 2);
    for (int row = 0; row < tax.rows.size(); ++row)
        QVERIFY(!behind(tax, row).isEmpty());
    QVERIFY(!reports::behind(run("stock"), 0));
    QVERIFY(!reports::behind(products, 2));
}

void TestReportDrill::besideThePeriodBefore()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1200, 100);
    const VariantId cup = shop.addVariant("CUP", 600, 100);
    (void)shop.order({{mug, 1}});
    base.clock().advance(DayLong);
    (void)shop.order({{mug, 3}, {cup, 1}});
    const int today = shopDay(base.clock().now(), QTimeZone("Europe/London"));
    const auto run = [&](const QByteArray &name, int from, int to) {
        ReportQuery query;
        query.from = from;
        query.to = to;
        return *base->read([&](Reader &reader) { return reports::run(reader, Self, name, query); });
    };
    ReportTable sales = run("sales", today, today + 1);
    reports::compareWith(sales, run("sales", today - 1, today));
    QCOMPARE(sales.number(0, "net"), 3500); // 36.00 and 6.00 hold 20 % VAT
    QCOMPARE(sales.number(0, "before"), 1000);
    QCOMPARE(sales.number(0, "change"), 2'500'000);
    ReportTable products = run("products", today, today + 1);
    reports::compareWith(products, run("products", today - 1, today));
    QCOMPARE(products.text(0, 0), u"MUG"_s);
    QCOMPARE(products.number(0, "before"), 1000);
    QCOMPARE(products.number(0, "change"), 2'000'000);
    // It was not sold before: zero, and no change that could be told.
    QCOMPARE(products.text(1, products.column("before")), u"0.00"_s);
    QCOMPARE(products.text(1, products.column("change")), QString());
    QCOMPARE(*reports::sumOf(products, "revenue"), 3500);
    QVERIFY(!reports::sumOf(products, "change"));
    QCOMPARE(products.keys.size(), products.rows.size());

    const auto total = reports::totalOf(products);
    QVERIFY(total);
    QCOMPARE(total->text(0, 0), u"Total"_s);
    QCOMPARE(total->number(0, "revenue"), 3500);
    QCOMPARE(total->number(0, "before"), 1000);
    for (const char *name : {"title", "share", "change"}) // no sums
        QCOMPARE(total->text(0, total->column(name)), QString());
    QVERIFY(!reports::totalOf(run("sales", today, today + 1))); // one row is its own sum
    QVERIFY(!reports::totalOf(run("categories", today - 1, today + 1))); // products count in each of theirs
}

void TestReportDrill::nobodyWithoutTheRight()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    const auto refused = [&](auto call) {
        return base->read([&](Reader &reader) { return call(reader); }).error().code;
    };
    const Actor customer = SmallShop::actorOf(UserId{1});
    QCOMPARE(refused([&](Reader &reader) { return bookcheck::run(reader, customer); }), ErrorCode::Forbidden);
    QCOMPARE(refused([&](Reader &reader) { return series::runningLow(reader, customer, 1, 1); }), ErrorCode::Forbidden);
    QCOMPARE(refused([&](Reader &reader) { return series::api(reader, customer, 1); }), ErrorCode::Forbidden);
}

void TestReportDrill::whatRunsLow()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId fast = shop.addVariant("FAST", 100, 20); // 30 in 30 days will leave five
    const VariantId slow = shop.addVariant("SLOW", 100, 1000);
    const VariantId kept = shop.addVariant("KEPT", 100, 4);
    const VariantId out = shop.addVariant("OUT", 100, 2);
    QVERIFY(base->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET low_stock_threshold = 5 WHERE id = ?", kept);
        return {};
    }));
    (void)shop.order({{fast, 15}, {slow, 1}, {out, 2}});
    const int today = shopDay(base.clock().now(), QTimeZone("Europe/London"));
    const auto low = base->read([&](Reader &reader) { return series::runningLow(reader, Self, today, 10); });
    QVERIFY(low);
    QStringList skus;
    for (const RunningLow &piece : *low)
        skus << piece.sku;
    QCOMPARE(skus, (QStringList{u"OUT"_s, u"FAST"_s, u"KEPT"_s}));
    QCOMPARE(*low->at(0).daysLeft, 0);
    QCOMPARE(*low->at(1).daysLeft, 10); // 5 there, half a piece a day
    QCOMPARE(low->at(1).sold, 15);
    QVERIFY(!low->at(2).daysLeft);
}

void TestReportDrill::booksThatDoNotBalance()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    SmallShop shop(base.database());
    const VariantId mug = shop.addVariant("MUG", 1000, 10);
    const Order order = shop.order({{mug, 1}});
    const auto check = [&] { return *base->read([&](Reader &reader) { return bookcheck::run(reader, Self); }); };
    QVERIFY(check().faults.isEmpty());
    QCOMPARE(check().at, base.clock().now());
    QVERIFY(base->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE stock_levels SET level = level + 1 WHERE variant_id = ?", mug);
        tx.exec("UPDATE orders SET paid = paid + 1 WHERE id = ?", order.id);
        tx.exec("UPDATE daily_sales SET net = net + 1 WHERE day = ?", order.day);
        return {};
    }));
    const BookCheck found = check();
    QHash<QByteArray, BookFault> byBook;
    for (const BookFault &fault : found.faults)
        byBook.insert(fault.book, fault);
    QCOMPARE(byBook.size(), 3);
    QVERIFY(byBook.value("stock").product);
    QCOMPARE(byBook.value("payments").order, order.number);
    QCOMPARE(*byBook.value("totals").day, order.day);
}

void TestReportDrill::requestsOverTime()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    constexpr Millis Minute = 60'000, Hour = 60 * Minute;
    const Millis start = base.clock().now() / Hour * Hour;
    const std::vector<RequestRow> rows{
        {start + 10, "GET", "/a", 200, 1'000, 1, "guest", "r1", "1.1.1.1"},
        {start + Minute, "GET", "/a", 404, 3'000, 1, "guest", "r2", "1.1.1.1"},
        {start + Minute + 1, "GET", "/a", 404, 3'000, 1, "guest", "r3", "1.1.1.2"},
        {start + 2 * Hour, "POST", "/b", 500, 900'000, 1, "guest", "r4", "1.1.1.1"},
    };
    QVERIFY(base->writeNow(Self, [&](Transaction &tx) -> Result<> {
        requestlog::insert(tx, rows);
        RequestStats stats;
        for (const RequestRow &row : rows)
            stats.add({row.at / Hour * Hour, row.method, row.path}, row.status, row.micros, row.bytes);
        requeststats::store(tx, stats);
        return {};
    }));
    const auto load = [&](Millis from, Millis to, Millis step, const QByteArray &path = {}) {
        return *base->read([&](Reader &reader) {
            return requesttrend::load(reader, Self, {.from = from, .to = to, .step = step, .method = {}, .path = path});
        });
    };
    const auto minutes = load(start, start + 3 * Minute, Minute);
    QCOMPARE(minutes.size(), 3);
    QCOMPARE(minutes.at(0).calls, 1);
    QCOMPARE(minutes.at(1).calls, 2);
    QCOMPARE(minutes.at(1).refused, 2);
    QVERIFY(minutes.at(1).p50Micros > 2'500 && minutes.at(1).p50Micros < 3'500);
    QCOMPARE(minutes.at(2).calls, 0);
    QCOMPARE(minutes.at(2).p99Micros, 0);
    const auto hours = load(start, start + 3 * Hour, Hour);
    QCOMPARE(hours.size(), 3);
    QCOMPARE(hours.at(0).calls, 3);
    QCOMPARE(hours.at(2).errors, 1);
    QCOMPARE(load(start, start + 3 * Hour, Hour, "/b").at(0).calls, 0);
    QCOMPARE(load(start, start + 4 * Hour, 4 * Hour).at(0).calls, 4);
    const auto faults = base->read([&](Reader &reader) { return requesttrend::faults(reader, Self, start); });
    QCOMPARE(faults->size(), 2);
    QCOMPARE(faults->at(0).count, 2);
    QCOMPARE(faults->at(0).example, QByteArray("r3"));
    QCOMPARE(faults->at(0).first, start + Minute);
    QCOMPARE(faults->at(0).last, start + Minute + 1);
    const auto called = base->read([&](Reader &reader) { return requesttrend::endpoints(reader, Self, start); });
    QCOMPARE(called->size(), 2);
    QCOMPARE(called->at(0).path, QByteArray("/a"));
    const auto only = [&](auto change) {
        RequestQuery query;
        change(query);
        return base->read([&](Reader &reader) { return requestlog::ids(reader, Self, query); })->size();
    };
    QCOMPARE(only([](RequestQuery &query) { query.path = "/a"; }), 3);
    QCOMPARE(only([](RequestQuery &query) { query.address = "1.1.1.2"; }), 1);
    const Actor staff = SmallShop::actorOf(UserId{1}, Role::Staff);
    QVERIFY(!base->read([&](Reader &reader) { return requesttrend::faults(reader, staff, start); }));
}

QTEST_GUILESS_MAIN(TestReportDrill)
#include "tst_reportdrill.moc"
