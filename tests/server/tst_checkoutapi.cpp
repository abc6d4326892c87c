#include "tests/support/sales.h"
#include "tests/support/teststore.h"

#include <latch>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::amount;
using test::Answer;
using test::ApiClient;
using test::json;
using test::Sales;

namespace {
const QByteArray Address = test::BerlinAddress;
const QByteArray Pay = test::PayByTransfer;
const QStringList Right;
}

class TestCheckoutApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void guestsWholePath();
    void quantities_data();
    void quantities();
    void addressFaultsAllAtOnce();
    void fiftyClientsRaceForTenPieces();
    void oneKeyIsOneOrder();
};

void TestCheckoutApi::guestsWholePath()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 10);
    ApiClient client = shop.api.client();
    const Answer made = client.post("/api/v1/carts");
    QCOMPARE(made.status, 201);
    const QByteArray cart = "/api/v1/carts/" + made.json()["id"_L1].toString().toUtf8();
    QVERIFY(cart.size() > 50);
    const Answer line = client.post(cart + "/lines", Sales::lineBody(mug, "3"));
    QCOMPARE(line.status, 201);
    QCOMPARE(amount(line.json()["subtotal"_L1]), 2997);
    QCOMPARE(client.get(cart + "/shipping-options").status, 409);
    QCOMPARE(client.post(cart + "/checkout", Pay).status, 409);
    QCOMPARE(client.put(cart + "/shipping-address", Address).status, 200);
    const QJsonArray options = client.get(cart + "/shipping-options").items();
    QCOMPARE(options.size(), 1);
    QCOMPARE(amount(options.first()["price"_L1]), 490);
    const Answer chosen =
        client.put(cart + "/shipping-option", json("{'id': '" + options.first()["id"_L1].toString().toUtf8() + "'}"));
    QCOMPARE(amount(chosen.json()["total"_L1]), 3487);
    const Answer placed = client.post(cart + "/checkout", Pay);
    QCOMPARE(placed.status, 201);
    const QJsonObject order = placed.json()["order"_L1].toObject();
    QCOMPARE(order["number"_L1].toString(), u"1001"_s);
    QCOMPARE(order["status"_L1].toString(), u"open"_s);
    QCOMPARE(amount(order["total"_L1]), 3487);
    QCOMPARE(amount(order["tax"_L1]), 479 + 78);
    QCOMPARE(order["tax_lines"_L1][0]["rate"_L1].toString(), u"0.19"_s);
    QCOMPARE(order["payment"_L1]["method"_L1].toString(), u"bank_transfer"_s);
    QCOMPARE(order["shipping_address"_L1]["city"_L1].toString(), u"Berlin"_s);
    QCOMPARE(client.post(cart + "/checkout", Pay).status, 409);
    QCOMPARE(client.post(cart + "/lines", Sales::lineBody(mug, "1")).status, 409);
    const QByteArray path = "/api/v1/orders/1001";
    const QByteArray token = order["token"_L1].toString().toUtf8();
    const Answer seen = client.get(path + "?token=" + token);
    QCOMPARE(seen.status, 200);
    QVERIFY(!seen.json().contains("token"_L1));
    QCOMPARE(client.get(path).status, 404);
    QCOMPARE(client.get(path + "?token=" + token.chopped(1)).status, 404);
    QCOMPARE(client.get("/api/v1/orders/1002?token=" + token).status, 404);
    QCOMPARE(client.get("/api/v1/orders").status, 401);
    QCOMPARE(shop.level(mug), 7);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckoutApi::quantities_data()
{
    QTest::addColumn<QByteArray>("quantity");
    for (const char *quantity :
         {"-1", "0", "9223372036854775808", "1.5", "\"2\"", "10001", "null", "true", "[1]", "1e300"})
        QTest::newRow(quantity) << QByteArray(quantity);
}

void TestCheckoutApi::quantities()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, quantity);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 10);
    ApiClient client = shop.api.client();
    const QByteArray cart = shop.cart(client, mug, 1);
    const Answer added = client.post(cart + "/lines", Sales::lineBody(mug, quantity));
    QCOMPARE(added.status, 422);
    QCOMPARE(added.faults(), QStringList{u"quantity"_s});
    const QByteArray line = client.get(cart).json()["lines"_L1][0]["id"_L1].toString().toUtf8();
    const Answer changed = client.patch(cart + "/lines/" + line, json("{'quantity': " + quantity + "}"));
    QCOMPARE(changed.status, quantity == "0" ? 200 : 422);
    QCOMPARE(client.get(cart).json()["item_count"_L1].toInt(), quantity == "0" ? 0 : 1);
    QCOMPARE(client.remove(cart + "/lines/" + line).status, quantity == "0" ? 404 : 204);
    QCOMPARE(client.remove(cart + "/lines/x").status, 404);
    QCOMPARE(client.post(cart + "/lines", json("{'variant_id': 'x', 'quantity': 1, 'colour': 1}")).faults(),
             (QStringList{u"colour"_s, u"variant_id"_s}));
    QCOMPARE(client.post(cart + "/lines", json("{'variant_id': '999', 'quantity': 1}")).faults(),
             QStringList{u"variant_id"_s});
}

void TestCheckoutApi::addressFaultsAllAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    ApiClient client = shop.api.client();
    const QByteArray cart = shop.cart(client, shop.addVariant("MUG", 999, 10), 1);
    const Answer set =
        client.put(cart + "/shipping-address", json("{'line1': '', 'city': 1, 'country': 'XX', 'planet': 'Mars'}"));
    QCOMPARE(set.status, 422);
    QCOMPARE(set.faults(),
             (QStringList{u"city"_s, u"country"_s, u"line1"_s, u"name"_s, u"planet"_s, u"postal_code"_s}));
    const Answer placed = client.post(cart + "/checkout", json("{'email': 'nobody', 'payment_method': 'gold'}"));
    QCOMPARE(placed.faults(), (QStringList{u"email"_s, u"payment_method"_s}));
}

void TestCheckoutApi::fiftyClientsRaceForTenPieces()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray rare = shop.addVariant("RARE", 999, 10);
    std::atomic<int> sold = 0, refused = 0, told = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i)
        threads.emplace_back([&] {
            ApiClient client = shop.api.client();
            const Answer placed = client.post(shop.cart(client, rare, 1) + "/checkout", Pay);
            sold += placed.status == 201 ? 1 : 0;
            refused += placed.status == 409 ? 1 : 0;
            told += placed.status == 409 && placed.json()["lines"_L1][0]["available"_L1].toInt(-1) == 0
                    && placed.json()["lines"_L1][0]["requested"_L1].toInt() == 1
                ? 1
                : 0;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(sold, 10);
    QCOMPARE(refused, 40);
    QCOMPARE(told, 40);
    QCOMPARE(shop.level(rare), 0);
    QCOMPARE(shop.faults(), Right); // numbers without gaps among them
}

// However many at once, after a restart, and the better part of a day later.
void TestCheckoutApi::oneKeyIsOneOrder()
{
    QFETCH_GLOBAL(QString, store);
    constexpr int Calls = 100;
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 100);
    const test::Headers key{{"Idempotency-Key", "k-1"}};
    QByteArray cart;
    {
        ApiClient first = shop.api.client();
        cart = shop.cart(first, mug, 1);
    }
    std::vector<Answer> answers(Calls);
    std::latch start(Calls);
    std::vector<std::thread> threads;
    for (Answer &answer : answers)
        threads.emplace_back([&] {
            ApiClient client = shop.api.client();
            start.arrive_and_wait();
            answer = client.post(cart + "/checkout", Pay, key);
        });
    for (std::thread &thread : threads)
        thread.join();
    QSet<QByteArray> bodies;
    int replayed = 0;
    int placed = 0;
    for (const Answer &answer : answers) {
        if (answer.status == 409) // the first was still running
            continue;
        QCOMPARE(answer.status, 201);
        ++placed;
        replayed += answer.header("idempotency-replayed") == "true" ? 1 : 0;
        bodies << answer.body;
    }
    QVERIFY(placed >= 1);
    QCOMPARE(replayed, placed - 1);
    QCOMPARE(bodies.size(), 1);
    const QByteArray told = *bodies.begin();
    QVERIFY(told.contains("\"number\":\"1001\""));
    QCOMPARE(shop.level(mug), 99);

    shop.api.restart();
    shop.api.clock().advance(23 * 3'600'000LL);
    ApiClient later = shop.api.client();
    const Answer again = later.post(cart + "/checkout", Pay, key);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
    QCOMPARE(again.body, told);
    QCOMPARE(later.post(cart + "/checkout", json("{'email': 'b@example.com', 'payment_method': 'cash'}"), key).status,
             422);
    QCOMPARE(shop.level(mug), 99);
    QCOMPARE(shop.faults(), Right);
}

QTEST_GUILESS_MAIN(TestCheckoutApi)
#include "tst_checkoutapi.moc"
