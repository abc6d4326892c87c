#include "app/journal/undo.h"

#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "app/orders/taxes.h"
#include "app/products/category.h"
#include "app/products/imageservice.h"
#include "app/products/productimport.h"
#include "app/products/productquery.h"
#include "app/products/productservice.h"
#include "app/settings/settings.h"
#include "app/stock/ledger.h"
#include "app/stock/stocklist.h"
#include "app/users/users.h"
#include "tests/support/smallshop.h"

#include <QBuffer>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

qint64 newest(TestStore &store)
{
    return *store->read(
        [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT MAX(seq) FROM journal"); });
}

Result<> takeBack(TestStore &store, qint64 seq, const Actor &actor = Self)
{
    store.clock().advance(1000);
    return store->writeNow(actor, [&](Transaction &tx) { return undo::take(tx, actor, seq); });
}

template<typename Fn> auto write(TestStore &store, Fn fn)
{
    store.clock().advance(1000);
    return store->writeNow(Self, fn);
}

Product get(TestStore &store, ProductId id)
{
    return *store->read([&](Reader &reader) { return products::get(reader, Self, id); });
}

Product addProduct(TestStore &store, const QString &title, const QString &sku)
{
    ProductChange draft;
    draft.title = title;
    draft.status = ProductStatus::Published;
    VariantChange variant;
    variant.sku = sku;
    variant.price = 1200;
    draft.variants = QList{variant};
    return *write(store, [&](Transaction &tx) { return products::create(tx, Self, draft); });
}

Product change(TestStore &store, ProductId id, const ProductChange &change)
{
    return *write(store, [&](Transaction &tx) { return products::update(tx, Self, id, change); });
}

ProductChange priceOf(const Product &product, qint64 price)
{
    ProductChange change;
    VariantChange variant;
    variant.id = product.variants.constFirst().id;
    variant.price = price;
    change.variants = QList{variant};
    return change;
}

ProductChange titled(const QString &title)
{
    ProductChange change;
    change.title = title;
    return change;
}

qint64 count(TestStore &store, const char *sql)
{
    return *store->read([&](Reader &reader) -> Result<qint64> { return *reader.number(sql); });
}
}

class TestUndo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }

    void putsAPriceBackAndKeepsLaterChangesOfOtherFields()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        change(shop, made.id, priceOf(made, 1500));
        const qint64 seq = newest(shop);
        change(shop, made.id, titled(u"Oat mug"_s));
        QVERIFY(takeBack(shop, seq));
        const Product now = get(shop, made.id);
        QCOMPARE(now.variants.constFirst().price, 1200);
        QCOMPARE(now.title, u"Oat mug"_s);
        QCOMPARE(now.price, 1200); // what lists show follows
        const auto entry = shop->read([&](Reader &reader) { return journal::entry(reader, Self, seq); });
        QCOMPARE(entry->undoneBy, std::optional(newest(shop)));
        // Twice is once.
        const auto again = takeBack(shop, seq);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        // And the taking back can be taken back.
        QVERIFY(takeBack(shop, newest(shop)));
        QCOMPARE(get(shop, made.id).variants.constFirst().price, 1500);
        QVERIFY(!shop->read([&](Reader &reader) { return journal::entry(reader, Self, seq); })->undoneBy);
    }

    void saysWhatWasChangedAgain()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        change(shop, made.id, priceOf(made, 1500));
        const qint64 seq = newest(shop);
        change(shop, made.id, priceOf(made, 1700));
        const auto tried = takeBack(shop, seq);
        QVERIFY(!tried);
        QVERIFY2(tried.error().message.contains("Price"_L1), qPrintable(tried.error().message));
        QCOMPARE(get(shop, made.id).variants.constFirst().price, 1700);
        QVERIFY(!undo::attempt(shop.database(), Self, seq));
        QVERIFY(undo::attempt(shop.database(), Self, newest(shop)));
        QCOMPARE(get(shop, made.id).variants.constFirst().price, 1700); // a trial leaves all as it is
    }

    void takesVariantsAwayAndBringsThemBack()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        ProductChange sizes;
        VariantChange first, second;
        first.id = made.variants.constFirst().id;
        first.options = {{u"Size"_s, u"S"_s}};
        second.sku = u"MUG-L"_s;
        second.price = 1800;
        second.options = {{u"Size"_s, u"L"_s}};
        sizes.options = QList<ProductOption>{{u"Size"_s, {u"S"_s, u"L"_s}}};
        sizes.variants = QList{first, second};
        const Product two = change(shop, made.id, sizes);
        const qint64 added = newest(shop);
        QVERIFY(write(shop, [&](Transaction &tx) {
            return products::removeVariant(tx, Self, made.id, two.variants.constLast().id);
        }));
        QVERIFY(takeBack(shop, newest(shop)));
        const Product back = get(shop, made.id);
        QCOMPARE(back.variants.size(), 2);
        QCOMPARE(back.variants.constLast().sku, u"MUG-L"_s);
        QCOMPARE(back.variants.constLast().options.value(u"Size"_s), u"L"_s);
        // The variant that the first change made is another row by now; what can go back does.
        const auto tried = takeBack(shop, added);
        QVERIFY2(tried, tried ? "" : qPrintable(tried.error().message));
        QCOMPARE(get(shop, made.id).options.size(), 0);
    }

    void tellsOfASkuThatAnotherVariantOfItHas()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"A"_s);
        ProductChange renamed;
        VariantChange first, second;
        first.id = made.variants.constFirst().id;
        first.sku = u"B"_s;
        renamed.variants = QList{first};
        change(shop, made.id, renamed);
        const qint64 seq = newest(shop);
        ProductChange grown;
        first.options = {{u"Size"_s, u"S"_s}};
        second.sku = u"A"_s;
        second.price = 1800;
        second.options = {{u"Size"_s, u"L"_s}};
        grown.options = QList<ProductOption>{{u"Size"_s, {u"S"_s, u"L"_s}}};
        grown.variants = QList{first, second};
        change(shop, made.id, grown);
        const auto tried = takeBack(shop, seq);
        QVERIFY(!tried);
        QVERIFY2(tried.error().message.contains("SKU"_L1), qPrintable(tried.error().message));
        QCOMPARE(get(shop, made.id).variants.size(), 2);
    }

    void unmakesAndMakesAgain()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        QVERIFY(takeBack(shop, newest(shop))); // product.created
        QVERIFY(!shop->read([&](Reader &reader) { return products::get(reader, Self, made.id); }));
        QVERIFY(takeBack(shop, newest(shop))); // product.deleted
        const auto all = shop->read([&](Reader &reader) { return products::list(reader, Self, {}); });
        QCOMPARE(all->items.size(), 1);
        QCOMPARE(all->items.constFirst().slug, made.slug);
        QCOMPARE(all->items.constFirst().sku, u"MUG"_s);
    }

    void bringsBackACategoryWithWhatWasInIt()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const auto category = [&](const QString &name, std::optional<CategoryId> parent) {
            return *write(shop, [&](Transaction &tx) {
                CategoryChange change;
                change.name = name;
                change.parent = parent;
                return categories::create(tx, Self, change);
            });
        };
        const Category top = category(u"Table"_s, {});
        const Category below = category(u"Mugs"_s, top.id);
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        ProductChange into;
        into.categories = QList{top.id};
        change(shop, made.id, into);
        QVERIFY(write(shop, [&](Transaction &tx) { return categories::remove(tx, Self, top.id); }));
        QVERIFY(takeBack(shop, newest(shop)));
        const Product now = get(shop, made.id);
        QCOMPARE(now.categories.size(), 1);
        QCOMPARE(now.categories.constFirst().name, u"Table"_s);
        const auto child = shop->read([&](Reader &reader) { return categories::get(reader, below.id); });
        QCOMPARE(child->parent, std::optional(now.categories.constFirst().id));
    }

    void movesStockTheOtherWay()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        const VariantId variant = small.addVariant("MUG", 1000, 3);
        QVERIFY(write(shop, [&](Transaction &tx) { return stock::move(tx, Self, {variant, 5, "received"}); }));
        const qint64 seq = newest(shop);
        QVERIFY(takeBack(shop, seq));
        QCOMPARE(small.level(variant), 3);
        QVERIFY(takeBack(shop, newest(shop)));
        QCOMPARE(small.level(variant), 8);
        small.order({{variant, 6}});
        const auto tried = takeBack(shop, seq);
        QVERIFY(!tried); // the five are not all there any more
        QCOMPARE(small.level(variant), 2);
        QCOMPARE(small.faults(), QStringList());
    }

    void takesOrderStepsBack()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        const VariantId mug = small.addVariant("MUG", 1000, 10), bowl = small.addVariant("BOWL", 2000, 10);
        const Order placed = small.order({{mug, 3}, {bowl, 1}});
        const QByteArray number = placed.number;
        const auto order = [&] {
            return *shop->read([&](Reader &reader) { return orders::find(reader, Self, number); });
        };
        const auto refusal = takeBack(shop, newest(shop));
        QVERIFY(!refusal);
        QVERIFY2(refusal.error().message.contains("Cancel"_L1), qPrintable(refusal.error().message));

        QVERIFY(write(shop, [&](Transaction &tx) {
            return orderwork::pay(tx, Self, number, {"cash", {}, u"till 1"_s});
        }));
        const qint64 paid = newest(shop);
        const OrderLineId line = placed.lines.constFirst().id;
        QVERIFY(write(shop, [&](Transaction &tx) {
            return orderwork::fulfil(tx, Self, number, {QList<LineQuantity>{{line, 2}}, u"RM1"_s});
        }));
        const qint64 sent = newest(shop);
        QVERIFY(takeBack(shop, sent));
        QCOMPARE(order().fulfilment, FulfilmentStatus::Unfulfilled);
        QCOMPARE(order().fulfilments.size(), 0);
        QVERIFY(takeBack(shop, newest(shop))); // sent again
        QCOMPARE(order().fulfilment, FulfilmentStatus::PartlyFulfilled);
        QCOMPARE(order().fulfilments.constFirst().tracking, u"RM1"_s);

        RefundRequest request;
        request.lines = QList<LineQuantity>{{line, 2}};
        request.restock = true;
        QVERIFY(write(shop, [&](Transaction &tx) { return orderwork::refund(tx, Self, number, request); }));
        const qint64 refunded = newest(shop);
        QCOMPARE(small.level(mug), 9);
        QVERIFY(!takeBack(shop, paid)); // money of it was given back
        QVERIFY(takeBack(shop, refunded));
        QCOMPARE(order().refunded, 0);
        QCOMPARE(order().payment, PaymentStatus::Paid);
        QCOMPARE(small.level(mug), 7);
        QCOMPARE(small.faults(), QStringList());
        QVERIFY(takeBack(shop, newest(shop))); // refunded again
        QCOMPARE(order().payment, PaymentStatus::PartlyRefunded);
        QCOMPARE(small.level(mug), 9);
        QVERIFY(takeBack(shop, newest(shop)));
        QVERIFY(takeBack(shop, paid));
        QCOMPARE(order().paid, 0);
        QCOMPARE(order().payment, PaymentStatus::Pending);
        QVERIFY(takeBack(shop, newest(shop))); // paid again
        QCOMPARE(order().payments.constFirst().reference, u"till 1"_s);
        QCOMPARE(small.faults(), QStringList());
    }

    void opensACancelledOrderAgainWhileItsPiecesAreThere()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        const VariantId mug = small.addVariant("MUG", 1000, 4);
        const Order placed = small.order({{mug, 3}});
        const auto cancel = [&](const QByteArray &number) {
            return write(shop, [&](Transaction &tx) { return orderwork::cancel(tx, Self, number, u"changed mind"_s); });
        };
        QVERIFY(write(shop, [&](Transaction &tx) {
            return orderwork::pay(tx, Self, placed.number, {"cash", {}, {}});
        }));
        QVERIFY(cancel(placed.number));
        const qint64 cancelled = newest(shop);
        QCOMPARE(small.level(mug), 4);
        QVERIFY(takeBack(shop, cancelled));
        QCOMPARE(small.level(mug), 1);
        const auto order = shop->read([&](Reader &reader) { return orders::find(reader, Self, placed.number); });
        QCOMPARE(order->status, OrderStatus::Open);
        QCOMPARE(order->payment, PaymentStatus::Paid);
        QCOMPARE(order->note, QString());
        QCOMPARE(small.faults(), QStringList());
        QVERIFY(cancel(placed.number));
        const qint64 second = newest(shop);
        small.order({{mug, 2}});
        const auto tried = takeBack(shop, second);
        QVERIFY(!tried); // two of the three were sold since
        QCOMPARE(small.level(mug), 2);
        QCOMPARE(small.faults(), QStringList());
    }

    void takesNoMoreThanACancellingPutBack()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        const VariantId mug = small.addVariant("MUG", 1000, 10);
        const Order placed = small.order({{mug, 5}});
        const OrderLineId line = placed.lines.constFirst().id;
        QVERIFY(write(shop, [&](Transaction &tx) {
            return orderwork::fulfil(tx, Self, placed.number, {QList<LineQuantity>{{line, 4}}, {}});
        }));
        QVERIFY(write(shop, [&](Transaction &tx) { return orderwork::cancel(tx, Self, placed.number, u"lost"_s); }));
        QCOMPARE(small.level(mug), 6); // the one that was not sent
        QVERIFY(takeBack(shop, newest(shop)));
        QCOMPARE(small.level(mug), 5);
        QCOMPARE(small.faults(), QStringList());
        QVERIFY(takeBack(shop, newest(shop))); // cancelled again, for the same reason
        QCOMPARE(small.level(mug), 6);
        const auto order = shop->read([&](Reader &reader) { return orders::find(reader, Self, placed.number); });
        QCOMPARE(order->note, u"lost"_s);
    }

    void leavesTheRefundsOfACancelledOrder()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        const Order placed = small.order({{small.addVariant("MUG", 1000, 4), 1}});
        QVERIFY(write(shop, [&](Transaction &tx) {
            return orderwork::pay(tx, Self, placed.number, {"cash", {}, {}});
        }));
        RefundRequest all;
        all.amount = placed.total;
        QVERIFY(write(shop, [&](Transaction &tx) { return orderwork::refund(tx, Self, placed.number, all); }));
        const qint64 refunded = newest(shop);
        QVERIFY(write(shop, [&](Transaction &tx) { return orderwork::cancel(tx, Self, placed.number); }));
        const auto tried = takeBack(shop, refunded);
        QVERIFY(!tried);
        QVERIFY2(tried.error().message.contains("cancelled"_L1), qPrintable(tried.error().message));
        QCOMPARE(small.faults(), QStringList());
    }

    void writesNothingWhereSomethingStandsInTheWay()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        ProductChange grown;
        grown.slug = u"big-mug"_s;
        VariantChange second;
        second.sku = u"MUG-L"_s;
        second.price = 1800;
        second.options = {{u"Size"_s, u"L"_s}};
        VariantChange first;
        first.id = made.variants.constFirst().id;
        first.options = {{u"Size"_s, u"S"_s}};
        grown.variants = QList{first, second};
        change(shop, made.id, grown);
        const qint64 seq = newest(shop);
        ProductChange other = titled(u"Other"_s);
        other.slug = made.slug; // it is free, and taken now
        VariantChange variant;
        variant.sku = u"OTHER"_s;
        variant.price = 100;
        other.variants = QList{variant};
        QVERIFY(write(shop, [&](Transaction &tx) { return products::create(tx, Self, other); }));
        const auto tried = takeBack(shop, seq);
        QVERIFY(!tried);
        QVERIFY2(tried.error().message.contains("address"_L1), qPrintable(tried.error().message));
        QCOMPARE(get(shop, made.id).variants.size(), 2);
    }

    void putsAPictureBackInItsPlace()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        QVERIFY(write(shop, [&](Transaction &tx) -> Result<> {
            for (const auto *name : {"a", "b", "c"})
                tx.exec("INSERT INTO images (product_id, source, hash, extension, width, height, alt, position, "
                        "created_at) VALUES (?, ?, '', '', 0, 0, ?, ?, 1)",
                        made.id, QByteArray("https://example.com/") + name, name, name[0] - 'a');
            return {};
        }));
        const auto pictures = [&] {
            QString all;
            for (const ProductImage &image : get(shop, made.id).images)
                all += image.alt;
            return all;
        };
        const auto remove = [&](int at) {
            const ImageId id = get(shop, made.id).images.at(at).id;
            QVERIFY(write(shop, [&](Transaction &tx) { return images::remove(tx, Self, made.id, id); }));
        };
        remove(0);
        remove(1);
        QCOMPARE(pictures(), u"b"_s);
        QVERIFY(takeBack(shop, newest(shop)));
        QCOMPARE(pictures(), u"bc"_s);
        QVERIFY(takeBack(shop, newest(shop))); // and off again: the one that came back
        QCOMPARE(pictures(), u"b"_s);
    }

    void keepsTheStockOfAnImportedProductThatWasSold()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        QByteArray text = "handle,title,option1_name,option1_value,sku,price,stock\n"
                          "shirt,Shirt,Size,S,S,10.00,10\nshirt,,,M,M,10.00,10\n";
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        const auto imported = products::importFile(shop.database(), Self, &buffer);
        QVERIFY2(imported && imported->created == 1, imported ? "" : qPrintable(imported.error().message));
        const qint64 seq = newest(shop);
        small.order({{VariantId{count(shop, "SELECT id FROM variants WHERE sku = 'M'")}, 1}});
        QVERIFY(takeBack(shop, seq));
        QCOMPARE(count(shop, "SELECT COUNT(*) FROM products WHERE status = 'archived'"), 1);
        QCOMPARE(count(shop, "SELECT level FROM stock_levels JOIN variants ON id = variant_id WHERE sku = 'S'"), 10);
        QCOMPARE(small.faults(), QStringList());
    }

    void findsNamesWithTheirAccents()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        addProduct(shop, u"Äpfel"_s, u"APPLE"_s);
        const auto found = [&](const QString &text) {
            return shop->read([&](Reader &reader) { return journal::ids(reader, Self, {.text = text}); })->size();
        };
        QCOMPARE(found(u"Äpfel"_s), 1);
        QCOMPARE(found(u"äpfel"_s), 1);
        QCOMPARE(found(u"apple"_s), 1);
        QCOMPARE(found(u"100%"_s), 0);
    }

    void takesAWholeImportBack()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const auto load = [&](const QByteArray &rows) {
            QByteArray text =
                "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price,Variant Inventory Tracker,Variant "
                "Inventory Qty,Published\n"
                + rows;
            QBuffer buffer(&text);
            buffer.open(QIODevice::ReadOnly);
            ProductImportOptions options;
            options.format = ProductFormat::Shopify;
            options.batch = 2;
            shop.clock().advance(1000);
            return products::importFile(shop.database(), Self, &buffer, options);
        };
        const auto first =
            load("a,Alpha,,,A,10.00,shopify,5,true\nb,Beta,,,B,20.00,shopify,0,true\nc,Gamma,,,C,30.00,,0,true\n");
        QVERIFY2(first, first ? "" : qPrintable(first.error().message));
        QCOMPARE(first->created, 3);
        QVERIFY(load("a,Alpha,,,A,11.00,shopify,5,true\nd,Delta,,,D,40.00,shopify,7,true\n"));
        const qint64 second = newest(shop);
        const auto take = [&](qint64 seq) {
            const auto seqs = shop->read([&](Reader &reader) { return undo::wholeOf(reader, Self, seq); });
            for (const qint64 one : *seqs)
                if (const auto taken = takeBack(shop, one); !taken)
                    return taken;
            return Result<>();
        };
        const auto titles = [&] {
            QStringList list;
            const auto page = shop->read([&](Reader &reader) { return products::list(reader, Self, {}); });
            for (const ProductRow &row : page->items)
                list << row.title + u' ' + QString::number(row.price);
            list.sort();
            return list;
        };
        QVERIFY(take(second));
        QCOMPARE(titles(), (QStringList{u"Alpha 1000"_s, u"Beta 2000"_s, u"Gamma 3000"_s}));
        QVERIFY(take(newest(shop))); // and once more, with its stock
        QCOMPARE(titles(), (QStringList{u"Alpha 1100"_s, u"Beta 2000"_s, u"Delta 4000"_s, u"Gamma 3000"_s}));
        QCOMPARE(count(shop, "SELECT level FROM stock_levels JOIN variants ON id = variant_id WHERE sku = 'D'"), 7);
        QVERIFY(take(newest(shop)));

        // What was changed since stays, the rest of the first import goes.
        const auto all = shop->read([&](Reader &reader) { return products::list(reader, Self, {}); });
        for (const ProductRow &row : all->items)
            if (row.title == "Beta"_L1)
                change(shop, row.id, titled(u"Beta two"_s));
        const qint64 firstSeq = count(shop, "SELECT MIN(seq) FROM journal WHERE action = 'products.imported'");
        QVERIFY(take(firstSeq));
        QCOMPARE(titles(), QStringList{u"Beta two 2000"_s});
        QCOMPARE(SmallShop::faultsOf(shop.database()), QStringList());
    }

    void takesTheCategoriesOfAnImportWithIt()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        QByteArray text = "handle,title,sku,price,categories\nmug,Mug,M,10.00,Table > Mugs\n"
                          "bowl,Bowl,B,12.00,Table > Bowls\nhat,Hat,H,9.00,Clothes\n";
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        const auto imported = products::importFile(shop.database(), Self, &buffer);
        QVERIFY2(imported && imported->categories == 4, imported ? "" : qPrintable(imported.error().message));
        const qint64 seq = newest(shop);
        const auto names = [&] {
            const auto tree =
                *shop->read([](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); });
            QStringList list;
            for (const Category &category : tree)
                list << categories::pathOf(tree, category.id).join(u'>');
            return list;
        };
        QCOMPARE(names(), (QStringList{u"Clothes"_s, u"Table"_s, u"Table>Bowls"_s, u"Table>Mugs"_s}));
        QVERIFY(takeBack(shop, seq));
        QCOMPARE(names(), QStringList());
        QVERIFY(takeBack(shop, newest(shop))); // and in again, each product where it stood
        QCOMPARE(names(), (QStringList{u"Clothes"_s, u"Table"_s, u"Table>Bowls"_s, u"Table>Mugs"_s}));
        QCOMPARE(count(shop,
                       "SELECT COUNT(*) FROM product_categories pc JOIN categories c ON c.id = pc.category_id "
                       "JOIN products p ON p.id = pc.product_id WHERE p.title = 'Mug' AND c.name = 'Mugs'"),
                 1);
        // One that somebody uses by now stays, and what is above it.
        const Product other = addProduct(shop, u"Spoon"_s, u"SPOON"_s);
        ProductChange into;
        into.categories = QList{CategoryId{count(shop, "SELECT id FROM categories WHERE name = 'Bowls'")}};
        change(shop, other.id, into);
        const qint64 again = count(shop, "SELECT MAX(seq) FROM journal WHERE action = 'products.imported'");
        QVERIFY(takeBack(shop, again));
        QCOMPARE(names(), (QStringList{u"Table"_s, u"Table>Bowls"_s}));
    }

    void takesBackWhatPeopleAndSettingsSay()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        const SmallShop small(shop.database());
        const auto rates = [&] { return *shop->read([&](Reader &reader) { return taxes::list(reader, Self); }); };
        const qsizetype before = rates().size();
        QVERIFY(write(shop, [&](Transaction &tx) { return taxes::remove(tx, Self, rates().constFirst().id, {}); }));
        QCOMPARE(rates().size(), before - 1);
        QVERIFY(takeBack(shop, newest(shop)));
        QCOMPARE(rates().size(), before);

        UserDraft draft;
        draft.email = u"ann@example.com"_s;
        draft.name = u"Ann"_s;
        const auto made = write(shop, [&](Transaction &tx) { return users::create(tx, Self, draft); });
        QVERIFY(made);
        UserPatch patch;
        patch.name = u"Anne"_s;
        QVERIFY(write(shop, [&](Transaction &tx) { return users::update(tx, Self, made->user.id, patch, {}); }));
        QVERIFY(takeBack(shop, newest(shop)));
        const auto ann = shop->read(
            [&](Reader &reader) { return users::get(reader, Self, made->user.id, UserQuery::Who::Customers); });
        QCOMPARE(ann->name, u"Ann"_s);
        QVERIFY(write(shop, [&](Transaction &tx) { return users::remove(tx, Self, made->user.id, {}); }));
        const auto gone = takeBack(shop, newest(shop));
        QVERIFY(!gone);
        QVERIFY2(gone.error().message.contains("for good"_L1), qPrintable(gone.error().message));
    }

    void knowsWhatWasDoneLast()
    {
        QFETCH_GLOBAL(QString, store);
        TestStore shop(store);
        SmallShop small(shop.database());
        const Actor ann = SmallShop::actorOf(small.addUser(u"ann@example.com"_s, Role::Manager), Role::Manager);
        const Product made = addProduct(shop, u"Mug"_s, u"MUG"_s);
        const qint64 since = newest(shop);
        const auto retitle = [&](const QString &title, const Actor &actor) {
            shop.clock().advance(1000);
            QVERIFY(shop->writeNow(actor, [&](Transaction &tx) {
                return products::update(tx, actor, made.id, titled(title));
            }));
        };
        const auto last = [&] {
            const auto row = shop->read([&](Reader &reader) { return undo::latest(reader, ann, since); });
            return *row ? (*row)->seq : 0;
        };
        const auto undone = [&] {
            const auto row = shop->read([&](Reader &reader) { return undo::latestUndone(reader, ann, since); });
            return *row ? (*row)->seq : 0;
        };
        QCOMPARE(last(), 0);
        retitle(u"One"_s, ann);
        const qint64 one = newest(shop);
        retitle(u"Two"_s, ann);
        const qint64 two = newest(shop);
        retitle(u"Two"_s, Self); // changes nothing
        QCOMPARE(last(), two);
        QVERIFY(takeBack(shop, two, ann));
        QCOMPARE(last(), one);
        QVERIFY(takeBack(shop, one, ann));
        QCOMPARE(last(), 0);
        QCOMPARE(get(shop, made.id).title, u"Mug"_s);
        QVERIFY(takeBack(shop, undone(), ann)); // redo
        QCOMPARE(get(shop, made.id).title, u"One"_s);
        QVERIFY(takeBack(shop, undone(), ann));
        QCOMPARE(get(shop, made.id).title, u"Two"_s);
        QCOMPARE(undone(), 0);
        QCOMPARE(last(), two);
        QVERIFY(takeBack(shop, two, ann));
        // What there is no way back from stands in nobody's way.
        QVERIFY(shop->writeNow(ann, [&](Transaction &tx) -> Result<> {
            tx.journal({"user.sessions_ended", "user", "1", {}, "{}", {}});
            return {};
        }));
        QCOMPARE(last(), one);
        retitle(u"Three"_s, ann);
        QCOMPARE(undone(), 0); // something new was done: there is nothing to do again
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
