// A read that fails is its caller's affair: the connection it failed on goes on, whatever was asked.
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
// Something of this thread's connection that another would not have.
qint64 mark(Database &database, bool set)
{
    return *database.read([&](Reader &reader) -> Result<qint64> {
        if (database.kind() == StoreKind::Postgres)
            return *reader.number("SELECT pg_backend_pid()");
        if (set)
            reader.query("PRAGMA analysis_limit = 77").next();
        return *reader.number("PRAGMA analysis_limit");
    });
}
}

class TestFailedReads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void keepTheirConnection_data();
    void keepTheirConnection();
    void losesNoMoreThanItself();
};

void TestFailedReads::keepTheirConnection_data()
{
    QTest::addColumn<std::function<void(Reader &)>>("asked");
    QTest::addColumn<ErrorCode>("onPostgres");
    using Asked = std::function<void(Reader &)>;
    QTest::newRow("text that is none") << Asked([](Reader &reader) {
        reader.query("SELECT id FROM products WHERE slug = ?", "\xff"_ba).next();
    }) << ErrorCode::Malformed;
    QTest::newRow("a number that is none")
        << Asked([](Reader &reader) { reader.query("SELECT id FROM products WHERE id = ?", "many"_ba).next(); })
        << ErrorCode::Malformed;
    QTest::newRow("no such table") << Asked([](Reader &reader) {
        reader.query("SELECT id FROM nothing_of_that_name").next();
    }) << ErrorCode::Internal;
    QTest::newRow("a fault of the program")
        << Asked([](Reader &) { throw std::logic_error("oh"); }) << ErrorCode::Internal;
}

void TestFailedReads::keepTheirConnection()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(std::function<void(Reader &)>, asked);
    QFETCH(ErrorCode, onPostgres);
    TestStore shop(store);
    const qint64 mine = mark(shop.database(), true);
    for (int i = 0; i < 3; ++i) {
        const Result<> read = shop->read([&](Reader &reader) -> Result<> {
            asked(reader);
            return {};
        });
        if (shop->kind() == StoreKind::Postgres) {
            QVERIFY(!read);
            QCOMPARE(read.error().code, onPostgres);
        }
        QCOMPARE(mark(shop.database(), false), mine);
    }
}

// Nothing of the failed transaction is left on the connection: the next one reads and writes as ever.
void TestFailedReads::losesNoMoreThanItself()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(!shop->read([](Reader &reader) -> Result<> {
        (void)reader.number("SELECT count(*) FROM counters");
        reader.query("SELECT id FROM nothing_of_that_name").next();
        return {};
    }));
    QVERIFY(shop->writeNow(Actor::system(u"Test"_s), [](Transaction &transaction) -> Result<> {
        transaction.exec("INSERT INTO counters (name, value) VALUES (?, ?)", "a"_ba, 7);
        transaction.journal({"counter.added", "counter", "a", {}, "{}", {{Topic::Stock, 7}}});
        return {};
    }));
    const auto there = shop->read([](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT value FROM counters WHERE name = ?", "a"_ba).value_or(-1);
    });
    QCOMPARE(there.value_or(0), 7);
}

QTEST_GUILESS_MAIN(TestFailedReads)
#include "tst_failedreads.moc"
