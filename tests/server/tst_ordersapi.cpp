#include "tests/support/sales.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::amount;
using test::Answer;
using test::ApiClient;
using test::json;
using test::Sales;

namespace {
const QByteArray Pay = test::PayByTransfer;
const QStringList Right;
}

class TestOrdersApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void mineAndNobodyElses();
    void shipsPaysRefunds();
    void cancelPutsBack();
    void listsForTheShop();
    void methodsAndRates();
};

void TestOrdersApi::mineAndNobodyElses()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 100);
    ApiClient ann = shop.api.client(shop.api.tokenFor(Role::Customer));
    ApiClient bob = shop.api.client(shop.api.tokenFor(Role::Customer));
    ApiClient guest = shop.api.client();
    const QByteArray cart = shop.cart(ann, mug, 1);
    for (ApiClient *other : {&bob, &guest}) {
        QCOMPARE(other->get(cart).status, 404);
        QCOMPARE(other->post(cart + "/lines", Sales::lineBody(mug, "1")).status, 404);
        QCOMPARE(other->post(cart + "/checkout", Pay).status, 404);
    }
    const QByteArray number = ann.post(cart + "/checkout", Pay).json()["order"_L1]["number"_L1].toString().toUtf8();
    const QByteArray path = "/api/v1/orders/" + number;
    QCOMPARE(ann.get(path).status, 200);
    QCOMPARE(ann.get("/api/v1/orders").items().size(), 1);
    QCOMPARE(bob.get("/api/v1/orders").items().size(), 0);
    for (ApiClient *other : {&bob, &guest}) {
        QCOMPARE(other->get(path).status, 404);
        QCOMPARE(other->post(path + "/cancel").status, 404);
    }
    QCOMPARE(bob.get("/api/v1/admin/orders/" + number).status, 403);
    // A guest's cart goes on after signing in.
    const QByteArray guests = shop.cart(guest, mug, 2);
    QCOMPARE(guest.post(guests + "/claim").status, 401);
    QCOMPARE(ann.post(guests + "/claim").status, 200);
    QCOMPARE(guest.get(guests).status, 404);
    QCOMPARE(ann.get(guests).json()["item_count"_L1].toInt(), 2);
    // Pages of mine.
    for (int i = 0; i < 4; ++i)
        shop.order(ann, mug, 1);
    const Answer page = ann.get("/api/v1/orders?limit=3");
    QCOMPARE(page.items().size(), 3);
    const Answer rest = ann.get("/api/v1/orders?limit=3&after=" + page.json()["next"_L1].toString().toUtf8());
    QCOMPARE(rest.items().size(), 2);
    QVERIFY(rest.json()["next"_L1].isNull());
    QCOMPARE(ann.get("/api/v1/orders?after=x").status, 400);
}

void TestOrdersApi::shipsPaysRefunds()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 1000, 10);
    ApiClient guest = shop.api.client();
    ApiClient staff = shop.api.client(shop.staff);
    const QJsonObject order = shop.order(guest, mug, 3);
    const QByteArray path = "/api/v1/admin/orders/" + order["number"_L1].toString().toUtf8();
    const QByteArray line = order["lines"_L1][0]["id"_L1].toString().toUtf8();
    QCOMPARE(guest.post(path + "/pay", json("{'method': 'cash'}")).status, 401);
    QCOMPARE(staff.post(path + "/refund").status, 409);
    const Answer part =
        staff.post(path + "/fulfil", json("{'lines': [{'line_id': '" + line + "', 'quantity': 1}], 'tracking': 'T1'}"));
    QCOMPARE(part.status, 200);
    QCOMPARE(part.json()["fulfilment_status"_L1].toString(), u"partly_fulfilled"_s);
    QCOMPARE(staff.post(path + "/fulfil", json("{'lines': [{'line_id': '" + line + "', 'quantity': 3}]}")).faults(),
             QStringList{u"lines[0].quantity"_s});
    QCOMPARE(
        staff.post(path + "/pay", json("{'method': 'cash', 'amount': {'amount': 3491, 'currency': 'EUR'}}")).faults(),
        QStringList{u"amount"_s});
    QCOMPARE(staff.post(path + "/pay", json("{'method': 'cash', 'amount': {'amount': -1, 'currency': 'EUR'}}")).status,
             422);
    QCOMPARE(staff.post(path + "/pay", json("{'method': 'cash'}")).json()["payment_status"_L1].toString(), u"paid"_s);
    QCOMPARE(staff.post(path + "/pay", json("{'method': 'cash'}")).status, 409);
    QCOMPARE(staff.post(path + "/fulfil").json()["status"_L1].toString(), u"completed"_s);
    const Answer one =
        staff.post(path + "/refund", json("{'lines': [{'line_id': '" + line + "', 'quantity': 1}], 'restock': true}"));
    QCOMPARE(one.json()["payment_status"_L1].toString(), u"partly_refunded"_s);
    QCOMPARE(amount(one.json()["refunded"_L1]), 1000);
    QCOMPARE(shop.level(mug), 8);
    const Answer rest = staff.post(path + "/refund", json("{'restock': true}"));
    QCOMPARE(rest.json()["payment_status"_L1].toString(), u"refunded"_s);
    QCOMPARE(rest.json()["fulfilment_status"_L1].toString(), u"returned"_s);
    QCOMPARE(amount(rest.json()["refunded"_L1]), 3490);
    QCOMPARE(shop.level(mug), 10);
    QCOMPARE(staff.patch(path, json("{'note': 'x'}"), {{"If-Match", "\"r1\""}}).status, 412);
    QCOMPARE(staff.patch(path, json("{'note': 'x'}"), {{"If-Match", staff.get(path).header("etag")}}).status, 200);
    QCOMPARE(staff.get(path).json()["note"_L1].toString(), u"x"_s);
    QCOMPARE(shop.faults(), Right);
}

void TestOrdersApi::cancelPutsBack()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 1000, 3);
    ApiClient guest = shop.api.client();
    const QJsonObject order = shop.order(guest, mug, 3);
    QCOMPARE(shop.level(mug), 0);
    const QByteArray path = "/api/v1/orders/" + order["number"_L1].toString().toUtf8() + "/cancel";
    const QByteArray token = "?token=" + order["token"_L1].toString().toUtf8();
    QCOMPARE(guest.post(path).status, 404);
    QCOMPARE(guest.post(path + token + "x").status, 404);
    QCOMPARE(guest.post(path + token, "{}").json()["status"_L1].toString(), u"cancelled"_s);
    QCOMPARE(guest.post(path + token).status, 409);
    QCOMPARE(shop.level(mug), 3);
    shop.order(guest, mug, 3); // and can be sold again
    QCOMPARE(shop.level(mug), 0);
    QCOMPARE(shop.faults(), Right);
}

void TestOrdersApi::listsForTheShop()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 1000, 100);
    ApiClient guest = shop.api.client();
    ApiClient staff = shop.api.client(shop.staff);
    for (int i = 0; i < 5; ++i)
        shop.order(guest, mug, 1);
    QCOMPARE(staff.post("/api/v1/admin/orders/1002/cancel", json("{'reason': 'mistake'}")).status, 200);
    const QByteArray path = "/api/v1/admin/orders";
    QCOMPARE(staff.get(path).items().size(), 5);
    QCOMPARE(staff.get(path).items().first()["number"_L1].toString(), u"1005"_s);
    QCOMPARE(staff.get(path + "?status=cancelled").items().size(), 1);
    QCOMPARE(staff.get(path + "?status=lost").status, 400);
    QCOMPARE(staff.get(path + "?q=ann%40&sort=placed_at&limit=2").items().first()["number"_L1].toString(), u"1001"_s);
    QCOMPARE(staff.get(path + "?from=2027-01-01T00:00:00Z").items().size(), 0);
    const QByteArray cursor = staff.get(path + "?limit=2").json()["next"_L1].toString().toUtf8();
    QCOMPARE(staff.get(path + "?limit=2&after=" + cursor).items().first()["number"_L1].toString(), u"1003"_s);
    QCOMPARE(staff.get(path + "?limit=2&sort=placed_at&after=" + cursor).status, 400); // from another sort
    const Answer csv = staff.get(path, {{"Accept", "text/csv"}});
    QVERIFY(csv.header("content-type").startsWith("text/csv"));
    QCOMPARE(csv.body.count("\r\n"), 6);
    QVERIFY(csv.body.contains(",14.90,"));
    QCOMPARE(shop.api.client(shop.api.apiKey({u"orders:read"_s})).get(path).status, 200);
    QCOMPARE(shop.api.client(shop.api.apiKey({u"orders:read"_s}))
                 .post(path + "/1001/pay", json("{'method': 'cash'}"))
                 .status,
             403);
    QCOMPARE(staff.get(path + "/9999").status, 404);
}

void TestOrdersApi::methodsAndRates()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    ApiClient manager = shop.api.client(shop.api.tokenFor(Role::Manager));
    const QByteArray methods = "/api/v1/admin/shipping-methods";
    QCOMPARE(manager.post(methods, json("{'name': '', 'countries': ['DE', 'XX'], 'price': 5}")).faults(),
             (QStringList{u"countries[1]"_s, u"name"_s, u"price"_s}));
    const QByteArray one = methods + '/' + shop.option;
    const Answer changed =
        manager.patch(one, json("{'free_above': {'amount': 5000, 'currency': 'EUR'}}"), {{"If-Match", "\"r1\""}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(amount(changed.json()["free_above"_L1]), 5000);
    QCOMPARE(manager.patch(one, json("{'active': false}"), {{"If-Match", "\"r1\""}}).status, 412);
    QVERIFY(manager.patch(one, json("{'free_above': null}")).json()["free_above"_L1].isNull());
    const QByteArray rates = "/api/v1/admin/tax-rates";
    QCOMPARE(manager.post(rates, json("{'name': 'x', 'country': 'AT', 'rate': '20'}")).faults(),
             QStringList{u"rate"_s});
    const Answer made =
        manager.post(rates, json("{'name': 'USt', 'country': 'AT', 'rate': '0.2', 'tax_class': 'standard'}"));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json()["rate"_L1].toString(), u"0.2"_s);
    const QByteArray id = made.json()["id"_L1].toString().toUtf8();
    QCOMPARE(manager.get(rates).items().size(), 2);
    const Answer page = manager.get(rates + "?limit=1");
    QCOMPARE(page.items().size(), 1);
    const Answer next = manager.get(rates + "?limit=1&after=" + page.json()["next"_L1].toString().toUtf8());
    QCOMPARE(next.items().first()["id"_L1].toString().toUtf8(), id);
    QVERIFY(next.json()["next"_L1].isNull());
    QCOMPARE(manager.remove(rates + '/' + id).status, 204);
    QCOMPARE(manager.get(rates + '/' + id).status, 404);
    QCOMPARE(manager.remove(one).status, 204);
    QCOMPARE(shop.api.client(shop.staff).get(rates).status, 403);
}

QTEST_GUILESS_MAIN(TestOrdersApi)
#include "tst_ordersapi.moc"
