// 304 is for catalogue and content. What a tag names elsewhere is a revision, which is for If-Match and tells nothing of
// a product's stock.
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

class TestNotModified : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void stockIsNeverStale();
    void catalogueIs();
};

void TestNotModified::stockIsNeverStale()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const Answer made = client.post("/api/v1/admin/products",
                                    json("{'title': 'Mug', 'status': 'published', 'variants': [{'sku': 'MUG-1', "
                                         "'price': {'amount': 1999, 'currency': 'EUR'}}]}"));
    QCOMPARE(made.status, 201);
    const QByteArray path = "/api/v1/admin/products/" + made.json()["id"_L1].toString().toLatin1();
    const Answer before = client.get(path);
    const QByteArray tag = before.header("etag");
    QVERIFY(!tag.isEmpty());
    const auto levelOf = [](const Answer &answer) {
        return answer.json()["variants"_L1].toArray().at(0).toObject()["level"_L1].toInt(-1);
    };
    QCOMPARE(levelOf(before), 0);
    const QByteArray variant = before.json()["variants"_L1].toArray().at(0).toObject()["id"_L1].toString().toLatin1();
    QCOMPARE(client
                 .post("/api/v1/admin/stock/movements",
                       json("{'variant_id': '" + variant + "', 'delta': 5, 'reason': 'received'}"))
                 .status,
             201);
    for (const QByteArray &known : {tag, "*"_ba}) {
        const Answer after = client.get(path, {{"If-None-Match", known}});
        QCOMPARE(after.status, 200);
        QCOMPARE(levelOf(after), 5);
        QCOMPARE(after.header("etag"), tag); // it is still that revision
    }
    QCOMPARE(client.patch(path, json("{'title': 'Cup'}"), {{"If-Match", tag}}).status, 200);
    QCOMPARE(client.patch(path, json("{'title': 'Jug'}"), {{"If-Match", tag}}).status, 412);
    // Nor a person's or the settings' page.
    for (const char *other : {"/api/v1/me", "/api/v1/admin/products"})
        QCOMPARE(client.get(other, {{"If-None-Match", "*"}}).status, 200);
}

void TestNotModified::catalogueIs()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    for (const char *path : {"/api/v1/products", "/api/v1/categories", "/api/v1/shop", "/docs"}) {
        const Answer answer = client.get(path);
        QCOMPARE(answer.status, 200);
        const Answer again = client.get(path, {{"If-None-Match", answer.header("etag")}});
        QCOMPARE(again.status, 304);
        QCOMPARE(again.header("etag"), answer.header("etag"));
        QVERIFY(again.body.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestNotModified)
#include "tst_notmodified.moc"
