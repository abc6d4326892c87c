// Whole lists as CSV over the API: made while they are sent, in little memory, counted in log and metrics.
#include "app/reports/requestlog.h"
#include "tests/support/apifixture.h"
#include "tests/support/memory.h"
#include "tests/support/rawclient.h"
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

QTEST_GUILESS_MAIN(TestCsvLists)
#include "tst_csvlists.moc"
