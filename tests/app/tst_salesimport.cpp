#include "app/journal/journal.h"
#include "app/orders/salesimport.h"
#include "app/reports/reports.h"
#include "app/reports/totals.h"
#include "app/settings/settings.h"
#include "tests/support/teststore.h"

#include <QProcess>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
const QByteArray Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"_ba;

// The oddities of real histories, in twelve lines: 36.60 - 5.00 + 0.003 (0.00) in December, the rest in January.
const QByteArray Odd = Header
    + "500001,10001A,RED MUG,6,2010-12-31 23:58:00,2.55,17850.0,United Kingdom\n"
      "500001,10001a,RED MUG,1,2010-12-31 23:58:00,3.30,17850.0,United Kingdom\n"
      "500001,10001A,RED MUG,6,2010-12-31 23:58:00,2.55,17850.0,United Kingdom\n" // alike, and both are real
      "500002,20002,,3,2010-12-31 23:59:00,0.001,,EIRE\n"
      "500003,20002,found in the cellar,-9,2010-12-31 23:59:00,0,,Unspecified\n"
      "C500004,10001A,RED MUG,-2,2010-12-31 23:59:00,2.50,17850.0,United Kingdom\n"
      "500005,30003,\"TEA TOWEL, \"\"BEST\"\"\",10,2011-01-01 00:01:00,1.25,12345.0,Germany\n"
      "A500006,B,Adjust bad debt,1,2011-01-02 10:00:00,-11.06,,United Kingdom\n"
      "A500007,B,Adjust bad debt,1,2011-01-02 10:00:00,21.06,,United Kingdom\n"
      "500005,30003,\"TEA TOWEL, \"\"BEST\"\"\",1,2011-01-01 00:01:00,1.35,12345.0,Germany\n" // comes back later
      "500008,40004,LAMP,1,not a date,4.00,12345.0,Germany\n"
      "500008,40004,LAMP,many,2011-01-03 10:00:00,4.00,12345.0,Germany\n";

class Shop : public TestStore {
public:
    explicit Shop(const QString &kind) : TestStore(kind)
    {
        (void)database().writeNow(Self, [](Transaction &tx) -> Result<> {
            Settings settings;
            settings.shopName = u"Gifts"_s;
            settings.currency = "GBP";
            settings.country = "GB";
            settings.timezone = "Europe/London";
            settings.languages = {u"en"_s};
            return settings::create(tx, settings);
        });
    }
    QString file(const QByteArray &text, const QString &name = u"sales.csv"_s)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path;
    }
    Result<SalesImportSummary> run(const QString &path, const SalesImportOptions &options = {},
                                   const Actor &actor = Self)
    {
        return salesimport::run(database(), actor, path, options);
    }
    // All rows of a statement, in one line.
    QByteArray rows(const QByteArray &sql)
    {
        return *database().read([&](Reader &reader) -> Result<QByteArray> {
            QByteArrayList all;
            Query query = reader.query(sql);
            while (query.next())
                all << query.bytes(0);
            return all.join("; ");
        });
    }
    // Everything that an import writes, so that two stores can be compared.
    QByteArray everything()
    {
        return rows(
                   "SELECT o.number || ' ' || o.status || ' ' || o.payment_status || ' ' || o.fulfilment_status || ' ' || o.total || ' ' || "
                   "o.paid || ' ' || o.refunded || ' ' || o.item_count || ' ' || o.country || ' ' || o.day || ' ' || o.customer_name || ' ' || "
                   "l.position || ' ' || l.sku || ' ' || l.title || ' ' || l.quantity || ' ' || l.unit_price || ' ' || l.total FROM "
                   "orders o JOIN order_lines l ON l.order_id = o.id ORDER BY o.number, l.position")
            + "\n"
            + rows("SELECT v.sku || ' ' || p.title || ' ' || v.price || ' ' || p.status FROM products p JOIN variants v ON v.product_id = p.id ORDER BY v.sku")
            + "\n" + rows("SELECT external_number || ' ' || name || ' ' || country FROM users ORDER BY external_number")
            + "\n"
            + rows("SELECT day || ' ' || orders || ' ' || items || ' ' || gross || ' ' || returns || ' ' || net FROM daily_sales ORDER BY day")
            + "\n"
            + rows("SELECT d.day || ' ' || v.sku || ' ' || d.units || ' ' || d.revenue FROM daily_variants d JOIN variants v ON v.id = d.variant_id ORDER BY d.day, v.sku");
    }
    bool totalsAreRight()
    {
        return database()
            .read([](Reader &reader) -> Result<bool> { return totals::compare(reader).isEmpty(); })
            .value_or(false);
    }

private:
    QTemporaryDir m_folder;
};
}

class TestSalesImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void takesWhatIsReal();
    void aMonthIsTheSumOfItsLines();
    void twiceChangesNothing();
    void goesOnWhereItStopped_data();
    void goesOnWhereItStopped();
    void goesOnAfterAKill();
    void cancelledKeepsWhatIsDone();
    void anotherFileAddsOnlyWhatIsNew();
    void dryRunWritesNothing();
    void leavesTheShopsOwnOrders();
    void refusesWhatIsNoHistory_data();
    void refusesWhatIsNoHistory();
    void asksForPermission();
    void movesNoStock();
};

void TestSalesImport::takesWhatIsReal()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const auto done = shop.run(shop.file(Odd));
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(done->lines, 10);
    QCOMPARE(done->orders, 7);
    QCOMPARE(done->products, 5);
    QCOMPARE(done->customers, 2);
    QCOMPARE(done->refused, 2);
    QCOMPARE(done->faults.size(), 2);
    QCOMPARE(done->faults[0].line, 12);
    QCOMPARE(done->faults[0].column, u"InvoiceDate"_s);
    // The clock of London, where the last evening of the year is not yet the new one.
    QCOMPARE(
        shop.rows(
            "SELECT number || ' ' || status || ' ' || payment_status || ' ' || fulfilment_status || ' ' || total || ' ' || item_count "
            "|| ' ' || country || ' ' || day FROM orders ORDER BY id"),
        "500001 completed paid fulfilled 3390 13 GB 14974; 500002 completed paid fulfilled 0 3 IE 14974; 500003 completed paid "
        "fulfilled 0 0 Unspecified 14974; C500004 completed refunded returned -500 0 GB 14974; 500005 completed paid fulfilled 1385 11 DE "
        "14975; A500006 completed paid fulfilled -1106 1 GB 14976; A500007 completed paid fulfilled 2106 1 GB 14976");
    QCOMPARE(
        shop.rows(
            "SELECT v.sku || ' ' || p.title || ' ' || v.price || ' ' || p.status || ' ' || p.slug FROM products p JOIN variants v ON "
            "v.product_id = p.id ORDER BY p.id"),
        "10001A RED MUG 255 published red-mug-10001a; 10001a RED MUG 330 published red-mug-10001a-2; 20002 found in the cellar 0 draft "
        "found-in-the-cellar-20002; 30003 TEA TOWEL, \"BEST\" 135 published tea-towel-best-30003; B Adjust bad debt 2106 draft "
        "adjust-bad-debt-b");
    QCOMPARE(
        shop.rows(
            "SELECT external_number || ' ' || name || ' ' || role || ' ' || country || ' ' || coalesce(email, '-') FROM users ORDER BY id"),
        "17850 Customer 17850 customer GB -; 12345 Customer 12345 customer DE -");
    QCOMPARE(shop.rows(
                 "SELECT unit_price || ' ' || total || ' ' || title FROM order_lines WHERE sku = '20002' ORDER BY id"),
             "1000 0 found in the cellar; 0 0 found in the cellar");
    QVERIFY(shop.totalsAreRight());
    QVERIFY(shop->read([](Reader &reader) -> Result<bool> { return journal::verify(reader).whole; }).value_or(false));
}

void TestSalesImport::aMonthIsTheSumOfItsLines()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(shop.run(shop.file(Odd)));
    const auto csv = shop->read([](Reader &reader) -> Result<QByteArray> {
        const auto table = reports::run(reader, Self, "sales",
                                        {dateDay(QDate(2010, 12, 1)), dateDay(QDate(2011, 2, 1)), Interval::Month});
        return table ? Result<QByteArray>(toCsv(*table)) : fail(table.error());
    });
    QCOMPARE(*csv,
             "period,orders,items,gross,discounts,returns,net,tax,shipping\r\n"
             "2010-12,2,16,33.90,0.00,5.00,28.90,0.00,0.00\r\n"
             "2011-01,3,13,34.91,0.00,11.06,23.85,0.00,0.00\r\n");
}

void TestSalesImport::twiceChangesNothing()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const QString path = shop.file(Odd);
    QVERIFY(shop.run(path));
    const QByteArray before = shop.everything() + shop.rows("SELECT seq FROM journal");
    const auto again = shop.run(path);
    QVERIFY(again);
    QCOMPARE(again->lines, 0);
    QCOMPARE(again->known, 10);
    QCOMPARE(again->orders + again->products + again->customers, 0);
    QCOMPARE(again->refused, 2);
    // The same text under another name is the same history.
    QCOMPARE(shop.run(shop.file(Odd, u"copy.csv"_s))->lines, 0);
    QCOMPARE(shop.everything() + shop.rows("SELECT seq FROM journal"), before);
}

void TestSalesImport::goesOnWhereItStopped_data()
{
    QTest::addColumn<int>("batches");
    for (int batches = 1; batches < 6; ++batches)
        QTest::addRow("after %d batches", batches) << batches;
}

void TestSalesImport::goesOnWhereItStopped()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(int, batches);
    Shop whole(store);
    QVERIFY(whole.run(whole.file(Odd)));
    Shop shop(store);
    const QString path = shop.file(Odd);
    // Every batch is a transaction, and what an import knows besides lies in it: to stop between two is to be killed
    // anywhere in the second.
    std::atomic<bool> cancel = false;
    int left = batches;
    SalesImportOptions options;
    options.batchLines = 2;
    options.cancel = &cancel;
    options.progress = [&](qint64 done, qint64) {
        if (done > 0 && --left == 0)
            cancel = true;
    };
    const auto first = shop.run(path, options);
    QVERIFY(first);
    shop.reopen();
    SalesImportOptions rest;
    rest.batchLines = 3;
    const auto second = shop.run(path, rest);
    QVERIFY2(second, second ? "" : qPrintable(second.error().message));
    QCOMPARE(first->lines + second->lines, 10);
    QCOMPARE(second->known, first->lines);
    QCOMPARE(shop.everything(), whole.everything());
    QVERIFY(shop.totalsAreRight());
    QCOMPARE(shop.run(path)->lines, 0);
}

void TestSalesImport::goesOnAfterAKill()
{
    QFETCH_GLOBAL(QString, store);
    QByteArray many = Header;
    for (int i = 0; i < 3000; ++i)
        many += "6" + QByteArray::number(10'000 + i / 7) + ",K" + QByteArray::number(i % 211) + ",THING,"
            + QByteArray::number(i % 5 - 1) + ",2011-01-0" + QByteArray::number(1 + i / 400) + " 10:00:00,1."
            + QByteArray::number(10 + i % 90) + "," + QByteArray::number(1000 + i % 37) + ",Germany\n";
    Shop whole(store);
    QVERIFY(whole.run(whole.file(many)));
    Shop shop(store);
    const QString path = shop.file(many);
    shop.close();
    // Killed in the middle of whatever it is at, three times over, then left alone.
    for (int kill = 0; kill < 3; ++kill) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--import"_s, shop.config().dataDir, shop.config().url, path});
        QByteArray said;
        while (said.count('.') < 5 && child.waitForReadyRead(20'000))
            said += child.readAllStandardOutput();
        QVERIFY(said.count('.') >= 5);
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    }
    shop.reopen();
    QVERIFY(shop.totalsAreRight());
    const qint64 before = shop.rows("SELECT count(*) FROM order_lines").toLongLong();
    QVERIFY(before >= 15 && before < 3000);
    const auto rest = shop.run(path);
    QVERIFY2(rest, rest ? "" : qPrintable(rest.error().message));
    QCOMPARE(rest->lines, 3000 - before);
    QCOMPARE(rest->known, before);
    QCOMPARE(shop.everything(), whole.everything());
    QVERIFY(shop.totalsAreRight());
    QVERIFY(shop->read([](Reader &reader) -> Result<bool> { return journal::verify(reader).whole; }).value_or(false));
}

void TestSalesImport::cancelledKeepsWhatIsDone()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    std::atomic<bool> cancel = true;
    SalesImportOptions options;
    options.cancel = &cancel;
    const auto stopped = shop.run(shop.file(Odd), options);
    QVERIFY(stopped);
    QVERIFY(stopped->cancelled);
    QCOMPARE(stopped->lines, 0);
    QCOMPARE(shop.rows("SELECT count(*) FROM orders"), "0");
    QVERIFY(!shop.run(shop.file(Odd))->cancelled);
}

void TestSalesImport::anotherFileAddsOnlyWhatIsNew()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(shop.run(shop.file(Odd)));
    // The same history with its faults put right, and an invoice more.
    QByteArray mended = Odd;
    mended.replace("not a date", "2011-01-03 10:00:00").replace("many", "2");
    mended += "500009,10001A,RED MUG,1,2011-01-04 10:00:00,2.55,17850.0,United Kingdom\n";
    const auto done = shop.run(shop.file(mended, u"mended.csv"_s));
    QVERIFY(done);
    QCOMPARE(done->lines, 3);
    QCOMPARE(done->known, 10);
    QCOMPARE(done->orders, 2);
    QCOMPARE(done->refused, 0);
    Shop whole(store);
    QVERIFY(whole.run(whole.file(mended)));
    QCOMPARE(shop.rows("SELECT number || ' ' || total FROM orders ORDER BY number"),
             whole.rows("SELECT number || ' ' || total FROM orders ORDER BY number"));
    QVERIFY(shop.totalsAreRight());
}

void TestSalesImport::dryRunWritesNothing()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    SalesImportOptions options;
    options.dryRun = true;
    const auto dry = shop.run(shop.file(Odd), options);
    QVERIFY(dry);
    QCOMPARE(dry->lines, 10);
    QCOMPARE(dry->orders, 7);
    QCOMPARE(dry->products, 5);
    QCOMPARE(dry->customers, 2);
    QCOMPARE(dry->refused, 2);
    QCOMPARE(
        shop.rows(
            "SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM products) + (SELECT count(*) FROM imports) + (SELECT count(*) FROM users)"),
        "0");
}

void TestSalesImport::leavesTheShopsOwnOrders()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        tx.exec(
            "INSERT INTO orders (number, source, email, status, payment_status, fulfilment_status, prices_include_tax, subtotal, discount, "
            "shipping, tax, total, item_count, day, placed_at, updated_at) VALUES ('500005', 'shop', '', 'open', 'pending', 'unfulfilled', "
            "1, 0, 0, 0, 0, 0, 0, 1, 1, 1)");
        return {};
    }));
    const auto done = shop.run(shop.file(Odd));
    QVERIFY(done);
    QCOMPARE(done->lines, 8);
    QCOMPARE(done->refused, 4);
    QCOMPARE(shop.rows(
                 "SELECT count(*) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.number = '500005'"),
             "0");
}

void TestSalesImport::refusesWhatIsNoHistory_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << QByteArray() << int(ErrorCode::Unsupported);
    QTest::newRow("other columns") << "a,b,c\n1,2,3\n"_ba << int(ErrorCode::Unsupported);
    QTest::newRow("not one row") << QByteArray(Header + "1,2,3\n500008,40004,LAMP,x,2011-01-03,4.00,1,Germany\n")
                                 << int(ErrorCode::Invalid);
    QTest::newRow("a quote that never closes") << QByteArray(Odd + "500010,\"10001A,RED") << int(ErrorCode::Malformed);
    QTest::newRow("a cut .gz") << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3\x4b\x4c", 12) << int(ErrorCode::Malformed);
}

void TestSalesImport::refusesWhatIsNoHistory()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    Shop shop(store);
    const auto refused = shop.run(shop.file(text));
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), code);
    QVERIFY(!refused.error().message.isEmpty());
    QCOMPARE(shop.rows("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM imports)"), "0");
    QVERIFY(!shop.run(u"/nowhere/sales.csv"_s));
}

void TestSalesImport::asksForPermission()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    Actor staff;
    staff.kind = Actor::Kind::User;
    staff.role = Role::Staff;
    const auto refused = shop.run(shop.file(Odd), {}, staff);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Forbidden);
}

void TestSalesImport::movesNoStock()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(shop.run(shop.file(Odd)));
    QCOMPARE(shop.rows("SELECT count(*) FROM stock_movements"), "0");
    QCOMPARE(shop.rows("SELECT count(*) FROM stock_levels WHERE level <> 0"), "0");
    QCOMPARE(shop.rows("SELECT count(*) FROM orders WHERE sequence IS NOT NULL"), "0");
    QCOMPARE(shop.rows("SELECT count(*) FROM order_lines WHERE stock_taken <> 0"), "0");
}

// A process of its own that imports line by line and says a dot after each.
static int importUntilKilled(const QStringList &arguments)
{
    const SystemClock clock;
    auto database = Database::open({arguments[2], arguments[3]}, clock);
    if (!database)
        return 1;
    SalesImportOptions options;
    options.batchLines = 1;
    options.progress = [](qint64 done, qint64) {
        if (done > 0) {
            std::fputc('.', stdout);
            std::fflush(stdout);
        }
    };
    return salesimport::run(**database, Self, arguments[4], options) ? 0 : 1;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().size() == 5 && QCoreApplication::arguments().at(1) == u"--import"_s)
        return importUntilKilled(QCoreApplication::arguments());
    TestSalesImport test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_salesimport.moc"
