// "Test my server" against a shop that is being served: what it finds, that the shop is as before, and that nothing is
// left of the copy however it ends.
#include "app/selftest/history.h"
#include "app/selftest/verdict.h"
#include "app/store/scratchstore.h"
#include "tests/support/apifixture.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::ApiFixture;

namespace {
const selftest::Manner British{QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone("Europe/London")};

// Everything of the shop that a test could have touched.
QByteArrayList shopOf(Database &database)
{
    return *database.read([](Reader &reader) -> Result<QByteArrayList> {
        QByteArrayList seen;
        for (const char *sql : {"SELECT seq FROM journal_head", "SELECT count(*) FROM journal",
                                "SELECT value FROM counters WHERE name = 'order'", "SELECT count(*) FROM orders",
                                "SELECT count(*) FROM products", "SELECT count(*) FROM variants",
                                "SELECT CAST(coalesce(sum(level), 0) AS BIGINT) FROM stock_levels",
                                "SELECT count(*) FROM stock_movements", "SELECT count(*) FROM carts",
                                "SELECT count(*) FROM shipping_methods", "SELECT count(*) FROM idempotency",
                                "SELECT value FROM meta WHERE name = 'store_id'"}) {
            Query row = reader.query(sql);
            seen << (row.next() ? row.bytes(0) : QByteArray());
        }
        return seen;
    });
}

// What is there of a copy: its folder, its schema.
QStringList remainsOf(Database &database)
{
    QStringList remains = QDir(database.config().dataDir).entryList({u"selftest*"_s});
    remains +=
        QDir::temp().entryList({"backroom-selftest-"_L1 % QString::fromLatin1(database.secrets().storeId) % u'*'});
    if (database.kind() == StoreKind::Postgres && *database.read([](Reader &reader) -> Result<qint64> {
            return *reader.number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%selftest%'");
        }) > 0)
        remains << u"schema"_s;
    return remains;
}

qsizetype kept(Database &database)
{
    return *database.read([](Reader &reader) -> Result<qsizetype> { return selftest::history(reader).size(); });
}

// A shop with a mug to sell, of which one was sold.
void stock(ApiFixture &fixture)
{
    test::ApiClient owner = fixture.client(fixture.tokenFor(Role::Owner));
    const QByteArray variant = owner
                                   .post("/api/v1/admin/products",
                                         test::json("{'title': 'Mug', 'status': 'published', 'variants': [{'sku': "
                                                    "'MUG', 'price': {'amount': 1400, 'currency': 'EUR'}}]}"))
                                   .json()["variants"_L1][0]["id"_L1]
                                   .toString()
                                   .toLatin1();
    QCOMPARE(owner
                 .post("/api/v1/admin/stock/movements",
                       test::json("{'variant_id': '" + variant + "', 'delta': 3, 'reason': 'received'}"))
                 .status,
             201);
}
}

class TestSelfTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void findsAllInOrder();
    void leavesNothingWhenStopped_data();
    void leavesNothingWhenStopped();
    void oneAtATime();
    void clearsAwayWhatWasLeft();
    void saysWhatIsMissing();
};

void TestSelfTest::findsAllInOrder()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture fixture(store);
    stock(fixture);
    fixture.server().flushLog();
    const QByteArrayList before = shopOf(fixture.database());
    double share = 0;
    QStringList steps;
    const auto report = fixture.server().selfTest()->run(true, [&](const SelfTestProgress &progress) {
        // It goes on selling meanwhile.
        if (steps.isEmpty() || steps.last() != progress.step) {
            steps << progress.step;
            if (fixture.client().get("/api/v1/products?q=mug").items().size() != 1)
                return false;
        }
        share = qMax(share, progress.share);
        return progress.secondsLeft >= 0;
    });
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QVERIFY(share > 0.5 && share <= 1);
    QCOMPARE(steps.size(), 8);

    const auto lines = selftest::judge(*report, {}, British);
    for (const SelfTestLine &line : lines)
        QVERIFY2(line.verdict != SelfTestVerdict::Failed, qPrintable(line.detail));
    QCOMPARE(report->version, QByteArray(BACKROOM_VERSION));
    QCOMPARE(report->store, store.toLatin1());
    QCOMPARE(report->products, 1);
    QCOMPARE(report->ordersCopied, store == "sqlite"_L1);
    QVERIFY(report->keptLists.perSecond > 0 && report->freshLists.perSecond > 0 && report->checkouts.perSecond > 0);
    QVERIFY(report->ordersAnswered > 0 && report->ordersFound >= report->ordersAnswered);
    QCOMPARE(report->race.sold, 10);
    QCOMPARE(report->race.refused, 40);
    QCOMPARE(report->race.numbers, 10);
    QCOMPARE(report->repeat.sent, 21);
    QCOMPARE(report->repeat.afterRestart, 1);
    QCOMPARE(report->repeat.orders, 1);
    QVERIFY(report->attacks.size() >= 7);
    QCOMPARE(report->waitsForDisk, store == "sqlite"_L1); // the tests' PostgreSQL is set not to

    QCOMPARE(shopOf(fixture.database()), before);
    QCOMPARE(remainsOf(fixture.database()), QStringList());
    QCOMPARE(kept(fixture.database()), 1);
}

void TestSelfTest::leavesNothingWhenStopped_data()
{
    QTest::addColumn<double>("share");
    QTest::newRow("at once") << 0.0;
    QTest::newRow("while it is copied") << 0.001;
    QTest::newRow("under load") << 0.2;
}

void TestSelfTest::leavesNothingWhenStopped()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(double, share);
    ApiFixture fixture(store);
    const QByteArrayList before = shopOf(fixture.database());
    bool isThere = false;
    const auto report = fixture.server().selfTest()->run(true, [&](const SelfTestProgress &progress) {
        isThere = isThere || !remainsOf(fixture.database()).isEmpty();
        return progress.share < share;
    });
    QVERIFY(!report);
    QVERIFY(report.error().message.contains("stopped"_L1));
    QCOMPARE(isThere, share > 0); // so that what is looked for is what there was
    QCOMPARE(remainsOf(fixture.database()), QStringList());
    QCOMPARE(shopOf(fixture.database()), before);
    QCOMPARE(kept(fixture.database()), 0);
}

void TestSelfTest::oneAtATime()
{
    QFETCH_GLOBAL(QString, store);
    test::TestStore shop(store);
    auto first = ScratchStore::make(shop.database(), [](double) { return true; });
    QVERIFY2(first, first ? "" : qPrintable(first.error().message));
    const QStringList remains = remainsOf(shop.database());
    const auto second = ScratchStore::make(shop.database(), [](double) { return true; });
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    ScratchStore::removeLeftovers(shop.database()); // of somebody who is in it nothing is left over
    QCOMPARE(remainsOf(shop.database()), remains);
    first->reset();
    QCOMPARE(remainsOf(shop.database()), QStringList());
    QVERIFY(ScratchStore::make(shop.database(), [](double) { return true; }));
}

void TestSelfTest::clearsAwayWhatWasLeft()
{
    QFETCH_GLOBAL(QString, store);
    test::TestStore shop(store);
    const auto leave = [&] { // as a killed program does
        const QString folder = store == "sqlite"_L1
            ? QDir(shop.config().dataDir).filePath(u"selftest.tmp"_s)
            : QDir::temp().filePath("backroom-selftest-"_L1 % QString::fromLatin1(shop->secrets().storeId));
        QVERIFY(QDir().mkpath(folder + "/images"_L1));
        QFile file(folder + "/backroom.db"_L1);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("half a copy") > 0);
        if (store == "postgresql"_L1)
            test::executePostgres(
                shop.config().url,
                u"CREATE SCHEMA backroom_selftest; CREATE TABLE backroom_selftest.orders (id BIGINT)"_s);
    };
    leave();
    ScratchStore::removeLeftovers(shop.database());
    QCOMPARE(remainsOf(shop.database()), QStringList());
    leave();
    QVERIFY(ScratchStore::make(shop.database(), [](double) { return true; }));
    QCOMPARE(remainsOf(shop.database()), QStringList());
}

void TestSelfTest::saysWhatIsMissing()
{
    QFETCH_GLOBAL(QString, store);
    test::TestStore shop(store);
    if (store == "sqlite"_L1) { // somebody put a file in the way
        QFile file(QDir(shop.config().dataDir).filePath(u"selftest.tmp"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
    } else {
        const QString name = QUrl(shop.config().url).path().mid(1);
        test::executePostgres(shop.config().url,
                              "REVOKE CREATE ON DATABASE "_L1 % name % " FROM PUBLIC, CURRENT_USER"_L1);
    }
    const auto copy = ScratchStore::make(shop.database(), [](double) { return true; });
    QVERIFY(!copy);
    const QLatin1StringView says =
        store == "sqlite"_L1 ? "selftest.tmp cannot be made"_L1 : "GRANT CREATE ON DATABASE"_L1;
    QVERIFY2(copy.error().message.contains(says), qPrintable(copy.error().message));
}

QTEST_GUILESS_MAIN(TestSelfTest)
#include "tst_selftest.moc"
