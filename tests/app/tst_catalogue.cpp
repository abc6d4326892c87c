// Categories, images, and files of products in and out.
#include "app/journal/journal.h"
#include "app/journal/undo.h"
#include "app/products/category.h"
#include "app/products/imagename.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/imageundo.h"
#include "app/products/productcheck.h"
#include "app/products/productexport.h"
#include "app/products/productimport.h"
#include "app/products/productquery.h"
#include "app/products/productservice.h"
#include "app/products/productstore.h"
#include "app/settings/settings.h"
#include "tests/support/teststore.h"

#include <QBuffer>
#include <QImage>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

class Shop : public TestStore {
public:
    explicit Shop(const QString &kind) : TestStore(kind)
    {
        Settings settings;
        settings.shopName = u"Shop"_s;
        settings.currency = "EUR";
        settings.country = "DE";
        settings.timezone = "Europe/Berlin";
        settings.languages = {u"en"_s};
        const auto made = database().writeNow(Self, [&](Transaction &tx) { return settings::create(tx, settings); });
        if (!made)
            qFatal("no shop");
    }
};

Result<Category> makeCategory(TestStore &shop, const QString &name, std::optional<CategoryId> parent = {})
{
    CategoryChange change;
    change.name = name;
    change.parent = parent;
    return shop->writeNow(Self, [&](Transaction &tx) { return categories::create(tx, Self, change); });
}
QStringList treeOf(TestStore &shop)
{
    QStringList lines;
    const auto tree = shop->read([](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); });
    for (const Category &category : *tree)
        lines << QString(category.depth, u' ') + category.name;
    return lines;
}
Product makeProduct(TestStore &shop, const QString &sku)
{
    ProductChange draft;
    draft.title = u"Product "_s + sku;
    draft.status = ProductStatus::Published;
    VariantChange variant;
    variant.sku = sku;
    variant.price = 100;
    draft.variants = QList{variant};
    return *shop->writeNow(Self, [&](Transaction &tx) { return products::create(tx, Self, draft); });
}
QByteArray picture(int width, int height, const char *format, Qt::GlobalColor colour = Qt::red)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}
Result<ProductImportSummary> importText(TestStore &shop, const QByteArray &text,
                                        const ProductImportOptions &options = {})
{
    QBuffer buffer;
    buffer.setData(text);
    buffer.open(QIODevice::ReadOnly);
    return products::importFile(shop.database(), Self, &buffer, options);
}
qint64 entries(TestStore &shop)
{
    return shop->read([](Reader &reader) -> Result<JournalCheck> { return journal::verify(reader); })->entries;
}
const QByteArray File =
    "handle,title,description,status,vendor,tags,categories,option1_name,option1_value,sku,price,compare_at_price,stock,images,image_alts\n"
    "shirt,Blue Shirt,\"Soft, *good*\",published,Ærø,\"a, b\",Clothing > Shirts,Size,M,S-M,19.99,24.50,5,https://cdn.example/a.jpg,Front\n"
    "shirt,,,,,,,,L,S-L,18.99,,0,,\n"
    "mug,Mug,,draft,,,\"Kitchen, Clothing\",,,MUG,7,,3,,\n"
    "odd,Odd,,published,,,,,,ODD,\"1,234\",,1,,\n"
    "worse,Worse,,published,,,,,,WORSE,abc,,1,,\n"_ba;
}

class TestCatalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void categoriesMakeATree();
    void categoriesRefuse();
    void aRemovedCategoryLetsItsChildrenUp();
    void imagesAreLookedAt_data();
    void imagesAreLookedAt();
    void imagesAreAddedOrderedAndRemoved();
    void importsAndImportsAgain();
    void whatAFileDoesNotSayStaysAsItIs();
    void aListOfPricesGoesBySku();
    void whatNoSkuTellsApartIsRefused();
    void aDryRunLeavesNothing();
    void anImportGoesOnWhereItWasCancelled();
    void importsAWrongFile_data();
    void importsAWrongFile();
    void importMatchesWhatIsThere();
    void exportedIsImportedUnchanged();
};

void TestCatalogue::categoriesMakeATree()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const Category clothing = *makeCategory(shop, u"Clothing"_s);
    const Category shirts = *makeCategory(shop, u"Shirts"_s, clothing.id);
    QVERIFY(makeCategory(shop, u"Ärmel"_s, shirts.id));
    QVERIFY(makeCategory(shop, u"Books"_s));
    QCOMPARE(makeCategory(shop, u"shirts"_s)->slug, u"shirts-2"_s);
    QCOMPARE(treeOf(shop), (QStringList{u"Books"_s, u"Clothing"_s, u" Shirts"_s, u"  Ärmel"_s, u"shirts"_s}));
    CategoryChange last;
    last.position = 5;
    const auto moved =
        shop->writeNow(Self, [&](Transaction &tx) { return categories::update(tx, Self, clothing.id, last, 1); });
    QCOMPARE(moved->revision, 2);
    QCOMPARE(treeOf(shop).first(), u"Books"_s);
    QCOMPARE(treeOf(shop).last(), u"  Ärmel"_s);
    QCOMPARE(shop->writeNow(Self, [&](Transaction &tx) { return categories::update(tx, Self, clothing.id, last, 1); })
                 .error()
                 .code,
             ErrorCode::Stale);
}

void TestCatalogue::categoriesRefuse()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const Category top = *makeCategory(shop, u"Top"_s);
    const Category below = *makeCategory(shop, u"Below"_s, top.id);
    CategoryChange change;
    change.name = u"  "_s;
    change.slug = u"🍵"_s;
    change.position = -1;
    change.parent = below.id;
    const auto refused =
        shop->writeNow(Self, [&](Transaction &tx) { return categories::update(tx, Self, top.id, change); });
    QStringList fields;
    for (const FieldError &fault : refused.error().fields)
        fields << fault.field;
    QCOMPARE(fields, (QStringList{u"name"_s, u"slug"_s, u"position"_s, u"parent_id"_s}));
    change = {};
    change.slug = u"below"_s;
    change.parent = CategoryId{99};
    QCOMPARE(shop->writeNow(Self, [&](Transaction &tx) { return categories::update(tx, Self, top.id, change); })
                 .error()
                 .fields.size(),
             2);
    CategoryId parent = below.id;
    for (int depth = 2; depth < MaxCategoryDepth; ++depth)
        parent = makeCategory(shop, u"Deep"_s, parent)->id;
    QCOMPARE(makeCategory(shop, u"Too deep"_s, parent).error().fields.first().field, u"parent_id"_s);
    const Category other = *makeCategory(shop, u"Other"_s);
    change = {};
    change.parent = other.id;
    QCOMPARE(shop->writeNow(Self, [&](Transaction &tx) { return categories::update(tx, Self, top.id, change); })
                 .error()
                 .fields.first()
                 .field,
             u"parent_id"_s);
}

void TestCatalogue::aRemovedCategoryLetsItsChildrenUp()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const Category a = *makeCategory(shop, u"A"_s);
    const Category b = *makeCategory(shop, u"B"_s, a.id);
    QVERIFY(makeCategory(shop, u"C"_s, b.id));
    const Product product = makeProduct(shop, u"P"_s);
    ProductChange change;
    change.categories = QList{b.id};
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) { return products::update(tx, Self, product.id, change); }));
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) { return categories::remove(tx, Self, b.id); }));
    QCOMPARE(treeOf(shop), (QStringList{u"A"_s, u" C"_s}));
    QVERIFY(shop->read([&](Reader &reader) { return products::get(reader, Self, product.id); })->categories.isEmpty());
    QVERIFY(!shop->writeNow(Self, [&](Transaction &tx) { return categories::remove(tx, Self, b.id); }));
}

void TestCatalogue::imagesAreLookedAt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<QSize>("thumbnail");
    QTest::newRow("png") << picture(1000, 500, "PNG") << -1 << "png"_ba << QSize(480, 240);
    QTest::newRow("jpeg") << picture(30, 60, "JPEG") << -1 << "jpg"_ba << QSize(30, 60);
    QTest::newRow("webp") << picture(600, 600, "WEBP") << -1 << "webp"_ba << QSize(480, 480);
    QTest::newRow("text") << "hello"_ba << int(ErrorCode::Unsupported) << QByteArray() << QSize();
    QTest::newRow("nothing") << QByteArray() << int(ErrorCode::Unsupported) << QByteArray() << QSize();
    QTest::newRow("bmp") << picture(10, 10, "BMP") << int(ErrorCode::Unsupported) << QByteArray() << QSize();
    QTest::newRow("cut") << picture(300, 300, "PNG").left(60) << int(ErrorCode::Invalid) << QByteArray() << QSize();
    QTest::newRow("only a head") << "\x89PNG\r\n\x1a\n"_ba << int(ErrorCode::Invalid) << QByteArray() << QSize();
    // A head that promises 60,000 by 60,000 pixels in a few bytes.
    QByteArray bomb = picture(1, 1, "PNG");
    bomb.replace(16, 8, QByteArray("\x00\x00\xEA\x60\x00\x00\xEA\x60", 8));
    quint32 crc = 0xFFFFFFFF;
    for (const char c : bomb.mid(12, 17)) {
        crc ^= static_cast<uchar>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320U : 0U);
    }
    crc = ~crc;
    for (int i = 0; i < 4; ++i)
        bomb[29 + i] = char((crc >> (24 - 8 * i)) & 0xFF);
    QTest::newRow("bomb") << bomb << int(ErrorCode::Invalid) << QByteArray() << QSize();
}

void TestCatalogue::imagesAreLookedAt()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QByteArray, extension);
    QFETCH(QSize, thumbnail);
    const auto file = readImageFile(bytes);
    QCOMPARE(file ? -1 : int(file.error().code), code);
    if (code >= 0)
        return;
    QCOMPARE(file->extension, extension);
    QCOMPARE(file->hash.size(), 64);
    QCOMPARE(QImage::fromData(file->thumbnail).size(), thumbnail);
}

void TestCatalogue::imagesAreAddedOrderedAndRemoved()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const ImageStore files(shop.config());
    const Product product = makeProduct(shop, u"P"_s);
    QList<ProductImage> added;
    for (const Qt::GlobalColor colour : {Qt::red, Qt::green, Qt::blue}) {
        const auto file = readImageFile(picture(600, 300, "PNG", colour));
        QVERIFY(file);
        QVERIFY(files.keep(*file));
        const auto image =
            shop->writeNow(Self, [&](Transaction &tx) { return images::add(tx, Self, product.id, *file, u"alt"_s); });
        QVERIFY(image);
        added << *image;
        const auto read = shop->read([&](Reader &reader) { return files.read(reader, image->url.mid(8).toLatin1()); });
        QCOMPARE(*read, file->bytes);
        QVERIFY(shop->read([&](Reader &reader) { return files.read(reader, image->thumbnailUrl.mid(8).toLatin1()); }));
    }
    images::ImageChange change;
    change.position = 0;
    change.alt = u"Blue"_s;
    QCOMPARE(shop->writeNow(Self,
                            [&](Transaction &tx) { return images::change(tx, Self, product.id, added[2].id, change); })
                 ->position,
             0);
    Product after = *shop->read([&](Reader &reader) { return products::get(reader, Self, product.id); });
    QCOMPARE(after.images[0].alt, u"Blue"_s);
    QCOMPARE(after.images[1].id, added[0].id);
    QCOMPARE(after.image, added[2].url);
    QCOMPARE(after.revision, 5);
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) { return images::remove(tx, Self, product.id, added[2].id); }));
    after = *shop->read([&](Reader &reader) { return products::get(reader, Self, product.id); });
    QCOMPARE(after.images.size(), 2);
    QCOMPARE(after.image, added[0].url);
    QVERIFY(!shop->writeNow(Self, [&](Transaction &tx) { return images::remove(tx, Self, product.id, added[2].id); }));
    const QByteArray hash(64, 'a');
    QByteArrayList odd{"../backroom.db"};
    odd << QByteArray(hash + ".png") << QByteArray(hash + ".png/..");
    for (const QByteArray &name : odd) {
        const auto read = shop->read([&](Reader &reader) { return files.read(reader, name); });
        QCOMPARE(read.error().code, ErrorCode::NotFound);
    }
    // What was taken off lately may come back; later, young files are left, and in the store itself nothing is on its way.
    QCOMPARE(*ImageStore::sweep(shop.database()), 0);
    shop.clock().advance(images::KeptFor + 1000);
    QCOMPARE(*ImageStore::sweep(shop.database()), store == "sqlite"_L1 ? 0 : 2);
    QVERIFY(shop->read([&](Reader &reader) { return files.read(reader, added[0].url.mid(8).toLatin1()); }));
}

void TestCatalogue::importsAndImportsAgain()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    auto summary = importText(shop, File);
    QVERIFY2(summary, qPrintable(summary ? QString() : summary.error().message));
    QCOMPARE(summary->created, 2);
    QCOMPARE(summary->refused, 2);
    QCOMPARE(summary->faults.size(), 2);
    QCOMPARE(summary->faults[0].line, 5);
    QCOMPARE(summary->faults[0].column, u"price"_s);
    QCOMPARE(treeOf(shop), (QStringList{u"Clothing"_s, u" Shirts"_s, u"Kitchen"_s}));
    const Product shirt = *shop->read([](Reader &reader) { return products::getPublished(reader, u"shirt"_s); });
    QCOMPARE(shirt.variants.size(), 2);
    QCOMPARE(shirt.variants[0].level, 5);
    QCOMPARE(shirt.price, 1899);
    QCOMPARE(shirt.vendor, u"Ærø"_s);
    QCOMPARE(shirt.tags, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(shirt.image, u"https://cdn.example/a.jpg"_s);
    QVERIFY(shirt.available);
    const qint64 before = entries(shop);
    summary = importText(shop, File);
    QCOMPARE(summary->created + summary->updated, 0);
    QCOMPARE(summary->unchanged, 2);
    QCOMPARE(entries(shop), before);
    QByteArray dearer = File;
    dearer.replace("18.99", "20.00").replace(",5,https", ",500,https");
    summary = importText(shop, dearer);
    QCOMPARE(summary->updated, 1);
    QCOMPARE(entries(shop), before + 1);
    const Product after = *shop->read([](Reader &reader) { return products::getPublished(reader, u"shirt"_s); });
    QCOMPARE(after.price, 1999);
    QCOMPARE(after.variants[0].level, 5); // the stock is what the ledger says
    QCOMPARE(after.variants[0].id, shirt.variants[0].id);
    QCOMPARE(shop->writeNow(Actor::anonymous(), [](Transaction &) -> Result<> { return {}; }).has_value(), true);
    QBuffer buffer;
    buffer.open(QIODevice::ReadOnly);
    QCOMPARE(products::importFile(shop.database(), Actor::anonymous(), &buffer).error().code,
             ErrorCode::Unauthenticated);
}

// A list of prices is no reason for a product to lose its categories, or for its pieces not to be counted any more.
void TestCatalogue::whatAFileDoesNotSayStaysAsItIs()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(importText(
        shop,
        "handle,title,description,status,vendor,tags,categories,option1_name,option1_value,sku,price,tax_class,"
        "track_stock,allow_backorder,stock,images\n"
        "shirt,Shirt,Soft,published,Loom,a,Clothing,Size,M,S-M,19.00,reduced,yes,yes,5,https://cdn.example/a.jpg\n"
        "shirt,,,,,,,,L,S-L,18.00,reduced,yes,yes,0,\n"
        "mug,Mug,,archived,,,,,,MUG,7.00,,yes,,3,\n"_ba));
    const auto productOf = [&](const QString &sku) {
        return *shop->read([&](Reader &reader) -> Result<Product> {
            const auto id = reader.number("SELECT product_id FROM variants WHERE sku = ?", sku);
            return *products::load(reader, ProductId{*id});
        });
    };
    const Product shirt = productOf(u"S-M"_s), mug = productOf(u"MUG"_s);
    const auto summary =
        importText(shop, "title,sku,price\nShirt,S-M,21.00\nMug,MUG,8.00\n"_ba,
                   {.mapping = {{u"title"_s, u"title"_s}, {u"sku"_s, u"sku"_s}, {u"price"_s, u"price"_s}}});
    QVERIFY2(summary, qPrintable(summary ? QString() : summary.error().message));
    QCOMPARE(summary->updated, 2);
    const auto expect = [&](Product before, const QString &sku, qint64 price) {
        for (Variant &variant : before.variants)
            if (variant.sku == sku)
                variant.price = price;
        const Product after = productOf(sku);
        return products::sameContent(before, after) && before.images.size() == after.images.size();
    };
    QVERIFY(expect(shirt, u"S-M"_s, 2100));
    QVERIFY(expect(mug, u"MUG"_s, 800));
    QVERIFY(productOf(u"S-M"_s).variants[0].trackStock);
    QCOMPARE(productOf(u"MUG"_s).status, ProductStatus::Archived);
}

// Three variants of one product under the same title, and no column that says which is which but the SKU.
void TestCatalogue::aListOfPricesGoesBySku()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(importText(
        shop,
        "handle,title,description,status,option1_name,option1_value,sku,price,compare_at_price,stock,images\n"
        "linen-shirt,Shirt,Soft,draft,Size,S,S-S,17.00,20.00,4,https://cdn.example/a.jpg\n"
        "linen-shirt,,,,,M,S-M,19.00,,5,\nlinen-shirt,,,,,L,S-L,18.00,,0,\nlinen-shirt,,,,,XL,S-XL,22.00,,1,\n"
        "cap,Shirt,,,,,CAP,5.00,,,\n"_ba));
    const auto productOf = [&](const QString &sku) {
        return *shop->read([&](Reader &reader) -> Result<Product> {
            const auto id = reader.number("SELECT product_id FROM variants WHERE sku = ?", sku);
            return *products::load(reader, ProductId{*id});
        });
    };
    const Product shirt = productOf(u"S-M"_s), cap = productOf(u"CAP"_s);
    const qint64 before = entries(shop);
    const QByteArray file = "title,sku,price\nShirt,S-L,\"18,50\"\nShirt,CAP,6\nShirt,S-M,19.50\nShirt,S-S,17.00\n"_ba;
    const ColumnMapping mapping{{u"title"_s, u"title"_s}, {u"sku"_s, u"sku"_s}, {u"price"_s, u"price"_s}};
    const auto dry = importText(shop, file, {.mapping = mapping, .dryRun = true});
    QVERIFY(dry && dry->faults.isEmpty());
    QCOMPARE(dry->updated, 2);
    QCOMPARE(entries(shop), before);
    const auto summary = importText(shop, file, {.mapping = mapping});
    QVERIFY2(summary, qPrintable(summary ? QString() : summary.error().message));
    QCOMPARE(summary->faults, QList<RowFault>());
    QCOMPARE(summary->updated, 2);
    QCOMPARE(summary->created + summary->refused, 0);
    QCOMPARE(summary->products[1].line, 3);
    QCOMPARE(entries(shop), before + 1);
    Product dearer = shirt, dearerCap = cap;
    for (Variant &variant : dearer.variants)
        variant.price = variant.sku == "S-L"_L1 ? 1850 : variant.sku == "S-M"_L1 ? 1950 : variant.price;
    dearerCap.variants[0].price = 600;
    QVERIFY(products::sameContent(dearer, productOf(u"S-M"_s)));
    QVERIFY(products::sameContent(dearerCap, productOf(u"CAP"_s)));
    QCOMPARE(productOf(u"S-M"_s).images.size(), 1);
    const auto again = importText(shop, file, {.mapping = mapping});
    QCOMPARE(again->unchanged, 2);
    QCOMPARE(entries(shop), before + 1);
    QVERIFY(shop->writeNow(Self, [](Transaction &transaction) {
        return undo::take(transaction, Self, *transaction.number("SELECT MAX(seq) FROM journal"));
    }));
    QVERIFY(products::sameContent(shirt, productOf(u"S-M"_s)));
    QVERIFY(products::sameContent(cap, productOf(u"CAP"_s)));
}

void TestCatalogue::whatNoSkuTellsApartIsRefused()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const QByteArray header = "handle,title,sku,price\n"_ba;
    // None of them is known: the first is a product.
    const auto first = importText(shop, header + "mug,Mug,M-1,7\nmug,Mug,M-2,8\nmug,Mug,M-3,9\n");
    QCOMPARE(first->created, 1);
    QCOMPARE(first->refused, 2);
    QCOMPARE(first->faults.size(), 2);
    QCOMPARE(first->faults[0].line, 3);
    QVERIFY(first->faults[0].reason.contains(u"twice"_s));
    // Once it is known it is found again, and the others stay out.
    const auto again = importText(shop, header + "mug,Mug,M-2,8\nmug,Mug,M-1,7.50\n");
    QCOMPARE(again->updated, 1);
    QCOMPARE(again->refused, 1);
    QCOMPARE(again->faults.first().line, 2);
    QCOMPARE(again->faults.first().column, u"sku"_s);
    QVERIFY(again->faults.first().reason.contains(u"M-2"_s));
    // What the shop knows better than the file stands among what the file alone tells, line by line.
    const auto mixed = importText(shop, header + "mug,Mug,M-1,7\nmug,Mug,M-2,8\ncup,Cup,C,x\n");
    QCOMPARE(mixed->faults.size(), 2);
    QCOMPARE(mixed->faults[0].line, 3);
    QCOMPARE(mixed->faults[1].line, 4);
    QCOMPARE(mixed->refusedRows, "handle,title,sku,price\r\nmug,Mug,M-2,8\r\ncup,Cup,C,x\r\n"_ba);
    // The same SKU twice, and none at all.
    QCOMPARE(importText(shop, header + "mug,Mug,M-1,7\nmug,Mug,M-1,8\n")->refused, 1);
    QCOMPARE(importText(shop, header + "mug,Mug,M-1,7\nmug,Mug,,8\n")->refused, 1);
}

void TestCatalogue::aDryRunLeavesNothing()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    ProductImportOptions options;
    options.dryRun = true;
    const auto summary = importText(shop, File, options);
    QVERIFY(summary);
    QCOMPARE(summary->created, 2);
    QCOMPARE(summary->faults.size(), 2);
    QCOMPARE(summary->categories, 3);
    QVERIFY(treeOf(shop).isEmpty());
    QCOMPARE(entries(shop), 0);
    QVERIFY(!shop->read([](Reader &reader) { return products::getPublished(reader, u"shirt"_s); }));
}

void TestCatalogue::anImportGoesOnWhereItWasCancelled()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QByteArray file = "handle,title,sku,price,stock\n";
    for (int i = 0; i < 10; ++i)
        file += "p" + QByteArray::number(i) + ",P,SKU" + QByteArray::number(i) + ",1.00,2\n";
    std::atomic<bool> cancel = false;
    ProductImportOptions options;
    options.batch = 3;
    options.cancel = &cancel;
    QList<qint64> told;
    options.progress = [&](qint64 done, qint64 total) {
        told << done << total;
        cancel = done >= 6;
    };
    auto summary = importText(shop, file, options);
    QVERIFY(summary->cancelled);
    QCOMPARE(summary->created, 6);
    QCOMPARE(told, (QList<qint64>{3, 10, 6, 10}));
    QCOMPARE(entries(shop), 2);
    summary = importText(shop, file);
    QCOMPARE(summary->created, 4);
    QCOMPARE(summary->unchanged, 6);
    QCOMPARE(entries(shop), 3);
    const auto stock = shop->read([](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT CAST(SUM(level) AS BIGINT) FROM stock_levels").value_or(0);
    });
    QCOMPARE(*stock, 20);
}

void TestCatalogue::importsAWrongFile_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("other columns") << "a,b,c\n1,2,3\n"_ba;
    QTest::newRow("an image") << picture(20, 20, "PNG");
}

void TestCatalogue::importsAWrongFile()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, file);
    Shop shop(store);
    const auto summary = importText(shop, file);
    QVERIFY(!summary);
    QVERIFY(!summary.error().message.isEmpty());
    QCOMPARE(entries(shop), 0);
}

void TestCatalogue::importMatchesWhatIsThere()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const Product bySlug = makeProduct(shop, u"ONE"_s); // slug product-one
    const Product bySku = makeProduct(shop, u"TWO"_s);
    const auto summary = importText(shop,
                                    "handle,title,sku,price\n"
                                    "product-one,Uno,ONE,2.00\n"
                                    "zwei,Due,TWO,3.00\n"
                                    "drei,Tre,TWO,3.00\n");
    QCOMPARE(summary->updated, 2);
    const Product one = *shop->read([&](Reader &reader) { return products::get(reader, Self, bySlug.id); });
    QCOMPARE(one.title, u"Uno"_s);
    QCOMPARE(one.variants.size(), 1);
    QCOMPARE(one.price, 200);
    const Product two = *shop->read([&](Reader &reader) { return products::get(reader, Self, bySku.id); });
    QCOMPARE(two.handle, u"zwei"_s);
    QCOMPARE(two.slug, u"product-two"_s);
    QCOMPARE(summary->refused, 1); // its SKU belongs to another
    QCOMPARE(summary->faults.first().line, 4);
    QCOMPARE(summary->refusedRows, "handle,title,sku,price\r\ndrei,Tre,TWO,3.00\r\n"_ba);
    // Of a product that the shop refuses no variant goes in, and none is missing in the file to mend.
    const auto whole = importText(shop,
                                  "handle;title;option1_name;option1_value;sku;price\n"
                                  "vier;Quattro;Size;S;FOUR;4\nvier;;;M;TWO;4,50\nfive;Cinque;;;FIVE;oops\n");
    QCOMPARE(whole->created, 0);
    QCOMPARE(whole->refusedRows,
             "handle;title;option1_name;option1_value;sku;price\r\nvier;Quattro;Size;S;FOUR;4\r\n"
             "vier;;;M;TWO;4,50\r\nfive;Cinque;;;FIVE;oops\r\n"_ba);
}

void TestCatalogue::exportedIsImportedUnchanged()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    QVERIFY(importText(shop, File));
    makeProduct(shop, u"HAND"_s);
    QByteArray bytes;
    QBuffer out(&bytes);
    out.open(QIODevice::WriteOnly);
    const auto exported = shop->read([&](Reader &reader) { return products::exportCsv(reader, Self, &out); });
    QVERIFY(exported);
    QCOMPARE(bytes.count("\r\n"), 5);
    auto again = importText(shop, bytes);
    QVERIFY(again->faults.isEmpty());
    QCOMPARE(again->updated, 0); // the one made by hand too, which goes by its address
    QCOMPARE(importText(shop, bytes)->unchanged, 3);
    // And into an empty shop.
    Shop other(store);
    QCOMPARE(importText(other, bytes)->created, 3);
    QByteArray second;
    QBuffer outAgain(&second);
    outAgain.open(QIODevice::WriteOnly);
    QVERIFY(other->read([&](Reader &reader) { return products::exportCsv(reader, Self, &outAgain); }));
    QCOMPARE(second, bytes);
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
