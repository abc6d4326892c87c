// The variants of a product as a collection of their own, over real sockets.
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
const QByteArray Products = "/api/v1/admin/products";

QByteArray variant(const QByteArray &sku, const QByteArray &size, int price = 1000)
{
    return json("{'sku': '" + sku + "', 'options': {'Size': '" + size
                + "'}, 'price': {'amount': " + QByteArray::number(price) + ", 'currency': 'EUR'}}");
}

QString idOf(const Answer &answer) { return answer.json()["id"_L1].toString(); }
}

class TestVariantsApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void areMadeReadChangedAndRemoved();
    void areThoseOfTheirProduct();
    void areListedAsCsv();

private:
    // A product with one variant; gives its address.
    static QByteArray product(ApiClient &client, const QByteArray &title, const QByteArray &sku)
    {
        const Answer made =
            client.post(Products, "{\"title\":\"" + title + "\",\"variants\":[" + variant(sku, "S") + "]}");
        if (made.status != 201)
            qFatal("%s", made.body.constData());
        return Products + '/' + idOf(made).toLatin1();
    }
};

void TestVariantsApi::areMadeReadChangedAndRemoved()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray path = product(client, "Shirt", "S") + "/variants";
    const QByteArray whole = path.chopped(9);
    const QString productId = idOf(client.get(whole));

    const Answer made = client.post(path, variant("M", "M", 1200));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json()["sku"_L1].toString(), u"M"_s);
    QCOMPARE(made.json()["options"_L1]["Size"_L1].toString(), u"M"_s);
    QCOMPARE(made.json()["price"_L1]["amount"_L1].toInt(), 1200);
    QCOMPARE(made.json()["level"_L1].toInt(-1), 0);
    QCOMPARE(made.json()["available"_L1].toBool(true), false);
    QCOMPARE(made.json()["product_id"_L1].toString(), productId);
    QVERIFY(!made.json().contains("variants"_L1));
    QCOMPARE(made.header("etag"), client.get(whole).header("etag"));
    const QByteArray one = made.header("location");
    QCOMPARE(one, path + '/' + idOf(made).toLatin1());

    const Answer got = client.get(one);
    QCOMPARE(got.status, 200);
    QCOMPARE(got.body, made.body);
    QCOMPARE(got.header("etag"), made.header("etag"));
    const Answer all = client.get(path);
    QCOMPARE(all.status, 200);
    QCOMPARE(all.items().size(), 2);
    QCOMPARE(all.items().at(0)["sku"_L1].toString(), u"S"_s);
    QCOMPARE(all.items().at(1).toObject(), got.json());
    QCOMPARE(client.get(whole).json()["variants"_L1][1].toObject(), got.json());

    const Answer changed = client.patch(one, json("{'barcode': '4006381333931'}"), {{"If-Match", made.header("etag")}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(idOf(changed), idOf(made));
    QCOMPARE(changed.json()["barcode"_L1].toString(), u"4006381333931"_s);
    QCOMPARE(changed.header("etag"), client.get(one).header("etag"));
    QCOMPARE(client.patch(one, json("{'barcode': ''}"), {{"If-Match", made.header("etag")}}).status, 412);
    QCOMPARE(client.post(path, variant("S", "S")).faults(), (QStringList{u"options"_s, u"sku"_s}));
    QCOMPARE(client.remove(one, {{"If-Match", made.header("etag")}}).status, 412);
    QCOMPARE(client.remove(one).status, 204);
    QCOMPARE(client.get(one).status, 404);
    QCOMPARE(client.get(path).items().size(), 1);
}

void TestVariantsApi::areThoseOfTheirProduct()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray first = product(client, "Shirt", "S"), second = product(client, "Mug", "M");
    const QByteArray foreign = client.get(second + "/variants").items().at(0)["id"_L1].toString().toLatin1();
    QCOMPARE(client.get(first + "/variants/" + foreign).status, 404);
    QCOMPARE(client.patch(first + "/variants/" + foreign, json("{'barcode': '1'}")).status, 404);
    QCOMPARE(client.remove(first + "/variants/" + foreign).status, 404);
    for (const char *none : {"999", "x"}) {
        QCOMPARE(client.get(first + "/variants/" + none).status, 404);
        QCOMPARE(client.get(Products + '/' + none + "/variants").status, 404);
        QCOMPARE(client.post(Products + '/' + none + "/variants", variant("N", "N")).status, 404);
    }
    QCOMPARE(client.get(second + "/variants/" + foreign).status, 200);
    // A key that may write need not be one that may read.
    ApiClient writing = api.client(api.apiKey({u"products:write"_s}));
    QCOMPARE(writing.post(first + "/variants", variant("W", "W")).status, 201);
    QCOMPARE(writing.get(first + "/variants").status, 403);
}

void TestVariantsApi::areListedAsCsv()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray path = product(client, "Shirt", "S") + "/variants";
    QCOMPARE(client.post(path, variant("M", "M", 1205)).status, 201);
    const Answer csv = client.get(path, {{"Accept", "text/csv"}});
    QCOMPARE(csv.status, 200);
    const QList<QByteArray> lines = csv.body.split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(0).startsWith("id,product_id,sku,barcode,options,price,"));
    QVERIFY2(lines.at(2).contains(",M,,Size: M,12.05,,,0,standard,true,false,,false,0,false,EUR"),
             lines.at(2).constData());
    QCOMPARE(client.get(path + "?limit=1", {{"Accept", "text/csv"}}).body.count("\r\n"), 2);
}

QTEST_GUILESS_MAIN(TestVariantsApi)
#include "tst_variantsapi.moc"
