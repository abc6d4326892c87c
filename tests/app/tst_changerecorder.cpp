// What the writer's transactions changed is written down with them, exactly, and can be carried out again on a copy.
#include "app/orders/orders.h"
#include "app/store/changeapplier.h"
#include "app/store/migrator.h"
#include "tests/support/smallshop.h"
#include "tests/support/storerows.h"

#include <future>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
const Actor Tester = Actor::system(u"Test"_s);

void start(Database &database)
{
    const auto started = database.writeNow(Tester, [](Transaction &tx) -> Result<> {
        recording::start(tx);
        return {};
    });
    QVERIFY(started.has_value());
}

QList<recording::Change> changesOf(Database &database)
{
    return *database.read([](Reader &reader) -> Result<QList<recording::Change>> {
        QList<recording::Change> all;
        for (;;) {
            const auto some =
                recording::changesAfter(reader.connection(), all.isEmpty() ? QByteArray() : all.constLast().epoch,
                                        all.isEmpty() ? 0 : all.constLast().seq);
            if (some.isEmpty())
                return all;
            all += some;
        }
    });
}

recording::State stateOf(Database &database)
{
    return *database.read(
        [](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
}

StoreRows rowsOf(Database &database)
{
    return *database.read([](Reader &reader) -> Result<StoreRows> { return test::rowsOf(reader.connection()); });
}

// The store as it is, on a connection of its own.
class Copy {
public:
    explicit Copy(Database &database)
    {
        const StoreConfig config{m_folder.path(), {}};
        {
            const auto from = Connection::open(database.config());
            (*from)->command(QByteArray("VACUUM INTO '" + config.sqliteFile().toUtf8() + "'").constData());
        }
        auto opened = Connection::open(config);
        if (!opened)
            qFatal("no copy: %s", qPrintable(opened.error().message));
        connection = *std::move(opened);
    }
    Result<> apply(const QList<recording::Change> &changes)
    {
        ChangeApplier applier(*connection);
        for (const recording::Change &change : changes)
            if (auto applied = applier.apply(change); !applied)
                return applied;
        applier.commit();
        return {};
    }

private:
    QTemporaryDir m_folder;

public:
    std::unique_ptr<Connection> connection;
};

// Several calls that are likely to share a transaction; true of a call: it fails.
void writeTogether(Database &database, const QList<std::pair<Work, bool>> &calls)
{
    std::vector<std::promise<bool>> held(size_t(calls.size()));
    for (qsizetype i = 0; i < calls.size(); ++i)
        database.write(Tester, calls[i].first,
                       [&promise = held[size_t(i)]](const Result<> &result) { promise.set_value(result.has_value()); });
    for (qsizetype i = 0; i < calls.size(); ++i)
        QCOMPARE(held[size_t(i)].get_future().get(), !calls[i].second);
}
}

class TestChangeRecorder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTableHasAKey();
    void nothingUntilStarted();
    void ordersAreCarriedOutAgain();
    void whatIsTakenBackLeavesNothing();
    void handedOverUniqueValues();
    void longTransactions();
    void idsGivenLast();
    void cartsAreNotRecorded();
    void epochs();
    void foreignChangesDoNotFit();
    void aFailedTransactionIsNotForgotten();
    void postgresHasNone();
};

// Without one a table's changes are not seen.
void TestChangeRecorder::everyTableHasAKey()
{
    TestStore store(u"sqlite"_s);
    const auto connection = Connection::open(store.config());
    Query names = (*connection)->query("SELECT name FROM sqlite_master WHERE type = 'table'");
    int seen = 0;
    while (names.next()) {
        if (!recording::isRecorded(names.utf8(0)))
            continue;
        QVERIFY2((*connection)->query("SELECT 1 FROM pragma_table_info(?) WHERE pk > 0", names.bytes(0)).next(),
                 names.bytes(0).constData());
        ++seen;
    }
    QVERIFY(seen > 25);
}

void TestChangeRecorder::nothingUntilStarted()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    shop.addVariant("A", 100, 5);
    QVERIFY(changesOf(store.database()).isEmpty());
    QVERIFY(!stateOf(store.database()).active);
    start(store.database());
    QVERIFY(stateOf(store.database()).active);
    QVERIFY(changesOf(store.database()).isEmpty());
    shop.addVariant("B", 100, 5);
    QCOMPARE(changesOf(store.database()).size(), 1);
    QCOMPARE(changesOf(store.database()).constFirst().at, store.clock().now());
    QCOMPARE(stateOf(store.database()).seq, 1);
    QVERIFY(store->writeNow(Tester, [](Transaction &tx) -> Result<> {
        recording::stop(tx);
        return {};
    }));
    shop.addVariant("C", 100, 5);
    QCOMPARE(stateOf(store.database()).seq, 1);
}

void TestChangeRecorder::ordersAreCarriedOutAgain()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    const VariantId variant = shop.addVariant("A", 100, 500);
    start(store.database());
    Copy copy(store.database());
    for (int i = 0; i < 20; ++i)
        (void)shop.order({{variant, 1 + i % 3}});
    // Another program on the store records as well.
    const auto other = Database::open(store.config(), store.clock());
    QVERIFY((*other)->writeNow(Tester, [variant](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET price = 99 WHERE id = ?", variant);
        return {};
    }));
    (void)shop.order({{variant, 1}});
    shop.addUser(u"ann@example.com"_s);
    QVERIFY(!difference(test::rowsOf(*copy.connection), rowsOf(store.database())).isEmpty());
    QVERIFY(copy.apply(changesOf(store.database())).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), rowsOf(store.database())), QByteArray());
}

void TestChangeRecorder::whatIsTakenBackLeavesNothing()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    const VariantId variant = shop.addVariant("A", 100, 500);
    start(store.database());
    Copy copy(store.database());
    const Work fails = [variant](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET price = price + 1 WHERE id = ?", variant);
        tx.exec("UPDATE settings SET shop_name = 'Never'");
        tx.exec("DELETE FROM stock_movements");
        return fail(ErrorCode::Conflict, u"No."_s);
    };
    QVERIFY(!store->writeNow(Tester, [&fails](Transaction &tx) { return fails(tx); }));
    QVERIFY(changesOf(store.database()).isEmpty());
    const Work holds = [variant](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET price = price + 10 WHERE id = ?", variant);
        return {};
    };
    for (int i = 0; i < 30; ++i)
        writeTogether(store.database(), {{holds, false}, {fails, true}, {holds, false}, {fails, true}, {holds, false}});
    QVERIFY(copy.apply(changesOf(store.database())).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), rowsOf(store.database())), QByteArray());
    QCOMPARE(copy.connection->query("SELECT price FROM variants WHERE price = 1000").next(), true);
}

void TestChangeRecorder::handedOverUniqueValues()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    shop.addVariant("A", 100, 1);
    shop.addVariant("B", 200, 2);
    shop.addVariant("C", 300, 3);
    start(store.database());
    Copy copy(store.database());
    QVERIFY(store->writeNow(Tester, [](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET sku = 'away' WHERE sku = 'A'");
        tx.exec("UPDATE variants SET sku = 'A', cost = 5 WHERE sku = 'B'");
        tx.exec("UPDATE variants SET sku = 'B' WHERE sku = 'away'");
        tx.exec("DELETE FROM stock_movements WHERE variant_id = 3");
        tx.exec("DELETE FROM variants WHERE sku = 'C'"); // and its level with it
        return {};
    }));
    QVERIFY(copy.apply(changesOf(store.database())).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), rowsOf(store.database())), QByteArray());
}

void TestChangeRecorder::longTransactions()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    start(store.database());
    Copy copy(store.database());
    QVERIFY(store->writeNow(Tester, [](Transaction &tx) -> Result<> {
        for (int i = 0; i < 40; ++i)
            tx.exec("INSERT INTO imports (kind, file_hash, rows_done, created_at, updated_at) VALUES (?, ?, 1, 1, 1)",
                    QByteArray(100'000, char('a' + i % 26)), Blob{QByteArray::number(i)});
        return {};
    }));
    shop.addVariant("A", 1, 1);
    const auto changes = changesOf(store.database());
    QCOMPARE(changes.size(), 6);
    for (qsizetype i = 0; i < changes.size(); ++i) {
        QCOMPARE(changes[i].seq, i + 1);
        QCOMPARE(changes[i].ends, i >= 4);
        QVERIFY(changes[i].bytes.size() <= 1024 * 1024);
    }
    // A transaction is there as a whole or not at all.
    const StoreRows before = test::rowsOf(*copy.connection);
    QVERIFY(copy.apply(changes.first(4)).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), before), QByteArray());
    QVERIFY(copy.apply(changes).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), rowsOf(store.database())), QByteArray());
}

// An id that once was is never given again, though its row is gone.
void TestChangeRecorder::idsGivenLast()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    start(store.database());
    Copy copy(store.database());
    for (int i = 0; i < 3; ++i)
        QVERIFY(store->writeNow(Tester, [i](Transaction &tx) -> Result<> {
            tx.exec("INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('a', ?, 1, 1)", i);
            if (i == 0)
                tx.exec("UPDATE settings SET cart_days = cart_days + 1");
            tx.exec("DELETE FROM categories");
            return {};
        }));
    QVERIFY(copy.apply(changesOf(store.database())).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), rowsOf(store.database())), QByteArray());
    Query row = copy.connection->query("SELECT seq FROM sqlite_sequence WHERE name = 'categories'");
    QVERIFY(row.next());
    QCOMPARE(row.int64(0), 3);
}

void TestChangeRecorder::cartsAreNotRecorded()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    const VariantId variant = shop.addVariant("A", 100, 500);
    start(store.database());
    (void)shop.fullCart({{variant, 2}});
    QVERIFY(changesOf(store.database()).isEmpty());
}

void TestChangeRecorder::epochs()
{
    TestStore store(u"sqlite"_s);
    start(store.database());
    const QByteArray first = stateOf(store.database()).epoch;
    QCOMPARE(first.size(), 16);
    store.reopen();
    QCOMPARE(stateOf(store.database()).epoch, first);
    start(store.database());
    QCOMPARE(stateOf(store.database()).epoch, first);
    // A new schema is no recorded change.
    store.close();
    const auto connection = Connection::open(store.config());
    auto migrations = allMigrations();
    migrations.append({migrations.constLast().version + 1, u"more"_s, "ALTER TABLE settings ADD COLUMN more TEXT;"});
    QVERIFY(migrate(**connection, store.clock(), false, migrations));
    QVERIFY(recording::state(**connection).epoch != first);
    QVERIFY(recording::state(**connection).active);
}

void TestChangeRecorder::foreignChangesDoNotFit()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    const VariantId variant = shop.addVariant("A", 100, 500);
    start(store.database());
    Copy copy(store.database());
    (*Connection::open(store.config()))->exec("UPDATE stock_levels SET level = 499 WHERE variant_id = ?", variant);
    (void)shop.order({{variant, 1}});
    const StoreRows before = test::rowsOf(*copy.connection);
    const auto applied = copy.apply(changesOf(store.database()));
    QVERIFY(!applied);
    QCOMPARE(applied.error().code, ErrorCode::Malformed);
}

// The ids were written down in a transaction that did not hold, and are again in the next.
void TestChangeRecorder::aFailedTransactionIsNotForgotten()
{
    TestStore store(u"sqlite"_s);
    SmallShop shop(store.database());
    start(store.database());
    Copy copy(store.database());
    const auto insert = [&store](bool fails) {
        return store->writeNow(Tester, [fails](Transaction &tx) -> Result<> {
            tx.exec("INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('a', 'a', 1, 1)");
            tx.exec("DELETE FROM categories");
            tx.exec("UPDATE settings SET cart_days = cart_days + 1");
            if (fails)
                throw StoreError(StoreError::Kind::Full, "no room");
            return {};
        });
    };
    QVERIFY(!insert(true));
    QVERIFY(insert(false).has_value());
    QVERIFY(copy.apply(changesOf(store.database())).has_value());
    QCOMPARE(difference(test::rowsOf(*copy.connection), rowsOf(store.database())), QByteArray());
}

void TestChangeRecorder::postgresHasNone()
{
    TestStore store(u"postgresql"_s);
    start(store.database());
    QVERIFY(!stateOf(store.database()).active);
}

QTEST_GUILESS_MAIN(TestChangeRecorder)
#include "tst_changerecorder.moc"
