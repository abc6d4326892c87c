#include "app/base/crypto.h"
#include "app/products/backroomcsv.h"
#include "app/products/importhtml.h"
#include "app/products/importtools.h"
#include "app/products/productfile.h"

#include <QBuffer>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Shopify =
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,"
    "Variant Compare At Price,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text\n"_ba;
const QByteArray Woo =
    "ID,Type,SKU,Name,Published,\"Visibility in catalog\",\"Short description\",Description,\"Tax status\",\"In stock?\",Stock,"
    "\"Weight (lbs)\",\"Sale price\",\"Regular price\",Categories,Images,Parent,\"External URL\","
    "\"Attribute 1 name\",\"Attribute 1 value(s)\",\"Attribute 2 name\",\"Attribute 2 value(s)\"\n"_ba;
const QByteArray Own = "handle,title,sku,price,stock\n"_ba;

Result<ImportedFile> readFile(QByteArray data, ProductFormat format = ProductFormat::Auto, const char *currency = "EUR")
{
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    return readProductFile(&buffer, format, currency);
}

ImportedFile readGood(const QByteArray &data, const char *currency = "EUR")
{
    const Result<ImportedFile> file = readFile(data, ProductFormat::Auto, currency);
    return file ? *file : ImportedFile();
}
}

class TestProductFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsFormats();
    void readsShopify();
    void shopifyRowsMayBeScattered();
    void readsWooCommerce();
    void wooCommerceChildrenMayComeFirst();
    void wooCommerceKeepsWhatItCan();
    void prices_data();
    void prices();
    void statuses_data();
    void statuses();
    void faultsLeaveTheRest();
    void namesTheTitleThatIsMissing();
    void derivesSkus();
    void ownFormatComesBack();
    void html_data();
    void html();
    void lists();
    void randomBytesNeverCrash();
};

void TestProductFile::tellsFormats()
{
    QCOMPARE(readGood(Shopify).format, ProductFormat::Shopify);
    QCOMPARE(readGood(Woo).format, ProductFormat::WooCommerce);
    QCOMPARE(readGood(Own).format, ProductFormat::Backroom);
    QCOMPARE(readGood("\xef\xbb\xbf" + QByteArray(Own).replace(',', ';')).format, ProductFormat::Backroom);
    QCOMPARE(readFile("a,b\n1,2\n").error().code, ErrorCode::Unsupported);
    QCOMPARE(readFile("").error().code, ErrorCode::Unsupported);
    QCOMPARE(readFile(QByteArray(100, '\0')).error().code, ErrorCode::Malformed);
    QCOMPARE(readFile(Own, ProductFormat::Shopify).error().code, ErrorCode::Unsupported);
    QCOMPARE(parseProductFormat(u"woocommerce"), std::optional(ProductFormat::WooCommerce));
    QVERIFY(!parseProductFormat(u"excel"));
}

void TestProductFile::readsShopify()
{
    const ImportedFile file = readGood(
        Shopify
        + "mug,Mug,\"<p>A <strong>fine</strong> mug.</p>\n<p>Dishwasher&nbsp;safe</p>\",Kiln,Kitchen,\"clay, new\",true,Title,Default Title,,,,250,,4,deny,12.5,15.00,false,'0401,https://img.example/a.jpg,2,Side\n"
          "mug,,,,,,,,,,,,,,,,,,,,https://img.example/b.jpg,1,Front\n"
          "shirt,Shirt,,,,,false,Size,S,Colour,Red,SH-S,100,shopify,3,continue,20,,,,,,\n"
          "shirt,,,,,,,,M,,Red,,,shopify,-2,deny,21,,,,,,\n"_ba);
    QCOMPARE(file.faults, QList<RowFault>());
    QCOMPARE(file.products.size(), 2);
    const ImportedProduct &mug = file.products[0];
    QCOMPARE(mug.title, u"Mug"_s);
    QCOMPARE(mug.description, u"A **fine** mug.\n\nDishwasher safe"_s);
    QCOMPARE(mug.tags, QStringList({u"clay"_s, u"new"_s}));
    QCOMPARE(mug.categories, QList<QStringList>({{u"Kitchen"_s}}));
    QVERIFY(mug.options.isEmpty());
    QCOMPARE(mug.images,
             QList<ImportedImage>(
                 {{u"https://img.example/b.jpg"_s, u"Front"_s}, {u"https://img.example/a.jpg"_s, u"Side"_s}}));
    const ImportedVariant &only = mug.variants.first();
    QCOMPARE(only.sku, u"mug"_s);
    QVERIFY(only.skuDerived && !only.trackStock && !only.taxable && !only.allowBackorder);
    QCOMPARE(only.price, 1250);
    QCOMPARE(only.compareAtPrice, std::optional<qint64>(1500));
    QCOMPARE(only.weightGrams, std::optional<qint64>(250));
    QCOMPARE(only.stock, 4);
    QCOMPARE(only.barcode, u"0401"_s);
    const ImportedProduct &shirt = file.products[1];
    QCOMPARE(shirt.status, ImportedProduct::Status::Draft);
    QCOMPARE(shirt.options, QList<ImportedOption>({{u"Size"_s, {u"S"_s, u"M"_s}}, {u"Colour"_s, {u"Red"_s}}}));
    QCOMPARE(shirt.variants[0].sku, u"SH-S"_s);
    QVERIFY(shirt.variants[0].trackStock && shirt.variants[0].allowBackorder);
    QCOMPARE(shirt.variants[1].sku, u"shirt-m-red"_s);
    QCOMPARE(shirt.variants[1].stock, 0);
    QCOMPARE(file.notes.size(), 1);
}

void TestProductFile::shopifyRowsMayBeScattered()
{
    const ImportedFile file = readGood(
        Shopify + "a,,,,,,,,M,,,,,,,,2,,,,,,\nb,B,,,,,true,,,,,,,,,,5,,,,,,\na,A,,,,,true,Size,S,,,,,,,,1,,,,,,\n"_ba);
    QCOMPARE(file.faults, QList<RowFault>());
    QCOMPARE(file.products.size(), 2);
    QCOMPARE(file.products[0].options, QList<ImportedOption>({{u"Size"_s, {u"M"_s, u"S"_s}}}));
}

void TestProductFile::readsWooCommerce()
{
    const ImportedFile file = readGood(
        "\xef\xbb\xbf" + Woo
        + "1,variable,tee,Tee,1,visible,Short.,\"One\\nTwo\",taxable,1,,.5,,,\"Clothing > Tees, Sale\",\"https://i.example/1.jpg, https://i.example/2.jpg\",,,Colour,\"Blue, Red\",Size,\"L, M\"\n"
          "2,variation,tee-red,Tee - Red,1,visible,,,taxable,1,5,,18,20,,,tee,,Colour,Red,Size,\n"
          "3,variation,tee-blue,Tee - Blue,1,visible,,,taxable,0,,,,20,,,id:1,,Colour,Blue,Size,\n"
          "4,simple,cap,Cap,0,visible,,,none,1,,2,,9.99,,,,,Colour,Yellow,,\n"_ba);
    QCOMPARE(file.faults, QList<RowFault>());
    QCOMPARE(file.products.size(), 2);
    const ImportedProduct &tee = file.products[0];
    QCOMPARE(tee.handle, u"tee"_s);
    QVERIFY(tee.description.startsWith(u"Short.\n\nOne\nTwo"));
    QVERIFY(tee.description.contains(u"**Size:** L, M"));
    QCOMPARE(tee.categories, QList<QStringList>({{u"Clothing"_s, u"Tees"_s}, {u"Sale"_s}}));
    QCOMPARE(tee.options, QList<ImportedOption>({{u"Colour"_s, {u"Blue"_s, u"Red"_s}}}));
    QCOMPARE(tee.images.size(), 2);
    QCOMPARE(tee.variants[0].sku, u"tee-red"_s);
    QCOMPARE(tee.variants[0].price, 1800);
    QCOMPARE(tee.variants[0].compareAtPrice, std::optional<qint64>(2000));
    QCOMPARE(tee.variants[0].weightGrams, std::optional<qint64>(227)); // half a pound, from its parent
    QVERIFY(tee.variants[0].trackStock);
    QCOMPARE(tee.variants[0].stock, 5);
    QVERIFY(tee.variants[1].trackStock); // out of stock stays so
    QCOMPARE(tee.variants[1].stock, 0);
    QCOMPARE(file.products[1].status, ImportedProduct::Status::Draft);
    QVERIFY(!file.products[1].variants.first().taxable);
    QVERIFY(file.products[1].description.contains(u"**Colour:** Yellow"));
}

void TestProductFile::wooCommerceChildrenMayComeFirst()
{
    const ImportedFile file = readGood(Woo
                                       + "2,variation,,Tee - Red,1,visible,,,,1,,,,20,,,tee,,Colour,Red,,\n"
                                         "5,variation,lost,Lost,1,visible,,,,1,,,,20,,,nobody,,Colour,Red,,\n"
                                         "1,variable,tee,Tee,1,visible,,,,1,,,,,,,,,Colour,\"Blue, Red\",,\n"_ba);
    QCOMPARE(file.products.size(), 1);
    QCOMPARE(file.products[0].variants.first().sku, u"tee-red"_s);
    QCOMPARE(file.faults.size(), 1);
    QCOMPARE(file.faults.first().line, 3);
    QCOMPARE(file.faults.first().column, u"Parent"_s);
}

void TestProductFile::wooCommerceKeepsWhatItCan()
{
    const ImportedFile file =
        readGood(Woo
                 + "1,grouped,set,Set,1,visible,,,,1,,,,,,,,,,,,\n"
                   "2,external,pen,Pen,1,visible,,,,1,,,,11.05,,,,https://elsewhere.example/pen,,,,\n"
                   "3,\"simple, downloadable, virtual\",song,Song,1,visible,,,,1,,,,3,,,,,,,,\n"
                   "4,simple,hid,Hidden,1,hidden,,,,1,,,,3,,,,,,,,\n"
                   "5,subscription,sub,Sub,1,visible,,,,1,,,,3,,,,,,,,\n"
                   "6,simple,free,Unpriced,1,visible,,,,1,,,,,,,,,,,,\n"
                   "7,variable,var,Alone,1,visible,,,,1,,,,,,,,,,,,\n"_ba);
    QCOMPARE(file.products.size(), 4);
    QCOMPARE(file.products[0].status, ImportedProduct::Status::Draft); // it would be free
    QCOMPARE(file.products[1].status, ImportedProduct::Status::Draft);
    QVERIFY(file.products[1].description.contains(u"https://elsewhere.example/pen"));
    QCOMPARE(file.products[2].status, ImportedProduct::Status::Published);
    QCOMPARE(file.products[3].status, ImportedProduct::Status::Draft);
    QCOMPARE(file.notes.size(), 4);
    QCOMPARE(file.faults.size(), 3);
}

void TestProductFile::prices_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("currency");
    QTest::addColumn<qint64>("price"); // -1: a fault
    const QByteArray semicolons = QByteArray(Own).replace(',', ';');
    QTest::newRow("point") << QByteArray(Own + "a,A,a,12.50,\n") << "EUR"_ba << 1250LL;
    QTest::newRow("comma") << QByteArray(Own + "a,A,a,\"12,50\",\n") << "EUR"_ba << 1250LL;
    QTest::newRow("comma before one digit") << QByteArray(Own + "a,A,a,\"12,5\",\n") << "EUR"_ba << 1250LL;
    QTest::newRow("comma behind four digits") << QByteArray(Own + "a,A,a,\"1234,50\",\n") << "EUR"_ba << 123450LL;
    QTest::newRow("comma and no end") << QByteArray(Own + "a,A,a,\"12,\",\n") << "EUR"_ba << -1LL;
    QTest::newRow("two commas") << QByteArray(Own + "a,A,a,\"1,234,50\",\n") << "EUR"_ba << -1LL;
    QTest::newRow("comma among tabs") << QByteArray(Own).replace(',', '\t') + "a\tA\ta\t12,50\t\n"
                                      << "EUR"_ba << 1250LL;
    QTest::newRow("comma behind a sign") << QByteArray(Own + "a,A,a,\"-12,50\",\n") << "EUR"_ba << -1LL;
    QTest::newRow("yen with a comma") << QByteArray(Own + "a,A,a,\"12,50\",\n") << "JPY"_ba << -1LL;
    QTest::newRow("dinar with a comma") << QByteArray(Own + "a,A,a,\"1,125\",\n") << "KWD"_ba << -1LL;
    QTest::newRow("comma among semicolons") << QByteArray(semicolons + "a;A;a;12,50;\n") << "EUR"_ba << 1250LL;
    QTest::newRow("point among semicolons") << QByteArray(semicolons + "a;A;a;12.50;\n") << "EUR"_ba << 1250LL;
    QTest::newRow("grouping among semicolons") << QByteArray(semicolons + "a;A;a;1.212,50;\n") << "EUR"_ba << 121250LL;
    QTest::newRow("the last sign is the decimal one")
        << QByteArray(Own + "a,A,a,\"1.234,50\",\n") << "EUR"_ba << 123450LL;
    QTest::newRow("the last sign of two, in English")
        << QByteArray(Own + "a,A,a,\"1,234.56\",\n") << "EUR"_ba << 123456LL;
    QTest::newRow("the other way round") << QByteArray(Own + "a,A,a,\"1,234,567.50\",\n") << "EUR"_ba << 123456750LL;
    QTest::newRow("one comma before three digits") << QByteArray(Own + "a,A,a,\"1,234\",\n") << "EUR"_ba << -1LL;
    QTest::newRow("no groups of three") << QByteArray(Own + "a,A,a,\"12,34.50\",\n") << "EUR"_ba << -1LL;
    QTest::newRow("word") << QByteArray(Own + "a,A,a,abc,\n") << "EUR"_ba << -1LL;
    QTest::newRow("sign") << QByteArray(Own + "a,A,a,-1,\n") << "EUR"_ba << -1LL;
    QTest::newRow("currency sign") << QByteArray(Own + "a,A,a,€5,\n") << "EUR"_ba << -1LL;
    QTest::newRow("missing") << QByteArray(Own + "a,A,a,,\n") << "EUR"_ba << -1LL;
    QTest::newRow("huge") << QByteArray(Own + "a,A,a,99999999999.99,\n") << "EUR"_ba << -1LL;
    QTest::newRow("further digits") << QByteArray(Own + "a,A,a,1.999,\n") << "EUR"_ba << -1LL;
    QTest::newRow("yen") << QByteArray(Own + "a,A,a,500,\n") << "JPY"_ba << 500LL;
    QTest::newRow("yen with zeros") << QByteArray(Own + "a,A,a,500.00,\n") << "JPY"_ba << 500LL;
    QTest::newRow("dinar") << QByteArray(Own + "a,A,a,1.125,\n") << "KWD"_ba << 1125LL;
}

void TestProductFile::prices()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, currency);
    QFETCH(qint64, price);
    const ImportedFile file = readGood(data, currency.constData());
    QCOMPARE(file.products.size(), price < 0 ? 0 : 1);
    QCOMPARE(file.faults.size(), price < 0 ? 1 : 0);
    if (price < 0) {
        QCOMPARE(file.faults.first().line, 2);
        QCOMPARE(file.faults.first().column, u"price"_s);
    } else {
        QCOMPARE(file.products.first().variants.first().price, price);
    }
}

void TestProductFile::statuses_data()
{
    QTest::addColumn<int>("status"); // -1: a fault
    const auto rows = [](ImportedProduct::Status status, const QByteArrayList &words) {
        for (const QByteArray &word : words)
            QTest::newRow(word.constData()) << int(status);
    };
    rows(ImportedProduct::Status::Draft, {"draft", "Draft", "Entwurf", "brouillon", "BORRADOR"});
    rows(ImportedProduct::Status::Published,
         {"published", "active", "Active", "Aktiv", "actif", "activo", " active ", ""});
    rows(ImportedProduct::Status::Archived,
         {"archived", "Archiviert", "archiv\xc3\xa9", "ARCHIV\xc3\x89", "Archive\xcc\x81", "archivado"});
    QTest::newRow("sold") << -1;
}

void TestProductFile::statuses()
{
    QFETCH(int, status);
    const ImportedFile file =
        readGood("handle,title,status,sku,price\na,A," + QByteArray(QTest::currentDataTag()) + ",a,1\n");
    QCOMPARE(file.products.size(), status < 0 ? 0 : 1);
    QCOMPARE(file.faults.size(), status < 0 ? 1 : 0);
    if (status < 0)
        QVERIFY(file.faults.first().reason.contains(u"active"_s));
    else
        QCOMPARE(int(file.products.first().status), status);
}

void TestProductFile::faultsLeaveTheRest()
{
    const QByteArray large(2 * 1024 * 1024, 'x');
    const ImportedFile file =
        readGood(Own + "a,A,a,1,5\n🎁,Gift,g,1,\nb,B,a,1,\nc,C,c,1,1000000000\nd," + large + ",d,1,\ne,E,e,1,\n");
    QCOMPARE(file.products.size(), 2);
    QCOMPARE(file.rows, 6);
    QCOMPARE(file.faults.size(), 4);
    QStringList columns;
    for (const RowFault &fault : file.faults)
        columns << u"%1 %2"_s.arg(fault.line).arg(fault.column);
    columns.sort();
    QCOMPARE(columns, QStringList({u"3 handle"_s, u"4 SKU"_s, u"5 stock"_s, u"6 "_s}));
    // A quote that never closes spoils what is behind it, not what stands before.
    const ImportedFile half = readGood(Own + "a,A,a,1,\nb,\"B,b,1,\nc,C,c,1,\n");
    QCOMPARE(half.products.size(), 1);
    QCOMPARE(half.faults.size(), 1);
}

void TestProductFile::namesTheTitleThatIsMissing()
{
    QByteArray data = "Name,Preis brutto,Lager\n,4.50,3\nTee,5.50,2\n"_ba;
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    const ColumnMapping mapping = guessMapping({u"Name"_s, u"Preis brutto"_s, u"Lager"_s});
    QCOMPARE(mapping.value(u"Preis brutto"_s), u"price"_s);
    QCOMPARE(mapping.value(u"Lager"_s), u"stock"_s);
    const auto file = readProductFile(&buffer, ProductFormat::Auto, "EUR", mapping);
    QVERIFY(file);
    QCOMPARE(file->products.size(), 1);
    QCOMPARE(file->faults.size(), 1);
    QCOMPARE(file->faults.first().column, u"title"_s);
    QVERIFY(file->faults.first().reason.contains(u"title"_s));
}

void TestProductFile::derivesSkus()
{
    QCOMPARE(deriveSku(u"classic-top"_s, {u"Small"_s, u"Dark Blue"_s}), u"classic-top-small-dark-blue"_s);
    QCOMPARE(deriveSku(u"a"_s, {}), u"a"_s);
    QVERIFY(deriveSku(u"a"_s, {u"🟥"_s}) != deriveSku(u"a"_s, {u"🟦"_s}));
    const QString large = deriveSku(u"b"_s.repeated(90), {u"x"_s});
    QCOMPARE(large.size(), 64);
    QVERIFY(large != deriveSku(u"b"_s.repeated(90), {u"y"_s}));
    // Two values that make the same slug still get two SKUs, and the same ones each time.
    const QByteArray data = Shopify + "a,A,,,,,true,Size,S,,,,,,,,1,,,,,,\na,,,,,,,,S+,,,,,,,,1,,,,,,\n"_ba;
    const ImportedFile first = readGood(data), second = readGood(data);
    QCOMPARE(first.products.first().variants.size(), 2);
    QVERIFY(first.products.first().variants[0].sku != first.products.first().variants[1].sku);
    QCOMPARE(first.products.first().variants[1].sku, second.products.first().variants[1].sku);
}

void TestProductFile::ownFormatComesBack()
{
    ImportedProduct product;
    product.handle = u"tea-pot"_s;
    product.title = u"=Tea, \"Pot\""_s;
    product.description = u"- strong\n- *round*\n\n<b>no HTML</b>"_s;
    product.status = ImportedProduct::Status::Archived;
    product.vendor = u"@Kiln"_s;
    product.tags = {u"a, b"_s, u"c\\d"_s, u"> e"_s};
    product.categories = {{u"Home, Garden"_s, u"A > B"_s}, {u"Sale"_s}};
    product.options = {{u"Size"_s, {u"S"_s, u"L"_s}}, {u"Glaze"_s, {u"-"_s}}};
    product.images = {{u"https://i.example/1.jpg"_s, QString()}, {u"https://i.example/2.jpg"_s, u"Front"_s}};
    ImportedVariant variant;
    variant.sku = u"+POT-S"_s;
    variant.barcode = u"0123"_s;
    variant.values = {u"S"_s, u"-"_s};
    variant.price = 1999;
    variant.compareAtPrice = 2499;
    variant.cost = 0;
    variant.weightGrams = 850;
    variant.taxClass = u"reduced"_s;
    variant.taxable = false;
    variant.trackStock = variant.allowBackorder = true;
    variant.lowStockThreshold = 3;
    variant.stock = -4;
    ImportedVariant other;
    other.sku = u"POT-L"_s;
    other.values = {u"L"_s, u"-"_s};
    product.variants = {variant, other};

    const QByteArray data = backroomHeader() + writeBackroomProduct(product, "EUR");
    const ImportedFile file = readGood(data);
    QCOMPARE(file.faults, QList<RowFault>());
    QCOMPARE(file.products.size(), 1);
    const ImportedProduct &back = file.products.first();
    QCOMPARE(back.title, product.title);
    QCOMPARE(back.description, product.description);
    QCOMPARE(back.status, product.status);
    QCOMPARE(back.vendor, product.vendor);
    QCOMPARE(back.tags, product.tags);
    QCOMPARE(back.categories, product.categories);
    QCOMPARE(back.options, product.options);
    QCOMPARE(back.images, product.images);
    QCOMPARE(back.variants.size(), 2);
    QCOMPARE(back.variants[0].sku, variant.sku);
    QCOMPARE(back.variants[0].values, variant.values);
    QCOMPARE(back.variants[0].cost, variant.cost);
    QCOMPARE(back.variants[0].stock, variant.stock);
    QVERIFY(!back.variants[0].taxable && back.variants[0].trackStock && back.variants[0].allowBackorder);
    QVERIFY(!back.variants[1].trackStock && !back.variants[1].cost);
    // And once more, to the byte.
    QCOMPARE(QByteArray(backroomHeader() + writeBackroomProduct(back, "EUR")), data);
}

void TestProductFile::html_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("markdown");
    QTest::newRow("plain") << u"  Plain *as typed* & more "_s << u"Plain *as typed* & more"_s;
    QTest::newRow("script") << u"a<script>alert('<p>')</script>b<style>p{}</style>"_s << u"ab"_s;
    QTest::newRow("open script") << u"a<script>alert(1)"_s << u"a"_s;
    QTest::newRow("comment") << u"a<!-- <b> -->b"_s << u"ab"_s;
    QTest::newRow("list") << u"<ul><li>One</li><li>Two</li></ul>After"_s << u"- One\n- Two\n\nAfter"_s;
    QTest::newRow("heading") << u"<h2>Care</h2><p>Wash</p>"_s << u"## Care\n\nWash"_s;
    QTest::newRow("emphasis") << u"<b> </b><em>so </em>it is"_s << u"*so* it is"_s;
    QTest::newRow("link") << u"<a href=\"https://x.example/?a=1&amp;b=(2)\">here</a>"_s
                          << u"[here](https://x.example/?a=1&b=%282%29)"_s;
    QTest::newRow("bad link") << u"<a href=\"javascript:alert(1)\">here</a>"_s << u"here"_s;
    QTest::newRow("entities") << u"5 &lt; 6 &amp;&#39;&#x20AC;&nope; &euro;"_s << u"5 \\< 6 &'€&nope; €"_s;
    QTest::newRow("stars in HTML") << u"<p>5 * 3 [x]</p>"_s << u"5 \\* 3 \\[x\\]"_s;
    QTest::newRow("never closed") << u"a <b"_s << u"a **"_s;
}

void TestProductFile::html()
{
    QFETCH(QString, html);
    QTEST(htmlToMarkdown(html), "markdown");
}

void TestProductFile::lists()
{
    QCOMPARE(splitList(u" a, b\\, c ,, a "_s), QStringList({u"a"_s, u"b, c"_s}));
    QCOMPARE(splitCategories(u"A > B, C, > ,A>B"_s), QList<QStringList>({{u"A"_s, u"B"_s}, {u"C"_s}}));
    QVERIFY(isWebAddress(u"https://x.example/a@2x.jpg"_s));
    for (const QString &text : {u"file:///etc/passwd"_s, u"javascript:1"_s, u"x.jpg"_s, u"http://"_s})
        QVERIFY2(!isWebAddress(text), qPrintable(text));
}

void TestProductFile::randomBytesNeverCrash()
{
    const QByteArray alphabet = "ab1.5,,,,,\"\n<>&;/p>\\"_ba;
    for (int round = 0; round < 200; ++round) {
        QByteArray data = randomBytes(100 + round * 10);
        readFile(data);
        for (char &c : data)
            c = alphabet[uchar(c) % alphabet.size()];
        for (const QByteArray &header : {Shopify, Woo, Own})
            QVERIFY(readFile(header + data).has_value());
        htmlToMarkdown(QString::fromLatin1(data));
    }
}

QTEST_GUILESS_MAIN(TestProductFile)
#include "tst_productfile.moc"
