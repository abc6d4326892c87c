// The tree of categories as a person arranges it: put below another one and before a sibling, taken back through the
// journal, refused where it cannot stand.
#include "app/products/categoryplace.h"

#include "app/journal/undo.h"
#include "app/products/productservice.h"
#include "tests/support/smallshop.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

struct Shop
{
    explicit Shop(const QString &kind) : store(kind) {}
    template<typename Fn> auto write(Fn fn)
    {
        store.clock().advance(1000);
        return store->writeNow(Self, fn);
    }
    CategoryId add(const QString &name, std::optional<CategoryId> parent = {})
    {
        CategoryChange change;
        change.name = name;
        change.parent.emplace(parent);
        return write([&](Transaction &tx) { return categories::create(tx, Self, change); })->id;
    }
    Result<Category> place(CategoryId id, std::optional<CategoryId> parent, std::optional<CategoryId> before = {},
                           std::optional<qint64> expected = {})
    {
        return write([&](Transaction &tx) { return categories::place(tx, Self, id, parent, before, expected); });
    }
    // "A(B C) D"
    QString tree()
    {
        const auto all =
            *store->read([](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); });
        QString text;
        int depth = 0;
        for (const Category &category : all) {
            for (; depth > category.depth; --depth)
                text += u')';
            text += category.depth > depth ? u"("_s : text.isEmpty() ? QString() : u" "_s;
            depth = category.depth;
            text += category.name;
        }
        return text + QString(depth, u')');
    }
    qint64 newest()
    {
        return *store->read(
            [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT MAX(seq) FROM journal"); });
    }
    Result<> undo()
    {
        const qint64 seq = newest();
        return write([&](Transaction &tx) { return undo::take(tx, Self, seq); });
    }
    TestStore store;
};
}

class TestCategoryPlace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }

    // Imports leave all at position 0, by name.
    void putsBeforeAndAfterWhereThereWasNoRoom()
    {
        QFETCH_GLOBAL(QString, store);
        Shop shop(store);
        const CategoryId a = shop.add(u"A"_s), b = shop.add(u"B"_s), c = shop.add(u"C"_s), d = shop.add(u"D"_s);
        QVERIFY(shop.place(d, {}, b));
        QCOMPARE(shop.tree(), u"A D B C"_s);
        QVERIFY(shop.undo());
        QCOMPARE(shop.tree(), u"A B C D"_s);
        QVERIFY(shop.place(a, {}));
        QCOMPARE(shop.tree(), u"B C D A"_s);
        // Again and again between the same two.
        for (int i = 0; i < 12; ++i) {
            QVERIFY(shop.place(i % 2 ? b : c, {}, d));
            QCOMPARE(shop.tree(), i % 2 ? u"C B D A"_s : u"B C D A"_s);
        }
        QVERIFY(shop.place(d, {},
                           shop.store
                               ->read([](Reader &reader) -> Result<CategoryId> {
                                   return categories::tree(reader).constFirst().id;
                               })
                               .value()));
        QCOMPARE(shop.tree(), u"D C B A"_s);
    }

    // One move after the other goes back, also where the second needed room.
    void takesMovesBackInTurn()
    {
        QFETCH_GLOBAL(QString, store);
        Shop shop(store);
        const CategoryId a = shop.add(u"A"_s), b = shop.add(u"B"_s), p = shop.add(u"P"_s), c = shop.add(u"C"_s, p);
        QVERIFY(shop.place(c, {}));
        const qint64 first = shop.newest();
        QVERIFY(shop.place(b, {}, a));
        QCOMPARE(shop.tree(), u"B A P C"_s);
        QVERIFY(shop.undo());
        QCOMPARE(shop.tree(), u"A B P C"_s);
        const auto back = shop.write([&](Transaction &tx) { return undo::take(tx, Self, first); });
        QVERIFY2(back, back ? "" : qPrintable(back.error().message));
        QCOMPARE(shop.tree(), u"A B P(C)"_s);
        QVERIFY(shop.undo()); // and again out
        QCOMPARE(shop.tree(), u"A B P C"_s);
    }

    void putsBelowAndOutAgain()
    {
        QFETCH_GLOBAL(QString, store);
        Shop shop(store);
        const CategoryId table = shop.add(u"Table"_s), mugs = shop.add(u"Mugs"_s), bowls = shop.add(u"Bowls"_s, table);
        QCOMPARE(shop.tree(), u"Mugs Table(Bowls)"_s);
        QVERIFY(shop.place(mugs, table, bowls));
        QCOMPARE(shop.tree(), u"Table(Mugs Bowls)"_s);
        QVERIFY(shop.undo());
        QCOMPARE(shop.tree(), u"Mugs Table(Bowls)"_s);
        QVERIFY(shop.place(bowls, {}, table));
        QCOMPARE(shop.tree(), u"Mugs Bowls Table"_s);
    }

    void leavesWhatStandsThereAlready()
    {
        QFETCH_GLOBAL(QString, store);
        Shop shop(store);
        const CategoryId a = shop.add(u"A"_s), b = shop.add(u"B"_s);
        const qint64 before = shop.newest();
        QVERIFY(shop.place(a, {}, b));
        QVERIFY(shop.place(b, {}));
        QVERIFY(shop.place(b, {}, b));
        QCOMPARE(shop.newest(), before);
    }

    void refuses()
    {
        QFETCH_GLOBAL(QString, store);
        Shop shop(store);
        const CategoryId table = shop.add(u"Table"_s), mugs = shop.add(u"Mugs"_s, table), other = shop.add(u"Other"_s);
        const auto circle = shop.place(table, mugs);
        QVERIFY(!circle);
        QCOMPARE(circle.error().fields.constFirst().field, u"parent_id"_s);
        const auto elsewhere = shop.place(other, {}, mugs); // which stands below the table
        QVERIFY(!elsewhere);
        QCOMPARE(elsewhere.error().code, ErrorCode::Stale);
        QCOMPARE(shop.place(other, table, {}, 7).error().code, ErrorCode::Stale);
        QCOMPARE(shop.place(CategoryId{99}, {}).error().code, ErrorCode::NotFound);
        const Actor customer = SmallShop::actorOf(UserId{1}, Role::Customer);
        const auto denied = shop.write([&](Transaction &tx) { return categories::place(tx, customer, other, table); });
        QCOMPARE(denied.error().code, ErrorCode::Forbidden);
        QCOMPARE(shop.tree(), u"Other Table(Mugs)"_s);
    }

    void countsWhatStandsInEach()
    {
        QFETCH_GLOBAL(QString, store);
        Shop shop(store);
        const SmallShop small(shop.store.database());
        const CategoryId mugs = shop.add(u"Mugs"_s), bowls = shop.add(u"Bowls"_s);
        for (const ProductStatus status : {ProductStatus::Published, ProductStatus::Draft, ProductStatus::Archived}) {
            ProductChange draft;
            draft.title = u"Mug"_s;
            draft.status = status;
            draft.categories = QList{mugs};
            VariantChange variant;
            variant.sku = u"MUG-%1"_s.arg(int(status));
            variant.price = 1200;
            draft.variants = QList{variant};
            const auto made = shop.write([&](Transaction &tx) { return products::create(tx, Self, draft); });
            QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        }
        const auto counts = *shop.store->read(
            [](Reader &reader) -> Result<QHash<CategoryId, int>> { return categories::productCounts(reader); });
        QCOMPARE(counts.value(mugs), 2);
        QVERIFY(!counts.contains(bowls));
    }
};

QTEST_GUILESS_MAIN(TestCategoryPlace)
#include "tst_categoryplace.moc"
