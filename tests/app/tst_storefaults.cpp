#include "app/journal/journal.h"
#include "tests/support/faultydisk.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QProcess>
#include <any>
#include <latch>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::FaultyDisk;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

Result<> add(Transaction &transaction, const QByteArray &name)
{
    transaction.exec("INSERT INTO counters (name, value) VALUES (?, 1)", QByteArray("t-" + name));
    transaction.journal({"counter.added", "counter", name, {}, "{}", {{Topic::Stock, 1}}});
    return {};
}

Result<> addNamed(Database &database, const QByteArray &name)
{
    return database.writeNow(Self, [&name](Transaction &tx) { return add(tx, name); });
}

qint64 count(Database &database)
{
    return database
        .read([](Reader &reader) -> Result<qint64> {
            return *reader.number("SELECT count(*) FROM counters WHERE name LIKE 't-%'");
        })
        .value_or(-1);
}

// Another program on the same store: opens it, counts, writes one more, goes.
int visit(const QString &folder)
{
    const SystemClock clock;
    StoreConfig config;
    config.dataDir = folder;
    auto database = Database::open(config, clock);
    if (!database)
        return 250;
    const qint64 counted = count(**database);
    if (!addNamed(**database, "visit" + QByteArray::number(QCoreApplication::applicationPid())))
        return 251;
    return int(counted);
}

int visited(const TestStore &shop)
{
    return QProcess::execute(QCoreApplication::applicationFilePath(), {u"--visit"_s, shop.config().dataDir});
}
}

class TestStoreFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void visitorsTakeNothingAway();
    void aFaultOfOursIsOneCallsOwn();
    void aFaultInWhoIsToldHarmsNobody();
    void aFullDiskIsTold();
    void aFailedSyncIsNotAcknowledged();
    void whatDidNotWaitForTheDiskIsSafeAfterAFault();
    void doneIsCalledOnceHoweverManyWait();
    void nestedReadsSeeOneSnapshot();
    void othersHearOfEverything();
    void theDatabaseGoesAndComesBack();
    void aServerKeepsNoStatements();
    void anOlderMomentThatIsReadKeepsNobodyOut();
};

void TestStoreFaults::visitorsTakeNothingAway()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "sqlite"_L1)
        return;
    TestStore shop(store);
    QVERIFY(addNamed(shop.database(), "a"));
    QCOMPARE(count(shop.database()), 1);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(visited(shop), 1 + 2 * i);
        // Our log is still the store's log: what we write now, the next visitor sees, and we see the last one's.
        QVERIFY(addNamed(shop.database(), "b" + QByteArray::number(i)));
        QCOMPARE(count(shop.database()), 3 + 2 * i);
        std::thread([&] { QCOMPARE(count(shop.database()), 3 + 2 * i); }).join(); // a connection more
    }
}

void TestStoreFaults::aFaultOfOursIsOneCallsOwn()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u".*"_s));
    const Result<> written = shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        (void)add(tx, "a");
        (void)std::any_cast<int>(std::any("no number"));
        return {};
    });
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Internal);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u".*"_s));
    const Result<> read = shop->read([](Reader &reader) -> Result<> {
        Query open = reader.query("SELECT 1 FROM journal_head");
        open.next();
        throw std::bad_alloc();
    });
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Internal);
    QCOMPARE(count(shop.database()), 0);
    QVERIFY(addNamed(shop.database(), "a"));
    QCOMPARE(count(shop.database()), 1);
}

void TestStoreFaults::aFaultInWhoIsToldHarmsNobody()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::atomic<int> told = 0;
    const auto first = shop->feed().subscribe([](const Commit &) { throw std::runtime_error("listener"); });
    const auto second = shop->feed().subscribe([&](const Commit &) { ++told; });
    QVERIFY(addNamed(shop.database(), "a"));
    QCOMPARE(told, 1);
    // Nobody need wait for the outcome.
    shop->write(Self, [](Transaction &tx) { return add(tx, "b"); }, {});
    QTRY_COMPARE(told, 2);
}

void TestStoreFaults::aFullDiskIsTold()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "sqlite"_L1)
        return;
    const FaultyDisk disk;
    TestStore shop(store);
    QVERIFY(addNamed(shop.database(), "a"));
    FaultyDisk::failWrites(true);
    const Result<> refused = addNamed(shop.database(), "b");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Full);
    QCOMPARE(count(shop.database()), 1);
    std::thread([&] { QCOMPARE(count(shop.database()), 1); }).join();
    FaultyDisk::work();
    QVERIFY(addNamed(shop.database(), "c"));
    shop.reopen();
    QCOMPARE(count(shop.database()), 2);
}

void TestStoreFaults::aFailedSyncIsNotAcknowledged()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "sqlite"_L1)
        return;
    const FaultyDisk disk;
    TestStore shop(store);
    QVERIFY(addNamed(shop.database(), "a"));
    FaultyDisk::failSyncs();
    std::latch all(30);
    std::atomic<int> good = 0;
    std::atomic<int> unavailable = 0;
    for (int i = 0; i < 30; ++i)
        shop->write(
            Self, [i](Transaction &tx) { return add(tx, "b" + QByteArray::number(i)); },
            [&](const Result<> &result) {
                good += result ? 1 : 0;
                unavailable += !result && result.error().code == ErrorCode::Unavailable ? 1 : 0;
                all.count_down();
            });
    all.wait();
    QCOMPARE(good, 0);
    QCOMPARE(unavailable, 30);
    QCOMPARE(count(shop.database()), 1);
    FaultyDisk::work();
    QVERIFY(addNamed(shop.database(), "c"));
    QCOMPARE(count(shop.database()), 2);
    QVERIFY(shop->read([](Reader &reader) -> Result<bool> { return journal::verify(reader).whole; }).value());
}

void TestStoreFaults::whatDidNotWaitForTheDiskIsSafeAfterAFault()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "sqlite"_L1)
        return;
    const FaultyDisk disk;
    TestStore shop(store);
    std::latch relaxed(1);
    const int before = FaultyDisk::syncs();
    shop->write(
        Self, [](Transaction &tx) { return add(tx, "cart"); }, [&](const Result<> &) { relaxed.count_down(); },
        Durability::Relaxed);
    relaxed.wait();
    QCOMPARE(FaultyDisk::syncs(), before);
    FaultyDisk::failSyncs();
    QVERIFY(!addNamed(shop.database(), "a"));
    // While the disk fails, nothing is: the log with the cart in it cannot be brought home.
    QVERIFY(!addNamed(shop.database(), "b"));
    FaultyDisk::work();
    QVERIFY(addNamed(shop.database(), "c"));
    // The cart's page has come into the file itself, behind a sync: nothing acknowledged stands after a gap.
    const QString folder = shop.config().dataDir;
    QTemporaryDir copy;
    QVERIFY(QProcess::execute(u"cp"_s, {folder + u"/backroom.db"_s, copy.path()}) == 0);
    const SystemClock clock;
    StoreConfig config;
    config.dataDir = copy.path();
    auto copied = Database::open(config, clock);
    QVERIFY(copied);
    QCOMPARE(count(**copied), 1);
}

void TestStoreFaults::doneIsCalledOnceHoweverManyWait()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::latch entered(1);
    std::latch go(1);
    const bool sqlite = store == "sqlite"_L1;
    if (sqlite) {
        shop->write(Self,
                    [&](Transaction &) -> Result<> {
                        entered.count_down();
                        go.wait();
                        return {};
                    },
                    {});
        entered.wait();
    }
    constexpr int Calls = 5000; // more than may wait
    std::vector<std::atomic<int>> done(Calls);
    std::atomic<int> busy = 0;
    for (int i = 0; i < Calls; ++i)
        shop->write(
            Self, [](Transaction &) -> Result<> { return {}; },
            [&done, &busy, i](const Result<> &result) {
                ++done[size_t(i)];
                busy += result ? 0 : 1;
            });
    shop->write(Self, [](Transaction &) -> Result<> { return {}; }, {}); // refused, and nobody asks
    if (sqlite) {
        QVERIFY(busy > 0);
        go.count_down();
    }
    shop.close();
    for (const auto &calls : done)
        QCOMPARE(calls, 1);
    shop.reopen();
}

void TestStoreFaults::nestedReadsSeeOneSnapshot()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto counted = shop->read([&](Reader &) -> Result<std::pair<qint64, qint64>> {
        const qint64 first = count(shop.database());
        std::thread([&] { (void)addNamed(shop.database(), "a"); }).join();
        return std::pair(first, count(shop.database()));
    });
    QVERIFY(counted);
    QCOMPARE(counted->first, 0);
    QCOMPARE(counted->second, 0);
    QCOMPARE(count(shop.database()), 1);
}

// More entries than are read at once, and one that changes more than is told one by one.
void TestStoreFaults::othersHearOfEverything()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    auto other = Database::open(shop.config(), shop.clock());
    QVERIFY(other);
    std::atomic<int> heard = 0;
    std::atomic<bool> orders = false;
    const auto subscription = (*other)->feed().subscribe([&](const Commit &commit) {
        ++heard;
        if (commit.touches(Topic::Orders))
            orders = true;
    });
    constexpr int Entries = 2300;
    std::latch all(Entries);
    for (int i = 0; i < Entries; ++i) {
        const auto work = [i](Transaction &tx) -> Result<> {
            JournalEntry entry{"counter.added", "counter", QByteArray::number(i), {}, "{}", {{Topic::Stock, i + 1}}};
            if (i == Entries - 1) {
                for (int row = 0; row < 30; ++row)
                    entry.changes << Change{Topic::Products, row + 1};
                entry.changes << Change{Topic::Orders, 1};
            }
            tx.journal(entry);
            return {};
        };
        shop->write(
            Self, work, [&](const Result<> &) { all.count_down(); }, Durability::Relaxed);
    }
    all.wait();
    QTRY_COMPARE_WITH_TIMEOUT(heard, Entries, 20'000);
    QVERIFY(orders);
}

void TestStoreFaults::theDatabaseGoesAndComesBack()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "postgresql"_L1)
        return;
    const QByteArray password = qgetenv("PGPASSWORD");
    {
        test::PgServer server;
        StoreConfig config;
        config.url = server.freshUrl();
        QTemporaryDir folder;
        config.dataDir = folder.path();
        const SystemClock clock;
        auto opened = Database::open(config, clock, Database::Open::OrCreate);
        QVERIFY(opened);
        Database &database = **opened;
        QVERIFY(addNamed(database, "a"));
        QCOMPARE(count(database), 1);
        server.crash();
        const Result<> refused = addNamed(database, "b");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        QCOMPARE(count(database), -1);
        server.resume();
        QCOMPARE(count(database), 1);
        QVERIFY(addNamed(database, "c"));
        // Away and back between two calls: nobody need know.
        server.crash();
        server.resume();
        QVERIFY(addNamed(database, "d"));
        QCOMPARE(count(database), 3);
        // And who listens for others hears them again.
        std::atomic<int> heard = 0;
        const auto subscription = database.feed().subscribe([&](const Commit &) { ++heard; });
        auto other = Database::open(config, clock);
        QVERIFY(other);
        QVERIFY(addNamed(**other, "e"));
        QTRY_COMPARE_WITH_TIMEOUT(heard, 1, 20'000);
    }
    qputenv("PGPASSWORD", password);
}

void TestStoreFaults::aServerKeepsNoStatements()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "postgresql"_L1)
        return;
    TestStore shop(store);
    const auto kept = shop->read([](Reader &reader) -> Result<qint64> {
        for (int i = 0; i < 900; ++i) {
            const QByteArray sql = "SELECT " + QByteArray::number(i);
            Query outer = reader.query(sql);
            outer.next();
            Query inner = reader.query(sql); // beside one in use
            inner.next();
        }
        return *reader.number("SELECT count(*) FROM pg_prepared_statements");
    });
    QVERIFY(kept);
    QVERIFY2(*kept <= 401, QByteArray::number(*kept).constData());
}

// The log is brought into the file only as far as nobody reads what was before, and the file's first page comes last.
void TestStoreFaults::anOlderMomentThatIsReadKeepsNobodyOut()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto reader = Connection::open(shop.config());
    (*reader)->command("BEGIN");
    QVERIFY((*reader)->query("SELECT name FROM meta").next());
    for (int i = 0; i < 30; ++i)
        QVERIFY(shop->writeNow(Self, [i](Transaction &tx) -> Result<> {
            tx.exec("INSERT INTO meta (name, value) VALUES (?, ?)", QByteArray::number(i), QByteArray(1'000'000, 'x'));
            return {};
        }));
    const auto another = Connection::open(shop.config());
    QVERIFY2(another, another ? "" : qPrintable(another.error().message));
    QVERIFY((*another)->query("SELECT name FROM meta WHERE name = '29'").next());
    (*reader)->command("ROLLBACK");
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--visit") == 0)
        return visit(QString::fromLocal8Bit(argv[2]));
    TestStoreFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storefaults.moc"
