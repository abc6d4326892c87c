// Goods that come in, counts, and finding a piece by what a scanner reads, on both stores.
#include "app/journal/journal.h"
#include "app/products/pieces.h"
#include "app/stock/goodsin.h"
#include "app/stock/shelflist.h"
#include "app/stock/stocktake.h"
#include "tests/support/smallshop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

Result<QList<MovementRow>> receive(Database &database, const GoodsIn &goods, const Actor &actor = Self)
{
    return database.writeNow(actor, [&](Transaction &tx) { return stock::receive(tx, actor, goods); });
}
Result<QList<CountOutcome>> count(Database &database, const Stocktake &stocktake)
{
    return database.writeNow(Self, [&](Transaction &tx) { return stock::count(tx, Self, stocktake); });
}
QList<JournalRow> journalOf(Database &database, const QByteArray &action)
{
    QList<JournalRow> rows = *database.read([](Reader &reader) { return journal::list(reader, Self, {}); });
    rows.removeIf([&](const JournalRow &row) { return row.action != action; });
    return rows;
}
QJsonArray linesOf(const JournalRow &row)
{
    return QJsonDocument::fromJson(row.after).object().value("lines"_L1).toArray();
}
void setBarcode(Database &database, VariantId variant, const QByteArray &barcode)
{
    (void)database.writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET barcode = ? WHERE id = ?", barcode, variant);
        return {};
    });
}
QStringList skus(const Result<QList<Piece>> &pieces)
{
    QStringList skus;
    for (const Piece &piece : *pieces)
        skus << piece.sku;
    return skus;
}
QStringList faultsOf(const Error &error)
{
    QStringList names;
    for (const FieldError &fault : error.fields)
        names << fault.field;
    return names;
}
}

class TestGoods : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void aDeliveryIsOneEntry();
    void aDeliveryIsAllOrNothing();
    void onlyWhoMayReceives();
    void aCountPutsRightWhatDiffers();
    void aSaleAfterTheCountStays();
    void aSaleBeforeTheCountIsNotTakenTwice();
    void aCountNeverLeavesLessThanNothing();
    void refusesBadCounts();
    void aScanFindsThePiece();
    void wordsFindPieces();
    void whatRunsLow();
};

void TestGoods::aDeliveryIsOneEntry()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const VariantId throwOver = shop.addVariant("THROW", 6800, 0);
    const auto rows = receive(test.database(), {{{throwOver, 4}, {mug, 10}, {mug, 2}}, u"LS-118"_s, u"two cartons"_s});
    QVERIFY(rows);
    QCOMPARE(rows->size(), 2);
    QCOMPARE(shop.level(mug), 17);
    QCOMPARE(shop.level(throwOver), 4);
    QCOMPARE(rows->constFirst().variant, mug);
    QCOMPARE(rows->constFirst().delta, 12);
    QCOMPARE(rows->constFirst().reference, u"LS-118"_s);
    const auto entries = journalOf(test.database(), "stock.received");
    QCOMPARE(entries.size(), 1);
    QCOMPARE(linesOf(entries.constFirst()).size(), 2);
    QCOMPARE(linesOf(entries.constFirst()).at(1).toObject().value("delta"_L1).toInt(), 4);
    QCOMPARE(shop.faults(), QStringList());
}

void TestGoods::aDeliveryIsAllOrNothing()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const auto refused = receive(test.database(), {{{mug, 3}, {VariantId{999'999}, 1}, {mug, 0}}, {}, {}});
    QVERIFY(!refused);
    QCOMPARE(faultsOf(refused.error()), (QStringList{u"lines[1].variant_id"_s, u"lines[2].quantity"_s}));
    QCOMPARE(shop.level(mug), 5);
    QVERIFY(!receive(test.database(), {}));
    const auto much = receive(test.database(), {{{mug, MaxDelta + 1}}, QString(201, u'x'), {}});
    QCOMPARE(faultsOf(much.error()), (QStringList{u"lines[0].quantity"_s, u"reference"_s}));
    QCOMPARE(journalOf(test.database(), "stock.received").size(), 0);
}

void TestGoods::onlyWhoMayReceives()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const Actor viewer = SmallShop::actorOf(shop.addUser(u"viewer@example.com"_s, Role::Viewer), Role::Viewer);
    QCOMPARE(receive(test.database(), {{{mug, 3}}}, viewer).error().code, ErrorCode::Forbidden);
    const Actor staff = SmallShop::actorOf(shop.addUser(u"staff@example.com"_s, Role::Staff), Role::Staff);
    QVERIFY(receive(test.database(), {{{mug, 3}}}, staff));
}

void TestGoods::aCountPutsRightWhatDiffers()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 5);
    const VariantId bowl = shop.addVariant("BOWL", 900, 7);
    const VariantId plate = shop.addVariant("PLATE", 700, 2);
    const auto outcomes = count(test.database(), {{{mug, 5}, {bowl, 4}, {plate, 9}}, u"autumn"_s});
    QVERIFY(outcomes);
    QCOMPARE(shop.level(mug), 5);
    QCOMPARE(shop.level(bowl), 4);
    QCOMPARE(shop.level(plate), 9);
    const auto entries = journalOf(test.database(), "stock.counted");
    QCOMPARE(entries.size(), 1);
    const QJsonArray lines = linesOf(entries.constFirst());
    QCOMPARE(lines.size(), 3); // what was right was counted, too
    QCOMPARE(lines.at(0).toObject().value("delta"_L1).toInt(), 0);
    QCOMPARE(lines.at(1).toObject().value("expected"_L1).toInt(), 7);
    QCOMPARE(lines.at(1).toObject().value("delta"_L1).toInt(), -3);
    QCOMPARE(lines.at(2).toObject().value("sku"_L1).toString(), u"PLATE"_s);
    QCOMPARE(shop.movements(mug), 5); // no movement of nothing
    QCOMPARE(shop.faults(), QStringList());
}

void TestGoods::aSaleAfterTheCountStays()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 10);
    const Millis counted = test.clock().now();
    test.clock().advance(60'000);
    (void)shop.order({{mug, 2}});
    test.clock().advance(60'000);
    const auto then = test->read([&](Reader &reader) { return stock::expected(reader, Self, {{mug, 9, counted}}); });
    QCOMPARE(then->value(mug), 10);
    // One was missing when the shelf was counted; two were sold since.
    const auto outcomes = count(test.database(), {{{mug, 9, counted}}});
    QCOMPARE(outcomes->constFirst().expected, 10);
    QCOMPARE(outcomes->constFirst().delta, -1);
    QCOMPARE(shop.level(mug), 7);
    QCOMPARE(shop.faults(), QStringList());
}

void TestGoods::aSaleBeforeTheCountIsNotTakenTwice()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 10);
    test.clock().advance(60'000);
    (void)shop.order({{mug, 2}});
    test.clock().advance(60'000);
    QCOMPARE(count(test.database(), {{{mug, 8, test.clock().now()}}})->constFirst().delta, 0);
    QCOMPARE(shop.level(mug), 8);
    // Without a moment the one of saving counts.
    QCOMPARE(count(test.database(), {{{mug, 8}}})->constFirst().delta, 0);
}

void TestGoods::aCountNeverLeavesLessThanNothing()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 10);
    const Millis counted = test.clock().now();
    test.clock().advance(60'000);
    (void)shop.order({{mug, 8}});
    const auto outcomes = count(test.database(), {{{mug, 5, counted}}});
    QCOMPARE(outcomes->constFirst().delta, -2);
    QCOMPARE(shop.level(mug), 0);
    QCOMPARE(shop.faults(), QStringList());
}

void TestGoods::refusesBadCounts()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 10);
    QVERIFY(!count(test.database(), {}));
    const auto refused = count(test.database(), {{{mug, 3}, {mug, 4}, {VariantId{999'999}, -1}}});
    QCOMPARE(faultsOf(refused.error()),
             (QStringList{u"lines[1].variant_id"_s, u"lines[2].variant_id"_s, u"lines[2].counted"_s}));
    QCOMPARE(shop.level(mug), 10);
}

void TestGoods::aScanFindsThePiece()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("Mug-1", 1400, 10);
    const VariantId bowl = shop.addVariant("4006381333931", 900, 3);
    setBarcode(test.database(), mug, "0036000291452");
    const auto scan = [&](const QString &code) {
        return test->read([&](Reader &reader) { return pieces::scanned(reader, Self, code); });
    };
    QCOMPARE(skus(scan(u"0036000291452"_s)), QStringList{u"Mug-1"_s});
    QCOMPARE(skus(scan(u" 036000291452 "_s)), QStringList{u"Mug-1"_s}); // the same as UPC-A
    QCOMPARE(skus(scan(u"mug-1"_s)), QStringList{u"Mug-1"_s});
    QCOMPARE(skus(scan(u"4006381333931"_s)), QStringList{u"4006381333931"_s});
    QVERIFY(scan(u"5000000000000"_s)->isEmpty());
    QVERIFY(scan({})->isEmpty());
    const auto fetched = test->read([&](Reader &reader) {
        return pieces::fetch(reader, Self, {bowl, VariantId{999'999}, mug});
    });
    QCOMPARE(skus(fetched), (QStringList{u"4006381333931"_s, u"Mug-1"_s}));
    QCOMPARE(fetched->at(1).left(), std::optional<qint64>(10));
    QCOMPARE(fetched->at(1).barcode, u"0036000291452"_s);
    QVERIFY(fetched->at(1).onSale);
}

void TestGoods::wordsFindPieces()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    (void)shop.addVariant("MUG-S", 1400, 10);
    (void)shop.addVariant("MUG-L", 1600, 10);
    (void)shop.addVariant("BOWL%", 900, 3);
    const auto search = [&](const QString &text, int most = 20) {
        return skus(test->read([&](Reader &reader) { return pieces::search(reader, Self, text, most); }));
    };
    QCOMPARE(search(u"mug"_s), (QStringList{u"MUG-L"_s, u"MUG-S"_s}));
    QCOMPARE(search(u"mug"_s, 1), QStringList{u"MUG-L"_s});
    QCOMPARE(search(u"bowl%"_s), QStringList{u"BOWL%"_s});
    QVERIFY(search(u"%"_s).isEmpty());
    QVERIFY(search(u"  "_s).isEmpty());
    const Actor customer = SmallShop::actorOf(shop.addUser(u"c@example.com"_s));
    QVERIFY(!test->read([&](Reader &reader) { return pieces::search(reader, customer, u"mug"_s, 5); }));
}

void TestGoods::whatRunsLow()
{
    QFETCH_GLOBAL(QString, store);
    TestStore test(store);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG", 1400, 40);
    const VariantId bowl = shop.addVariant("BOWL", 900, 3);
    const VariantId plate = shop.addVariant("PLATE", 700, 1000);
    setBarcode(test.database(), plate, "40063813");
    (void)test->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE variants SET low_stock_threshold = 5 WHERE id = ?", bowl);
        return {};
    });
    (void)shop.order({{mug, 30}, {plate, 30}});
    const auto ids = [&](ShelfQuery query) {
        return *test->read([&](Reader &reader) { return stock::shelfIds(reader, Self, query); });
    };
    QCOMPARE(ids({}), (QList{bowl, mug, plate})); // by SKU
    QCOMPARE(ids({.show = ShelfQuery::Show::Low, .order = ShelfQuery::Order::DaysLeft}), (QList{mug, bowl}));
    QCOMPARE(ids({.order = ShelfQuery::Order::Level, .down = true}), (QList{plate, mug, bowl}));
    QCOMPARE(ids({.text = u"4006"_s}), QList{plate});
    QCOMPARE(ids({.text = u"bow"_s}), QList{bowl});
    QVERIFY(ids({.text = u"no such thing"_s}).isEmpty());
    const auto rows = test->read([&](Reader &reader) { return stock::fetchShelf(reader, Self, {mug, bowl}); });
    QCOMPARE(rows->at(0).sold, 30);
    QCOMPARE(rows->at(0).daysLeft(), std::optional<qint64>(10));
    QCOMPARE(rows->at(0).toOrder(30), 20); // as many as went in 30 days, less what is there
    QCOMPARE(rows->at(1).daysLeft(), std::nullopt);
    QCOMPARE(rows->at(1).toOrder(30), 3); // over its mark
    const QByteArray csv = stock::orderListCsv(*rows, 30);
    QVERIFY(csv.startsWith("sku,"));
    QVERIFY(csv.contains("\r\nBOWL,"));
    (void)shop.order({{mug, 10}});
    QCOMPARE(ids({.show = ShelfQuery::Show::SoldOut}), QList{mug});
}

QTEST_MAIN(TestGoods)
#include "tst_goods.moc"
