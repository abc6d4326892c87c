// Whole lists as CSV over the API: made while they are sent, in little memory, counted in log and metrics.
#include "app/reports/requestlog.h"
#include "server/api/csvlist.h"
#include "tests/support/memory.h"
#include "tests/support/oneofeach.h"
#include "tests/support/rawclient.h"
#include "tests/support/routesample.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::RawClient;

namespace {
constexpr qint64 MiB = 1024 * 1024;

}

class TestCsvLists : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void sendsAHundredThousandRows();
    void countsWhatWasSent();
    void givesAPageWhenAsked();
    void everyListOfTheShopIsASpreadsheet();
    void journalGoesOnPastItsParts();
    void keysAreNotInTheList();
    void productsArePagedAsTheOthersAre();
};

void TestCsvLists::sendsAHundredThousandRows()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    constexpr int Rows = 100'000;
    api.write([&](Transaction &transaction) -> Result<> {
        std::vector<RequestRow> rows(Rows);
        for (RequestRow &row : rows)
            row = {api.clock().now(),
                   "GET",
                   "/api/v1/products/{id}",
                   200,
                   1234,
                   2038,
                   "guest",
                   "0123456789abcdef0123456789abcdef",
                   "203.0.113.7"};
        requestlog::insert(transaction, rows);
        return {};
    });
    const QByteArray token = api.tokenFor(Role::Manager);
    RawClient client(api.server().port());
    const qint64 before = test::residentMemory();
    QVERIFY(client.send(
        "GET /api/v1/admin/requests HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/csv\r\nConnection: close\r\n"
        "Authorization: Bearer "
        + token + "\r\n\r\n"));
    const test::RawReply head = client.reply();
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Transfer-Encoding"), "chunked"_ba);
    QVERIFY(head.field("Content-Disposition").contains("requests.csv"));
    test::ApiClient bystander = api.client();
    QCOMPARE(bystander.get("/api/v1/shop").status, 200);
    const qint64 grown = test::residentMemory() - before;
    QVERIFY2(grown < 32 * MiB, QByteArray::number(grown).constData());
    const auto body = test::unchunked(client.rest());
    QVERIFY(body && body->startsWith("at,method,path,"));
    QVERIFY(body->count("203.0.113.7") == Rows);
}

void TestCsvLists::countsWhatWasSent()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    test::ApiClient client = api.client(api.tokenFor(Role::Manager));
    const test::Answer csv = client.get("/api/v1/admin/customers", {{"Accept", "text/csv"}});
    QCOMPARE(csv.status, 200);
    QVERIFY(csv.body.startsWith("id,email,"));
    const auto logged = [&]() -> qint64 {
        api.server().flushLog();
        for (const auto &row : client.get("/api/v1/admin/requests?limit=100").items())
            if (row["path"_L1] == "/api/v1/admin/customers"_L1)
                return row["bytes"_L1].toInteger();
        return -1;
    };
    QTRY_COMPARE(logged(), csv.body.size());
    const QByteArray wanted = "backroom_reply_bytes_total{method=\"GET\",path=\"/api/v1/admin/customers\"} "
        + QByteArray::number(csv.body.size()) + '\n';
    QVERIFY(client.get("/metrics").body.contains(wanted));
}

void TestCsvLists::givesAPageWhenAsked()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    const QByteArray token = api.tokenFor(Role::Manager);
    for (int i = 0; i < 3; ++i)
        (void)api.tokenFor(Role::Customer);
    test::ApiClient client = api.client(token);
    const QByteArray path = "/api/v1/admin/customers";
    const test::Headers csv{{"Accept", "text/csv"}};
    QCOMPARE(client.get(path, csv).body.count("\r\n"), 4);
    const test::Answer page = client.get(path + "?limit=2", csv);
    QCOMPARE(page.body.count("\r\n"), 3);
    QVERIFY(!page.header("content-length").isEmpty());
    QCOMPARE(client.get(path + "?after=nonsense", csv).status, 400);
    QCOMPARE(api.client().get(path, csv).status, 401); // told before anything is sent
}

void TestCsvLists::everyListOfTheShopIsASpreadsheet()
{
    QFETCH_GLOBAL(QString, store);
    test::OneOfEach things(store);
    test::ApiClient owner = things.owner();
    const Routes routes = allRoutes();
    int lists = 0;
    for (const auto &route : routes.all()) {
        if (!route->isPaged || !route->path.startsWith("/api/v1/admin/"))
            continue;
        const QByteArray name = test::nameOf(*route);
        QVERIFY2(route->answerTypes.contains("text/csv"), name.constData());
        const QByteArray path = things.concrete(route->path);
        const test::Answer csv = owner.get(path, {{"Accept", "text/csv"}});
        QVERIFY2(csv.status == 200 && csv.header("content-type").startsWith("text/csv"), name.constData());
        QVERIFY2(csv.header("content-disposition").endsWith(".csv\""), name.constData());
        // One row each and a head; those who ask are logged, and so are not counted here.
        const qsizetype items = owner.get(path + "?limit=100").items().size();
        if (!path.endsWith("/requests") && !path.endsWith("/admin/products"))
            QVERIFY2(csv.body.count("\r\n") == items + 1, QByteArray(name + '\n' + csv.body).constData());
        if (items > 1)
            QVERIFY2(owner.get(path + "?limit=1", {{"Accept", "text/csv"}}).body.count("\r\n") == 2, name.constData());
        ++lists;
    }
    QVERIFY(lists >= 15);
}

void TestCsvLists::journalGoesOnPastItsParts()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    constexpr qsizetype Entries = api::CsvRowsAtOnce + 7;
    for (qsizetype i = 1; i < Entries; ++i) // the first one made the shop
        api.write([i](Transaction &transaction) -> Result<> {
            transaction.journal({"test.happened", "test", QByteArray::number(i), {}, "{\"a\":\"b,c\"}", {}});
            return {};
        });
    test::ApiClient client = api.client(api.tokenFor(Role::Manager));
    const test::Headers accept{{"Accept", "text/csv"}};
    const QByteArray path = "/api/v1/admin/journal";
    QList<QByteArray> rows = client.get(path, accept).body.split('\n');
    QCOMPARE(rows.size(), Entries + 2); // a head, and nothing behind the last line's end
    QVERIFY(rows.at(0).startsWith("seq,at,actor,actor_name,action,entity,entity_id,before,after,"));
    QVERIFY(rows.at(1).startsWith(QByteArray(QByteArray::number(Entries) + ",2026-11-20T")));
    QVERIFY2(rows.at(1).contains(",\"{\"\"a\"\":\"\"b,c\"\"}\","), rows.at(1).constData());
    QVERIFY(rows.at(Entries).startsWith("1,"));
    rows = client.get(path + "?after_seq=2", accept).body.split('\n');
    QCOMPARE(rows.size(), Entries - 2 + 2);
    QVERIFY(rows.at(1).startsWith("3,")
            && rows.at(Entries - 2).startsWith(QByteArray(QByteArray::number(Entries) + ',')));
    rows = client.get(path + "?entity=test&entity_id=5", accept).body.split('\n');
    QCOMPARE(rows.size(), 3);
}

void TestCsvLists::keysAreNotInTheList()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    test::ApiClient client = api.client(api.tokenFor(Role::Owner));
    const test::Answer made =
        client.post("/api/v1/admin/api-keys", test::json("{'name': 'Till', 'scopes': ['orders:read', 'stock:write']}"));
    const QByteArray key = made.json()["key"_L1].toString().toLatin1();
    QVERIFY(key.startsWith("bk_live_"));
    const QByteArray csv = client.get("/api/v1/admin/api-keys", {{"Accept", "text/csv"}}).body;
    QVERIFY(csv.contains("Till") && csv.contains("orders:read stock:write"));
    QVERIFY(csv.contains(made.json()["prefix"_L1].toString().toLatin1()));
    QVERIFY(!csv.contains(key) && !csv.contains(key.right(20)));
}

void TestCsvLists::productsArePagedAsTheOthersAre()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    test::ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray path = "/api/v1/admin/products";
    for (const QByteArray sku : {"A", "B", "C"})
        QCOMPARE(client
                     .post(path,
                           test::json("{'title': '" + sku + "', 'variants': [{'sku': '" + sku
                                      + "', 'price': {'amount': 1, 'currency': 'EUR'}}]}"))
                     .status,
                 201);
    const test::Headers csv{{"Accept", "text/csv"}};
    QCOMPARE(client.get(path, csv).body.count("\r\n"), 4);
    QCOMPARE(client.get(path + "?limit=2&sort=name", csv).body.count("\r\n"), 3);
    const QByteArray next =
        client.get(path + "?limit=2&sort=name").json()["next"_L1].toString().toUtf8().toPercentEncoding();
    const QByteArray rest = client.get(path + "?limit=2&sort=name&after=" + next, csv).body;
    QCOMPARE(rest.count("\r\n"), 2);
    QVERIFY2(rest.contains("\r\nc,C,"), rest.constData());
    QCOMPARE(client.get(path + "?after=nonsense", csv).status, 400);
}

QTEST_GUILESS_MAIN(TestCsvLists)
#include "tst_csvlists.moc"
