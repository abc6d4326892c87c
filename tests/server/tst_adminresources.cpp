// What holds for everything that the shop's people work with: it is found where it was made, its answers say what the
// shop keeps of all things, and nobody writes over what they have not seen.
#include "tests/support/oneofeach.h"
#include "tests/support/routesample.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::nameOf;
using test::OneOfEach;

namespace {
const QByteArray Admin = "/api/v1/admin/";
const QByteArrayList Kept{"id", "revision", "created_at", "updated_at"};

bool isAdmin(const Route &route) { return route.path.startsWith(Admin); }

bool changesOne(const Route &route)
{
    return route.method == Method::Put || route.method == Method::Patch || route.method == Method::Delete;
}

QByteArrayList missing(const QJsonObject &object)
{
    QByteArrayList names;
    for (const QByteArray &name : Kept)
        if (!object.value(QLatin1StringView(name)).isString() && !object.value(QLatin1StringView(name)).isDouble())
            names << name;
    return names;
}

QByteArrayList missing(const Shape &shape)
{
    QByteArrayList names = Kept;
    for (const Member &member : shape.members)
        if (member.required)
            names.removeAll(member.name);
    return names;
}
}

class TestAdminResources : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void everyCollectionHasMembers();
    void everyChangeTakesIfMatch();
    void whatIsStaleWritesNothing();
    void everyAnswerSaysWhatIsKept();
    void answersAreAsTheyAreDocumented();
    void partsAreAsOldAsTheyAre();
};

void TestAdminResources::everyCollectionHasMembers()
{
    const Routes routes = allRoutes();
    const auto find = [&routes](Method method, auto fits) {
        return std::any_of(routes.all().begin(), routes.all().end(),
                           [&](const auto &route) { return route->method == method && fits(route->path); });
    };
    int collections = 0;
    for (const auto &route : routes.all()) {
        if (!isAdmin(*route) || !route->isPaged
            || !find(Method::Post, [&](const QByteArray &path) { return path == route->path; }))
            continue;
        ++collections;
        QVERIFY2(find(Method::Get,
                      [&](const QByteArray &path) {
                          return path.startsWith(QByteArray(route->path + "/{")) && path.endsWith('}')
                              && path.count('/') == route->path.count('/') + 1;
                      }),
                 route->path.constData());
    }
    QVERIFY(collections >= 11);
}

// Whatever is changed here has a revision, and so there are no exceptions.
void TestAdminResources::everyChangeTakesIfMatch()
{
    int changes = 0;
    const Routes routes = allRoutes();
    for (const auto &route : routes.all())
        if (isAdmin(*route) && changesOne(*route)) {
            QVERIFY2(route->takesIfMatch, nameOf(*route).constData());
            ++changes;
        }
    QVERIFY(changes >= 20);
}

void TestAdminResources::whatIsStaleWritesNothing()
{
    QFETCH_GLOBAL(QString, store);
    OneOfEach things(store);
    ApiClient client = things.owner();
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        if (!isAdmin(*route) || !changesOne(*route))
            continue;
        const QByteArray path = things.at(route->path);
        QVERIFY2(!path.isEmpty(), nameOf(*route).constData());
        const Answer before = client.get(path);
        const QByteArray tag = before.header("etag");
        QVERIFY2(before.status == 200 && !tag.isEmpty(), nameOf(*route).constData());
        for (const char *stale : {"\"r999\"", "\"nonsense\"", "\"r0\""}) {
            const Answer refused =
                client.send(methodText(route->method), path, test::bodyOf(*route), {{"If-Match", stale}});
            QVERIFY2(refused.status == 412, QByteArray(nameOf(*route) + ' ' + refused.body).constData());
            QCOMPARE(client.get(path).body, before.body);
        }
        if (route->method == Method::Patch) {
            const Answer changed = client.patch(path, test::bodyOf(*route), {{"If-Match", tag}});
            QVERIFY2(changed.status == 200, QByteArray(nameOf(*route) + ' ' + changed.body).constData());
            QCOMPARE(changed.header("etag"), client.get(path).header("etag"));
        }
    }
    // A change of an image is a change of its product, and tells whoever has not seen it.
    const QByteArray product = things.at(Admin + "products/{id}");
    const QByteArray image = things.at(Admin + "products/{id}/images/{image}");
    const QByteArray tag = client.get(image).header("etag");
    QCOMPARE(tag, client.get(product).header("etag"));
    const Answer described = client.patch(image, test::json("{'alt': 'Red'}"), {{"If-Match", tag}});
    QCOMPARE(described.status, 200);
    QVERIFY(described.header("etag") != tag);
    QCOMPARE(described.header("etag"), client.get(product).header("etag"));
    QCOMPARE(client.patch(image, test::json("{'alt': 'Blue'}"), {{"If-Match", tag}}).status, 412);
    QCOMPARE(client.remove(image, {{"If-Match", tag}}).status, 412);
    QCOMPARE(client.get(image).json()["alt"_L1].toString(), u"Red"_s);
    QCOMPARE(client.remove(image, {{"If-Match", described.header("etag")}}).status, 204);
    QCOMPARE(client.get(image).status, 404);
}

void TestAdminResources::everyAnswerSaysWhatIsKept()
{
    QFETCH_GLOBAL(QString, store);
    OneOfEach things(store);
    ApiClient client = things.owner();
    const auto check = [](const QByteArray &where, const QJsonObject &object) {
        const QByteArrayList names = missing(object);
        QVERIFY2(names.isEmpty(), QByteArray(where + " lacks " + names.join(", ")).constData());
        QVERIFY2(object["revision"_L1].toInt() >= 1, where.constData());
        QVERIFY2(parseTime(object["created_at"_L1].toString()) <= parseTime(object["updated_at"_L1].toString()),
                 where.constData());
    };
    for (auto thing = things.all().begin(); thing != things.all().end(); ++thing) {
        const Answer one = client.get(thing.value());
        QCOMPARE(one.status, 200);
        check(thing.value(), one.json());
        const qsizetype last = thing.value().lastIndexOf('/');
        if (thing.key().endsWith('}') && !thing.key().endsWith("{number}"))
            QCOMPARE(one.json()["id"_L1].toString().toLatin1(), thing.value().sliced(last + 1));
        if (!thing.key().endsWith('}'))
            continue;
        const QJsonArray items = client.get(thing.value().left(last)).items();
        QVERIFY(!items.isEmpty());
        for (const QJsonValue &item : items)
            check(thing.value().left(last), item.toObject());
    }
    // What is made and what is changed, too: their answers are told apart by nothing but their shapes.
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        const bool one = things.all().contains(route->path);
        const bool makes = route->method == Method::Post && route->status == 201 && isAdmin(*route)
            && std::any_of(things.all().keyBegin(), things.all().keyEnd(), [&](const QByteArray &path) {
                               return path.startsWith(QByteArray(route->path + "/{"))
                                   && !path.sliced(route->path.size() + 1).contains('/');
                           });
        if (!route->answer || (!one && !makes))
            continue;
        const QByteArrayList names = missing(*route->answer);
        QVERIFY2(names.isEmpty(), QByteArray(nameOf(*route) + " lacks " + names.join(", ")).constData());
    }
}

void TestAdminResources::answersAreAsTheyAreDocumented()
{
    QFETCH_GLOBAL(QString, store);
    OneOfEach things(store);
    ApiClient client = things.owner();
    const Routes routes = allRoutes();
    int checked = 0;
    for (const auto &route : routes.all()) {
        if (!isAdmin(*route) || route->method != Method::Get || !route->answer)
            continue;
        const QByteArray path = things.concrete(route->path);
        if (path.contains('{'))
            continue;
        const Answer answer = client.get(path);
        QCOMPARE(answer.status, 200);
        const QList<FieldError> faults = checkShape(*route->answer, answer.json(), "EUR");
        const QString told = faults.isEmpty() ? QString() : faults.first().field + u": "_s + faults.first().message;
        QVERIFY2(faults.isEmpty(), QByteArray(nameOf(*route) + ' ' + told.toUtf8()).constData());
        ++checked;
    }
    QVERIFY(checked > 20);
}

// Settings and parts of a product have no times of their own, and tell those that they can vouch for.
void TestAdminResources::partsAreAsOldAsTheyAre()
{
    QFETCH_GLOBAL(QString, store);
    OneOfEach things(store);
    ApiClient client = things.owner();
    const QByteArray settings = Admin + "settings", product = things.at(Admin + "products/{id}"),
                     image = things.at(Admin + "products/{id}/images/{image}"),
                     variant = things.at(Admin + "products/{id}/variants/{variant}");
    QMap<QByteArray, QJsonObject> before;
    for (const QByteArray &path : {settings, product, image, variant})
        before.insert(path, client.get(path).json());
    things.shop.api.clock().advance(60'000);
    QCOMPARE(client.patch(settings, test::json("{'shop_name': 'Renamed'}")).status, 200);
    QCOMPARE(client.patch(variant, test::json("{'barcode': '4006381333931'}")).status, 200);
    const QJsonValue changed = client.get(product).json()["updated_at"_L1];
    for (const QByteArray &path : {settings, product, image, variant}) {
        const QJsonObject after = client.get(path).json();
        QCOMPARE(after["created_at"_L1], before[path]["created_at"_L1]);
        QCOMPARE(after["updated_at"_L1], changed);
        QVERIFY(after["updated_at"_L1] != before[path]["updated_at"_L1]);
        QCOMPARE(after["revision"_L1].toInt(), before[path]["revision"_L1].toInt() + 1);
        QCOMPARE(after["id"_L1], before[path]["id"_L1]);
    }
}

QTEST_GUILESS_MAIN(TestAdminResources)
#include "tst_adminresources.moc"
