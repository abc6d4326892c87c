#include "app/journal/journal.h"
#include "app/products/productquery.h"
#include "app/products/productservice.h"
#include "app/settings/settings.h"
#include "app/stock/ledger.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
using Fields = QStringList;

VariantChange variantOf(const QString &sku, qint64 price, const QMap<QString, QString> &options = {})
{
    VariantChange variant;
    variant.sku = sku;
    variant.price = price;
    if (!options.isEmpty())
        variant.options = options;
    return variant;
}

ProductChange draftOf(const QString &title, const QString &sku, qint64 price = 1999)
{
    ProductChange draft;
    draft.title = title;
    draft.status = ProductStatus::Published;
    draft.variants = QList{variantOf(sku, price)};
    return draft;
}

Result<Product> create(TestStore &shop, const ProductChange &draft)
{
    return shop->writeNow(Self, [&](Transaction &tx) { return products::create(tx, Self, draft); });
}
Result<Product> update(TestStore &shop, ProductId id, const ProductChange &change, std::optional<qint64> expected = {})
{
    return shop->writeNow(Self, [&](Transaction &tx) { return products::update(tx, Self, id, change, expected); });
}
Product get(TestStore &shop, ProductId id)
{
    return *shop->read([&](Reader &reader) { return products::get(reader, Self, id); });
}
Fields fieldsOf(const Error &error)
{
    Fields fields;
    for (const FieldError &fault : error.fields)
        fields << fault.field;
    return fields;
}
QStringList titles(TestStore &shop, ProductQuery query)
{
    QStringList list;
    query.limit = 2;
    do {
        const auto page = shop->read([&](Reader &reader) { return products::list(reader, Self, query); });
        if (!page)
            return {page.error().message};
        for (const ProductRow &row : page->items)
            list << row.title;
        query.after = page->next;
    } while (query.after);
    // A window's way gives the same.
    const auto rows = shop->read([&](Reader &reader) -> Result<QList<ProductRow>> {
        return products::fetch(reader, Self, *products::ids(reader, Self, query));
    });
    QStringList windows;
    for (const ProductRow &row : *rows)
        windows << row.title;
    return windows == list ? list : windows << u"is not"_s << list;
}
}

class TestProducts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void makesAndReads();
    void slugsAreMadeAndFree();
    void namesAllFaultsAtOnce_data();
    void namesAllFaultsAtOnce();
    void mergesVariantsById();
    void aChangeThatChangesNothingLeavesNoTrace();
    void staleIsRefused();
    void removesOrArchives();
    void listsFollowTheirVariants();
    void findsByWords_data();
    void findsByWords();
    void ranksTitlesFirst();
    void sortsAndFilters_data();
    void sortsAndFilters();
    void largeSetsAreFoundToo();
    void onlyPublishedForAnyone();
};

void TestProducts::makesAndReads()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    ProductChange draft = draftOf(u"  Blue   Shirt "_s, u"BS-M"_s);
    draft.description = u"Soft *cotton* ☕"_s;
    draft.vendor = u"Ærø"_s;
    draft.tags = QStringList{u"summer"_s, u"cotton"_s, u"summer"_s};
    draft.variants = QList{variantOf(u"BS-M"_s, 1999, {{u"Size"_s, u"M"_s}, {u"Colour"_s, u"Blue"_s}}),
                           variantOf(u"BS-L"_s, 1899, {{u"Size"_s, u"L"_s}, {u"Colour"_s, u"Blue"_s}})};
    (*draft.variants)[1].compareAtPrice = 2499;
    const auto made = create(shop, draft);
    QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
    const Product product = get(shop, made->id);
    QCOMPARE(product.title, u"Blue Shirt"_s);
    QCOMPARE(product.slug, u"blue-shirt"_s);
    QCOMPARE(product.description, u"Soft *cotton* ☕"_s);
    QCOMPARE(product.tags, (QStringList{u"summer"_s, u"cotton"_s}));
    QCOMPARE(product.revision, 1);
    QCOMPARE(product.variants.size(), 2);
    QCOMPARE(product.variants[1].options.value(u"Size"_s), u"L"_s);
    QCOMPARE(product.options.size(), 2);
    QCOMPARE(product.price, 1899);
    QCOMPARE(product.compareAtPrice, 2499);
    QVERIFY(!product.available);
    QVERIFY(shop->read([&](Reader &reader) { return products::getPublished(reader, u"blue-shirt"_s); }));
    QVERIFY(shop->read([&](Reader &reader) { return products::getPublished(reader, product.id.text()); }));
    QCOMPARE(shop->read([&](Reader &reader) { return products::getPublished(reader, u"red-shirt"_s); }).error().code,
             ErrorCode::NotFound);
}

void TestProducts::slugsAreMadeAndFree()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    QCOMPARE(create(shop, draftOf(u"T-Shirt"_s, u"1"_s))->slug, u"t-shirt"_s);
    QCOMPARE(create(shop, draftOf(u"T Shirt!"_s, u"2"_s))->slug, u"t-shirt-2"_s);
    QCOMPARE(create(shop, draftOf(u"t-shirt"_s, u"3"_s))->slug, u"t-shirt-3"_s);
    QCOMPARE(create(shop, draftOf(u"☕☕"_s, u"4"_s))->slug, u"product"_s);
    QCOMPARE(create(shop, draftOf(u"🍵"_s, u"5"_s))->slug, u"product-2"_s);
    QCOMPARE(create(shop, draftOf(u"2024"_s, u"6"_s))->slug, u"product-2024"_s);
    const Product last = *create(shop, draftOf(u"Other"_s, u"7"_s));
    ProductChange rename;
    rename.title = u"T-Shirt"_s;
    QCOMPARE(update(shop, last.id, rename)->slug, u"other"_s); // addresses stay
}

void TestProducts::namesAllFaultsAtOnce_data()
{
    QTest::addColumn<ProductChange>("draft");
    QTest::addColumn<Fields>("fields");
    ProductChange draft;
    QTest::newRow("nothing") << draft << Fields{u"title"_s, u"variants"_s};
    draft = draftOf(u"A"_s, u"A"_s);
    draft.slug = u"🍵"_s;
    QTest::newRow("emoji slug") << draft << Fields{u"slug"_s};
    draft.slug = u"42"_s;
    QTest::newRow("slug like an id") << draft << Fields{u"slug"_s};
    draft.slug = u"taken"_s;
    QTest::newRow("slug taken") << draft << Fields{u"slug"_s};
    draft = draftOf(QString(201, u'x'), u"A"_s);
    draft.description = QString(100'001, u'x');
    draft.tags = QStringList(51, u""_s);
    draft.tags->replace(0, QString(101, u'x'));
    QTest::newRow("too long") << draft << (Fields{u"title"_s, u"description"_s} + [] {
        Fields fields;
        for (int i = 0; i < 51; ++i)
            fields << u"tags[%1]"_s.arg(i);
        return fields;
    }());
    draft = draftOf(u"A"_s, u"A"_s, -1);
    draft.variants->append(variantOf(u""_s, 1'000'000'000'001));
    draft.variants->append(VariantChange());
    draft.variants->append(variantOf(u"TAKEN"_s, 1));
    draft.variants->append(variantOf(u"A"_s, 1));
    (*draft.variants)[4].weightGrams = -5;
    (*draft.variants)[4].id = VariantId{};
    (*draft.variants)[4].id.reset();
    QTest::newRow("variants") << draft
                              << Fields{u"variants[0].price"_s, u"variants[1].sku"_s,         u"variants[1].price"_s,
                                        u"variants[2].price"_s, u"variants[2].sku"_s,         u"variants[3].sku"_s,
                                        u"variants[4].sku"_s,   u"variants[4].weight_grams"_s};
    draft = draftOf(u"A"_s, u"A"_s);
    draft.categories = QList<CategoryId>{CategoryId{77}};
    (*draft.variants)[0].id = VariantId{99};
    QTest::newRow("what does not exist") << draft << Fields{u"category_ids[0]"_s, u"variants[0].id"_s};
    draft = draftOf(u"A"_s, u"A"_s);
    draft.options = QList<ProductOption>{{u"Size"_s, {u"M"_s}}, {u"Size"_s, {u""_s}}};
    (*draft.variants)[0].options = QMap<QString, QString>{{u"Size"_s, u"XL"_s}, {u"Colour"_s, u"Red"_s}};
    QTest::newRow("options")
        << draft << Fields{u"options[1].name"_s,          u"options[1].values[0]"_s, u"variants[0].options.Colour"_s,
                           u"variants[0].options.Size"_s, u"variants[0].options"_s,  u"variants[0].options"_s};
    draft = draftOf(u"A"_s, u"A"_s);
    draft.variants = QList{variantOf(u"A"_s, 1, {{u"Size"_s, u"M"_s}}), variantOf(u"B"_s, 1, {{u"Size"_s, u"M"_s}}),
                           variantOf(u"C"_s, 1)};
    QTest::newRow("same values") << draft << Fields{u"variants[1].options"_s, u"variants[2].options"_s};
    draft = draftOf(u"A"_s, u"A"_s);
    draft.variants = QList<VariantChange>(201, variantOf(u"A"_s, 1));
    QTest::newRow("too many variants") << draft << Fields{u"variants"_s};
}

void TestProducts::namesAllFaultsAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(ProductChange, draft);
    TestStore shop(store);
    QVERIFY(create(shop, draftOf(u"Taken"_s, u"TAKEN"_s)));
    const auto made = create(shop, draft);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Invalid);
    QTEST(fieldsOf(made.error()), "fields");
    for (const FieldError &fault : made.error().fields)
        QVERIFY(!fault.message.isEmpty());
    QCOMPARE(titles(shop, {}), QStringList{u"Taken"_s});
}

void TestProducts::mergesVariantsById()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    ProductChange draft = draftOf(u"Shirt"_s, u"S"_s, 1000);
    draft.variants =
        QList{variantOf(u"S"_s, 1000, {{u"Size"_s, u"S"_s}}), variantOf(u"M"_s, 1100, {{u"Size"_s, u"M"_s}})};
    const Product product = *create(shop, draft);
    ProductChange change;
    VariantChange dearer;
    dearer.id = product.variants[0].id;
    dearer.price = 1500;
    change.variants = QList{dearer, variantOf(u"XL"_s, 1300, {{u"Size"_s, u"XL"_s}})};
    QVERIFY(update(shop, product.id, change));
    const Product after = get(shop, product.id);
    QCOMPARE(after.variants.size(), 3);
    QCOMPARE(after.variants[0].sku, u"S"_s);
    QCOMPARE(after.variants[0].price, 1500);
    QCOMPARE(after.variants[0].options.value(u"Size"_s), u"S"_s);
    QCOMPARE(after.variants[2].sku, u"XL"_s);
    QCOMPARE(after.options.first().values, (QStringList{u"S"_s, u"M"_s, u"XL"_s}));
    QCOMPARE(after.price, 1100);
    QCOMPARE(after.revision, 2);
    // Another product's variant is none of this one's.
    const Product other = *create(shop, draftOf(u"Other"_s, u"O"_s));
    const auto refused = update(shop, other.id, change);
    QCOMPARE(fieldsOf(refused.error()).first(), u"variants[0].id"_s);
}

void TestProducts::aChangeThatChangesNothingLeavesNoTrace()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Product product = *create(shop, draftOf(u"Shirt"_s, u"S"_s));
    ProductChange same;
    same.title = u"Shirt"_s;
    same.slug = u"shirt"_s;
    QCOMPARE(update(shop, product.id, same)->revision, 1);
    same.title = u"Other"_s;
    QCOMPARE(update(shop, product.id, same)->revision, 2);
    const auto check = shop->read([](Reader &reader) -> Result<JournalCheck> { return journal::verify(reader); });
    QCOMPARE(check->entries, 2);
}

void TestProducts::staleIsRefused()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Product product = *create(shop, draftOf(u"Shirt"_s, u"S"_s));
    ProductChange change;
    change.title = u"Other"_s;
    QCOMPARE(update(shop, product.id, change, 7).error().code, ErrorCode::Stale);
    QVERIFY(update(shop, product.id, change, 1));
    QCOMPARE(get(shop, product.id).title, u"Other"_s);
    QCOMPARE(update(shop, ProductId{99}, change).error().code, ErrorCode::NotFound);
}

void TestProducts::removesOrArchives()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const auto remove = [&](ProductId id) {
        return shop->writeNow(Self, [&](Transaction &tx) { return products::remove(tx, Self, id); });
    };
    const auto removeVariant = [&](ProductId id, VariantId variant) {
        return shop->writeNow(Self, [&](Transaction &tx) { return products::removeVariant(tx, Self, id, variant); });
    };
    const Product fresh = *create(shop, draftOf(u"Fresh"_s, u"F"_s));
    QCOMPARE(removeVariant(fresh.id, fresh.variants[0].id).error().code, ErrorCode::Conflict);
    QCOMPARE(*remove(fresh.id), products::Removal::Deleted);
    QVERIFY(!shop->read([&](Reader &reader) { return products::get(reader, Self, fresh.id); }));
    ProductQuery search;
    search.text = u"fresh"_s;
    QVERIFY(titles(shop, search).isEmpty());

    ProductChange draft = draftOf(u"Sold"_s, u"S1"_s);
    draft.variants->append(variantOf(u"S2"_s, 500));
    draft.variants->append(variantOf(u"S3"_s, 700));
    const Product sold = *create(shop, draft);
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) {
        return stock::move(tx, Self, {sold.variants[1].id, 5, "received"});
    }));
    QVERIFY(get(shop, sold.id).available);
    QCOMPARE(*removeVariant(sold.id, sold.variants[1].id), products::Removal::Archived);
    QCOMPARE(*removeVariant(sold.id, sold.variants[2].id), products::Removal::Deleted);
    Product after = get(shop, sold.id);
    QCOMPARE(after.variants.size(), 2);
    QVERIFY(after.variants[1].archived);
    QVERIFY(!after.available);
    QCOMPARE(after.price, 1999);
    QCOMPARE(*remove(sold.id), products::Removal::Archived);
    QCOMPARE(get(shop, sold.id).status, ProductStatus::Archived);
    // The SKU of what history refers to stays taken.
    QCOMPARE(fieldsOf(create(shop, draftOf(u"New"_s, u"S2"_s)).error()), Fields{u"variants[0].sku"_s});
}

void TestProducts::listsFollowTheirVariants()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Product product = *create(shop, draftOf(u"Shirt"_s, u"S"_s, 1000));
    ProductChange change;
    VariantChange untracked;
    untracked.id = product.variants[0].id;
    untracked.trackStock = false;
    untracked.price = 800;
    change.variants = QList{untracked};
    QVERIFY(update(shop, product.id, change));
    const auto page = shop->read([](Reader &reader) { return products::list(reader, Self, {}); });
    QCOMPARE(page->items.first().price, 800);
    QVERIFY(page->items.first().available);
    QCOMPARE(page->items.first().variants, 1);
}

void TestProducts::findsByWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    const QStringList coffee{u"Café Crème Cup"_s};
    QTest::newRow("word") << u"cup"_s << coffee;
    QTest::newRow("prefix") << u"caf"_s << coffee;
    QTest::newRow("accents") << u"CRÈM café"_s << coffee;
    QTest::newRow("all words") << u"cup shirt"_s << QStringList();
    QTest::newRow("sku") << u"85123a"_s << coffee;
    QTest::newRow("sku with hyphen") << u"AB-12"_s << QStringList{u"Blue Shirt"_s};
    QTest::newRow("barcode") << u"4006381"_s << coffee;
    QTest::newRow("tag") << u"summ"_s << QStringList{u"Blue Shirt"_s};
    QTest::newRow("description") << u"porcelain"_s << coffee;
    QTest::newRow("quotes") << u"\"cup\" OR '"_s << QStringList();
    QTest::newRow("quoted word") << u"\"cup\""_s << coffee;
    QTest::newRow("operators") << u"cup*)(&|!:"_s << coffee;
    QTest::newRow("column") << u"title:cup"_s << QStringList();
    QTest::newRow("near") << u"NEAR(cup)"_s << QStringList();
    QTest::newRow("only signs") << u"!!! ☕"_s << QStringList();
    QTest::newRow("emoji beside a word") << u"🍵 cup"_s << coffee;
    QTest::newRow("japanese") << u"青い"_s << QStringList{u"青いシャツ"_s};
    QTest::newRow("devanagari") << u"कि"_s << QStringList{u"किताब"_s};
}

void TestProducts::findsByWords()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QString, text);
    static TestStore *shop = nullptr; // the rows share one shop a database
    static QString kind;
    static std::unique_ptr<TestStore> owner;
    if (kind != store) {
        owner = std::make_unique<TestStore>(store);
        shop = owner.get();
        kind = store;
        ProductChange cup = draftOf(u"Café Crème Cup"_s, u"85123A"_s);
        cup.description = u"Fine **porcelain**, it's \\ good"_s;
        cup.variants->first().barcode = u"4006381333931"_s;
        QVERIFY(create(*shop, cup));
        ProductChange shirt = draftOf(u"Blue Shirt"_s, u"AB-123"_s);
        shirt.tags = QStringList{u"summer 24"_s};
        QVERIFY(create(*shop, shirt));
        QVERIFY(create(*shop, draftOf(u"青いシャツ"_s, u"J"_s)));
        QVERIFY(create(*shop, draftOf(u"किताब"_s, u"D"_s)));
    }
    ProductQuery query;
    query.text = text;
    QTEST(titles(*shop, query), "found");
    query.sort = ProductSort::PriceDown;
    QTEST(titles(*shop, query), "found");
}

void TestProducts::ranksTitlesFirst()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    ProductChange elsewhere = draftOf(u"Saucer"_s, u"1"_s);
    elsewhere.description = u"goes with the blue cup"_s;
    QVERIFY(create(shop, elsewhere));
    QVERIFY(create(shop, draftOf(u"A very large blue cup for soup"_s, u"2"_s)));
    QVERIFY(create(shop, draftOf(u"My blue cup"_s, u"3"_s)));
    ProductChange tagged = draftOf(u"Plate"_s, u"4"_s);
    tagged.tags = QStringList{u"cup"_s, u"blue"_s};
    QVERIFY(create(shop, tagged));
    QVERIFY(create(shop, draftOf(u"Blue cup with handle"_s, u"5"_s)));
    QVERIFY(create(shop, draftOf(u"Blue cup"_s, u"6"_s)));
    QVERIFY(create(shop, draftOf(u"Cup, blue"_s, u"7"_s)));
    ProductQuery query;
    query.text = u"Blue CUP"_s;
    const QStringList expected{u"Blue cup"_s,    u"Blue cup with handle"_s,           u"Cup, blue"_s,
                               u"My blue cup"_s, u"A very large blue cup for soup"_s, u"Plate"_s,
                               u"Saucer"_s};
    QCOMPARE(titles(shop, query), expected);
    query.status = ProductStatus::Draft;
    QVERIFY(titles(shop, query).isEmpty());
}

void TestProducts::sortsAndFilters_data()
{
    QTest::addColumn<ProductQuery>("query");
    QTest::addColumn<QString>("order");
    const auto row = [](const char *name, const QString &order, auto change) {
        ProductQuery query;
        change(query);
        QTest::newRow(name) << query << order;
    };
    row("name", u"AbCdE"_s, [](ProductQuery &q) { q.sort = ProductSort::Name; });
    row("-name", u"EdCbA"_s, [](ProductQuery &q) { q.sort = ProductSort::NameDown; });
    row("price", u"ECbAd"_s, [](ProductQuery &q) { q.sort = ProductSort::Price; });
    row("-price", u"dAbCE"_s, [](ProductQuery &q) { q.sort = ProductSort::PriceDown; });
    row("created", u"EdCbA"_s, [](ProductQuery &q) { q.sort = ProductSort::Created; });
    row("-created", u"AbCdE"_s, [](ProductQuery &q) { q.sort = ProductSort::CreatedDown; });
    row("updated", u"EdCbA"_s, [](ProductQuery &q) { q.sort = ProductSort::Updated; });
    row("-updated", u"AbCdE"_s, [](ProductQuery &q) { q.sort = ProductSort::UpdatedDown; });
    row("min", u"bCd"_s.remove(u'C').prepend(u'A'), [](ProductQuery &q) { q.minPrice = 300; });
    row("max", u"CE"_s, [](ProductQuery &q) { q.maxPrice = 200; });
    row("status", u"E"_s, [](ProductQuery &q) { q.status = ProductStatus::Draft; });
    row("in stock", u"b"_s, [](ProductQuery &q) { q.inStock = true; });
    row("tag", u"AC"_s, [](ProductQuery &q) { q.tag = u"odd"_s; });
    row("category", u"AC"_s, [](ProductQuery &q) { q.category = CategoryId{2}; });
    row("category above", u"AbC"_s, [](ProductQuery &q) { q.category = CategoryId{1}; });
    row("no such category", QString(), [](ProductQuery &q) { q.category = CategoryId{99}; });
    row("text and price", u"C"_s, [](ProductQuery &q) {
        q.text = u"thing"_s;
        q.tag = u"odd"_s;
        q.maxPrice = 200;
    });
}

void TestProducts::sortsAndFilters()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(ProductQuery, query);
    QFETCH(QString, order);
    static std::unique_ptr<TestStore> shop; // the rows share one shop a database
    static QString kind;
    if (kind != store) {
        shop = std::make_unique<TestStore>(store);
        kind = store;
        QVERIFY((*shop)->writeNow(Self, [](Transaction &tx) -> Result<> {
            tx.exec("INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('One', 'one', 1, 1)");
            tx.exec(
                "INSERT INTO categories (parent_id, name, slug, created_at, updated_at) VALUES (1, 'Two', 'two', 1, 1)");
            return {};
        }));
        const std::tuple<const char *, qint64, int> given[]{
            {"E", 100, 0}, {"d", 500, 0}, {"C", 200, 2}, {"b", 300, 1}, {"A", 300, 2}};
        for (const auto &[name, price, category] : given) {
            ProductChange draft = draftOf(QString::fromLatin1(name), QString::fromLatin1(name), price);
            if (category)
                draft.categories = QList<CategoryId>{CategoryId{category}};
            if (category == 2)
                draft.tags = QStringList{u"odd"_s};
            draft.description = u"a thing"_s;
            draft.status = price == 100 ? ProductStatus::Draft : ProductStatus::Published;
            const Product product = *create(*shop, draft);
            if (category == 1)
                QVERIFY((*shop)->writeNow(Self, [&](Transaction &tx) {
                    return stock::move(tx, Self, {product.variants[0].id, 1, "received"});
                }));
            shop->clock().advance(1);
        }
    }
    QCOMPARE(titles(*shop, query).join(QString()), order);
}

// Above a thousand the database is asked in another way.
void TestProducts::largeSetsAreFoundToo()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    constexpr int Count = 1500;
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        tx.exec("INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('One', 'one', 1, 1)");
        tx.exec(
            "INSERT INTO categories (parent_id, name, slug, created_at, updated_at) VALUES (1, 'Two', 'two', 1, 1)");
        return {};
    }));
    for (int i = 0; i < Count; i += 100)
        QVERIFY(shop->writeNow(Self, [i](Transaction &tx) -> Result<> {
            for (int n = i; n < i + 100; ++n) {
                const QByteArray name = QByteArray::number(10'000 + n);
                const auto id = tx.insert<ProductId>(
                    "INSERT INTO products (title, title_key, slug, status, price, created_at, updated_at) "
                    "VALUES (?, ?, ?, 'published', ?, 1, 1) RETURNING id",
                    name, name, name, n % 7);
                tx.exec("INSERT INTO product_categories (product_id, category_id) VALUES (?, ?)", id, 1 + n % 2);
                tx.exec("INSERT INTO product_tags (product_id, position, tag) VALUES (?, 0, ?)", id,
                        n == 5 ? "rare" : "often");
                if (tx.kind() == StoreKind::Sqlite)
                    tx.exec("INSERT INTO product_search (rowid, title, names, body) VALUES (?, ?, '', 'thing')", id,
                            name);
                else
                    tx.exec("INSERT INTO product_search (rowid, document) VALUES (?, ?::tsvector)", id, "'thing':1C");
            }
            return {};
        }));
    ProductQuery query;
    query.sort = ProductSort::NameDown;
    query.status = ProductStatus::Published;
    const auto ids = [&] {
        return shop->read([&](Reader &reader) { return products::ids(reader, Self, query); })->size();
    };
    query.category = CategoryId{1};
    QCOMPARE(ids(), Count);
    query.tag = u"often"_s;
    QCOMPARE(ids(), Count - 1);
    query.text = u"thi"_s;
    QCOMPARE(ids(), Count - 1);
    query.limit = 3;
    const auto page = shop->read([&](Reader &reader) { return products::list(reader, Self, query); });
    QCOMPARE(page->items.first().title, u"11499"_s);
    QVERIFY(page->next);
    query.category = CategoryId{2}; // a small set beside large ones
    QCOMPARE(ids(), Count / 2 - 1);
    query.tag = u"rare"_s;
    QCOMPARE(ids(), 1);
    query.tag.clear();
    query.sort = ProductSort::Relevance;
    QCOMPARE(ids(), Count / 2);
    query.category.reset();
    QCOMPARE(ids(), Count);
}

void TestProducts::onlyPublishedForAnyone()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    ProductChange draft = draftOf(u"Secret"_s, u"S"_s);
    draft.status = ProductStatus::Draft;
    const Product secret = *create(shop, draft);
    QVERIFY(create(shop, draftOf(u"Open"_s, u"O"_s)));
    const Actor guest = Actor::anonymous();
    QCOMPARE(shop->read([&](Reader &reader) { return products::get(reader, guest, secret.id); }).error().code,
             ErrorCode::NotFound);
    QVERIFY(!shop->read([&](Reader &reader) { return products::getPublished(reader, u"secret"_s); }));
    QCOMPARE(shop->read([&](Reader &reader) { return products::list(reader, guest, {}); }).error().code,
             ErrorCode::Unauthenticated);
    ProductQuery published;
    published.status = ProductStatus::Published;
    QCOMPARE(shop->read([&](Reader &reader) { return products::list(reader, guest, published); })->items.size(), 1);
    QCOMPARE(shop->writeNow(guest, [&](Transaction &tx) { return products::create(tx, guest, draft); }).error().code,
             ErrorCode::Unauthenticated);
}

QTEST_GUILESS_MAIN(TestProducts)
#include "tst_products.moc"
