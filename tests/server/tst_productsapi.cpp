// Catalogue, products, categories, images, stock and product imports over real sockets.
#include "app/products/webimages.h"
#include "tests/support/apifixture.h"
#include "tests/support/imagehost.h"
#include "tests/support/teststore.h"

#include <QBuffer>
#include <QImage>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
const QByteArray Products = "/api/v1/admin/products";

QByteArray money(qint64 amount) { return "{\"amount\":" + QByteArray::number(amount) + ",\"currency\":\"EUR\"}"; }

QByteArray draft(const QByteArray &title, const QByteArray &sku, qint64 price = 1999, const QByteArray &more = {})
{
    return "{\"title\":\"" + title + "\",\"status\":\"published\"" + more + ",\"variants\":[{\"sku\":\"" + sku
        + "\",\"price\":" + money(price) + "}]}";
}

QByteArray picture(Qt::GlobalColor colour = Qt::red)
{
    QImage image(600, 300, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QString idOf(const Answer &answer) { return answer.json()["id"_L1].toString(); }
QByteArray pathOf(const Answer &answer) { return Products + '/' + idOf(answer).toLatin1(); }
QStringList titlesOf(const Answer &answer)
{
    QStringList titles;
    for (const QJsonValue &item : answer.items())
        titles << item["title"_L1].toString();
    return titles;
}
}

class TestProductsApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void makesChangesAndRemoves();
    void refuses_data();
    void refuses();
    void refusesFiveMegabytes();
    void cataloguePagesAndCaches();
    void cursorsBelongToTheirSort();
    void categoriesTree();
    void imagesGoRound();
    void imagesBroughtFromTheWebAreTheShopsOwn();
    void stockMoves();
    void stockSellsInTheCatalogue();
    void importsAndExports();
    void cleanupTestCase() { m_shared.reset(); }

private:
    std::unique_ptr<ApiFixture> m_shared;
    QString m_kind;
    QByteArray m_token;
};

void TestProductsApi::makesChangesAndRemoves()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const Answer made = client.post(
        Products,
        json(
            "{'title': 'Shirt', 'status': 'published', 'tags': ['a'], 'variants': ["
            "{'sku': 'S', 'options': {'Size': 'S'}, 'price': {'amount': 1200, 'currency': 'EUR'}, 'track_stock': false},"
            "{'sku': 'M', 'options': {'Size': 'M'}, 'price': {'amount': 1000, 'currency': 'EUR'},"
            " 'compare_at_price': {'amount': 1500, 'currency': 'EUR'}, 'cost': null}]}"));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.header("etag"), "\"r1\""_ba);
    QCOMPARE(made.json()["slug"_L1].toString(), u"shirt"_s);
    QCOMPARE(made.json()["price"_L1]["amount"_L1].toInt(), 1000);
    QCOMPARE(made.json()["variants"_L1][0]["level"_L1].toInt(-1), 0);
    QCOMPARE(made.json()["variants"_L1][0]["available"_L1].toBool(), true);
    const QByteArray path = pathOf(made);
    const QByteArray first = made.json()["variants"_L1][0]["id"_L1].toString().toLatin1();

    Answer changed = client.patch(path, "{\"variants\":[{\"id\":\"" + first + "\",\"price\":" + money(900) + "}]}",
                                  {{"If-Match", "\"r1\""}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.header("etag"), "\"r2\""_ba);
    QCOMPARE(changed.json()["price"_L1]["amount"_L1].toInt(), 900);
    QCOMPARE(changed.json()["variants"_L1].toArray().size(), 2);
    QCOMPARE(client.patch(path, json("{'title': 'Other'}"), {{"If-Match", "\"r1\""}}).status, 412);
    QCOMPARE(client.remove(path, {{"If-Match", "\"nonsense\""}}).status, 412);
    QCOMPARE(client.get(path).json()["title"_L1].toString(), u"Shirt"_s);

    const Answer added =
        client.post(path + "/variants",
                    json("{'sku': 'L', 'options': {'Size': 'L'}, 'price': {'amount': 1, 'currency': 'EUR'}}"));
    QCOMPARE(added.status, 201);
    QCOMPARE(client.get(path).json()["variants"_L1].toArray().size(), 3);
    QCOMPARE(client
                 .post(path + "/variants",
                       json("{'sku': 'S', 'options': {'Size': 'S'}, 'price': {'amount': 1, 'currency': 'EUR'}}"))
                 .faults(),
             (QStringList{u"options"_s, u"sku"_s}));
    QCOMPARE(
        client.patch(path + "/variants/" + first, json("{'barcode': '4006381333931'}")).json()["barcode"_L1].toString(),
        u"4006381333931"_s);
    QCOMPARE(client.patch(path + "/variants/999", json("{'barcode': '1'}")).status, 404);
    QCOMPARE(client.remove(path + "/variants/" + first).status, 204);
    QCOMPARE(client.get(path).json()["variants"_L1].toArray().size(), 2);
    QCOMPARE(client.get("/api/v1/products/shirt").json()["variants"_L1].toArray().size(), 2);
    QVERIFY(!client.get("/api/v1/products/shirt").body.contains("cost"));
    QCOMPARE(client.remove(path).status, 204);
    QCOMPARE(client.get(path).status, 404);
    QCOMPARE(client.remove(path).status, 404);
    QCOMPARE(client.get("/api/v1/products/shirt").status, 404);
}

void TestProductsApi::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("faults");
    const auto row = [](const char *name, const QByteArray &body, int status, const QStringList &faults) {
        QTest::newRow(name) << body << status << faults;
    };
    const auto priced = [](const QByteArray &price) -> QByteArray {
        return "{\"title\":\"A\",\"variants\":[{\"sku\":\"A\",\"price\":" + price + "}]}";
    };
    const QStringList price{u"variants[0].price"_s};
    const QStringList amount{u"variants[0].price.amount"_s};
    row("price 12,50", priced("\"12,50\""), 422, price);
    row("price abc", priced("\"abc\""), 422, price);
    row("price a number", priced("12.5"), 422, price);
    row("price null", priced("null"), 422, price);
    row("half a cent", priced("{\"amount\":12.5,\"currency\":\"EUR\"}"), 422, amount);
    row("amount as text", priced("{\"amount\":\"12,50\",\"currency\":\"EUR\"}"), 422, amount);
    row("amount -1", priced("{\"amount\":-1,\"currency\":\"EUR\"}"), 422, amount);
    row("amount 2^63", priced("{\"amount\":9223372036854775808,\"currency\":\"EUR\"}"), 422, amount);
    row("amount 1e300", priced("{\"amount\":1e300,\"currency\":\"EUR\"}"), 422, amount);
    row("another currency", priced("{\"amount\":1,\"currency\":\"USD\"}"), 422, {u"variants[0].price.currency"_s});
    row("an array", "[]", 422, {u""_s});
    row("an array of products", "[" + draft("A", "A") + "]", 422, {u""_s});
    row("no JSON", "{", 400, {});
    row("nothing", "{}", 422, {u"title"_s, u"variants"_s});
    row("no variants", json("{'title': 'A', 'variants': []}"), 422, {u"variants"_s});
    row("emoji slug", draft("A", "A", 1, ",\"slug\":\"\xF0\x9F\x8D\xB5\""), 422, {u"slug"_s});
    row("slug in capitals", draft("A", "A", 1, ",\"slug\":\"Blue Shirt\""), 422, {u"slug"_s});
    row("SKU taken", draft("A", "TAKEN"), 422, {u"variants[0].sku"_s});
    row("long description", draft("A", "A", 1, ",\"description\":\"" + QByteArray(100'001, 'x') + '"'), 422,
        {u"description"_s});
    row("no such category", draft("A", "A", 1, ",\"category_ids\":[\"7\",\"x\"]"), 422,
        {u"category_ids[0]"_s, u"category_ids[1]"_s});
    row("level set", draft("A", "A", 1, ",\"level\":1000000000"), 422, {u"level"_s});
    QByteArray unknown = "{\"title\":\"A\"";
    QStringList names;
    for (int i = 10; i < 50; ++i) {
        unknown += ",\"f" + QByteArray::number(i) + "\":1";
        names << u"f%1"_s.arg(i);
    }
    row("40 unknown fields", unknown + ",\"variants\":[{\"sku\":\"A\",\"price\":" + money(1) + "}]}", 422, names);
}

void TestProductsApi::refuses()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, body);
    // Refused calls leave nothing, so that the rows share one shop a database.
    std::unique_ptr<ApiFixture> &api = m_shared;
    QString &kind = m_kind;
    QByteArray &token = m_token;
    if (kind != store) {
        api.reset();
        api = std::make_unique<ApiFixture>(store);
        kind = store;
        token = api->tokenFor(Role::Manager);
        QCOMPARE(api->client(token).post(Products, draft("Taken", "TAKEN")).status, 201);
    }
    ApiClient client = api->client(token);
    const Answer answer = client.post(Products, body);
    QTEST(answer.status, "status");
    QTEST(answer.faults(), "faults");
    QCOMPARE(client.get(Products).items().size(), 1);
}

void TestProductsApi::refusesFiveMegabytes()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray token = api.tokenFor(Role::Manager);
    QCOMPARE(api.client(token)
                 .post(Products, draft("A", "A", 1, ",\"description\":\"" + QByteArray(5'000'000, 'x') + '"'))
                 .status,
             413);
    QCOMPARE(api.client(token).get(Products).items().size(), 0);
}

void TestProductsApi::cataloguePagesAndCaches()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient manager = api.client(api.tokenFor(Role::Manager));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(manager
                     .post(Products, draft("Item " + QByteArray::number(i), "I" + QByteArray::number(i), 100 * (i + 1)))
                     .status,
                 201);
    QCOMPARE(manager
                 .post(Products,
                       json(
                           "{'title': 'Draft', 'variants': [{'sku': 'D', 'price': {'amount': 1, 'currency': 'EUR'}}]}"))
                 .status,
             201);
    ApiClient guest = api.client();
    Answer page = guest.get("/api/v1/products?limit=2&sort=-price");
    QCOMPARE(titlesOf(page), (QStringList{u"Item 4"_s, u"Item 3"_s}));
    const QJsonObject item = page.items().first().toObject();
    QStringList fields = item.keys();
    QCOMPARE(fields,
             (QStringList{u"available"_s, u"compare_at_price"_s, u"created_at"_s, u"description"_s, u"id"_s, u"image"_s,
                          u"price"_s, u"slug"_s, u"title"_s, u"updated_at"_s}));
    QVERIFY(item["image"_L1].isNull());
    QStringList all = titlesOf(page);
    while (!page.json()["next"_L1].isNull()) {
        page = guest.get("/api/v1/products?limit=2&sort=-price&after=" + page.json()["next"_L1].toString().toLatin1());
        QCOMPARE(page.status, 200);
        all << titlesOf(page);
    }
    QCOMPARE(all.size(), 5);
    QCOMPARE(all.last(), u"Item 0"_s);
    QCOMPARE(titlesOf(guest.get("/api/v1/products?q=ite+4")), QStringList{u"Item 4"_s});
    QCOMPARE(titlesOf(guest.get("/api/v1/products?min_price=200&max_price=300&sort=price")),
             (QStringList{u"Item 1"_s, u"Item 2"_s}));
    QCOMPARE(titlesOf(guest.get("/api/v1/products?in_stock=true")), QStringList());

    const Answer first = guest.get("/api/v1/products");
    const QByteArray tag = first.header("etag");
    QVERIFY(!tag.isEmpty());
    QCOMPARE(guest.get("/api/v1/products", {{"If-None-Match", tag}}).status, 304);
    QCOMPARE(guest.send("HEAD", "/api/v1/products", {}).header("content-length"),
             QByteArray::number(first.body.size()));
    const QByteArray id = first.items().first()["id"_L1].toString().toLatin1();
    QCOMPARE(manager.patch(Products + '/' + id, json("{'title': 'Item 0 new'}")).status, 200);
    const Answer after = guest.get("/api/v1/products", {{"If-None-Match", tag}});
    QCOMPARE(after.status, 200);
    QVERIFY(titlesOf(after).contains(u"Item 0 new"_s));
}

void TestProductsApi::cursorsBelongToTheirSort()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.post(Products, draft("Item", "I" + QByteArray::number(i))).status, 201);
    const QByteArray cursor = client.get("/api/v1/products?limit=1&sort=price").json()["next"_L1].toString().toLatin1();
    QVERIFY(!cursor.isEmpty());
    QCOMPARE(client.get("/api/v1/products?limit=1&sort=price&after=" + cursor).status, 200);
    QCOMPARE(client.get("/api/v1/products?limit=1&sort=name&after=" + cursor).status, 400);
    QCOMPARE(client.get("/api/v1/products?limit=1&q=item&after=" + cursor).status, 400);
    QCOMPARE(client.get("/api/v1/admin/stock?limit=1&after=" + cursor).status, 400);
    QByteArray altered = cursor;
    altered[altered.size() / 2] = altered[altered.size() / 2] == 'A' ? 'B' : 'A';
    QCOMPARE(client.get("/api/v1/products?limit=1&sort=price&after=" + altered).status, 400);
    for (const char *bad :
         {"limit=0", "limit=101", "limit=x", "limit=-1", "limit=9223372036854775808", "min_price=12,50", "in_stock=yes",
          "sort=colour", "min_price=-1", "colour=red", "limit=1&limit=2"})
        QCOMPARE(client.get(QByteArray("/api/v1/products?") + bad).status, 400);
}

void TestProductsApi::categoriesTree()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray path = "/api/v1/admin/categories";
    const Answer top = client.post(path, json("{'name': 'Clothing'}"));
    QCOMPARE(top.status, 201);
    const QByteArray topId = idOf(top).toLatin1();
    const Answer below = client.post(path, "{\"name\":\"Shirts\",\"parent_id\":\"" + topId + "\"}");
    QCOMPARE(below.status, 201);
    const QByteArray belowId = idOf(below).toLatin1();
    QCOMPARE(client.patch(path + '/' + topId, "{\"parent_id\":\"" + belowId + "\"}").faults(),
             QStringList{u"parent_id"_s});
    QCOMPARE(client.post(path, json("{'name': 'X', 'slug': 'shirts', 'parent_id': '77'}")).faults(),
             (QStringList{u"parent_id"_s, u"slug"_s}));
    QCOMPARE(client.post(Products, draft("Blue", "B", 1, ",\"category_ids\":[\"" + belowId + "\"]")).status, 201);
    const Answer tree = api.client().get("/api/v1/categories");
    QCOMPARE(tree.items().size(), 1);
    QCOMPARE(tree.items().first()["children"_L1][0]["slug"_L1].toString(), u"shirts"_s);
    QCOMPARE(titlesOf(client.get("/api/v1/products?category=clothing")), QStringList{u"Blue"_s});
    QCOMPARE(titlesOf(client.get("/api/v1/products?category=" + topId)), QStringList{u"Blue"_s});
    QCOMPARE(client.get("/api/v1/products?category=none").items().size(), 0);
    QCOMPARE(client.get("/api/v1/products/blue").json()["categories"_L1][0]["name"_L1].toString(), u"Shirts"_s);
    QCOMPARE(client.get(path).items().size(), 2);
    QCOMPARE(client.remove(path + '/' + topId, {{"If-Match", "\"r7\""}}).status, 412);
    QCOMPARE(client.remove(path + '/' + topId).status, 204);
    QCOMPARE(client.get(path + '/' + belowId).json()["parent_id"_L1].isNull(), true);
    QCOMPARE(api.client(api.tokenFor(Role::Viewer)).post(path, json("{'name': 'X'}")).status, 403);
}

void TestProductsApi::imagesGoRound()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const Answer product = client.post(Products, draft("Mug", "M"));
    const QByteArray path = pathOf(product) + "/images";
    const test::Headers png{{"Content-Type", "image/png"}};
    const QByteArray bytes = picture();
    const Answer image = client.post(path + "?alt=A%20red%20mug", bytes, png);
    QCOMPARE(image.status, 201);
    QCOMPARE(image.json()["width"_L1].toInt(), 600);
    QCOMPARE(image.json()["alt"_L1].toString(), u"A red mug"_s);
    const QByteArray url = image.json()["url"_L1].toString().toLatin1();
    const Answer served = api.client().get(url);
    QCOMPARE(served.status, 200);
    QCOMPARE(served.body, bytes);
    QCOMPARE(served.header("content-type"), "image/png"_ba);
    QVERIFY(served.header("cache-control").contains("immutable"));
    QCOMPARE(QImage::fromData(api.client().get(image.json()["thumbnail_url"_L1].toString().toLatin1()).body).size(),
             QSize(480, 240));
    QCOMPARE(client.get("/api/v1/products/mug").json()["image"_L1].toString().toLatin1(), url);
    const Answer second = client.post(path, picture(Qt::blue), png);
    QCOMPARE(client.patch(path + '/' + idOf(second).toLatin1(), json("{'position': 0, 'alt': 'Blue'}"))
                 .json()["position"_L1]
                 .toInt(-1),
             0);
    QCOMPARE(client.get(path).items().first()["alt"_L1].toString(), u"Blue"_s);
    QCOMPARE(second.header("location"), path + '/' + idOf(second).toLatin1());
    const Answer one = client.get(second.header("location"));
    QCOMPARE(one.status, 200);
    QCOMPARE(one.json(), client.get(path).items().first().toObject());
    QCOMPARE(client.get(path + "/999").status, 404);
    const QByteArray csv = client.get(path, {{"Accept", "text/csv"}}).body;
    QVERIFY(csv.startsWith("id,url,thumbnail_url,width,height,alt,position,created_at\r\n"));
    QVERIFY2(csv.contains(",600,300,Blue,0,2026-11-20T"), csv.constData());
    QCOMPARE(client.post(path, "no image", png).status, 415);
    QCOMPARE(client.post(path, bytes.left(80), png).status, 422);
    QCOMPARE(client.post(path, bytes, {{"Content-Type", "image/gif"}}).status, 415);
    QCOMPARE(client.post(Products + "/999/images", bytes, png).status, 404);
    QCOMPARE(api.client(api.tokenFor(Role::Staff)).post(path, bytes, png).status, 403);
    QCOMPARE(client.remove(path + '/' + idOf(second).toLatin1()).status, 204);
    QCOMPARE(client.remove(path + '/' + idOf(second).toLatin1()).status, 404);
    for (const char *name : {"/images/../backroom.db", "/images/%2e%2e%2fbackroom.db", "/images/x.png"})
        QVERIFY(api.client().get(name).status >= 400);
}

void TestProductsApi::imagesBroughtFromTheWebAreTheShopsOwn()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const test::ImageHost web;
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray table = "handle,title,sku,price,images\nmug,Mug,MUG,12.00," + web.url(u"a.png"_s).toUtf8() + '\n';
    QCOMPARE(client.post("/api/v1/admin/import/products", table, {{"Content-Type", "text/csv"}}).status, 200);
    const auto shown = [&api] { return api.client().get("/api/v1/products/mug").json()["images"_L1][0].toObject(); };
    QCOMPARE(shown()["url"_L1].toString(), web.url(u"a.png"_s));
    const auto brought = images::bringFromWeb(api.database(), Actor::system(u"Test"_s));
    QVERIFY(brought && brought->brought == 1);
    const QJsonObject image = shown();
    const QByteArray url = image["url"_L1].toString().toLatin1();
    QVERIFY2(url.startsWith("/images/"), url.constData());
    QCOMPARE(image["width"_L1].toInt(), 640);
    QCOMPARE(api.client().get(url).body, test::ImageHost::image(u"a.png"_s));
    QCOMPARE(api.client().get("/api/v1/products/mug").json()["image"_L1].toString().toLatin1(), url);
    // Where it came from is nobody's business.
    const Answer admin = client.get(Products), own = api.client().get("/api/v1/products/mug");
    QVERIFY(!own.body.contains("127.0.0.1") && !admin.body.contains("origin"));
    QCOMPARE(image.keys(),
             (QStringList{u"alt"_s, u"height"_s, u"id"_s, u"position"_s, u"thumbnail_url"_s, u"url"_s, u"width"_s}));
}

void TestProductsApi::stockMoves()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient manager = api.client(api.tokenFor(Role::Manager));
    const QByteArray variant =
        manager.post(Products, draft("Mug", "M")).json()["variants"_L1][0]["id"_L1].toString().toLatin1();
    ApiClient staff = api.client(api.tokenFor(Role::Staff));
    const QByteArray path = "/api/v1/admin/stock/movements";
    const auto move = [&](const QByteArray &delta, const QByteArray &reason = "received") {
        return staff.post(path,
                          "{\"variant_id\":\"" + variant + "\",\"delta\":" + delta + ",\"reason\":\"" + reason
                              + "\",\"reference\":\"LS 7\"}");
    };
    const Answer moved = move("10");
    QCOMPARE(moved.status, 201);
    QCOMPARE(moved.json()["level"_L1].toInt(), 10);
    const Answer read = staff.get(moved.header("location"));
    QCOMPARE(read.status, 200);
    QCOMPARE(read.body, moved.body);
    QCOMPARE(read.json()["created_at"_L1], read.json()["at"_L1]);
    QCOMPARE(staff.get(path + "/999").status, 404);
    QCOMPARE(staff.get(path + "/x").status, 404);
    QCOMPARE(staff.remove(moved.header("location")).status, 405);
    const Answer below = move("-11", "damaged");
    QCOMPARE(below.status, 409);
    QCOMPARE(below.json()["available"_L1].toInt(), 10);
    for (const char *bad : {"1000000000", "-1000000000", "0", "9223372036854775808", "\"5\"", "1.5", "null", "[]"})
        QCOMPARE(move(bad).faults(), QStringList{u"delta"_s});
    QCOMPARE(move("1", "stolen").faults(), QStringList{u"reason"_s});
    QCOMPARE(staff.post(path, json("{'variant_id': '999', 'delta': 1, 'reason': 'received'}")).faults(),
             QStringList{u"variant_id"_s});
    QCOMPARE(staff.get("/api/v1/admin/stock").items().first()["level"_L1].toInt(), 10);
    QCOMPARE(staff.get(path + "?variant_id=" + variant).items().size(), 1);
    QCOMPARE(staff.get(path + "?variant_id=999").items().size(), 0);
    const Answer csv = staff.get("/api/v1/admin/stock", {{"Accept", "text/csv"}});
    QCOMPARE(csv.header("content-type"), "text/csv; charset=utf-8"_ba);
    QCOMPARE(csv.body,
             "variant_id,sku,title,level,low_stock_threshold,track_stock\r\n" + variant + ",M,Mug,10,,yes\r\n");
    QCOMPARE(staff.get(path, {{"Accept", "text/csv"}}).body.count("\r\n"), 2);
    // The same key twice moves once.
    const QByteArray body = "{\"variant_id\":\"" + variant + "\",\"delta\":5,\"reason\":\"received\"}";
    QCOMPARE(staff.post(path, body, {{"Idempotency-Key", "k1"}}).status, 201);
    QCOMPARE(staff.post(path, body, {{"Idempotency-Key", "k1"}}).header("idempotency-replayed"), "true"_ba);
    QCOMPARE(staff.get("/api/v1/admin/stock").items().first()["level"_L1].toInt(), 15);
    QCOMPARE(api.client(api.tokenFor(Role::Viewer)).post(path, body).status, 403);
}

void TestProductsApi::stockSellsInTheCatalogue()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray variant =
        client.post(Products, draft("Mug", "M")).json()["variants"_L1][0]["id"_L1].toString().toLatin1();
    const auto shown = [&] {
        return client.get("/api/v1/products/mug").json()["variants"_L1][0]["available"_L1].toBool();
    };
    QVERIFY(!shown());
    const auto move = [&](const QByteArray &delta) {
        return client
            .post("/api/v1/admin/stock/movements",
                  "{\"variant_id\":\"" + variant + "\",\"delta\":" + delta + ",\"reason\":\"counted\"}")
            .status;
    };
    QCOMPARE(move("2"), 201);
    QVERIFY(shown());
    QCOMPARE(client.get("/api/v1/products?in_stock=true").items().size(), 1);
    // Many at once take what is there and no more.
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&api, &taken, &variant, token = api.tokenFor(Role::Staff)] {
            ApiClient one = api.client(token);
            const Answer answer = one.post("/api/v1/admin/stock/movements",
                                           "{\"variant_id\":\"" + variant + "\",\"delta\":-1,\"reason\":\"sold\"}");
            taken += answer.status == 201 ? 1 : 0;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(taken, 2);
    QVERIFY(!shown());
    QCOMPARE(client.get("/api/v1/products?in_stock=true").items().size(), 0);
}

void TestProductsApi::importsAndExports()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray path = "/api/v1/admin/import/products";
    const test::Headers csv{{"Content-Type", "text/csv"}};
    const QByteArray file =
        "handle,title,status,sku,price,stock\nmug,Mug,published,M,7.50,3\nodd,Odd,published,O,\"1,234\",1\n";
    Answer answer = client.post(path + "?dry_run=true", file, csv);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["created"_L1].toInt(), 1);
    QCOMPARE(client.get(Products).items().size(), 0);
    answer = client.post(path, file, csv);
    QCOMPARE(answer.json()["created"_L1].toInt(), 1);
    QCOMPARE(answer.json()["refused"_L1].toInt(), 1);
    QCOMPARE(answer.json()["faults"_L1][0]["line"_L1].toInt(), 3);
    QCOMPARE(answer.json()["faults"_L1][0]["column"_L1].toString(), u"price"_s);
    answer = client.post(path, file, csv);
    QCOMPARE(answer.json()["unchanged"_L1].toInt(), 1);
    QCOMPARE(client.get("/api/v1/products/mug").json()["available"_L1].toBool(), true);
    const Answer exported = client.get(Products + "?status=published", {{"Accept", "text/csv"}});
    QCOMPARE(exported.status, 200);
    QCOMPARE(exported.body.count("\r\n"), 2);
    QCOMPARE(client.post(path, exported.body, csv).json()["unchanged"_L1].toInt(), 1);
    QCOMPARE(client.post(path, "a,b\n1,2\n", csv).status, 415);
    QCOMPARE(client.post(path, file).status, 415);
    QCOMPARE(api.client(api.tokenFor(Role::Staff)).post(path, file, csv).status, 403);
}

QTEST_GUILESS_MAIN(TestProductsApi)
#include "tst_productsapi.moc"
