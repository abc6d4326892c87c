// Nobody sees what is not theirs: for every route about something that belongs to a person, others get what they would
// get for something that does not exist, to the letter; and what is asked for stays as it was.
#include "tests/support/routesample.h"
#include "tests/support/sales.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::json;
using test::nameOf;
using test::Sales;

namespace {
// The routes with a parameter that nobody needs a role for: whose is what the parameter names?
const QByteArrayList OfEverybody{"GET /api/v1/products/{id}", "GET /images/{name}"};
const QByteArrayList OfOnePerson{"GET /api/v1/carts/{id}",
                                 "POST /api/v1/carts/{id}/lines",
                                 "PATCH /api/v1/carts/{id}/lines/{line}",
                                 "DELETE /api/v1/carts/{id}/lines/{line}",
                                 "PUT /api/v1/carts/{id}/shipping-address",
                                 "GET /api/v1/carts/{id}/shipping-options",
                                 "PUT /api/v1/carts/{id}/shipping-option",
                                 "POST /api/v1/carts/{id}/claim",
                                 "POST /api/v1/carts/{id}/checkout",
                                 "GET /api/v1/orders/{number}",
                                 "POST /api/v1/orders/{number}/cancel",
                                 "DELETE /api/v1/me/sessions/{id}",
                                 "DELETE /api/v1/me/addresses/{id}"};

// One person with a filled cart, an order, a saved address and a session.
struct Customer
{
    explicit Customer(Sales &shop, const QByteArray &variant) : token(shop.api.tokenFor(Role::Customer))
    {
        ApiClient client = shop.api.client(token);
        cart = shop.cart(client, variant, 2).split('/').constLast();
        const Answer filled = client.get("/api/v1/carts/" + cart);
        line = filled.json()["lines"_L1][0]["id"_L1].toString().toUtf8();
        const QJsonObject placed = shop.order(client, variant, 1);
        order = placed["number"_L1].toString().toUtf8();
        address = client.post("/api/v1/me/addresses", test::BerlinAddress).json()["id"_L1].toString().toUtf8();
        session = client.get("/api/v1/me/sessions").items().at(0)["id"_L1].toString().toUtf8();
    }

    // All that the person sees of it.
    QByteArrayList things(Sales &shop) const
    {
        ApiClient client = shop.api.client(token);
        QByteArrayList seen;
        for (const QByteArray &path : {QByteArray("/api/v1/carts/" + cart), QByteArray("/api/v1/orders/" + order),
                                       "/api/v1/me/addresses"_ba, "/api/v1/me/sessions"_ba, "/api/v1/orders"_ba}) {
            const Answer answer = client.get(path);
            seen << path + ' ' + QByteArray::number(answer.status) + ' ' + answer.body;
        }
        return seen;
    }

    QByteArray token;
    QByteArray cart;
    QByteArray line;
    QByteArray order;
    QByteArray address;
    QByteArray session;
};

QByteArray pathTo(const Route &route, const QByteArray &cart, const QByteArray &line, const QByteArray &order,
                  const QByteArray &address, const QByteArray &session)
{
    QByteArray path = route.path;
    if (path.startsWith("/api/v1/carts/"))
        path.replace("{id}", cart).replace("{line}", line);
    else if (path.startsWith("/api/v1/orders/"))
        path.replace("{number}", order);
    else if (path.contains("/sessions/"))
        path.replace("{id}", session);
    else if (path.contains("/addresses/"))
        path.replace("{id}", address);
    return path;
}

// An answer without what names the call: its path and its own id.
QByteArray said(const Answer &answer)
{
    QJsonObject body = answer.json();
    body.remove(u"instance"_s);
    body.remove(u"request_id"_s);
    QByteArrayList headers;
    for (const auto &[name, value] : answer.headers)
        if (name != "X-Request-Id" && name != "Date" && name != "Content-Length")
            headers << name + ": " + value;
    std::sort(headers.begin(), headers.end());
    return QByteArray::number(answer.status) + ' ' + QJsonDocument(body).toJson(QJsonDocument::Compact) + ' '
        + headers.join(", ");
}
}

class TestForeignObjects : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void everyRouteIsJudged();
    void othersLearnNothing();
    void listsHoldOnesOwn();
};

void TestForeignObjects::everyRouteIsJudged()
{
    const Routes routes = allRoutes();
    QByteArrayList found;
    for (const auto &route : routes.all())
        if (route->path.contains('{') && route->access.kind != Access::Kind::Permitted)
            found << nameOf(*route);
    QByteArrayList judged = OfEverybody + OfOnePerson;
    std::sort(found.begin(), found.end());
    std::sort(judged.begin(), judged.end());
    QCOMPARE(found, judged);
}

void TestForeignObjects::othersLearnNothing()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray variant = shop.addVariant("MUG", 999, 100);
    const Customer ann(shop, variant);
    const QByteArrayList before = ann.things(shop);
    const auto body = [&](const Route &route) {
        if (route.path.endsWith("/lines"))
            return Sales::lineBody(variant, "1");
        if (route.path.endsWith("/shipping-address"))
            return test::BerlinAddress;
        if (route.path.endsWith("/shipping-option"))
            return json("{'id': '" + shop.option + "'}");
        if (route.path.endsWith("/checkout"))
            return test::PayByTransfer;
        return test::bodyOf(route);
    };
    const Customer ben(shop, variant);
    const QList<std::pair<QByteArray, QByteArray>> others{{"another customer", ben.token},
                                                          {"a guest", {}},
                                                          {"the shop's owner", shop.api.tokenFor(Role::Owner)},
                                                          {"a key for orders", shop.api.apiKey({u"orders:write"_s})}};
    const QByteArray noCart = ann.cart.left(ann.cart.size() - 2) + "xx";
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        if (!OfOnePerson.contains(nameOf(*route)))
            continue;
        const bool ordered = route->path.startsWith("/api/v1/orders/");
        for (const auto &[who, token] : others) {
            ApiClient client = shop.api.client(token);
            const auto call = [&](const QByteArray &path) {
                return client.send(methodText(route->method), path, body(*route));
            };
            const QByteArray hers = pathTo(*route, ann.cart, ann.line, ann.order, ann.address, ann.session);
            const QByteArray nobodys = pathTo(*route, noCart, "999999", "999999", "999999", "999999");
            QByteArrayList suffixes{""};
            if (ordered)
                suffixes << "?token=guessed";
            for (const QByteArray &suffix : suffixes) {
                const Answer foreign = call(hers + suffix);
                const Answer missing = call(nobodys + suffix);
                const QByteArray told = nameOf(*route) + suffix + " by " + who;
                QVERIFY2(said(foreign) == said(missing),
                         QByteArray(told + "\n" + said(foreign) + "\n" + said(missing)).constData());
                const bool mustSignIn = route->access.kind == Access::Kind::SignedIn;
                const int status = !mustSignIn ? 404 : token.isEmpty() ? 401 : token.startsWith("bk_") ? 403 : 404;
                QVERIFY2(foreign.status == status, QByteArray(told + ' ' + said(foreign)).constData());
            }
            // Nor through one's own cart into another's line.
            if (route->path.contains("{line}")) {
                const QByteArray own = "/api/v1/carts/" + ben.cart + "/lines/";
                client.setToken(ben.token);
                QCOMPARE(said(call(own + ann.line)), said(call(own + "999999")));
                client.setToken(token);
            }
        }
    }
    QCOMPARE(ann.things(shop), before);
}

void TestForeignObjects::listsHoldOnesOwn()
{
    QFETCH_GLOBAL(QString, store);
    Sales shop(store);
    const QByteArray variant = shop.addVariant("MUG", 999, 100);
    const Customer ann(shop, variant);
    const Customer ben(shop, variant);
    ApiClient client = shop.api.client(ben.token);
    const auto only = [&](const QByteArray &path, const char *field) {
        const QJsonArray items = client.get(path).items();
        return items.size() == 1 ? items.at(0)[QLatin1StringView(field)].toString().toUtf8() : QByteArray();
    };
    QCOMPARE(only("/api/v1/orders", "number"), ben.order);
    QCOMPARE(only("/api/v1/me/addresses", "id"), ben.address);
    QCOMPARE(only("/api/v1/me/sessions", "id"), ben.session);
    const QByteArray all = client.get("/api/v1/me/export").body;
    QVERIFY(all.contains(QByteArray('"' + ben.order + '"')) && !all.contains(QByteArray('"' + ann.order + '"')));
}

QTEST_GUILESS_MAIN(TestForeignObjects)
#include "tst_foreignobjects.moc"
