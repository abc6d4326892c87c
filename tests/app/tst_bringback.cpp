// What a backup holds beside the shop, and one thing of it brought back while the shop goes on.
#include "app/backups/bringback.h"
#include "app/backups/comparison.h"
#include "app/backups/restore.h"
#include "app/backups/snapshot.h"
#include "app/journal/journal.h"
#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/productservice.h"
#include "app/stock/ledger.h"
#include "app/users/personal.h"
#include "app/users/users.h"
#include "tests/support/imagehost.h"
#include "tests/support/smallshop.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

class TestBringBack : public QObject {
    Q_OBJECT
    template<typename Fn> auto write(Fn &&fn) { return m_store->database().writeNow(m_owner, std::forward<Fn>(fn)); }
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_store = std::make_unique<TestStore>(store);
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<SmallShop>(m_store->database());
        m_tea = m_shop->addVariant("TEA", 499, 100);
        m_cup = m_shop->addVariant("CUP", 1250, 40);
        m_ada = m_shop->addUser(u"ada@example.com"_s);
        m_shop->order({{m_tea, 2}});
    }

    void cleanup()
    {
        m_opened.reset();
        m_backup.reset();
        m_shop.reset();
        m_store.reset();
    }

    void comparison()
    {
        m_shop->order({{m_cup, 1}});
        openBackup();
        QCOMPARE(compareAll(), QStringList());
        m_store->clock().advance(1000);
        const Order later = m_shop->order({{m_tea, 1}});
        const ProductId tea = productOf(m_tea), cup = productOf(m_cup);
        ProductChange price;
        price.title = u"Black tea"_s;
        QVERIFY(write([&](Transaction &t) { return products::update(t, m_owner, tea, price); }));
        QVERIFY(write([&](Transaction &t) { return users::remove(t, m_owner, m_ada, {}); }));
        m_shop->addVariant("POT", 3000, 5);
        Q_UNUSED(cup)
        QCOMPARE(compareAll(),
                 (QStringList{u"orders +%1"_s.arg(QString::fromUtf8(later.number)), u"products +Thing POT"_s,
                              u"products ~Black tea"_s, u"customers -ada@example.com"_s}));
        // The same for lists of what the backup holds.
        const auto since = lookSinceThen(m_store->database(), *m_opened);
        QVERIFY(since);
        QCOMPARE(since->orders, (SinceThen::Kind{{}, {}, 1}));
        QCOMPARE(since->products, (SinceThen::Kind{{tea.value}, {}, 1}));
        QCOMPARE(since->customers, (SinceThen::Kind{{}, {m_ada.value}, 0}));
    }

    void aProductAsItWas()
    {
        openBackup();
        const ProductId tea = productOf(m_tea);
        const Product before = load(tea);
        ProductChange change;
        change.title = u"Nonsense"_s;
        VariantChange wrong;
        wrong.id = m_tea;
        wrong.price = 1;
        change.variants = QList<VariantChange>{wrong};
        QVERIFY(write([&](Transaction &t) { return products::update(t, m_owner, tea, change); }));
        m_shop->order({{m_tea, 3}});
        const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "product", tea.bytes());
        QVERIFY2(brought, brought ? "" : qPrintable(brought.error().message));
        QVERIFY(!brought->isNew);
        const Product after = load(tea);
        QCOMPARE(after.title, before.title);
        QCOMPARE(after.variants.constFirst().price, 499);
        QCOMPARE(after.variants.constFirst().level, 95); // what was sold since stays sold
        QVERIFY(after.revision > before.revision);
        QCOMPARE(m_shop->faults(), QStringList());
        QCOMPARE(lastAction(), QByteArray("product.brought_back"));
    }

    void itsImagesWithWhereTheyWereBroughtFrom()
    {
        const ProductId tea = productOf(m_tea);
        const auto file = *readImageFile(ImageHost::image(u"tea.png"_s));
        QVERIFY(ImageStore(m_store->config()).keep(file));
        QVERIFY(write([&](Transaction &t) -> Result<> {
            images::link(t, tea, {{u"https://old.example.com/tea.png"_s, u"A cup"_s}});
            return {};
        }));
        const ImageId image = load(tea).images.constFirst().id;
        QVERIFY(write([&](Transaction &t) { return images::replace(t, m_owner, tea, image, file); }));
        openBackup();
        const QList<ProductImage> before = load(tea).images;
        QCOMPARE(before.constFirst().origin, u"https://old.example.com/tea.png"_s);
        QVERIFY(write([&](Transaction &t) { return images::remove(t, m_owner, tea, image); }));
        QVERIFY(bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "product", tea.bytes()));
        QList<ProductImage> after = load(tea).images;
        QCOMPARE(after.size(), 1);
        after.first().id = image;
        QCOMPARE(after, before);
    }

    void aProductThatIsGone()
    {
        const VariantId pot = m_shop->addVariant("POT", 3000, 0);
        const ProductId gone = productOf(pot);
        openBackup();
        QVERIFY(write([&](Transaction &t) { return products::remove(t, m_owner, gone); }));
        const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "product", gone.bytes());
        QVERIFY2(brought, brought ? "" : qPrintable(brought.error().message));
        QVERIFY(brought->isNew);
        const Product after = load(ProductId{brought->key.toLongLong()});
        QCOMPARE(after.variants.constFirst().sku, u"POT"_s);
        QCOMPARE(after.variants.constFirst().level, 0);
        // Once more there is one with its address and SKU already.
        const auto again = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "product", gone.bytes());
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        QCOMPARE(m_shop->faults(), QStringList());
    }

    void aCustomer()
    {
        openBackup();
        QVERIFY(write([&](Transaction &t) { return users::remove(t, m_owner, m_ada, {}); }));
        const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "customer", m_ada.bytes());
        QVERIFY2(brought, brought ? "" : qPrintable(brought.error().message));
        QVERIFY(brought->isNew);
        const auto user = m_store->database().read([&](Reader &reader) {
            return users::get(reader, m_owner, UserId{brought->key.toLongLong()}, UserQuery::Who::Customers);
        });
        QCOMPARE(user->email, u"ada@example.com"_s);
    }

    // The shop went back to a time before three orders, and sold meanwhile: they come back behind what was sold.
    void ordersThatARestoreTookAway()
    {
        QVERIFY(back(u"early"_s));
        m_store->clock().advance(60'000);
        const Order paid = m_shop->order({{m_tea, 2}, {m_cup, 1}});
        QVERIFY(write([&](Transaction &t) {
            return orderwork::pay(t, m_owner, paid.number, {"cash", std::nullopt, {}});
        }));
        const Order shipped = m_shop->order({{m_cup, 4}});
        QVERIFY(write([&](Transaction &t) { return orderwork::fulfil(t, m_owner, shipped.number, {{}, u"T1"_s}); }));
        auto early = proveBackup(m_folder->filePath(u"early"_s), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY(early);
        QVERIFY(restoreInto(m_store->database(), *std::move(early), m_owner, m_folder->filePath(u"late"_s), m_key));
        m_store->clock().advance(60'000);
        const Order between = m_shop->order({{m_tea, 1}});
        QCOMPARE(between.number, paid.number); // the number was free again

        open(u"late"_s);
        for (const Order *order : {&paid, &shipped}) {
            const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "order", order->number);
            QVERIFY2(brought, brought ? "" : qPrintable(brought.error().message));
            QVERIFY(brought->key != order->number);
            const Order after = load(brought->key);
            QCOMPARE(after.total, order->total);
            QCOMPARE(after.placedAt, order->placedAt);
            QCOMPARE(after.lines.size(), order->lines.size());
            QVERIFY(after.note.contains('#'_L1 % QString::fromUtf8(order->number)));
            const auto again = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "order", order->number);
            QVERIFY(!again);
            QCOMPARE(again.error().code, ErrorCode::Conflict);
        }
        QCOMPARE(m_shop->level(m_tea), 100 - 2 - 1 - 2);
        QCOMPARE(m_shop->level(m_cup), 40 - 1 - 4);
        QCOMPARE(m_shop->faults(), QStringList());
        QCOMPARE(*m_store->database().read(
                     [](Reader &reader) -> Result<bool> { return journal::verify(reader).whole; }),
                 true);
    }

    // An order that is there is known again, whatever was changed in it since.
    void anOrderThatIsThereWithAnotherAddress()
    {
        const Order placed = m_shop->order({{m_tea, 2}});
        openBackup();
        QVERIFY(write([&](Transaction &t) -> Result<> {
            t.exec("UPDATE orders SET email = 'new@example.com' WHERE number = ?", placed.number);
            return {};
        }));
        const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "order", placed.number);
        QVERIFY(!brought);
        QCOMPARE(brought.error().code, ErrorCode::Conflict);
        QCOMPARE(m_shop->level(m_tea), 100 - 2 - 2);
        QCOMPARE(m_shop->faults(), QStringList());
    }

    // Who was erased does not come back with an order of theirs.
    void anOrderOfSomebodyWhoWasErased()
    {
        QVERIFY(back(u"early"_s));
        m_store->clock().advance(60'000);
        const Order lost = m_shop->order({{m_tea, 1}}, SmallShop::actorOf(m_ada, Role::Customer));
        QVERIFY(!lost.email.isEmpty());
        auto early = proveBackup(m_folder->filePath(u"early"_s), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY(restoreInto(m_store->database(), *std::move(early), m_owner, m_folder->filePath(u"late"_s), m_key));
        m_store->clock().advance(60'000);
        QVERIFY(write([&](Transaction &t) { return personal::eraseOf(t, m_owner, m_ada); }));
        open(u"late"_s);
        const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "order", lost.number);
        QVERIFY2(brought, brought ? "" : qPrintable(brought.error().message));
        const Order after = load(brought->key);
        QCOMPARE(after.total, lost.total);
        QVERIFY(after.email.isEmpty() && after.customerName.isEmpty());
        QVERIFY(after.shippingAddress.isEmpty() && after.billingAddress.isEmpty());
        QCOMPARE(m_shop->faults(), QStringList());
    }

    void anOrderForWhichThereIsNoStockAnyMore()
    {
        QVERIFY(back(u"early"_s));
        m_store->clock().advance(60'000);
        const Order lost = m_shop->order({{m_cup, 30}});
        auto early = proveBackup(m_folder->filePath(u"early"_s), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY(restoreInto(m_store->database(), *std::move(early), m_owner, m_folder->filePath(u"late"_s), m_key));
        m_store->clock().advance(60'000);
        m_shop->order({{m_cup, 20}});
        open(u"late"_s);
        const auto brought = bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "order", lost.number);
        QVERIFY(!brought);
        QCOMPARE(brought.error().code, ErrorCode::Conflict);
        QVERIFY(brought.error().message.contains(u"CUP"_s));
        QCOMPARE(m_shop->level(m_cup), 20);
        QCOMPARE(m_shop->faults(), QStringList());
    }

    void whoMayNot()
    {
        openBackup();
        const Actor manager = SmallShop::actorOf(m_ada, Role::Manager);
        for (const char *what : {"product", "customer", "order"})
            QCOMPARE(bringBack(m_store->database(), *m_backup, *m_opened, manager, what, "1").error().code,
                     ErrorCode::Forbidden);
        QCOMPARE(bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "product", "99").error().code,
                 ErrorCode::NotFound);
        QCOMPARE(bringBack(m_store->database(), *m_backup, *m_opened, m_owner, "product", "x").error().code,
                 ErrorCode::Invalid);
    }

private:
    Product load(ProductId id)
    {
        return *m_store->database().read([&](Reader &reader) { return products::get(reader, m_owner, id); });
    }
    Order load(const QByteArray &number)
    {
        return *m_store->database().read([&](Reader &reader) { return orders::find(reader, m_owner, number); });
    }
    ProductId productOf(VariantId variant)
    {
        return *m_store->database().read([&](Reader &reader) -> Result<ProductId> {
            return ProductId{*reader.number("SELECT product_id FROM variants WHERE id = ?", variant)};
        });
    }
    QByteArray lastAction()
    {
        return *m_store->database().read([](Reader &reader) -> Result<QByteArray> {
            Query row = reader.query("SELECT action FROM journal ORDER BY seq DESC LIMIT 1");
            return row.next() ? row.bytes(0) : QByteArray();
        });
    }
    bool back(const QString &name)
    {
        return makeBackup(m_store->database(), {m_folder->filePath(name), m_key, u"manual"_s}).has_value();
    }
    void open(const QString &name)
    {
        auto proved = proveBackup(m_folder->filePath(name), m_key, m_folder->filePath(u"opened"_s));
        QVERIFY(proved);
        m_backup = *std::move(proved);
        auto opened = openProved(*m_backup, m_store->clock());
        QVERIFY(opened);
        m_opened = *std::move(opened);
    }
    void openBackup()
    {
        QVERIFY(back(u"now"_s));
        open(u"now"_s);
    }
    QStringList compareAll()
    {
        const auto found = compareWith(m_store->database(), *m_opened);
        if (!found)
            return {found.error().message};
        QStringList lines;
        const auto add = [&lines](const QString &name, const Comparison::Kind &kind) {
            for (const auto &item : kind.addedItems)
                lines << name % " +"_L1 % item.name;
            for (const auto &item : kind.changedItems)
                lines << name % " ~"_L1 % item.name;
            for (const auto &item : kind.goneItems)
                lines << name % " -"_L1 % item.name;
        };
        add(u"orders"_s, found->orders);
        add(u"products"_s, found->products);
        add(u"customers"_s, found->customers);
        return lines;
    }

    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SmallShop> m_shop;
    std::unique_ptr<ProvedBackup> m_backup;
    std::unique_ptr<Database> m_opened;
    VariantId m_tea, m_cup;
    UserId m_ada;
    const Actor m_owner = Actor::system(u"Test"_s);
    const BackupKey m_key = BackupKey::makeKept();
};

QTEST_GUILESS_MAIN(TestBringBack)
#include "tst_bringback.moc"
