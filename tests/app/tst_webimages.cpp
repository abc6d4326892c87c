// Images that lie elsewhere on the web, brought into the shop: as one change that goes back to the links and forth again,
// that an import finds there, and that no bad house on the web spoils.
#include "app/journal/undo.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/imageundo.h"
#include "app/products/productexport.h"
#include "app/products/productimport.h"
#include "app/products/productservice.h"
#include "app/products/webimages.h"
#include "tests/support/imagehost.h"
#include "tests/support/smallshop.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::ImageHost;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

struct Shop
{
    explicit Shop(const QString &kind) : store(kind), small(store.database()) {}

    // One product a name, its images at these addresses.
    ProductImportSummary import(const QMap<QString, QStringList> &products)
    {
        QByteArray text = "handle,title,sku,price,images,image_alts\n";
        for (auto product = products.begin(); product != products.end(); ++product) {
            const QString name = product.key().section(u'|', 0, 0);
            text += QString(name.toLower() + u","_s + name + u","_s + name.toUpper() + u",10.00,\""
                            + product->join(u'\n') + u"\",\""_s + product.key().section(u'|', 1) + u"\"\n")
                        .toUtf8();
        }
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        store.clock().advance(1000);
        const auto done = products::importFile(store.database(), Self, &buffer);
        [&] { QVERIFY2(done, done ? "" : qPrintable(done.error().message)); }();
        return *done;
    }
    Product product(const QString &title)
    {
        return *store->read([&](Reader &reader) -> Result<Product> {
            const auto id = reader.number("SELECT id FROM products WHERE title = ?", title);
            return products::get(reader, Self, ProductId{id.value_or(0)});
        });
    }
    QByteArray bytes(const QString &url)
    {
        return store
            ->read([&](Reader &reader) { return ImageStore(store.config()).read(reader, url.mid(8).toLatin1()); })
            .value_or(QByteArray());
    }
    qint64 number(const QByteArray &sql)
    {
        return *store->read([&](Reader &reader) -> Result<qint64> { return reader.number(sql).value_or(-1); });
    }
    qint64 newest() { return number("SELECT MAX(seq) FROM journal"); }
    Result<> takeBack(qint64 seq)
    {
        store.clock().advance(1000);
        return store->writeNow(Self, [&](Transaction &tx) { return undo::take(tx, Self, seq); });
    }

    TestStore store;
    SmallShop small;
};
}

class TestWebImages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void bringsThemAndGoesBack();
    void isFoundThereByAnImport();
    void keepsItsOriginThroughWhatIsDoneWithIt();
    void leavesWhatWasChangedSince();
    void saysWhyAnImageDidNotCome_data();
    void saysWhyAnImageDidNotCome();
    void followsTriesAgainAndAsksOnce();
    void stopsHalfWay();
    void isForWhoMayChangeProducts();

private:
    // Ends the test when it could not be done at all.
    static images::BringSummary bring(Shop &shop, images::BringOptions options = {})
    {
        shop.store.clock().advance(1000);
        options.limits.retryMillis = 1;
        const auto done = images::bringFromWeb(shop.store.database(), Self, options);
        [&] { QVERIFY2(done, done ? "" : qPrintable(done.error().message)); }();
        return *done;
    }
};

void TestWebImages::bringsThemAndGoesBack()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    const auto imported = shop.import({{u"Mug|Front"_s, {web.url(u"a.png"_s), web.url(u"b.png"_s)}},
                                       {u"Bowl"_s, {web.url(u"a.png"_s)}},
                                       {u"Hat"_s, {}}});
    QCOMPARE(imported.imagesElsewhere, 3);
    QCOMPARE(imported.elsewhere.size(), 2);
    const auto counted = [&] {
        return *shop.store->read([](Reader &reader) { return images::countOnTheWeb(reader, Self); });
    };
    QCOMPARE(counted(), (images::WebCount{3, 2}));
    const Product before = shop.product(u"Mug"_s), bowl = shop.product(u"Bowl"_s);
    const qint64 entry = shop.newest() + 1;

    QList<qint64> told;
    images::BringOptions options;
    options.progress = [&told](qint64 done, qint64 total, qint64) {
        QCOMPARE(total, 3);
        told << done;
    };
    const auto summary = bring(shop, options);
    QCOMPARE(summary.brought, 3);
    QVERIFY(summary.faults.isEmpty() && summary.ended.isEmpty() && !summary.cancelled);
    QCOMPARE(told.constFirst(), 0);
    QCOMPARE(told.constLast(), 3);
    QCOMPARE(web.asked(u"a.png"_s), 1); // for both that want it
    QCOMPARE(shop.newest(), entry); // one
    QCOMPARE(counted(), images::WebCount());

    const Product after = shop.product(u"Mug"_s);
    QCOMPARE(after.revision, before.revision + 1);
    QCOMPARE(shop.product(u"Bowl"_s).revision, bowl.revision + 1);
    QCOMPARE(after.images.size(), 2);
    const ProductImage &front = after.images.constFirst();
    QCOMPARE(front.id, before.images.constFirst().id);
    QCOMPARE(front.alt, u"Front"_s);
    QCOMPARE(QSize(front.width, front.height), QSize(640, 320));
    QCOMPARE(front.origin, web.url(u"a.png"_s));
    QVERIFY(front.url.startsWith("/images/"_L1));
    QCOMPARE(after.image, front.url);
    QCOMPARE(shop.bytes(front.url), ImageHost::image(u"a.png"_s));
    QCOMPARE(QImage::fromData(shop.bytes(front.thumbnailUrl)).width(), ThumbnailSide);
    QVERIFY(after.images.at(1).url != front.url);
    QCOMPARE(shop.product(u"Bowl"_s).images.constFirst().url, front.url);

    QVERIFY(shop.takeBack(entry));
    QCOMPARE(shop.product(u"Mug"_s).images, before.images);
    QCOMPARE(shop.product(u"Mug"_s).image, before.image);
    QCOMPARE(counted(), (images::WebCount{3, 2}));
    QCOMPARE(*ImageStore::sweep(shop.store.database()), 0); // they can still be brought again
    QVERIFY(shop.takeBack(shop.newest()));
    QCOMPARE(shop.product(u"Mug"_s).images, after.images);
    QCOMPARE(shop.bytes(front.url), ImageHost::image(u"a.png"_s));
    QVERIFY(shop.takeBack(shop.newest()));
    shop.store.clock().advance(images::KeptFor);
    QCOMPARE(shop.takeBack(shop.newest()).error().code, ErrorCode::Conflict); // the bytes are kept no longer
}

void TestWebImages::isFoundThereByAnImport()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    const QStringList three{web.url(u"a.png"_s), web.url(u"missing"_s), web.url(u"c.png"_s)};
    shop.import({{u"Mug"_s, three}});
    QCOMPARE(bring(shop).brought, 2);
    const QList<ProductImage> mixed = shop.product(u"Mug"_s).images;

    // The same file: neither twice nor gone.
    const auto again = shop.import({{u"Mug"_s, three}});
    QCOMPARE(again.unchanged, 1);
    QCOMPARE(shop.product(u"Mug"_s).images, mixed);

    // One more, and one less: what is the shop's own stays, the rest is as the file says.
    const auto more = shop.import({{u"Mug"_s, {three.at(2), web.url(u"d.png"_s)}}});
    QCOMPARE(more.updated, 1);
    QCOMPARE(more.imagesElsewhere, 1);
    QList<ProductImage> now = shop.product(u"Mug"_s).images;
    QCOMPARE(now.size(), 3);
    QCOMPARE(now.at(0).origin, three.at(0));
    QCOMPARE(now.at(1).origin, three.at(2));
    QCOMPARE(now.at(2).url, web.url(u"d.png"_s));
    QVERIFY(shop.takeBack(shop.newest())); // the import
    now = shop.product(u"Mug"_s).images;
    QCOMPARE(now.size(), 3);
    QCOMPARE(now.at(2).url, three.at(1));

    // What goes out names where it came from, and comes in as what is there.
    QByteArray table;
    QBuffer out(&table);
    out.open(QIODevice::WriteOnly);
    QVERIFY(shop.store->read([&](Reader &reader) { return products::exportCsv(reader, Self, &out, {}); }));
    QVERIFY(table.contains(three.at(0).toUtf8()));
    QBuffer in(&table);
    in.open(QIODevice::ReadOnly);
    const auto back = products::importFile(shop.store.database(), Self, &in);
    QCOMPARE(back->faults.size(), 0);
    QCOMPARE(shop.product(u"Mug"_s).images.size(), 3);
}

void TestWebImages::keepsItsOriginThroughWhatIsDoneWithIt()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    const QString address = web.url(u"a.png"_s);
    shop.import({{u"Mug"_s, {address}}});
    const ProductId id = shop.product(u"Mug"_s).id;
    const ProductImage link = shop.product(u"Mug"_s).images.constFirst();
    const auto unchanged = [&] {
        const QList<ProductImage> before = shop.product(u"Mug"_s).images;
        return shop.import({{u"Mug"_s, {address}}}).unchanged == 1 && shop.product(u"Mug"_s).images == before
            && before.size() == 1 && before.constFirst().width > 0;
    };
    const auto replace = [&](const QString &name) {
        const auto file = *readImageFile(ImageHost::image(name));
        QVERIFY(ImageStore(shop.store.config()).keep(file));
        const ImageId image = shop.product(u"Mug"_s).images.constFirst().id;
        QVERIFY(
            shop.store->writeNow(Self, [&](Transaction &tx) { return images::replace(tx, Self, id, image, file); }));
    };
    // A link that somebody put an image of their own in the place of.
    replace(u"own.png"_s);
    QVERIFY(unchanged());
    QVERIFY(shop.takeBack(shop.newest()));
    QCOMPARE(shop.product(u"Mug"_s).images.constFirst(), link);

    QCOMPARE(bring(shop).brought, 1);
    replace(u"cropped.png"_s);
    QVERIFY(unchanged());
    QVERIFY(shop.takeBack(shop.newest()));
    QVERIFY(unchanged());

    // Taken off and put back; deleted with its product and made again.
    const ImageId image = shop.product(u"Mug"_s).images.constFirst().id;
    QVERIFY(shop.store->writeNow(Self, [&](Transaction &tx) { return images::remove(tx, Self, id, image); }));
    QVERIFY(shop.takeBack(shop.newest()));
    QVERIFY(unchanged());
    QVERIFY(shop.store->writeNow(Self, [&](Transaction &tx) { return products::remove(tx, Self, id); }));
    QVERIFY(shop.takeBack(shop.newest()));
    QCOMPARE(shop.product(u"Mug"_s).images.constFirst().origin, address);
    QVERIFY(shop.product(u"Mug"_s).images.constFirst().width > 0);
}

void TestWebImages::leavesWhatWasChangedSince()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    shop.import({{u"Mug"_s, {web.url(u"a.png"_s), web.url(u"b.png"_s)}}, {u"Bowl"_s, {web.url(u"c.png"_s)}}});
    QCOMPARE(bring(shop).brought, 3);
    const qint64 entry = shop.newest();
    const Product mug = shop.product(u"Mug"_s), bowl = shop.product(u"Bowl"_s);
    const auto write = [&](auto work) { return shop.store->writeNow(Self, work); };
    QVERIFY(write([&](Transaction &tx) { return products::remove(tx, Self, bowl.id); }));
    QVERIFY(write([&](Transaction &tx) { return images::remove(tx, Self, mug.id, mug.images.at(0).id); }));
    images::ImageChange words;
    words.alt = u"From behind"_s;
    QVERIFY(write([&](Transaction &tx) { return images::change(tx, Self, mug.id, mug.images.at(1).id, words); }));
    QVERIFY(shop.takeBack(entry));
    const auto row = *shop.store->read([&](Reader &reader) { return journal::entry(reader, Self, shop.newest()); });
    QCOMPARE(undo::leftOf(row), 2);
    const QList<ProductImage> now = shop.product(u"Mug"_s).images;
    QCOMPARE(now.size(), 1);
    QCOMPARE(now.constFirst().url, web.url(u"b.png"_s));
    QCOMPARE(now.constFirst().alt, u"From behind"_s);
    QCOMPARE(shop.product(u"Mug"_s).image, web.url(u"b.png"_s));

    // Nothing left of it at all.
    QCOMPARE(bring(shop).brought, 1);
    const qint64 second = shop.newest();
    QVERIFY(write([&](Transaction &tx) { return products::remove(tx, Self, mug.id); }));
    QCOMPARE(shop.takeBack(second).error().code, ErrorCode::Conflict);
}

void TestWebImages::saysWhyAnImageDidNotCome_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("asked"); // 0: how often a redirect is asked for again is Qt's business
    QTest::newRow("not found") << u"missing"_s << u"The server said 404."_s << 1;
    QTest::newRow("redirects for ever") << u"round"_s << u"Its address leads on and on to others."_s << 0;
    QTest::newRow("redirects away") << u"away"_s << u"Its address leads on to one that is not safe."_s << 1;
    QTest::newRow("redirects to a password")
        << u"signed"_s << u"Its address holds a name or a password, and these are sent to nobody."_s << 1;
    QTest::newRow("drips for ever") << u"drip"_s << u"It came too slowly."_s << 1;
    QTest::newRow("hangs") << u"hang"_s << u"The server does not answer."_s << 2;
    QTest::newRow("large, and says so") << u"large"_s << u"It is larger than 10 MB."_s << 1;
    QTest::newRow("large without a word") << u"flood"_s << u"It is larger than 10 MB."_s << 1;
    QTest::newRow("text") << u"text.png"_s << u"This is no image that Backroom can show: it takes PNG, JPEG and WebP."_s
                          << 1;
    QTest::newRow("half an image")
        << u"broken.png"_s << u"This image cannot be read: the file is damaged. Export it again from where it came."_s
        << 1;
    QTest::newRow("breaks off") << u"gone.png"_s << u"The connection broke off."_s << 2;
}

void TestWebImages::saysWhyAnImageDidNotCome()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QString, name);
    QFETCH(QString, reason);
    QFETCH(int, asked);
    const ImageHost web;
    Shop shop(store);
    shop.import({{u"Mug"_s, {web.url(name), web.url(u"fine.png"_s)}}});
    images::BringOptions options;
    options.limits.quietMillis = name == "hang"_L1 ? 200 : 5000;
    options.limits.longestMillis = name == "drip"_L1 ? 500 : 60'000;
    const auto summary = bring(shop, options);
    QCOMPARE(summary.brought, 1);
    QCOMPARE(summary.faults.size(), 1);
    const auto &fault = summary.faults.constFirst();
    QCOMPARE(fault.reason, reason);
    QCOMPARE(fault.title, u"Mug"_s);
    QCOMPARE(fault.address, web.url(name));
    if (asked > 0)
        QCOMPARE(web.asked(name), asked);
    QCOMPARE(web.asked(u"secret.png"_s), 0);
    const QList<ProductImage> now = shop.product(u"Mug"_s).images;
    QCOMPARE(now.size(), 2);
    QCOMPARE(now.constFirst().url, web.url(name)); // as it was
    QCOMPARE(now.constFirst().width, 0);
    QVERIFY(now.at(1).width > 0);
}

void TestWebImages::followsTriesAgainAndAsksOnce()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    QStringList many{web.url(u"moved"_s), web.url(u"once.png"_s),
                     web.url(u"a.png"_s).replace("127.0.0.1"_L1, "ann:word@127.0.0.1"_L1)};
    for (int i = 0; i < 12; ++i)
        many << web.url(u"slow-%1.png"_s.arg(i));
    shop.import({{u"Mug"_s, many}});
    const auto summary = bring(shop);
    QCOMPARE(summary.brought, many.size() - 1);
    QVERIFY(web.asked(u"moved-to.png"_s) > 0);
    QCOMPARE(web.asked(u"once.png"_s), 2);
    QCOMPARE(web.asked(u"a.png"_s), 0); // a password is sent to nobody
    QVERIFY2(web.mostAtOnce() <= 2, qPrintable(QString::number(web.mostAtOnce()))); // of one host
    const QByteArray head = web.lastHead().toLower();
    QVERIFY2(head.contains("user-agent: backroom\r\n"), head.constData());
    for (const char *word : {"cookie", "referer", "authorization"})
        QVERIFY2(!head.contains(word), head.constData());
    QCOMPARE(shop.product(u"Mug"_s).images.constFirst().origin, web.url(u"moved"_s)); // as the file has it
}

void TestWebImages::stopsHalfWay()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    QStringList many;
    for (int i = 0; i < 20; ++i)
        many << web.url(u"slow-%1.png"_s.arg(i));
    shop.import({{u"Mug"_s, many}});
    std::atomic<bool> cancel = false;
    images::BringOptions options;
    options.cancel = &cancel;
    options.progress = [&cancel](qint64 done, qint64, qint64) { cancel = done >= 5; };
    const auto summary = bring(shop, options);
    QVERIFY(summary.cancelled);
    QVERIFY(summary.faults.isEmpty());
    QCOMPARE(summary.brought, 5);
    QCOMPARE(shop.number("SELECT COUNT(*) FROM images WHERE source = ''"), 5);
    QCOMPARE(shop.number("SELECT COUNT(*) FROM images WHERE source <> ''"), 15);
    QTRY_COMPARE(web.waiting(), 0); // nothing is under way any more
    QVERIFY(shop.takeBack(shop.newest()));
    QCOMPARE(shop.number("SELECT COUNT(*) FROM images WHERE source <> ''"), 20);
    // Nothing came at all.
    cancel = true;
    options.progress = {};
    const qint64 last = shop.newest();
    QVERIFY(bring(shop, options).cancelled);
    QCOMPARE(shop.newest(), last);
    // What is gone or changed when its image comes is passed over.
    options = {};
    options.limits.ahead = 0;
    options.progress = [&](qint64 done, qint64, qint64) {
        if (done == 1)
            QVERIFY(shop.store->writeNow(Self, [&](Transaction &tx) {
                return products::remove(tx, Self, shop.product(u"Mug"_s).id);
            }));
    };
    QCOMPARE(bring(shop, options).brought, 0);
}

void TestWebImages::isForWhoMayChangeProducts()
{
    QFETCH_GLOBAL(QString, store);
    const ImageHost web;
    Shop shop(store);
    shop.import({{u"Mug"_s, {web.url(u"a.png"_s)}}});
    const Actor viewer = SmallShop::actorOf(shop.small.addUser(u"viewer@example.com"_s, Role::Viewer), Role::Viewer);
    const auto done = images::bringFromWeb(shop.store.database(), viewer);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Forbidden);
    QCOMPARE(web.asked(u"a.png"_s), 0);
}

QTEST_GUILESS_MAIN(TestWebImages)
#include "tst_webimages.moc"
