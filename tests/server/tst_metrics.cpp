// The figures: /metrics read as strictly as Prometheus' own format says, percentiles, refusals, and statistics that a
// flood's rows count in although they are dropped.
#include "app/reports/reports.h"
#include "server/http/accesslog.h"
#include "server/http/exposition.h"
#include "tests/support/apifixture.h"
#include "tests/support/rawclient.h"
#include "tests/support/teststore.h"

#include <QRegularExpression>
#include <future>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;

namespace {
// A family as it was read.
struct Family
{
    QByteArray help;
    QByteArray type;
    QHash<QByteArray, double> samples; // by name and labels, as they stand
};

// Reads the text format 0.0.4 and takes nothing that does not conform; the first fault goes to `fault`.
// https://prometheus.io/docs/instrumenting/exposition_formats/
QHash<QByteArray, Family> parse(const QByteArray &text, QString &fault)
{
    static const QRegularExpression head(uR"(^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$)"_s);
    static const QRegularExpression sample(
        uR"rx(^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (\S+)$)rx"_s);
    QHash<QByteArray, Family> families;
    const auto bad = [&fault](const QString &what, const QByteArray &line) {
        if (fault.isEmpty())
            fault = what + u": "_s + QString::fromUtf8(line);
    };
    if (!text.endsWith('\n'))
        bad(u"the last line does not end"_s, {});
    QByteArray current;
    QSet<QByteArray> closed;
    for (const QByteArray &line : text.chopped(1).split('\n')) {
        if (const auto match = head.match(QString::fromUtf8(line)); match.hasMatch()) {
            const QByteArray name = match.captured(2).toUtf8();
            const bool help = match.captured(1) == "HELP"_L1;
            if (name != current) {
                if (families.contains(name) || closed.contains(name))
                    bad(u"a family twice"_s, line);
                closed << current;
                current = name;
            }
            QByteArray &place = help ? families[name].help : families[name].type;
            if (!place.isEmpty() || !families[name].samples.isEmpty())
                bad(u"HELP or TYPE twice or late"_s, line);
            place = match.captured(3).toUtf8();
            if (!help && !QByteArrayList({"counter", "gauge", "histogram", "summary", "untyped"}).contains(place))
                bad(u"no such type"_s, line);
            continue;
        }
        const auto match = sample.match(QString::fromUtf8(line));
        if (!match.hasMatch()) {
            bad(u"neither comment nor sample"_s, line);
            continue;
        }
        const Family &family = families[current];
        const QByteArray name = match.captured(1).toUtf8();
        const QByteArray rest = name.mid(current.size());
        const bool fits = name.startsWith(current)
            && (rest.isEmpty()
                    ? family.type != "histogram"
                    : family.type == "histogram" && (rest == "_bucket" || rest == "_sum" || rest == "_count"));
        if (!fits || family.help.isEmpty() || family.type.isEmpty())
            bad(u"a sample outside its family"_s, line);
        if (family.type == "counter" && !current.endsWith("_total"))
            bad(u"a counter that does not say so"_s, line);
        bool isNumber = false;
        const double value = match.captured(4).toDouble(&isNumber);
        const QByteArray key = line.left(line.lastIndexOf(' '));
        if (!isNumber || value < 0)
            bad(u"no figure"_s, line);
        if (families[current].samples.contains(key))
            bad(u"a sample twice"_s, line);
        families[current].samples.insert(key, value);
    }
    return families;
}

// Of each series of a histogram: bounds rise, counts do not fall, the last is the count.
QString histogramFault(const QByteArray &name, const Family &family)
{
    static const QRegularExpression bound(u",?le=\"([^\"]+)\""_s);
    QMap<QString, QMap<double, double>> series;
    for (auto it = family.samples.begin(); it != family.samples.end(); ++it) {
        if (!it.key().startsWith(QByteArray(name + "_bucket")))
            continue;
        const QString key = QString::fromUtf8(it.key().mid(name.size() + 7));
        const auto match = bound.match(key);
        const QString le = match.captured(1);
        if (le.isEmpty())
            return u"no bound: "_s + key;
        QString labels = key;
        labels.remove(match.captured(0));
        series[labels == "{}"_L1 ? QString() : labels].insert(le == "+Inf"_L1 ? qInf() : le.toDouble(), it.value());
    }
    if (series.isEmpty() && !family.samples.isEmpty())
        return u"no buckets"_s;
    for (auto it = series.begin(); it != series.end(); ++it) {
        if (it->lastKey() != qInf())
            return u"no +Inf: "_s + it.key();
        if (!std::is_sorted(it->begin(), it->end()))
            return u"counts fall: "_s + it.key();
        const QByteArray labels = it.key().toUtf8();
        if (family.samples.value(name + "_count" + labels, -1) != it->last()
            || !family.samples.contains(name + "_sum" + labels))
            return u"count or sum: "_s + it.key();
    }
    return {};
}

double valueOf(const QHash<QByteArray, Family> &families, const QByteArray &sample)
{
    return families.value(sample.contains('{') ? sample.left(sample.indexOf('{')) : sample).samples.value(sample, -1);
}

AccessRow row(Millis at, const QByteArray &method, const QByteArray &path, int status)
{
    return {at, method, path, status, 2000, 10, "guest", "id", "10.0.0.1"};
}
}

class TestMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void conformsToTheFormat();
    void parserIsStrict_data();
    void parserIsStrict();
    void escapes();
    void onlyForThisMachineAndOwners();
    void countsWhatTheGateRefuses();
    void figuresForTheWindow();
    void workerThatStandsStillIsSeen();
    void statisticsEqualTheRows();
    void droppedRowsAreCounted();
    void rowsTheStoreDidNotTakeAreCounted();
};

void TestMetrics::conformsToTheFormat()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.get("/api/v1/shop").status, 200);
    QCOMPARE(client.get("/nowhere").status, 404);
    QCOMPARE(client.post("/api/v1/carts").status, 201);
    const Answer answer = client.get("/metrics");
    QCOMPARE(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8"_ba);
    QString fault;
    const auto families = parse(answer.body, fault);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    for (auto it = families.begin(); it != families.end(); ++it)
        if (it->type == "histogram")
            QVERIFY2(histogramFault(it.key(), *it).isEmpty(), qPrintable(histogramFault(it.key(), *it)));
    const QByteArray shop = "{method=\"GET\",path=\"/api/v1/shop\"";
    QCOMPARE(valueOf(families, "backroom_requests_total" + shop + ",status=\"2xx\"}"), 3);
    QCOMPARE(valueOf(families, "backroom_requests_total{method=\"-\",path=\"-\",status=\"4xx\"}"), 1);
    QCOMPARE(families["backroom_request_duration_seconds"].samples.value("backroom_request_duration_seconds_count"
                                                                         + shop + "}"),
             3);
    QCOMPARE(valueOf(families, "backroom_cacheable_requests_total"), 3);
    QCOMPARE(valueOf(families, "backroom_kept_answers_total"), 2); // one connection, one worker
    QVERIFY(valueOf(families, "backroom_connections") >= 1);
    QVERIFY(valueOf(families, "backroom_database_bytes") + valueOf(families, "backroom_wal_bytes") > 10'000);
    QVERIFY(valueOf(families, "process_resident_memory_bytes") > 1e6);
    QVERIFY(valueOf(families, "process_open_fds") > 5);
    QVERIFY(families["backroom_store_commit_duration_seconds"].samples["backroom_store_commit_duration_seconds_count"]
            >= 1);
    QVERIFY(families["backroom_commit_batch_calls"].samples["backroom_commit_batch_calls_sum"] >= 1);
    QVERIFY(families["backroom_store_read_duration_seconds"].samples["backroom_store_read_duration_seconds_count"]
            >= 2);
    QCOMPARE(families["backroom_queue_length"].samples.size(), 3);
    QCOMPARE(families["backroom_worker_stalls_total"].samples.size(), 2);
    QCOMPARE(valueOf(families,
                     "backroom_build_info{version=\"" BACKROOM_VERSION "\",store=\"" + store.toLatin1() + "\"}"),
             1);
}

void TestMetrics::parserIsStrict_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("right");
    const QByteArray head = "# HELP a_total x\n# TYPE a_total counter\n";
    QTest::newRow("right") << QByteArray(head + "a_total{b=\"c\\\"\\\\\\n\"} 1\n") << true;
    QTest::newRow("no type") << "# HELP a x\na 1\n"_ba << false;
    QTest::newRow("no help") << "# TYPE a gauge\na 1\n"_ba << false;
    QTest::newRow("twice") << QByteArray(head + "a_total 1\na_total 1\n") << false;
    QTest::newRow("family twice") << QByteArray(head + "a_total 1\n# HELP b x\n# TYPE b gauge\nb 1\n" + head) << false;
    QTest::newRow("a stranger") << QByteArray(head + "b_total 1\n") << false;
    QTest::newRow("a bare quote") << QByteArray(head + "a_total{b=\"\"\"} 1\n") << false;
    QTest::newRow("a counter by another name") << "# HELP a x\n# TYPE a counter\na 1\n"_ba << false;
    QTest::newRow("no number") << QByteArray(head + "a_total one\n") << false;
    QTest::newRow("no end") << QByteArray(head + "a_total 1") << false;
}

void TestMetrics::parserIsStrict()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, right);
    QString fault;
    (void)parse(text, fault);
    QCOMPARE(fault.isEmpty(), right);
}

void TestMetrics::escapes()
{
    Exposition out;
    Spread sizes;
    for (const qint64 size : {1, 2, 3, 40, 128})
        sizes.add(size);
    Spread micros;
    micros.add(127);
    micros.add(128);
    micros.add(100'000'000);
    out.gauge("a", "with \\ and \n in it").value(qint64(1), {{"b", "\"quoted\" \\ \n"}});
    out.histogram("c", "sizes").sizes(sizes, 256);
    out.histogram("d_seconds", "times").durations(micros);
    const QByteArray text = out.take();
    QString fault;
    const auto families = parse(text, fault);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY(text.contains("# HELP a with \\\\ and \\n in it\n"));
    QVERIFY(text.contains("a{b=\"\\\"quoted\\\" \\\\ \\n\"} 1\n"));
    const auto &c = families["c"].samples;
    QCOMPARE(c["c_bucket{le=\"1\"}"], 1);
    QCOMPARE(c["c_bucket{le=\"2\"}"], 2);
    QCOMPARE(c["c_bucket{le=\"4\"}"], 3);
    QCOMPARE(c["c_bucket{le=\"31\"}"], 3);
    QCOMPARE(c["c_bucket{le=\"63\"}"], 4);
    QCOMPARE(c["c_bucket{le=\"127\"}"], 4);
    QCOMPARE(c["c_bucket{le=\"255\"}"], 5);
    QCOMPARE(c["c_sum"], 174);
    const auto &d = families["d_seconds"].samples;
    QCOMPARE(d["d_seconds_bucket{le=\"0.000128\"}"], 1);
    QCOMPARE(d["d_seconds_bucket{le=\"0.000256\"}"], 2);
    QCOMPARE(d["d_seconds_bucket{le=\"16.777216\"}"], 2);
    QCOMPARE(d["d_seconds_bucket{le=\"+Inf\"}"], 3);
}

// A proxy in front makes everybody loopback to nobody: who comes from elsewhere needs a token.
void TestMetrics::onlyForThisMachineAndOwners()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    QCOMPARE(api.client().get("/metrics").status, 200);
    QCOMPARE(api.client("nonsense").get("/metrics").status, 401);
    const Routes routes = allRoutes();
    const auto route = std::find_if(routes.all().begin(), routes.all().end(),
                                    [](const auto &route) { return route->path == "/metrics"; });
    QVERIFY((*route)->access.kind == Access::Kind::Loopback);
}

void TestMetrics::countsWhatTheGateRefuses()
{
    QFETCH_GLOBAL(QString, store);
    ServerOptions options;
    options.limits.connectionsLoopback = 2;
    ApiFixture api(store, {}, options);
    {
        test::RawClient bad(api.server().port());
        bad.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        QCOMPARE(bad.reply().status, 400);
        bad.rest();
    }
    QTRY_COMPARE(api.server().figures().connections, 0);
    {
        test::RawClient first(api.server().port()), second(api.server().port());
        first.send("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(first.reply().status, 200);
        second.send("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(second.reply().status, 200);
        test::RawClient third(api.server().port());
        QCOMPARE(third.reply().status, 503);
    }
    QTRY_COMPARE(api.server().figures().connections, 0);
    QString fault;
    const auto families = parse(api.client().get("/metrics").body, fault);
    QCOMPARE(fault, QString());
    QCOMPARE(valueOf(families, "backroom_gate_refusals_total{status=\"400\"}"), 1);
    QVERIFY(valueOf(families, "backroom_connections_refused_total") >= 1);
    QCOMPARE(api.server().figures().unreadable, 1);
    QVERIFY(api.server().figures().turnedAway >= 1);
}

void TestMetrics::figuresForTheWindow()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    QCOMPARE(api.server().figures().requests, 0);
    QVERIFY(api.server().figures().endpoints.isEmpty());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(client.get("/api/v1/shop").status, 200);
    QCOMPARE(client.post("/api/v1/carts").status, 201);
    QCOMPARE(client.get("/nowhere").status, 404);
    const HostFigures figures = api.server().figures();
    QCOMPARE(figures.requests, 7);
    QCOMPARE(figures.errors, 0);
    QCOMPARE(figures.refused, 1);
    QCOMPARE(figures.cacheable, 5);
    QCOMPARE(figures.kept, 4);
    QCOMPARE(figures.workers, 2);
    QVERIFY(figures.commits >= 1 && figures.commitCalls >= figures.commits);
    QCOMPARE(figures.endpoints.size(), 3);
    QCOMPARE(figures.endpoints[0].name, u"GET /api/v1/shop"_s);
    QCOMPARE(figures.endpoints[0].calls, 5);
    QVERIFY(figures.endpoints[0].p50Micros <= figures.endpoints[0].p99Micros);
    QCOMPARE(std::count_if(figures.endpoints.begin(), figures.endpoints.end(),
                           [](const HostEndpoint &endpoint) { return endpoint.name.isEmpty(); }),
             1);
    QTRY_VERIFY_WITH_TIMEOUT(!api.server().figures().history.isEmpty(), 20'000);
    QCOMPARE(api.server().figures().history.first().requests, 7);
    QVERIFY(api.server().figures().residentBytes > 0);
    api.server().stop();
    QCOMPARE(api.server().figures().requests, 0);
}

// A handler that blocks its worker; the loop tells of it as soon as it turns again.
void TestMetrics::workerThatStandsStillIsSeen()
{
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.figures = std::make_shared<HttpFigures>();
    options.handlers = []() -> Service {
        return Handler([](const Request &, const Responder &responder) {
            std::this_thread::sleep_for(std::chrono::milliseconds(800));
            responder.send(Reply{200, "text/plain", "late", {}});
        });
    };
    HttpServer server;
    QVERIFY(server.start(options));
    test::RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.reply().status, 200);
    QTRY_VERIFY(options.figures->stalls() >= 1);
    QVERIFY(options.figures->longestStallMillis() >= 500);
    server.stop();
    QCOMPARE(options.figures->workers.front()->heartbeat.standing(), 0);
}

namespace {
QByteArray report(Database &database)
{
    const auto text = database.read([](Reader &reader) -> Result<QByteArray> {
        const auto table = reports::run(reader, Actor::system(u"Test"_s), "requests", {});
        return table ? Result<QByteArray>(toCsv(*table)) : fail(table.error());
    });
    return text ? text->mid(text->indexOf('\r')).replace("\r\n", "|") : text.error().message.toUtf8();
}

qint64 rows(Database &database)
{
    return *database.read(
        [](Reader &reader) { return Result<qint64>(*reader.number("SELECT count(*) FROM requests")); });
}
}

void TestMetrics::statisticsEqualTheRows()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    ApiClient client = api.client();
    for (int i = 0; i < 4; ++i)
        client.get("/api/v1/shop");
    client.get("/one");
    client.get("/two");
    client.send("HEAD", "/api/v1/shop", {});
    client.send("DELETE", "/api/v1/shop", {});
    api.server().flushLog();
    QCOMPARE(rows(api.database()), 8);
    const QByteArray lines = report(api.database());
    QVERIFY2(lines.contains("|GET /api/v1/shop,5,0,0,"), lines.constData());
    QVERIFY2(lines.contains("|Addresses that are none,3,0,3,"), lines.constData());
    QCOMPARE(lines.count('|'), 3);
}

void TestMetrics::droppedRowsAreCounted()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    api.server().stop();
    const Routes routes = allRoutes();
    const Millis now = api.clock().now();
    AccessLog log(api.shop(), routes);
    // The writer is held, so that the buffer fills; on PostgreSQL 20,000 rows come in before a second is over anyway.
    std::promise<void> release;
    std::shared_future<void> released = release.get_future().share();
    if (store == "sqlite"_L1)
        api.database().write(
            Actor::system(u"Test"_s),
            [released](Transaction &) -> Result<> {
                released.wait();
                return {};
            },
            {}, Durability::Relaxed);
    constexpr int Calls = 70'000; // more than the buffer and what a flush under way has taken
    for (int i = 0; i < Calls; ++i)
        log.add(row(now, "GET", i % 2 ? "/api/v1/shop" : "/api/v1/products", 200));
    release.set_value();
    log.flush();
    QVERIFY(log.dropped() > 0);
    QCOMPARE(rows(api.database()), Calls - log.dropped());
    const QByteArray lines = report(api.database());
    QVERIFY2(lines.contains("|GET /api/v1/products,35000,0,0,"), lines.constData());
    QVERIFY2(lines.contains("|GET /api/v1/shop,35000,0,0,"), lines.constData());
}

void TestMetrics::rowsTheStoreDidNotTakeAreCounted()
{
    QFETCH_GLOBAL(QString, store);
    ApiFixture api(store);
    api.server().stop();
    const Routes routes = allRoutes();
    AccessLog log(api.shop(), routes);
    api.write([](Transaction &tx) -> Result<> {
        tx.exec("ALTER TABLE requests RENAME TO requests_away");
        return {};
    });
    log.add(row(api.clock().now(), "GET", "/api/v1/shop", 500));
    log.flush();
    QCOMPARE(log.dropped(), 1);
    api.write([](Transaction &tx) -> Result<> {
        tx.exec("ALTER TABLE requests_away RENAME TO requests");
        return {};
    });
    log.add(row(api.clock().now(), "GET", "/api/v1/shop", 200));
    log.flush();
    log.flush(); // and once only
    QCOMPARE(rows(api.database()), 1);
    const QByteArray lines = report(api.database());
    QVERIFY2(lines.contains("|GET /api/v1/shop,2,1,0,"), lines.constData());
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
