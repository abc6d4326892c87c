// Who may call what: the table below says it in the shop's words, by hand; every route of the program is called as
// everybody, and answers as the table says. A route that nobody gave a line fails the test.
#include "app/base/crypto.h"
#include "app/users/token.h"
#include "tests/support/apifixture.h"
#include "tests/support/routesample.h"
#include "tests/support/teststore.h"

#include <QNetworkInterface>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::nameOf;

namespace {
// "public": the same for everybody, whoever asks is not even looked up. "guest": nobody need sign in, but a token that is
// sent must hold. "person": whoever signed in, not an API key. "machine": from this machine, or by the owner.
// A role: that role and those above it, and an API key with the scope beside it.
struct Line
{
    const char *least;
    const char *scope;
    QByteArrayList routes;
};

const QList<Line> Table = {
    {"public",
     "",
     {"GET /api/v1/openapi.json", "GET /docs", "GET /join", "GET /api/v1/shop", "GET /api/v1/products",
      "GET /api/v1/products/{id}", "GET /api/v1/categories", "GET /images/{name}"}},
    {"guest",
     "",
     {"GET /api/v1/health", "POST /api/v1/carts", "GET /api/v1/carts/{id}", "POST /api/v1/carts/{id}/lines",
      "PATCH /api/v1/carts/{id}/lines/{line}", "DELETE /api/v1/carts/{id}/lines/{line}",
      "PUT /api/v1/carts/{id}/shipping-address", "GET /api/v1/carts/{id}/shipping-options",
      "PUT /api/v1/carts/{id}/shipping-option", "POST /api/v1/carts/{id}/checkout", "GET /api/v1/orders/{number}",
      "POST /api/v1/orders/{number}/cancel", "POST /api/v1/auth/signup", "POST /api/v1/auth/login",
      "POST /api/v1/auth/accept-invitation"}},
    {"person",
     "",
     {"POST /api/v1/carts/{id}/claim", "GET /api/v1/orders", "POST /api/v1/auth/password", "POST /api/v1/auth/logout",
      "POST /api/v1/auth/logout-everywhere", "GET /api/v1/me", "PATCH /api/v1/me", "DELETE /api/v1/me",
      "GET /api/v1/me/export", "GET /api/v1/me/sessions", "DELETE /api/v1/me/sessions/{id}", "GET /api/v1/me/addresses",
      "POST /api/v1/me/addresses", "DELETE /api/v1/me/addresses/{id}"}},
    {"machine", "settings:read", {"GET /metrics"}},
    {"viewer",
     "products:read",
     {"GET /api/v1/admin/products", "GET /api/v1/admin/products/{id}", "GET /api/v1/admin/products/{id}/variants",
      "GET /api/v1/admin/products/{id}/variants/{variant}", "GET /api/v1/admin/products/{id}/images",
      "GET /api/v1/admin/products/{id}/images/{image}"}},
    {"manager",
     "products:write",
     {"POST /api/v1/admin/products", "PATCH /api/v1/admin/products/{id}", "DELETE /api/v1/admin/products/{id}",
      "POST /api/v1/admin/products/{id}/variants", "PATCH /api/v1/admin/products/{id}/variants/{variant}",
      "DELETE /api/v1/admin/products/{id}/variants/{variant}", "POST /api/v1/admin/products/{id}/images",
      "PATCH /api/v1/admin/products/{id}/images/{image}", "DELETE /api/v1/admin/products/{id}/images/{image}"}},
    {"viewer", "categories:read", {"GET /api/v1/admin/categories", "GET /api/v1/admin/categories/{id}"}},
    {"manager",
     "categories:write",
     {"POST /api/v1/admin/categories", "PATCH /api/v1/admin/categories/{id}", "DELETE /api/v1/admin/categories/{id}"}},
    {"viewer",
     "stock:read",
     {"GET /api/v1/admin/stock", "GET /api/v1/admin/stock/movements", "GET /api/v1/admin/stock/movements/{id}"}},
    {"staff", "stock:write", {"POST /api/v1/admin/stock/movements"}},
    {"viewer", "orders:read", {"GET /api/v1/admin/orders", "GET /api/v1/admin/orders/{number}"}},
    {"staff",
     "orders:write",
     {"PATCH /api/v1/admin/orders/{number}", "POST /api/v1/admin/orders/{number}/fulfil",
      "POST /api/v1/admin/orders/{number}/pay", "POST /api/v1/admin/orders/{number}/refund",
      "POST /api/v1/admin/orders/{number}/cancel"}},
    {"viewer", "customers:read", {"GET /api/v1/admin/customers", "GET /api/v1/admin/customers/{id}"}},
    {"staff",
     "customers:write",
     {"POST /api/v1/admin/customers", "PATCH /api/v1/admin/customers/{id}", "DELETE /api/v1/admin/customers/{id}",
      "POST /api/v1/admin/customers/{id}/invite"}},
    {"manager", "users:read", {"GET /api/v1/admin/users", "GET /api/v1/admin/users/{id}"}},
    {"manager",
     "users:write",
     {"POST /api/v1/admin/users", "PATCH /api/v1/admin/users/{id}", "DELETE /api/v1/admin/users/{id}",
      "POST /api/v1/admin/users/{id}/invite"}},
    {"manager", "shipping:read", {"GET /api/v1/admin/shipping-methods", "GET /api/v1/admin/shipping-methods/{id}"}},
    {"manager",
     "shipping:write",
     {"POST /api/v1/admin/shipping-methods", "PATCH /api/v1/admin/shipping-methods/{id}",
      "DELETE /api/v1/admin/shipping-methods/{id}"}},
    {"manager", "taxes:read", {"GET /api/v1/admin/tax-rates", "GET /api/v1/admin/tax-rates/{id}"}},
    {"manager",
     "taxes:write",
     {"POST /api/v1/admin/tax-rates", "PATCH /api/v1/admin/tax-rates/{id}", "DELETE /api/v1/admin/tax-rates/{id}"}},
    {"manager", "imports:write", {"POST /api/v1/admin/import/products", "POST /api/v1/admin/import/sales"}},
    {"viewer", "reports:read", {"GET /api/v1/admin/reports/{name}"}},
    {"manager", "journal:read", {"GET /api/v1/admin/journal"}},
    {"manager", "requests:read", {"GET /api/v1/admin/requests"}},
    {"owner", "settings:read", {"GET /api/v1/admin/settings"}},
    {"owner", "settings:write", {"PATCH /api/v1/admin/settings"}},
    {"owner", "api-keys:read", {"GET /api/v1/admin/api-keys", "GET /api/v1/admin/api-keys/{id}"}},
    {"owner",
     "api-keys:write",
     {"POST /api/v1/admin/api-keys", "PATCH /api/v1/admin/api-keys/{id}", "DELETE /api/v1/admin/api-keys/{id}"}},
    {"owner",
     "backups:read",
     {"GET /api/v1/admin/backups", "GET /api/v1/admin/backups/{id}", "GET /api/v1/admin/backup-jobs/{id}"}},
    {"owner",
     "backups:write",
     {"POST /api/v1/admin/backups", "POST /api/v1/admin/backups/{id}/verify",
      "POST /api/v1/admin/backups/{id}/restore"}},
};

const Line *lineOf(const QByteArray &name)
{
    for (const Line &line : Table)
        if (line.routes.contains(name))
            return &line;
    return nullptr;
}

// Somebody who calls: nobody, a token that does not hold, a person, or an API key with one scope or none.
struct Caller
{
    QByteArray name;
    QByteArray token = {};
    bool holds = true;
    Role role = Role::None;
    bool isKey = false;
    QByteArray scope = {};
};

// What a call has to be answered with as far as who calls goes: 401, 403, or 0 for neither.
int refusalFor(const Line &line, const Caller &caller)
{
    const QByteArray least = line.least;
    if (least == "public")
        return 0;
    if (!caller.holds)
        return 401;
    if (least == "guest" || least == "machine")
        return 0;
    if (caller.isKey)
        return line.scope == caller.scope && !caller.scope.isEmpty() ? 0 : 403;
    if (caller.role == Role::None)
        return 401;
    if (least == "person")
        return 0;
    static const QByteArrayList ranks{"customer", "viewer", "staff", "manager", "owner"};
    return ranks.indexOf(roleText(caller.role)) >= ranks.indexOf(least) ? 0 : 403;
}

// Whatever a service would have to refuse for reasons of its own, were it the sample of the shape.
QByteArray bodyFor(const Route &route)
{
    if (nameOf(route) == "POST /api/v1/admin/users") // a manager makes nobody an owner
        return test::json("{'email': 'new@example.com', 'name': 'New', 'role': 'staff'}");
    // Passwords are not hashed hundreds of times; that a field is missing is told to those alone who may call.
    return route.rateClass == "password" ? "{}"_ba : test::bodyOf(route);
}
}

class TestRoleMatrix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void everyRouteHasItsLine();
    void everybodyCallsEverything();
    void figuresAreForThisMachine();

private:
    static QList<Caller> callers(ApiFixture &api);
};

void TestRoleMatrix::everyRouteHasItsLine()
{
    QByteArrayList served;
    QByteArrayList without;
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        const QByteArray name = nameOf(*route);
        served << name;
        if (!lineOf(name))
            without << name;
    }
    QVERIFY2(without.isEmpty(), QByteArray("say who may call: " + without.join(", ")).constData());
    QByteArrayList told;
    for (const Line &line : Table)
        told += line.routes;
    for (const QByteArray &name : std::as_const(told)) {
        QVERIFY2(served.contains(name), QByteArray("not served: " + name).constData());
        QVERIFY2(told.count(name) == 1, QByteArray("told twice: " + name).constData());
    }
    // The route table and the table above were written by different hands.
    for (const auto &route : routes.all()) {
        const Line &line = *lineOf(nameOf(*route));
        const bool permitted = route->access.kind == Access::Kind::Permitted;
        QVERIFY2(!permitted || scopeText(route->access.permission) == QLatin1String(line.scope),
                 nameOf(*route).constData());
        QVERIFY2(!permitted || roleText(leastRole(route->access.permission)) == line.least, nameOf(*route).constData());
        QVERIFY2((route->isCached || route->isPublicForever) == (line.least == "public"_ba),
                 nameOf(*route).constData());
    }
}

QList<Caller> TestRoleMatrix::callers(ApiFixture &api)
{
    QList<Caller> callers{{"nobody"}, {"a token that never was", newToken(), false}, {"no token at all", "x", false}};
    const auto spoiled = [&](const QByteArray &name, const QByteArray &sql) {
        const QByteArray token = api.tokenFor(Role::Owner);
        api.write([&](Transaction &tx) -> Result<> {
            tx.exec(sql, api.lastUser());
            return {};
        });
        callers << Caller{name, token, false};
    };
    spoiled("an owner whose session ran out", "UPDATE sessions SET expires_at = 1 WHERE user_id = ?");
    spoiled("an owner who signed out", "DELETE FROM sessions WHERE user_id = ?");
    spoiled("an owner who was locked out", "UPDATE users SET disabled = 1 WHERE id = ?");
    for (const Role role : {Role::Customer, Role::Viewer, Role::Staff, Role::Manager, Role::Owner})
        callers << Caller{roleText(role), api.tokenFor(role), true, role};
    callers << Caller{"a key without scopes", api.apiKey({}), true, Role::None, true};
    for (const QString &scope : allScopes())
        callers << Caller{
            "a key for " + scope.toLatin1(), api.apiKey({scope}), true, Role::None, true, scope.toLatin1()};
    QByteArray wrong = api.apiKey({u"settings:write"_s});
    wrong.back() = wrong.back() == 'a' ? 'b' : 'a';
    callers << Caller{"a key with a slip", wrong, false};
    const QByteArray over = api.apiKey(allScopes());
    api.write([&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE api_keys SET expires_at = 1 WHERE id = (SELECT max(id) FROM api_keys)");
        return {};
    });
    callers << Caller{"a key whose time is over", over, false};
    return callers;
}

void TestRoleMatrix::everybodyCallsEverything()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    const QByteArray standing = api.tokenFor(Role::Owner); // the shop keeps an owner, whoever leaves
    const QList<Caller> everybody = callers(api);
    ApiClient client = api.client();
    const Routes routes = allRoutes();
    const auto call = [&](const Route &route, const Caller &caller, const QByteArray &method) {
        // What ends a session, or a person, is given one of its own.
        const bool own = lineOf(nameOf(route))->least == "person"_ba && caller.role != Role::None;
        client.setToken(own ? api.tokenFor(caller.role) : caller.token);
        const Answer answer =
            client.send(method, test::pathOf(route), bodyFor(route), {{"Content-Type", test::typeOf(route)}});
        return answer.status;
    };
    const auto journaled = [&] {
        return api.database().read(
            [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT count(*) FROM journal"); });
    };
    QByteArrayList wrong;
    int cells = 0;
    const auto expect = [&](bool refused) {
        for (const auto &route : routes.all())
            for (const Caller &caller : everybody) {
                const int refusal = refusalFor(*lineOf(nameOf(*route)), caller);
                if ((refusal != 0) != refused)
                    continue;
                QByteArrayList methods{methodText(route->method)};
                if (route->method == Method::Get && !caller.isKey)
                    methods << "HEAD";
                for (const QByteArray &method : std::as_const(methods)) {
                    const int status = call(*route, caller, method);
                    ++cells;
                    const bool right = refused
                        ? status == refusal
                        : status >= 200 && status < 500 && status != 401 && status != 403 && status != 405;
                    if (!right)
                        wrong << method + ' ' + route->path + " by " + caller.name + ": " + QByteArray::number(status);
                }
            }
    };
    const auto before = journaled();
    expect(true);
    QVERIFY2(wrong.isEmpty(), wrong.join('\n').constData());
    QCOMPARE(*journaled(), *before); // nobody who was refused changed anything
    expect(false);
    QVERIFY2(wrong.isEmpty(), wrong.join('\n').constData());
    QVERIFY(*journaled() > *before); // the others did
    QVERIFY(cells > 3000);
    client.setToken(standing);
    QCOMPARE(client.get("/api/v1/me").status, 200);
}

// From another machine the figures are for those alone who may see the settings.
void TestRoleMatrix::figuresAreForThisMachine()
{
    QFETCH_GLOBAL(QString, store);
    QHostAddress own;
    for (const QHostAddress &address : QNetworkInterface::allAddresses())
        if (!address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol)
            own = address;
    if (own.isNull())
        return; // a machine without a network has no others
    ServerOptions options;
    options.host = u"0.0.0.0"_s;
    ApiFixture api(store, {}, options);
    const auto ask = [&](const QByteArray &token) {
        ApiClient client(api.server().port(), token, own);
        return client.get("/metrics").status;
    };
    QCOMPARE(api.client().get("/metrics").status, 200);
    QCOMPARE(ask({}), 401);
    QCOMPARE(ask(newToken()), 401);
    QCOMPARE(ask(api.tokenFor(Role::Manager)), 403);
    QCOMPARE(ask(api.tokenFor(Role::Owner)), 200);
    QCOMPARE(ask(api.apiKey({u"reports:read"_s})), 403);
    QCOMPARE(ask(api.apiKey({u"settings:read"_s})), 200);
}

QTEST_GUILESS_MAIN(TestRoleMatrix)
#include "tst_rolematrix.moc"
