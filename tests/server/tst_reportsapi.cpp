#include "app/reports/requestlog.h"
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;

namespace {
const QByteArray Sales = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                         "500001,10001,MUG,6,2011-01-01 08:26:00,2.55,17850.0,United Kingdom\n"
                         "C500002,10001,MUG,-1,2011-02-01 08:26:00,2.55,17850.0,United Kingdom\n"
                         "500003,10001,MUG,six,2011-02-01 08:26:00,2.55,17850.0,United Kingdom\n"_ba;
// The same with gzip -9.
QByteArray compressed(const QByteArray &text)
{
    // zlib's stream between a gzip head and tail.
    QByteArray packed = qCompress(text).sliced(4); // without Qt's length
    QByteArray gz = QByteArray::fromHex("1f8b080000000000020f") + packed.sliced(2, packed.size() - 6);
    quint32 crc = 0xffffffff;
    for (const char c : text) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320U : 0U);
    }
    crc = ~crc;
    const auto size = quint32(text.size());
    for (const quint32 number : {crc, size})
        for (int byte = 0; byte < 4; ++byte)
            gz += char(number >> (8 * byte) & 0xff);
    return gz;
}
const test::Headers Csv{{"Content-Type", "text/csv"}};
}

class TestReportsApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void importsAndReports();
    void importsCompressed();
    void refuses_data();
    void refuses();
    void saysWhichParameterDoesNotFit();
    void listsRequests();
};

void TestReportsApi::importsAndReports()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const Answer dry = client.post("/api/v1/admin/import/sales?dry_run=true", Sales, Csv);
    QCOMPARE(dry.status, 200);
    QCOMPARE(dry.json()["dry_run"_L1].toBool(), true);
    QCOMPARE(dry.json()["orders"_L1].toInt(), 2);
    const Answer first = client.post("/api/v1/admin/import/sales", Sales, Csv);
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json()["lines"_L1].toInt(), 2);
    QCOMPARE(first.json()["refused"_L1].toInt(), 1);
    QCOMPARE(first.json()["faults"_L1][0]["line"_L1].toInt(), 4);
    QCOMPARE(first.json()["faults"_L1][0]["column"_L1].toString(), u"Quantity"_s);
    const Answer second = client.post("/api/v1/admin/import/sales", Sales, Csv);
    QCOMPARE(second.json()["lines"_L1].toInt(), 0);
    QCOMPARE(second.json()["known"_L1].toInt(), 2);

    const QByteArray path = "/api/v1/admin/reports/sales?from=2011-01-01&to=2011-03-01&interval=month";
    const Answer json = client.get(path);
    QCOMPARE(json.status, 200);
    QCOMPARE(json.items().size(), 2);
    QCOMPARE(json.items()[0]["period"_L1].toString(), u"2011-01"_s);
    QCOMPARE(json.items()[0]["net"_L1]["amount"_L1].toInt(), 1530);
    QCOMPARE(json.items()[1]["net"_L1]["amount"_L1].toInt(), -255);
    QCOMPARE(json.json()["columns"_L1][6]["kind"_L1].toString(), u"money"_s);
    const Answer csv = client.get(path, {{"Accept", "text/csv"}});
    QCOMPARE(csv.status, 200);
    QVERIFY(csv.header("content-type").startsWith("text/csv"));
    QCOMPARE(csv.body,
             "period,orders,items,gross,discounts,returns,net,tax,shipping\r\n"
             "2011-01,1,6,15.30,0.00,0.00,15.30,0.00,0.00\r\n"
             "2011-02,0,0,0.00,0.00,2.55,-2.55,0.00,0.00\r\n");
    for (const char *name : {"products", "customers", "categories", "countries", "tax", "stock", "requests"})
        QCOMPARE(client.get(QByteArray("/api/v1/admin/reports/") + name).status, 200);
}

void TestReportsApi::importsCompressed()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const Answer answer =
        client.post("/api/v1/admin/import/sales", compressed(Sales), {{"Content-Type", "application/gzip"}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["lines"_L1].toInt(), 2);
}

void TestReportsApi::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("status");
    const QByteArray reports = "/api/v1/admin/reports/";
    const int viewer = int(Role::Viewer);
    const int manager = int(Role::Manager);
    QTest::newRow("a report for nobody") << "GET"_ba << QByteArray(reports + "sales") << QByteArray() << -1 << 401;
    QTest::newRow("a report for a customer")
        << "GET"_ba << QByteArray(reports + "sales") << QByteArray() << int(Role::Customer) << 403;
    QTest::newRow("a report for a viewer")
        << "GET"_ba << QByteArray(reports + "sales") << QByteArray() << viewer << 200;
    QTest::newRow("requests for a viewer")
        << "GET"_ba << QByteArray(reports + "requests") << QByteArray() << viewer << 403;
    QTest::newRow("no such report") << "GET"_ba << QByteArray(reports + "weather") << QByteArray() << viewer << 404;
    QTest::newRow("no day") << "GET"_ba << QByteArray(reports + "sales?from=yesterday") << QByteArray() << viewer
                            << 400;
    QTest::newRow("no interval") << "GET"_ba << QByteArray(reports + "sales?interval=year") << QByteArray() << viewer
                                 << 400;
    QTest::newRow("backwards") << "GET"_ba << QByteArray(reports + "sales?from=2011-02-01&to=2011-01-01")
                               << QByteArray() << viewer << 400;
    QTest::newRow("the log for staff") << "GET"_ba
                                       << "/api/v1/admin/requests"_ba << QByteArray() << int(Role::Staff) << 403;
    QTest::newRow("the log by a bad time") << "GET"_ba
                                           << "/api/v1/admin/requests?from=noon"_ba << QByteArray() << manager << 400;
    QTest::newRow("an import by staff") << "POST"_ba
                                        << "/api/v1/admin/import/sales"_ba << Sales << int(Role::Staff) << 403;
    QTest::newRow("an import of something else") << "POST"_ba
                                                 << "/api/v1/admin/import/sales"_ba
                                                 << "a,b\n1,2\n"_ba << manager << 415;
    QTest::newRow("an import of nothing good")
        << "POST"_ba
        << "/api/v1/admin/import/sales"_ba << QByteArray(Sales.left(Sales.indexOf('\n') + 1) + "1,2\n") << manager
        << 422;
}

void TestReportsApi::refuses()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, role);
    QFETCH(int, status);
    ApiFixture api(store);
    ApiClient client = api.client(role < 0 ? QByteArray() : api.tokenFor(Role(role)));
    const Answer answer = client.send(method, path, body, body.isNull() ? test::Headers() : Csv);
    QCOMPARE(answer.status, status);
}

void TestReportsApi::saysWhichParameterDoesNotFit()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Viewer));
    const QByteArray path = "/api/v1/admin/reports/sales";
    const auto ask = [&](const QByteArray &query, const QString &parameter) {
        for (const char *type : {"application/json", "text/csv"}) {
            const Answer answer = client.get(path + query, {{"Accept", type}});
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.faults(), QStringList{parameter});
            QVERIFY(answer.json()["detail"_L1].toString().startsWith(QString(parameter + ": "_L1)));
        }
    };
    ask("?from=2011-02-01&to=2011-01-01", u"to"_s);
    ask("?from=2011-02-01&to=2011-02-01", u"to"_s);
    ask("?from=1900-01-01&to=2026-01-01&interval=day", u"from"_s);
}

void TestReportsApi::listsRequests()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    api.write([&api](Transaction &tx) -> Result<> {
        std::vector<RequestRow> rows;
        for (int i = 0; i < 5; ++i)
            rows.push_back({api.clock().now() - i, "GET", "/api/v1/mine", i == 2 ? 503 : 200, 1500, 10, "guest",
                            "id-" + QByteArray::number(i), "10.0.0.1"});
        requestlog::insert(tx, rows);
        return {};
    });
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const Answer first = client.get("/api/v1/admin/requests?q=mine&limit=3");
    QCOMPARE(first.status, 200);
    QCOMPARE(first.items().size(), 3);
    QCOMPARE(first.items()[0]["request_id"_L1].toString(), u"id-4"_s);
    QCOMPARE(first.items()[0]["duration_ms"_L1].toDouble(), 1.5);
    const QByteArray next = first.json()["next"_L1].toString().toUtf8();
    QVERIFY(!next.isEmpty());
    const Answer second = client.get("/api/v1/admin/requests?q=mine&limit=3&after=" + next);
    QCOMPARE(second.items().size(), 2);
    QVERIFY(second.json()["next"_L1].isNull());
    QCOMPARE(client.get("/api/v1/admin/requests?q=mine&status=503").items().size(), 1);
    QCOMPARE(client.get("/api/v1/admin/requests?after=nonsense").status, 400);
    QVERIFY(client.get("/api/v1/admin/requests", {{"Accept", "text/csv"}}).body.startsWith("at,method,path,"));
}

QTEST_GUILESS_MAIN(TestReportsApi)
#include "tst_reportsapi.moc"
