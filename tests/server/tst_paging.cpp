// Every list takes limit and after, the short ones too, and pages hold together what the whole list holds.
#include "tests/support/oneofeach.h"
#include "tests/support/routesample.h"
#include "tests/support/teststore.h"

#include <QBuffer>
#include <QImage>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::json;
using test::nameOf;
using test::OneOfEach;

namespace {
QByteArray picture(QRgb colour)
{
    QImage image(60, 30, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QStringList idsOf(const Answer &page)
{
    QStringList ids;
    for (const QJsonValue &item : page.items())
        ids << item["id"_L1].toString();
    return ids;
}

QByteArray nextOf(const Answer &page) { return page.json()["next"_L1].toString().toUtf8().toPercentEncoding(); }

// Every page of the list, `limit` items at a time; nothing when one of them is not a page.
std::optional<QStringList> paged(ApiClient &client, const QByteArray &path, qsizetype limit)
{
    const QByteArray first = path + "?limit=" + QByteArray::number(limit);
    QStringList all;
    for (QByteArray at = first;;) {
        const Answer page = client.get(at);
        const QByteArray next = nextOf(page);
        if (page.status != 200 || page.items().size() > limit || (!next.isEmpty() && page.items().size() < limit))
            return std::nullopt;
        all << idsOf(page);
        if (next.isEmpty())
            return all;
        at = first + "&after=" + next;
    }
}
}

class TestPaging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void everyListIsPaged();
    void shortListsArePaged();
    void pagesGoOnWhereTheyEnded();
    void theTreeIsWholeUnlessAsked();
};

void TestPaging::everyListIsPaged()
{
    const Routes routes = allRoutes();
    int lists = 0;
    for (const auto &route : routes.all()) {
        const bool isPage = route->answer
            && std::any_of(route->answer->members.begin(), route->answer->members.end(),
                           [](const Member &member) { return member.name == "next"; });
        QVERIFY2(isPage == route->isPaged, nameOf(*route).constData());
        lists += isPage ? 1 : 0;
    }
    QVERIFY(lists >= 20);
}

void TestPaging::shortListsArePaged()
{
    QFETCH_GLOBAL(QString, store);
    OneOfEach things(store);
    ApiClient owner = things.owner();
    const QByteArray product = things.at("/api/v1/admin/products/{id}");
    for (const QRgb colour : {qRgb(0, 0, 255), qRgb(0, 255, 0), qRgb(9, 9, 9)})
        QCOMPARE(owner.post(product + "/images", picture(colour), {{"Content-Type", "image/png"}}).status, 201);
    // The order is the shop's, not that in which they were made.
    const QByteArray last = idsOf(owner.get(product + "/images")).constLast().toLatin1();
    QCOMPARE(owner.patch(product + "/images/" + last, json("{'position': 0}")).status, 200);
    for (const char *size : {"XL", "XXL"})
        QCOMPARE(owner
                     .post(product + "/variants",
                           json(QByteArray("{'sku': '") + size + "', 'options': {'Size': '" + size
                                + "'}, 'price': {'amount': 1, 'currency': 'EUR'}}"))
                     .status,
                 201);
    for (const char *name : {"Garden", "House", "Attic"})
        QCOMPARE(owner.post("/api/v1/admin/categories", json(QByteArray("{'name': '") + name + "'}")).status, 201);
    const QByteArray token = things.shop.api.tokenFor(Role::Customer);
    ApiClient customer = things.shop.api.client(token);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(customer.post("/api/v1/me/addresses", test::BerlinAddress).status, 201);
    things.shop.api.write([&](Transaction &tx) -> Result<> { // signed in elsewhere, too
        for (int i = 0; i < 3; ++i)
            tx.exec(
                "INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                things.shop.api.lastUser(), Blob{QByteArray("hash" + QByteArray::number(i))}, tx.now() - i,
                tx.now() - i, tx.now() + 1'000'000'000);
        return {};
    });
    const QByteArray variant = owner.get(product + "/variants").items().at(0)["id"_L1].toString().toLatin1();
    ApiClient guest = things.shop.api.client();
    const QByteArray cart = things.shop.cart(guest, variant, 1);
    QCOMPARE(owner
                 .post("/api/v1/admin/shipping-methods",
                       json("{'name': 'Van', 'countries': ['DE'], 'price': {'amount': 9, 'currency': 'EUR'}}"))
                 .status,
             201);
    const QList<std::pair<QByteArray, ApiClient *>> lists{
        {product + "/images", &owner},        {product + "/variants", &owner},
        {"/api/v1/admin/categories", &owner}, {"/api/v1/admin/shipping-methods", &owner},
        {"/api/v1/categories", &guest},       {"/api/v1/me/addresses", &customer},
        {"/api/v1/me/sessions", &customer},   {cart + "/shipping-options", &guest}};
    for (const auto &[path, client] : lists) {
        const QStringList whole = idsOf(client->get(path));
        QVERIFY2(whole.size() >= 3, path.constData());
        for (qsizetype limit = 1; limit <= whole.size(); ++limit)
            QVERIFY2(paged(*client, path, limit) == whole, path.constData());
        QCOMPARE(client->get(path + "?limit=0").status, 400);
        QCOMPARE(client->get(path + "?limit=101").status, 400);
        QCOMPARE(client->get(path + "?after=nonsense").status, 400);
    }
}

// An item that ended a page may be gone before the next one is asked for, and others be put elsewhere.
void TestPaging::pagesGoOnWhereTheyEnded()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Customer));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(client.post("/api/v1/me/addresses", test::BerlinAddress).status, 201);
    const QByteArray path = "/api/v1/me/addresses";
    const QStringList whole = idsOf(client.get(path));
    const Answer page = client.get(path + "?limit=2");
    QCOMPARE(client.remove(path + '/' + whole.at(1).toLatin1()).status, 204);
    QCOMPARE(idsOf(client.get(path + "?limit=2&after=" + nextOf(page))), whole.mid(2));
    QCOMPARE(client.remove(path + '/' + whole.at(2).toLatin1()).status, 204);
    QCOMPARE(client.remove(path + '/' + whole.at(3).toLatin1()).status, 204);
    const Answer end = client.get(path + "?limit=2&after=" + nextOf(page));
    QCOMPARE(end.status, 200);
    QVERIFY(end.json()["next"_L1].isNull());
}

void TestPaging::theTreeIsWholeUnlessAsked()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    ApiClient owner = api.client(api.tokenFor(Role::Owner)), guest = api.client();
    QByteArray parent;
    for (int i = 0; i < 25; ++i) {
        const Answer made =
            owner.post("/api/v1/admin/categories", json("{'name': 'Room " + QByteArray::number(i) + "'}"));
        QCOMPARE(made.status, 201);
        parent = made.json()["id"_L1].toString().toLatin1();
    }
    QCOMPARE(owner.post("/api/v1/admin/categories", json("{'name': 'Shelf', 'parent_id': '" + parent + "'}")).status,
             201);
    const Answer whole = guest.get("/api/v1/categories");
    QCOMPARE(whole.items().size(), 25);
    QVERIFY(whole.json()["next"_L1].isNull());
    const Answer page = guest.get("/api/v1/categories?limit=24");
    QCOMPARE(page.items().size(), 24);
    const Answer rest = guest.get("/api/v1/categories?limit=24&after=" + nextOf(page));
    QCOMPARE(rest.items().size(), 1);
    QCOMPARE(idsOf(page) + idsOf(rest), idsOf(whole));
    int below = 0;
    for (const Answer &part : {page, rest})
        for (const QJsonValue &root : part.items())
            below += int(root["children"_L1].toArray().size());
    QCOMPARE(below, 1);
    QCOMPARE(owner.get("/api/v1/admin/categories").items().size(), 20); // a list as all the others
}

QTEST_GUILESS_MAIN(TestPaging)
#include "tst_paging.moc"
