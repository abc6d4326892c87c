#include "app/journal/journal.h"
#include "tests/support/teststore.h"

#include <QSignalSpy>
#include <latch>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

Result<> addCounter(Transaction &transaction, const QByteArray &name, qint64 value)
{
    transaction.exec("INSERT INTO counters (name, value) VALUES (?, ?)", name, value);
    transaction.journal({"counter.added", "counter", name, {}, "{}", {{Topic::Stock, value}}});
    return {};
}

qint64 counter(Database &database, const char *name)
{
    return *database.read([name](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT value FROM counters WHERE name = ?", name).value_or(-1);
    });
}
}

class TestStoreCase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void writesAndReads();
    void keepsTextBytesAndNothing();
    void failureLeavesNothingAndAnnouncesNothing();
    void announcesAfterTheCommit();
    void otherProcessesAreTold();
    void manyWritersAtOnceLoseNothing();
    void aUniqueClashRunsTheWorkAgain();
    void oneBadCallFailsAlone();
    void journalHoldsAndShowsTampering_data();
    void journalHoldsAndShowsTampering();
    void survivesReopening();
    void readsSeeOneSnapshot();
    void writesFindRowsByTheirKeys();
};

void TestStoreCase::writesAndReads()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "a", 7); }));
    QCOMPARE(counter(shop.database(), "a"), 7);
    QCOMPARE(counter(shop.database(), "b"), -1);
}

void TestStoreCase::keepsTextBytesAndNothing()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const QString text = u"Grün 'x' \\ ☕ ?"_s;
    const QByteArray bytes("\0\x01\xff'\\", 5);
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("INSERT INTO meta (name, value) VALUES (?, ?)", text, u""_s);
        tx.exec("INSERT INTO image_files (name, bytes) VALUES (?, ?)", "x", Blob{bytes});
        tx.exec(
            "INSERT INTO users (email, name, name_key, role, created_at, updated_at) VALUES (?, '', '', 'staff', 1, ?)",
            std::optional<QString>(), std::numeric_limits<qint64>::max());
        return {};
    }));
    const Result<> read = shop->read([&](Reader &reader) -> Result<> {
        Query meta = reader.query("SELECT name, value FROM meta WHERE name = ?", text);
        if (!meta.next() || meta.text(0) != text || meta.isNull(1))
            return fail(ErrorCode::Internal, u"text"_s);
        Query image = reader.query("SELECT bytes FROM image_files");
        if (!image.next() || image.blob(0) != bytes)
            return fail(ErrorCode::Internal, u"bytes"_s);
        Query user = reader.query("SELECT email, updated_at FROM users");
        if (!user.next() || !user.isNull(0) || user.int64(1) != std::numeric_limits<qint64>::max())
            return fail(ErrorCode::Internal, u"null"_s);
        return {};
    });
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
}

void TestStoreCase::failureLeavesNothingAndAnnouncesNothing()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::atomic<int> announced = 0;
    const auto subscription = shop->feed().subscribe([&](const Commit &) { ++announced; });
    const Result<> written = shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        (void)addCounter(tx, "a", 7);
        return fail(ErrorCode::Conflict, u"no"_s);
    });
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Conflict);
    const Result<> broken = shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        (void)addCounter(tx, "a", 7);
        tx.exec("INSERT INTO cart_lines (cart_id, variant_id, quantity) VALUES (99, 99, 1)");
        return {};
    });
    QVERIFY(!broken);
    QCOMPARE(counter(shop.database(), "a"), -1);
    QCOMPARE(announced, 0);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "a", 7); }));
    QTRY_COMPARE(announced, 1);
}

void TestStoreCase::announcesAfterTheCommit()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::mutex mutex;
    QList<Commit> commits;
    std::atomic<bool> visible = false;
    const auto subscription = shop->feed().subscribe([&](const Commit &commit) {
        // From a thread of its own: the listener's may still be inside the writing call.
        std::thread([&] { visible = counter(shop.database(), "a") == 7; }).join();
        const std::lock_guard lock(mutex);
        commits << commit;
    });
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "a", 7); }));
    QTRY_VERIFY(visible);
    const std::lock_guard lock(mutex);
    QCOMPARE(commits.size(), 1);
    QCOMPARE(commits.first().changes, (QList<Change>{{Topic::Stock, 7}}));
    QCOMPARE(commits.first().seq, 1);
    QVERIFY(!commits.first().elsewhere);
}

void TestStoreCase::otherProcessesAreTold()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    auto other = Database::open(shop.config(), shop.clock());
    QVERIFY(other);
    std::atomic<int> here = 0;
    std::atomic<int> there = 0;
    std::atomic<qint64> id = 0;
    const auto first = shop->feed().subscribe([&](const Commit &commit) { here += commit.elsewhere ? 100 : 1; });
    const auto second = (*other)->feed().subscribe([&](const Commit &commit) {
        there += commit.elsewhere ? 1 : 100;
        id = commit.changes.first().id;
    });
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "a", 7); }));
    QTRY_COMPARE(there, 1);
    QCOMPARE(id, 7);
    QTest::qWait(600); // long enough for the first's own watcher to have looked
    QCOMPARE(here, 1);
}

void TestStoreCase::manyWritersAtOnceLoseNothing()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "sum", 0); }));
    constexpr int Threads = 8;
    constexpr int Each = 25;
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < Each; ++i) {
                const Result<> written = shop->writeNow(Self, [](Transaction &tx) -> Result<> {
                    tx.exec("UPDATE counters SET value = value + 1 WHERE name = 'sum'");
                    tx.journal({"counter.raised", "counter", "sum", {}, {}, {{Topic::Stock, 0}}});
                    return {};
                });
                failed += written ? 0 : 1;
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failed, 0);
    QCOMPARE(counter(shop.database(), "sum"), Threads * Each);
    const auto check = shop->read([](Reader &reader) -> Result<JournalCheck> { return journal::verify(reader); });
    QVERIFY2(check->whole, qPrintable(check->message));
    QCOMPARE(check->entries, Threads * Each + 1);
}

void TestStoreCase::aUniqueClashRunsTheWorkAgain()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    int runs = 0;
    // What a service does when the name was taken between its check and its insert.
    const Result<> written = shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        if (++runs == 1) {
            tx.exec("INSERT INTO counters (name, value) VALUES ('twice', 1)");
            tx.exec("INSERT INTO counters (name, value) VALUES ('twice', 2)");
        }
        return fail(ErrorCode::Conflict, u"taken"_s);
    });
    QCOMPARE(runs, 2);
    QCOMPARE(written.error().message, u"taken"_s);
}

void TestStoreCase::oneBadCallFailsAlone()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    std::latch all(40);
    std::atomic<int> good = 0;
    for (int i = 0; i < 40; ++i)
        shop->write(
            Self,
            [i](Transaction &tx) -> Result<> {
                tx.exec("INSERT INTO counters (name, value) VALUES (?, ?)", "c" + QByteArray::number(i), i);
                if (i % 4 == 0) // a fault of ours in every fourth
                    tx.exec("INSERT INTO cart_lines (cart_id, variant_id, quantity) VALUES (99, 99, 1)");
                return {};
            },
            [&](const Result<> &result) {
                good += result ? 1 : 0;
                all.count_down();
            });
    all.wait();
    QCOMPARE(good, 30);
    QCOMPARE(counter(shop.database(), "c4"), -1);
    QCOMPARE(counter(shop.database(), "c5"), 5);
}

void TestStoreCase::journalHoldsAndShowsTampering_data()
{
    QTest::addColumn<QByteArray>("tampering");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("edited") << QByteArray("UPDATE journal SET action = 'other' WHERE seq = 3");
    QTest::newRow("payload edited") << QByteArray("UPDATE journal_payloads SET after_json = '{\"a\":1}' WHERE seq = 3");
    QTest::newRow("deleted") << QByteArray("DELETE FROM journal WHERE seq = 3");
    QTest::newRow("cut") << QByteArray("DELETE FROM journal WHERE seq = 5");
    QTest::newRow("cut with its end mark")
        << QByteArray("DELETE FROM journal WHERE seq = 5; UPDATE journal_head SET seq = 4");
    QTest::newRow("inserted") << QByteArray(
        "INSERT INTO journal SELECT 6, at, actor, actor_name, action, entity, entity_id, topics, request_id, "
        "address, payload_hash, hash FROM journal WHERE seq = 5");
    QTest::newRow("reordered") << QByteArray(
        "UPDATE journal SET seq = 100 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 4; "
        "UPDATE journal SET seq = 4 WHERE seq = 100");
}

void TestStoreCase::journalHoldsAndShowsTampering()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, tampering);
    TestStore shop(store);
    for (const char *name : {"a", "b", "c", "d", "e"})
        QVERIFY(shop->writeNow(Self, [name](Transaction &tx) { return addCounter(tx, name, 1); }));
    shop.close();
    {
        // Somebody with the file in hand, and no scruples about triggers.
        auto connection = Connection::open(shop.config());
        QVERIFY(connection);
        const bool sqlite = store == "sqlite"_L1;
        (*connection)
            ->command(sqlite ? "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete"
                             : "DROP TRIGGER journal_no_update ON journal; DROP TRIGGER journal_no_delete ON journal");
        if (!tampering.isEmpty())
            (*connection)->command(tampering.constData());
    }
    shop.reopen();
    const auto check = shop->read([](Reader &reader) -> Result<JournalCheck> { return journal::verify(reader); });
    QVERIFY(check);
    QCOMPARE(check->whole, tampering.isEmpty());
    if (!tampering.isEmpty())
        QVERIFY(!check->message.isEmpty());
}

void TestStoreCase::survivesReopening()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "a", 7); }));
    const QByteArray id = shop->secrets().storeId;
    shop.reopen();
    QCOMPARE(counter(shop.database(), "a"), 7);
    QCOMPARE(shop->secrets().storeId, id);
    QCOMPARE(id.size(), 32);
}

void TestStoreCase::readsSeeOneSnapshot()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) { return addCounter(tx, "a", 1); }));
    const auto both = shop->read([&](Reader &reader) -> Result<std::pair<qint64, qint64>> {
        const qint64 before = *reader.number("SELECT value FROM counters WHERE name = 'a'");
        std::thread([&] {
            (void)shop->writeNow(Self, [](Transaction &tx) -> Result<> {
                tx.exec("UPDATE counters SET value = 2 WHERE name = 'a'");
                return {};
            });
        }).join();
        return std::pair(before, *reader.number("SELECT value FROM counters WHERE name = 'a'"));
    });
    QCOMPARE(both->first, 1);
    QCOMPARE(both->second, 1);
    QCOMPARE(counter(shop.database(), "a"), 2);
}

// Also while a table is as good as empty: on PostgreSQL the plan that is made then is kept for the table that grows.
void TestStoreCase::writesFindRowsByTheirKeys()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const bool sqlite = shop->kind() == StoreKind::Sqlite;
    QByteArray plan;
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("ANALYZE carts"); // as after a move or an import: the server knows that nothing is in it
        Query row = tx.query(sqlite ? "EXPLAIN QUERY PLAN SELECT 1 FROM carts WHERE key_hash = x'00'"
                                    : "EXPLAIN SELECT 1 FROM carts WHERE key_hash = '\\x00'");
        while (row.next())
            plan += row.bytes(sqlite ? 3 : 0) + '\n';
        return {};
    }));
    QVERIFY2(plan.contains(sqlite ? "SEARCH" : "Index"), plan.constData());
    QVERIFY2(!plan.contains(sqlite ? "SCAN" : "Seq Scan"), plan.constData());
}

QTEST_GUILESS_MAIN(TestStoreCase)
#include "tst_store.moc"
