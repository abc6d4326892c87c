#include "app/journal/journal.h"
#include "app/stock/stocklist.h"
#include "tests/support/teststore.h"

#include <barrier>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

// A product with one variant, straight into the tables: the ledger knows nothing of how products are made.
VariantId makeVariant(Database &database, const QByteArray &sku, qint64 level = 0, bool track = true,
                      bool backorder = false)
{
    return *database.writeNow(Self, [&](Transaction &tx) -> Result<VariantId> {
        const auto product = tx.insert<ProductId>(
            "INSERT INTO products (title, title_key, slug, status, available, created_at, updated_at) "
            "VALUES (?, ?, ?, 'published', ?, 1, 1) RETURNING id",
            "Title " + sku, sku, sku, level > 0 || !track || backorder);
        const auto id = tx.insert<VariantId>(
            "INSERT INTO variants (product_id, position, sku, price, track_stock, allow_backorder) "
            "VALUES (?, 0, ?, 100, ?, ?) RETURNING id",
            product, sku, track, backorder);
        tx.exec("INSERT INTO stock_levels (variant_id, level) VALUES (?, 0)", id);
        if (level != 0)
            stock::record(tx, {id, level, "received"});
        return id;
    });
}

qint64 number(Database &database, const QByteArray &sql, VariantId id)
{
    return *database.read([&](Reader &reader) -> Result<qint64> { return reader.number(sql, id).value_or(-999); });
}
qint64 level(Database &database, VariantId id)
{
    return number(database, "SELECT level FROM stock_levels WHERE variant_id = ?", id);
}
qint64 sum(Database &database, VariantId id)
{
    return number(database, "SELECT COALESCE(SUM(delta), 0) FROM stock_movements WHERE variant_id = ?", id);
}
bool available(Database &database, VariantId id)
{
    return number(database, "SELECT available FROM products WHERE id = (SELECT product_id FROM variants WHERE id = ?)",
                  id)
        == 1;
}
Taking take(Database &database, VariantId id, qint64 quantity)
{
    return *database.writeNow(Self, [&](Transaction &tx) -> Result<Taking> {
        return stock::take(tx, id, quantity, u"1001"_s);
    });
}
Result<MovementRow> move(Database &database, const Movement &movement, const Actor &actor = Self)
{
    return database.writeNow(actor, [&](Transaction &tx) { return stock::move(tx, actor, movement); });
}
}

class TestStock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void takesWhatIsThereAndNoMore();
    void takesByTheVariantsSettings_data();
    void takesByTheVariantsSettings();
    void thePiecesAreSoldOnce();
    void twoLastVariantsEmptyTheProduct();
    void refusesBadMovements_data();
    void refusesBadMovements();
    void neverBelowZeroByHand();
    void announcesFlipsOnly();
    void listsLevelsByKeyset();
    void listsMovementsNewestFirst();
};

void TestStock::takesWhatIsThereAndNoMore()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const VariantId id = makeVariant(shop.database(), "A", 10);
    QVERIFY(available(shop.database(), id));
    Taking got = take(shop.database(), id, 7);
    QVERIFY(got.enough);
    QCOMPARE(got.taken, 7);
    got = take(shop.database(), id, 4);
    QVERIFY(!got.enough);
    QCOMPARE(got.taken, 0);
    QCOMPARE(got.available, 3);
    QVERIFY(take(shop.database(), id, 3).enough);
    QVERIFY(!available(shop.database(), id));
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        stock::putBack(tx, id, 2, u"1001"_s);
        return {};
    }));
    QCOMPARE(level(shop.database(), id), 2);
    QCOMPARE(sum(shop.database(), id), 2);
    QVERIFY(available(shop.database(), id));
    QVERIFY(!take(shop.database(), VariantId{id.value + 1}, 1).enough);
}

void TestStock::takesByTheVariantsSettings_data()
{
    QTest::addColumn<bool>("track");
    QTest::addColumn<bool>("backorder");
    QTest::addColumn<bool>("enough");
    QTest::addColumn<qint64>("taken");
    QTest::newRow("plain") << true << false << false << qint64(0);
    QTest::newRow("back-orders") << true << true << true << qint64(5);
    QTest::newRow("untracked") << false << false << true << qint64(0);
    QTest::newRow("untracked with back-orders") << false << true << true << qint64(0);
}

void TestStock::takesByTheVariantsSettings()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(bool, track);
    QFETCH(bool, backorder);
    TestStore shop(store);
    const VariantId id = makeVariant(shop.database(), "A", 2, track, backorder);
    const Taking got = take(shop.database(), id, 5);
    QTEST(got.enough, "enough");
    QTEST(got.taken, "taken");
    QCOMPARE(level(shop.database(), id), 2 - got.taken);
    QCOMPARE(sum(shop.database(), id), 2 - got.taken);
    QVERIFY(available(shop.database(), id));
}

void TestStock::thePiecesAreSoldOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const VariantId id = makeVariant(shop.database(), "A", 10);
    constexpr int Buyers = 50;
    std::atomic<int> sold = 0;
    std::atomic<int> refused = 0;
    std::barrier begin(Buyers);
    std::vector<std::thread> threads;
    for (int i = 0; i < Buyers; ++i)
        threads.emplace_back([&] {
            begin.arrive_and_wait();
            ++(take(shop.database(), id, 1).enough ? sold : refused);
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(sold, 10);
    QCOMPARE(refused, 40);
    QCOMPARE(level(shop.database(), id), 0);
    QCOMPARE(sum(shop.database(), id), 0);
    QVERIFY(!available(shop.database(), id));
}

void TestStock::twoLastVariantsEmptyTheProduct()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const VariantId first = makeVariant(shop.database(), "A", 1);
    const VariantId second = *shop->writeNow(Self, [&](Transaction &tx) -> Result<VariantId> {
        const auto id = tx.insert<VariantId>(
            "INSERT INTO variants (product_id, position, sku, price) SELECT product_id, 1, 'B', 100 FROM variants "
            "WHERE id = ? RETURNING id",
            first);
        tx.exec("INSERT INTO stock_levels (variant_id) VALUES (?)", id);
        stock::record(tx, {id, 1, "received"});
        return id;
    });
    for (int round = 0; round < 10; ++round) {
        std::barrier begin(2);
        std::thread one([&] {
            begin.arrive_and_wait();
            take(shop.database(), first, 1);
        });
        std::thread two([&] {
            begin.arrive_and_wait();
            take(shop.database(), second, 1);
        });
        one.join();
        two.join();
        QVERIFY(!available(shop.database(), first));
        QVERIFY(move(shop.database(), {first, 1, "received"}));
        QVERIFY(move(shop.database(), {second, 1, "received"}));
        QVERIFY(available(shop.database(), first));
    }
}

void TestStock::refusesBadMovements_data()
{
    QTest::addColumn<qint64>("delta");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QStringList>("fields");
    const auto max = std::numeric_limits<qint64>::max();
    QTest::newRow("nothing") << qint64(0) << "received"_ba << QStringList{u"delta"_s};
    QTest::newRow("a thousand million") << qint64(1'000'000'000) << "received"_ba << QStringList{u"delta"_s};
    QTest::newRow("largest") << max << "received"_ba << QStringList{u"delta"_s};
    QTest::newRow("smallest") << std::numeric_limits<qint64>::min() << "damaged"_ba << QStringList{u"delta"_s};
    QTest::newRow("reason") << qint64(1) << "stolen"_ba << QStringList{u"reason"_s};
    QTest::newRow("all at once") << max << ""_ba << QStringList{u"variant_id"_s, u"delta"_s, u"reason"_s};
}

void TestStock::refusesBadMovements()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(qint64, delta);
    QFETCH(QByteArray, reason);
    QFETCH(QStringList, fields);
    TestStore shop(store);
    VariantId id = makeVariant(shop.database(), "A", 5);
    if (fields.contains(u"variant_id"_s))
        id.value += 7;
    const auto moved = move(shop.database(), {id, delta, reason});
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::Invalid);
    QStringList named;
    for (const FieldError &fault : moved.error().fields)
        named << fault.field;
    QCOMPARE(named, fields);
    const auto refused = move(shop.database(), {id, 1, "received"}, Actor::anonymous());
    QCOMPARE(refused.error().code, ErrorCode::Unauthenticated);
}

void TestStock::neverBelowZeroByHand()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const VariantId plain = makeVariant(shop.database(), "A", 5);
    const VariantId backorder = makeVariant(shop.database(), "B", 5, true, true);
    const auto refused = move(shop.database(), {plain, -6, "damaged"});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().extra, "\"available\":5"_ba);
    QCOMPARE(level(shop.database(), plain), 5);
    QCOMPARE(move(shop.database(), {plain, -5, "damaged"})->level, 0);
    QCOMPARE(move(shop.database(), {backorder, -6, "counted"})->level, -1);
    QCOMPARE(move(shop.database(), {backorder, 1, "counted"})->level, 0);
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE stock_levels SET level = ? WHERE variant_id = ?", MaxLevel - 1, plain);
        return {};
    }));
    QVERIFY(move(shop.database(), {plain, 1, "received"}));
    QCOMPARE(move(shop.database(), {plain, 1, "received"}).error().fields.first().field, u"delta"_s);
    const auto check = shop->read([](Reader &reader) -> Result<JournalCheck> { return journal::verify(reader); });
    QCOMPARE(check->entries, 4); // the refused ones left none
}

void TestStock::announcesFlipsOnly()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const VariantId id = makeVariant(shop.database(), "A", 2);
    std::mutex mutex;
    QList<bool> flips;
    std::atomic<int> commits = 0;
    const auto subscription = shop->feed().subscribe([&](const Commit &commit) {
        const std::lock_guard lock(mutex);
        if (commit.touches(Topic::Stock))
            flips << commit.touches(Topic::Products);
        ++commits;
    });
    take(shop.database(), id, 1);
    take(shop.database(), id, 1);
    QVERIFY(move(shop.database(), {id, 3, "received"}));
    QVERIFY(move(shop.database(), {id, 3, "received"}));
    QTRY_COMPARE(commits, 4);
    const std::lock_guard lock(mutex);
    QCOMPARE(flips, (QList<bool>{false, true, true, false}));
}

void TestStock::listsLevelsByKeyset()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    for (const char *sku : {"b", "B", "a", "Ä", "10", "9"})
        makeVariant(shop.database(), sku, 3);
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET low_stock_threshold = 3 WHERE sku IN ('b', '9')");
        return {};
    }));
    const QStringList expected{u"10"_s, u"9"_s, u"B"_s, u"a"_s, u"b"_s, u"Ä"_s};
    QStringList seen;
    LevelQuery query;
    query.limit = 2;
    do {
        const auto page = shop->read([&](Reader &reader) { return stock::levels(reader, Self, query); });
        QVERIFY(page);
        for (const StockLevel &row : page->items)
            seen << row.sku;
        query.after = page->next;
    } while (query.after);
    QCOMPARE(seen, expected);
    const auto rows = shop->read([](Reader &reader) -> Result<QList<StockLevel>> {
        return stock::fetchLevels(reader, Self, *stock::levelIds(reader, Self, {}));
    });
    QStringList fetched;
    for (const StockLevel &row : *rows)
        fetched << row.sku;
    QCOMPARE(fetched, expected);
    LevelQuery low;
    low.lowOnly = true;
    const auto lowPage = shop->read([&](Reader &reader) { return stock::levels(reader, Self, low); });
    QCOMPARE(lowPage->items.size(), 2);
    QCOMPARE(lowPage->items.first().sku, u"9"_s);
    QVERIFY(!shop->read([](Reader &reader) { return stock::levels(reader, Actor::anonymous(), {}); }));
}

void TestStock::listsMovementsNewestFirst()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const VariantId a = makeVariant(shop.database(), "A", 1);
    const VariantId b = makeVariant(shop.database(), "B", 1);
    for (int i = 2; i < 6; ++i)
        QVERIFY(move(shop.database(), {i % 2 ? a : b, i, "received", u"LS 7"_s, u"Ätna ☕"_s}));
    MovementQuery query;
    query.limit = 4;
    auto page = shop->read([&](Reader &reader) { return stock::movements(reader, Self, query); });
    QCOMPARE(page->items.size(), 4);
    QCOMPARE(page->items.first().delta, 5);
    QCOMPARE(page->items.first().note, u"Ätna ☕"_s);
    QCOMPARE(page->items.first().actor, "system"_ba);
    query.after = page->next;
    page = shop->read([&](Reader &reader) { return stock::movements(reader, Self, query); });
    QCOMPARE(page->items.size(), 2);
    QVERIFY(!page->next);
    query = {};
    query.variant = a;
    const auto ids = shop->read([&](Reader &reader) { return stock::movementIds(reader, Self, query); });
    QCOMPARE(ids->size(), 3);
    const auto rows = shop->read([&](Reader &reader) { return stock::fetchMovements(reader, Self, *ids); });
    QCOMPARE(rows->first().level, 9);
    QCOMPARE(rows->last().level, 1);
}

QTEST_GUILESS_MAIN(TestStock)
#include "tst_stock.moc"
