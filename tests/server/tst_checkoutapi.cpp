#include "app/orders/books.h"
#include "app/reports/totals.h"
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
const QByteArray Address =
    json("{'name': 'Ann Other', 'line1': 'Hauptstr. 1', 'city': 'Berlin', 'postal_code': '10115', 'country': 'DE'}");
const QByteArray Pay = json("{'email': 'ann@example.com', 'payment_method': 'bank_transfer'}");

// A shop that ships to Germany for 4.90 and sells variants made by addVariant().
class Sales {
public:
    explicit Sales(const QString &store) : api(store)
    {
        staff = api.tokenFor(Role::Staff);
        ApiClient manager = api.client(api.tokenFor(Role::Manager));
        const Answer made =
            manager.post("/api/v1/admin/shipping-methods",
                         json("{'name': 'Post', 'countries': ['DE'], 'price': {'amount': 490, 'currency': 'EUR'}}"));
        option = made.json()["id"_L1].toString().toUtf8();
        const Answer rate =
            manager.post("/api/v1/admin/tax-rates", json("{'name': 'MwSt', 'country': 'DE', 'rate': '0.19'}"));
        if (made.status != 201 || rate.status != 201)
            qFatal("no shop: %s %s", made.body.constData(), rate.body.constData());
    }

    QByteArray addVariant(const QByteArray &sku, qint64 price, qint64 level)
    {
        QByteArray id;
        api.write([&](Transaction &tx) -> Result<> {
            const auto product = tx.insert<ProductId>(
                "INSERT INTO products (title, title_key, slug, status, price, available, created_at, "
                "updated_at) VALUES (?, ?, ?, 'published', ?, 1, 1, 1) RETURNING id",
                sku, sku, sku.toLower(), price);
            const auto variant = tx.insert<VariantId>(
                "INSERT INTO variants (product_id, position, sku, price) VALUES (?, 0, ?, ?) RETURNING id", product,
                sku, price);
            tx.exec("INSERT INTO stock_levels (variant_id, level) VALUES (?, ?)", variant, level);
            tx.exec(
                "INSERT INTO stock_movements (variant_id, at, delta, level, reason, actor) VALUES (?, 1, ?, ?, 'received', 'system')",
                variant, level, level);
            id = variant.bytes();
            return {};
        });
        return id;
    }

    // Address of a cart with this in it, ready to be ordered.
    QByteArray cart(ApiClient &client, const QByteArray &variant, int quantity)
    {
        const Answer made = client.post("/api/v1/carts");
        const QByteArray path = "/api/v1/carts/" + made.json()["id"_L1].toString().toUtf8();
        const Answer line = client.post(path + "/lines", line_(variant, QByteArray::number(quantity)));
        const Answer address = client.put(path + "/shipping-address", Address);
        const Answer chosen = client.put(path + "/shipping-option", json("{'id': '" + option + "'}"));
        if (made.status != 201 || line.status != 201 || address.status != 200 || chosen.status != 200)
            qFatal("no cart: %s %s %s %s", made.body.constData(), line.body.constData(), address.body.constData(),
                   chosen.body.constData());
        return path;
    }
    static QByteArray line_(const QByteArray &variant, const QByteArray &quantity)
    {
        return json("{'variant_id': '" + variant + "', 'quantity': " + quantity + "}");
    }

    QJsonObject order(ApiClient &client, const QByteArray &variant, int quantity)
    {
        const Answer placed = client.post(cart(client, variant, quantity) + "/checkout", Pay);
        if (placed.status != 201)
            qFatal("no order: %s", placed.body.constData());
        return placed.json()["order"_L1].toObject();
    }

    qint64 level(const QByteArray &variant)
    {
        return *api.database().read([&](Reader &reader) -> Result<qint64> {
            return reader
                .number("SELECT level FROM stock_levels WHERE variant_id = ?",
                        *VariantId::parse(QString::fromLatin1(variant)))
                .value_or(-1);
        });
    }

    QStringList faults()
    {
        return *api.database().read([](Reader &reader) -> Result<QStringList> {
            QStringList faults;
            for (const BookFault &fault : books::check(reader))
                faults << fault.message;
            for (const TotalsDifference &difference : totals::compare(reader))
                faults << QString::fromLatin1(difference.table);
            return faults;
        });
    }

    ApiFixture api;
    QByteArray staff;
    QByteArray option;
};

qint64 amount(const QJsonValue &money) { return money["amount"_L1].toInteger(); }
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
    void mineAndNobodyElses();
    void shipsPaysRefunds();
    void cancelPutsBack();
    void listsForTheShop();
    void methodsAndRates();
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
    const Answer line = client.post(cart + "/lines", Sales::line_(mug, "3"));
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
    QCOMPARE(client.post(cart + "/lines", Sales::line_(mug, "1")).status, 409);
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
    const Answer added = client.post(cart + "/lines", Sales::line_(mug, quantity));
    QCOMPARE(added.status, 422);
    QCOMPARE(added.faults(), QStringList{u"quantity"_s});
    const QByteArray line = client.get(cart).json()["lines"_L1][0]["id"_L1].toString().toUtf8();
    const Answer changed = client.patch(cart + "/lines/" + line, json("{'quantity': " + quantity + "}"));
    QCOMPARE(changed.status, quantity == "0" ? 200 : 422);
    QCOMPARE(client.get(cart).json()["item_count"_L1].toInt(), quantity == "0" ? 0 : 1);
    QCOMPARE(client.remove(cart + "/lines/" + line).status, quantity == "0" ? 404 : 204);
    QCOMPARE(client.remove(cart + "/lines/x").status, 404);
    QCOMPARE(client.post(cart + "/lines", json("{'variant_id': 'x', 'quantity': 1, 'colour': 1}")).faults(),
             QStringList{u"colour"_s});
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

void TestCheckoutApi::oneKeyIsOneOrder()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray mug = shop.addVariant("MUG", 999, 100);
    ApiClient first = shop.api.client();
    const QByteArray cart = shop.cart(first, mug, 1);
    std::atomic<int> placed = 0, replayed = 0, other = 0;
    std::mutex mutex;
    QSet<QString> numbers;
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&] {
            ApiClient client = shop.api.client();
            const Answer answer = client.post(cart + "/checkout", Pay, {{"Idempotency-Key", "k-1"}});
            if (answer.status != 201) { // 409 while the first is still running is allowed
                other += answer.status == 409 ? 0 : 1;
                return;
            }
            ++placed;
            replayed += answer.header("idempotency-replayed") == "true" ? 1 : 0;
            const std::lock_guard lock(mutex);
            numbers << answer.json()["order"_L1]["number"_L1].toString();
        });
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(placed >= 1);
    QCOMPARE(other, 0);
    QCOMPARE(replayed, placed - 1);
    QCOMPARE(numbers, QSet<QString>{u"1001"_s});
    QCOMPARE(shop.level(mug), 99);
    QCOMPARE(first
                 .post(cart + "/checkout", json("{'email': 'b@example.com', 'payment_method': 'cash'}"),
                       {{"Idempotency-Key", "k-1"}})
                 .status,
             422);
    QCOMPARE(shop.faults(), Right);
}

void TestCheckoutApi::mineAndNobodyElses()
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
        QCOMPARE(other->post(cart + "/lines", Sales::line_(mug, "1")).status, 404);
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

void TestCheckoutApi::shipsPaysRefunds()
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

void TestCheckoutApi::cancelPutsBack()
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

void TestCheckoutApi::listsForTheShop()
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

void TestCheckoutApi::methodsAndRates()
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

QTEST_GUILESS_MAIN(TestCheckoutApi)
#include "tst_checkoutapi.moc"
