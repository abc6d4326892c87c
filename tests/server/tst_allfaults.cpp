// A body is told all its faults at once: those of its shape and those that only the service can find; and nothing of
// what was tried to find them stays.
#include "server/http/bodyfit.h"
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::json;

namespace {
const QByteArray Admin = "/api/v1/admin/";
const QByteArray Good = "'price': {'amount': 100, 'currency': 'EUR'}";

qint64 rowsOf(ApiFixture &api, const QByteArray &table)
{
    const QByteArray count = "SELECT count(*) FROM " + table;
    return *api.database().read([&count](Reader &reader) -> Result<qint64> { return *reader.number(count); });
}
}

class TestAllFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void areToldTogether_data();
    void areToldTogether();
    void leaveNothing();
    void whatFitsIsKept();
    void aFieldIsToldOnce();
    void cleanupTestCase() { m_shared.reset(); }

private:
    void share(const QString &store);
    std::unique_ptr<ApiFixture> m_shared;
    QString m_kind;
    QByteArray m_owner;
    QHash<QByteArray, QByteArray> m_ids; // what stands in braces in a row's path or body
};

// One shop for all rows: a product, and a cart that could be ordered.
void TestAllFaults::share(const QString &store)
{
    if (m_shared && m_kind == store)
        return;
    m_shared = std::make_unique<ApiFixture>(store);
    m_kind = store;
    m_owner = m_shared->tokenFor(Role::Owner);
    ApiClient client = m_shared->client(m_owner);
    const QJsonObject product = client
                                    .post(Admin + "products",
                                          json("{'title': 'Mug', 'status': 'published', 'variants': [{'sku': 'M-1', "
                                               "'track_stock': false, "
                                               + Good + "}]}"))
                                    .json();
    m_ids["{product}"] = product["id"_L1].toString().toLatin1();
    m_ids["{variant}"] = product["variants"_L1].toArray().at(0).toObject()["id"_L1].toString().toLatin1();
    ApiClient guest = m_shared->client();
    const QByteArray cart = guest.post("/api/v1/carts").json()["id"_L1].toString().toLatin1();
    m_ids["{cart}"] = cart;
    QCOMPARE(guest
                 .post("/api/v1/carts/" + cart + "/lines",
                       json("{'variant_id': '" + m_ids["{variant}"] + "', 'quantity': 1}"))
                 .status,
             201);
    QCOMPARE(guest
                 .put("/api/v1/carts/" + cart + "/shipping-address",
                      json("{'name': 'Ann', 'line1': 'Street 1', 'city': 'Berlin', 'postal_code': '10115', "
                           "'country': 'DE'}"))
                 .status,
             200);
}

void TestAllFaults::areToldTogether_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("faults");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &path, const QByteArray &body,
                        const QStringList &faults) { QTest::newRow(name) << method << path << json(body) << faults; };
    row("signup", "POST", "/api/v1/auth/signup", "{'email': 'nobody', 'password': 'abc', 'x': 1}",
        {u"email"_s, u"name"_s, u"password"_s, u"x"_s});
    row("signup, wrong kind", "POST", "/api/v1/auth/signup", "{'email': 1, 'password': 'abc', 'name': ' '}",
        {u"email"_s, u"name"_s, u"password"_s});
    row("invitation", "POST", "/api/v1/auth/accept-invitation", "{'password': 'abc', 'x': 1}",
        {u"password"_s, u"token"_s, u"x"_s});
    row("password", "POST", "/api/v1/auth/password", "{'new_password': 'abc'}",
        {u"current_password"_s, u"new_password"_s});
    row("no object", "POST", "/api/v1/auth/signup", "[]", {QString()});
    row("no object for a product", "POST", Admin + "products", "[{}]", {QString()});
    row("nothing in it", "POST", Admin + "products", "{}", {u"title"_s, u"variants"_s});
    row("checkout", "POST", "/api/v1/carts/{cart}/checkout",
        "{'email': 'nobody', 'payment_method': 'shells', 'note': 1, 'x': 1}",
        {u"email"_s, u"note"_s, u"payment_method"_s, u"x"_s});
    row("checkout without an e-mail", "POST", "/api/v1/carts/{cart}/checkout", "{'payment_method': 'shells'}",
        {u"email"_s, u"payment_method"_s});
    row("product", "POST", Admin + "products",
        "{'title': ' ', 'slug': 'Not A Slug', 'x': 1, 'variants': [{'sku': 'A', " + Good + "}]}",
        {u"slug"_s, u"title"_s, u"x"_s});
    row("a product's variants", "POST", Admin + "products",
        "{'title': ' ', 'variants': [{'sku': 'A', 'barcode': 1, " + Good + "}, {'sku': ' ', " + Good + "}]}",
        {u"title"_s, u"variants[0].barcode"_s, u"variants[1].sku"_s});
    row("product, changed", "PATCH", Admin + "products/{product}", "{'title': ' ', 'vendor': 1}",
        {u"title"_s, u"vendor"_s});
    row("variant", "POST", Admin + "products/{product}/variants", "{'sku': ' ', 'track_stock': 'maybe', " + Good + "}",
        {u"sku"_s, u"track_stock"_s});
    row("category", "POST", Admin + "categories", "{'name': ' ', 'slug': 'Not A Slug', 'position': 'first'}",
        {u"name"_s, u"position"_s, u"slug"_s});
    row("shipping method", "POST", Admin + "shipping-methods",
        "{'name': ' ', 'countries': [], 'price': 5, 'min_weight_grams': 9, 'max_weight_grams': 3}",
        {u"countries"_s, u"max_weight_grams"_s, u"name"_s, u"price"_s});
    row("tax rate", "POST", Admin + "tax-rates", "{'name': ' ', 'rate': 'much', 'country': 5}",
        {u"country"_s, u"name"_s, u"rate"_s});
    row("user", "POST", Admin + "users", "{'email': 'nobody', 'name': ' ', 'role': 'king', 'password': 'abc'}",
        {u"email"_s, u"name"_s, u"password"_s, u"role"_s});
    row("user without a role", "POST", Admin + "users", "{'email': 'nobody', 'name': 'A'}", {u"email"_s, u"role"_s});
    row("customer", "POST", Admin + "customers", "{'email': 'nobody', 'name': 'A', 'x': 1}", {u"email"_s, u"x"_s});
    row("api key", "POST", Admin + "api-keys", "{'scopes': ['all'], 'expires_at': 'never'}",
        {u"expires_at"_s, u"name"_s, u"scopes[0]"_s});
    row("address", "POST", "/api/v1/me/addresses",
        "{'name': ' ', 'line1': ' ', 'city': 'B', 'postal_code': '1', 'country': 'XX', 'x': 1}",
        {u"country"_s, u"line1"_s, u"name"_s, u"x"_s});
    row("a cart's address", "PUT", "/api/v1/carts/{cart}/shipping-address",
        "{'name': ' ', 'line1': 'a', 'postal_code': '1', 'country': 'DE', 'x': 1}", {u"city"_s, u"name"_s, u"x"_s});
    row("movement", "POST", Admin + "stock/movements", "{'variant_id': '{variant}', 'delta': 0, 'reason': 'lost'}",
        {u"delta"_s, u"reason"_s});
    row("settings", "PATCH", Admin + "settings", "{'timezone': 'Mars/Base', 'x': 1}", {u"timezone"_s, u"x"_s});
}

void TestAllFaults::areToldTogether()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    share(store);
    for (auto id = m_ids.cbegin(); id != m_ids.cend(); ++id) {
        path.replace(id.key(), id.value());
        body.replace(id.key(), id.value());
    }
    const Answer answer = m_shared->client(m_owner).send(method, path, body);
    QCOMPARE(answer.status, 422);
    QTEST(answer.faults(), "faults");
    for (const QJsonValue &fault : answer.json()["errors"_L1].toArray())
        QVERIFY(!fault["message"_L1].toString().isEmpty());
}

// But for one unknown field the bodies are good: what they ask for must not happen, and can be asked for afterwards.
void TestAllFaults::leaveNothing()
{
    QFETCH_GLOBAL(QString, store);
    m_shared.reset();
    share(store);
    ApiClient client = m_shared->client(m_owner);
    const QByteArrayList tables{"orders",     "journal",         "products", "variants",
                                "categories", "users",           "api_keys", "shipping_methods",
                                "tax_rates",  "stock_movements", "sessions", "idempotency"};
    QList<qint64> before;
    for (const QByteArray &table : tables)
        before << rowsOf(*m_shared, table);
    const QByteArray checkout = "/api/v1/carts/" + m_ids["{cart}"] + "/checkout";
    const QList<std::pair<QByteArray, QByteArray>> calls{
        {checkout, "'email': 'a@example.com', 'payment_method': 'cash'"},
        {"/api/v1/auth/signup", "'email': 'a@example.com', 'password': 'correct horse battery', 'name': 'A'"},
        {Admin + "products", "'title': 'Cup', 'variants': [{'sku': 'C-1', " + Good + "}]"},
        {Admin + "categories", "'name': 'Cups'"},
        {Admin + "users", "'email': 'b@example.com', 'name': 'B', 'role': 'staff'"},
        {Admin + "api-keys", "'name': 'K', 'scopes': ['products:read']"},
        {Admin + "shipping-methods", "'name': 'Post', 'countries': ['DE'], " + Good},
        {Admin + "tax-rates", "'name': 'Tax', 'country': 'DE', 'rate': '0.19'"},
        {Admin + "stock/movements", "'variant_id': '" + m_ids["{variant}"] + "', 'delta': 5, 'reason': 'received'"},
    };
    for (const auto &[path, body] : calls) {
        const Answer answer = client.post(path, json("{" + body + ", 'x': 1}"), {{"Idempotency-Key", "key"}});
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.faults(), QStringList{u"x"_s});
    }
    for (qsizetype i = 0; i < tables.size(); ++i)
        QCOMPARE(rowsOf(*m_shared, tables[i]), before[i]);
    QCOMPARE(client.post(checkout, json("{" + calls.first().second + "}"), {{"Idempotency-Key", "key"}}).status, 201);
    m_shared.reset();
}

void TestAllFaults::whatFitsIsKept()
{
    const ShapePtr inner =
        shape::object("Inner",
                      {shape::required("sku", shape::text(1, 5)), shape::optional("weight", shape::integer(1, 9))});
    const ShapePtr shape =
        shape::object("Outer",
                      {shape::required("name", shape::text(2, 9)), shape::optional("note", shape::text()),
                       shape::required("price", shape::money()), shape::required("lines", shape::list(inner)),
                       shape::required("role", shape::oneOf({u"staff"_s})),
                       shape::optional("words", shape::map(shape::text(1, 5))), shape::required("at", shape::time()),
                       shape::required("id", shape::id()), shape::required("country", shape::formatted("country", 2)),
                       shape::required("on", shape::boolean()), shape::required("part", inner),
                       shape::required("none", shape::nullable(shape::integer(5, 9)))});
    for (
        const char *text :
        {"{}", "{'name': 'Ann', 'note': 5, 'x': 1}", "{'lines': 7, 'part': 7, 'words': {'a': 'b', 'c': 5}}",
         "{'lines': [{'sku': 'a', 'weight': 100}, {}, 5, {'sku': 'b', 'x': 1}], 'words': [], 'part': {'weight': 2}}",
         "{'price': {'amount': -1, 'currency': 'XXX'}, 'role': 'king', 'at': 'now', 'id': 5, 'country': 'XX', 'on': 2}"}) {
        const QJsonObject body = QJsonDocument::fromJson(json(text)).object();
        const QJsonObject fitted = fittedBody(*shape, body, "EUR");
        QVERIFY2(checkShape(*shape, fitted, "EUR").isEmpty(), text);
        QCOMPARE(fittedBody(*shape, fitted, "EUR"), fitted); // what fits is left as it is
    }
    const QJsonObject fitted = fittedBody(
        *shape,
        QJsonDocument::fromJson(json("{'name': 'Ann', 'note': 5, 'lines': [{'sku': 'a', 'weight': 100}]}")).object(),
        "EUR");
    QCOMPARE(fitted["name"_L1].toString(), u"Ann"_s);
    QVERIFY(!fitted.contains("note"_L1));
    QCOMPARE(fitted["lines"_L1].toArray().at(0).toObject(), (QJsonObject{{u"sku"_s, u"a"_s}}));
}

void TestAllFaults::aFieldIsToldOnce()
{
    const QList<FieldError> shapes{{u"email"_s, u"1"_s}, {u"variants[0].price"_s, u"1"_s}, {u"lines"_s, u"1"_s}};
    const QList<FieldError> services{{u"email"_s, u"2"_s},        {u"email_key"_s, u"2"_s},
                                     {u"variants"_s, u"2"_s},     {u"variants[1].price"_s, u"2"_s},
                                     {u"lines[0].sku"_s, u"2"_s}, {u"line"_s, u"2"_s}};
    QStringList told;
    for (const FieldError &fault : allFaults(shapes, services))
        told << fault.field + fault.message;
    QCOMPARE(told,
             (QStringList{u"email1"_s, u"variants[0].price1"_s, u"lines1"_s, u"email_key2"_s, u"variants[1].price2"_s,
                          u"line2"_s}));
}

QTEST_GUILESS_MAIN(TestAllFaults)
#include "tst_allfaults.moc"
