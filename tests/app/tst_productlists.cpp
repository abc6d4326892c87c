// Lists of products by every order and filter, page by page, beside what a plain look at all of them gives.
#include "app/base/text.h"
#include "app/products/productquery.h"
#include "app/products/productstore.h"
#include "tests/support/teststore.h"

#include <QRandomGenerator>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
const QStringList Words{u"blue"_s, u"mug"_s, u"blueberry"_s, u"jam"_s, u"Öl"_s};
constexpr int Count = 360;

// Of five words, prices that often are alike, times that whole batches share.
Product randomProduct(QRandomGenerator &random, int number)
{
    const auto some = [&random](int most) {
        QStringList words;
        for (int i = random.bounded(most + 1); i > 0; --i)
            words << Words[random.bounded(int(Words.size()))];
        return words;
    };
    Product product;
    product.title = some(3).join(u' ');
    if (product.title.isEmpty() || random.bounded(3) == 0)
        product.title += u" No. %1"_s.arg(random.bounded(20));
    product.title = product.title.trimmed();
    product.slug = u"p-%1"_s.arg(number);
    product.vendor = some(1).join(u' ');
    product.description = some(2).join(u' ');
    product.status = random.bounded(8) == 0 ? ProductStatus::Draft : ProductStatus::Published;
    if (random.bounded(3) == 0)
        product.tags << u"often"_s;
    if (random.bounded(40) == 0)
        product.tags << u"rare"_s;
    for (const qint64 category : {1, 2, 3})
        if (random.bounded(category == 3 ? 30 : 4) == 0)
            product.categories << CategoryName{CategoryId{category}, {}, {}};
    Variant variant;
    variant.sku = u"SKU-%1"_s.arg(number);
    variant.price = random.bounded(4) == 0 ? 500 : random.bounded(1000);
    variant.trackStock = random.bounded(5) == 0;
    product.variants << variant;
    return product;
}

QStringList wordsIn(const QString &text)
{
    return foldText(text).split(QRegularExpression(u"[^\\w]+"_s, QRegularExpression::UseUnicodePropertiesOption),
                                Qt::SkipEmptyParts);
}

bool holds(const QStringList &text, const QStringList &searched)
{
    return std::all_of(searched.begin(), searched.end(), [&text](const QString &word) {
        return std::any_of(text.begin(), text.end(), [&word](const QString &known) { return known.startsWith(word); });
    });
}

// 0 to 3, as relevance goes; nothing when the text is not found.
std::optional<int> tierOf(const Product &product, const QString &text)
{
    const QStringList searched = wordsIn(text);
    QStringList words = wordsIn(product.title);
    if (foldText(product.title).startsWith(foldText(text)))
        return 0;
    if (holds(words, searched))
        return 1;
    words += wordsIn(product.vendor + u' ' + product.variants.first().sku + u' ' + product.tags.join(u' '));
    if (holds(words, searched))
        return 2;
    words += wordsIn(product.description);
    return holds(words, searched) ? std::optional(3) : std::nullopt;
}

bool fits(const Product &product, const ProductQuery &query)
{
    const auto inside = [&product](qint64 category) {
        return std::any_of(product.categories.begin(), product.categories.end(),
                           [category](const CategoryName &known) { return known.id.value == category; });
    };
    return (!query.status || product.status == *query.status) && (!query.minPrice || product.price >= *query.minPrice)
        && (!query.maxPrice || product.price <= *query.maxPrice) && (!query.inStock || product.available)
        && (query.tag.isEmpty() || product.tags.contains(query.tag))
        // The second category stands below the first.
        && (!query.category || inside(query.category->value) || (query.category->value == 1 && inside(2)))
        && (query.text.isEmpty() || tierOf(product, query.text));
}

QList<ProductId> expected(QList<Product> all, const ProductQuery &query)
{
    all.removeIf([&query](const Product &product) { return !fits(product, query); });
    const auto compare = [&query](const Product &a, const Product &b) {
        const QByteArray nameA = foldText(a.title).toUtf8(), nameB = foldText(b.title).toUtf8();
        const auto by = [&](const auto &keyA, const auto &keyB, bool down) {
            return keyA == keyB ? (down ? a.id > b.id : a.id < b.id) : down ? keyA > keyB : keyA < keyB;
        };
        switch (query.order()) {
        case ProductSort::Name: return by(nameA, nameB, false);
        case ProductSort::NameDown: return by(nameA, nameB, true);
        case ProductSort::Price: return by(a.price, b.price, false);
        case ProductSort::PriceDown: return by(a.price, b.price, true);
        case ProductSort::Created: return by(a.createdAt, b.createdAt, false);
        case ProductSort::CreatedDown: return by(a.createdAt, b.createdAt, true);
        case ProductSort::Updated: return by(a.updatedAt, b.updatedAt, false);
        case ProductSort::UpdatedDown: return by(a.updatedAt, b.updatedAt, true);
        case ProductSort::Relevance: break;
        }
        const int tierA = *tierOf(a, query.text), tierB = *tierOf(b, query.text);
        if (tierA != tierB)
            return tierA < tierB;
        return tierA == 0 ? by(nameA, nameB, false) : a.id > b.id;
    };
    std::sort(all.begin(), all.end(), compare);
    QList<ProductId> ids;
    for (const Product &product : std::as_const(all))
        ids << product.id;
    return ids;
}

QByteArray shown(const ProductQuery &query)
{
    return "sort " + productSortText(query.order()) + ", text '" + query.text.toUtf8() + "', category "
        + (query.category ? query.category->bytes() : "-") + ", prices "
        + QByteArray::number(query.minPrice.value_or(-1)) + " to " + QByteArray::number(query.maxPrice.value_or(-1))
        + (query.inStock ? ", in stock" : "") + ", tag '" + query.tag.toUtf8() + "'"
        + (query.status ? ", " + statusText(*query.status) : QByteArray());
}
}

class TestProductLists : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void init();
    void cleanup() { m_shop.reset(); }
    void everyOrderAndFilter();

private:
    void check(const ProductQuery &query);
    std::unique_ptr<TestStore> m_shop;
    QList<Product> m_all;
};

void TestProductLists::init()
{
    QFETCH_GLOBAL(QString, store);
    m_shop = std::make_unique<TestStore>(store);
    m_all.clear();
    QVERIFY((*m_shop)->writeNow(Self, [](Transaction &tx) -> Result<> {
        for (const char *parent : {"NULL", "1", "NULL"})
            tx.exec(QByteArray("INSERT INTO categories (parent_id, name, slug, created_at, updated_at) VALUES ("_ba
                               + parent + ", 'C', 'c' || (SELECT COUNT(*) FROM categories), 1, 1)"));
        return {};
    }));
    QRandomGenerator random(2026);
    for (int batch = 0; batch < Count; batch += 40) {
        QList<Product> made;
        for (int i = batch; i < batch + 40; ++i)
            made << randomProduct(random, i);
        QVERIFY((*m_shop)->writeNow(Self, [&made](Transaction &tx) -> Result<> {
            for (Product &product : made)
                products::insert(tx, product);
            return {};
        }));
        m_all << made;
        m_shop->clock().advance(random.bounded(2)); // now and then two batches share a time
    }
}

void TestProductLists::check(const ProductQuery &given)
{
    const QList<ProductId> wanted = expected(m_all, given);
    ProductQuery query = given;
    query.limit = 19;
    QList<ProductId> walked;
    for (int pages = 0; pages < Count; ++pages) {
        const auto page = (*m_shop)->read([&](Reader &reader) { return products::pageOfIds(reader, Self, query); });
        QVERIFY2(page, shown(query).constData());
        walked << page->items;
        query.after = page->next;
        if (!query.after)
            break;
        QCOMPARE(page->items.size(), query.limit);
    }
    QVERIFY2(walked == wanted, shown(given).constData());
    const auto ids = (*m_shop)->read([&](Reader &reader) { return products::ids(reader, Self, given); });
    QVERIFY2(ids && *ids == wanted, shown(given).constData());
}

void TestProductLists::everyOrderAndFilter()
{
    int turn = 0; // every fourth of all, which come to be others with each order
    const QList<std::pair<std::optional<qint64>, std::optional<qint64>>> prices{
        {{}, {}}, {100, 800}, {499, 503}, {{}, 30}, {2000, {}}};
    for (int sort = int(ProductSort::Relevance); sort <= int(ProductSort::UpdatedDown); ++sort)
        for (const QString &text : {QString(), u"blue"_s, u"jam mug"_s, u"ol no"_s, u"sku 10"_s, u"b"_s})
            for (const auto &[least, most] : prices)
                for (const int others : {0, 1, 2, 3, 4, 5, 6}) {
                    ProductQuery query;
                    query.sort = ProductSort(sort);
                    query.text = text;
                    query.minPrice = least;
                    query.maxPrice = most;
                    if (others != 6)
                        query.status = ProductStatus::Published;
                    query.inStock = others == 1 || others == 3;
                    if (others == 2 || others == 3)
                        query.category = CategoryId{1};
                    if (others == 4)
                        query.category = CategoryId{3};
                    if (others == 5)
                        query.tag = text.isEmpty() ? u"rare"_s : u"often"_s;
                    if (query.order() != *query.sort || ++turn % 4 != 0)
                        continue;
                    check(query);
                    if (QTest::currentTestFailed())
                        return;
                }
}

QTEST_GUILESS_MAIN(TestProductLists)
#include "tst_productlists.moc"
