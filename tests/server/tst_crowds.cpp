// Many who ask for little, and one who asks for much: ten thousand idle connections leave everyone else served, and a
// server that has answered tens of thousands of requests is as it was after the first thousands.
#include "tests/support/buyers.h"
#include "tests/support/bystander.h"
#include "tests/support/crowd.h"
#include "tests/support/daemon.h"
#include "tests/support/processfigures.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;
using namespace backroom::test;

namespace {
const QByteArray Host = "Host: 127.0.0.1\r\n";
const QByteArray Get = "GET /api/v1/products HTTP/1.1\r\n" + Host + "\r\n";

// What customers of all kinds ask for, and how it is answered.
struct Round
{
    explicit Round(const Wares &wares)
    {
        add(Get, 200);
        add("GET /api/v1/products/" + wares.variant.bytes() + " HTTP/1.1\r\n" + Host + "\r\n", 200);
        add("GET /api/v1/products?q=thing&limit=5 HTTP/1.1\r\n" + Host + "\r\n", 200);
        add("GET /api/v1/shop HTTP/1.1\r\n" + Host + "\r\n", 200);
        add("GET /nothing/here HTTP/1.1\r\n" + Host + "\r\n", 404);
        add("POST /api/v1/carts HTTP/1.1\r\n" + Host + "Content-Length: 0\r\n\r\n", 201);
        add("GET /api/v1/carts/none HTTP/1.1\r\n" + Host + "\r\n", 404);
        add("GET /api/v1/me HTTP/1.1\r\n" + Host + "\r\n", 401);
        add("GET /api/v1/health HTTP/1.1\r\n" + Host + "\r\n", 200);
        add("POST /api/v1/carts/none/lines HTTP/1.1\r\n" + Host
                + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{",
            400);
    }
    void add(const QByteArray &request, int status)
    {
        requests += request;
        statuses << status;
    }
    // That many requests over one connection, a round at a time.
    bool go(RawClient &client, int count) const
    {
        for (int sent = 0; sent < count; sent += int(statuses.size())) {
            if (!client.send(requests))
                return false;
            for (const int status : statuses)
                if (client.reply().status != status)
                    return false;
        }
        return true;
    }

    QByteArray requests;
    QList<int> statuses;
};
}

class TestCrowds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tenThousandIdle();
    void tensOfThousandsOfRequests();
};

void TestCrowds::tenThousandIdle()
{
    const QTemporaryDir folder;
    const StoreConfig config{folder.path(), {}};
    const Wares wares = makeWares(config);
    QFile limits(QDir(config.dataDir).filePath(u"config.ini"_s));
    QVERIFY(limits.open(QIODevice::WriteOnly) && limits.write("[server]\nidle_seconds=600\n") > 0);
    limits.close();
    Serving serving(config.dataDir);
    const ProcessFigures before = figuresOf(serving.processId());
    const Bystander bystander(serving.port());
    Ledger ledger;
    {
        Crowd idle(serving.port(), 10'000);
        QCOMPARE(idle.open(), 10'000);
        const int served = bystander.served();
        Buyers buyers(2, serving.port(), wares, ledger, "c");
        ledger.wait(50); // empty cart to order, each
        buyers.stop();
        bystander.wait(50);
        QVERIFY(bystander.served() >= served + 50);
        QCOMPARE(bystander.notServed(), 0);
        QCOMPARE(ledger.all().size(), ledger.acknowledged());
        const ProcessFigures figures = figuresOf(serving.processId());
        qInfo("at rest %lld KiB, with 10,000 idle %lld KiB", static_cast<long long>(before.residentKiB),
              static_cast<long long>(figures.residentKiB));
        QVERIFY(!MemoryTells || figures.residentKiB <= 140 * 1024);
        QVERIFY(figures.descriptors >= before.descriptors + 10'000); // all of them are still there
        // Each of them would be served, too.
        idle.say(Get);
        QVERIFY(idle.until([&] { return idle.answered(1); }));
        QCOMPARE(idle.told(), "10000 x 200 open"_ba);
    }
    QTRY_VERIFY_WITH_TIMEOUT(figuresOf(serving.processId()).descriptors < before.descriptors + 20, 60'000);
    QCOMPARE(serving.stop(), 0);
    const Verdict verdict = examine(config, ledger.all(), wares);
    QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
}

// The first requests fill what is kept: statements, pages, answers, the log's buffers. From then on nothing grows.
// BACKROOM_REQUESTS=1000000 asks for a million.
void TestCrowds::tensOfThousandsOfRequests()
{
    bool ok = false;
    const int asked = qEnvironmentVariableIntValue("BACKROOM_REQUESTS", &ok);
    const int many = ok && asked > 0 ? asked : 240'000;
    const QTemporaryDir folder;
    const StoreConfig config{folder.path(), {}};
    const Wares wares = makeWares(config);
    // What the program holds is looked at, not how the C library spreads it over arenas for threads.
    Serving serving(config.dataDir, {}, {u"MALLOC_ARENA_MAX=1"_s});
    const Round round(wares);
    QList<ProcessFigures> figures;
    qint64 log = 0;
    for (int tenth = 0; tenth < 10; ++tenth) {
        // Several at once, so that each worker has its share.
        std::vector<std::thread> clients;
        std::atomic<bool> right = true;
        clients.reserve(4);
        for (int i = 0; i < 4; ++i)
            clients.emplace_back([&] {
                RawClient client(serving.port());
                if (!round.go(client, many / 40))
                    right = false;
            });
        for (std::thread &client : clients)
            client.join();
        QVERIFY(right);
        log = qMax(log, QFileInfo(config.sqliteFile() + "-wal"_L1).size());
        ApiClient(serving.port()).get("/api/v1/health");
        figures << figuresOf(serving.processId());
        qInfo("%lld KiB after %d requests, the log %lld KiB", static_cast<long long>(figures.constLast().residentKiB),
              many / 10 * (tenth + 1), static_cast<long long>(log / 1024));
    }
    const ProcessFigures &before = figures[4];
    const ProcessFigures &after = figures.constLast();
    // It goes up and down by some megabytes with what is under way: the highest of each half is what tells.
    const auto highest = [&figures](qsizetype from) {
        qint64 most = 0;
        for (qsizetype i = from; i < from + 5; ++i)
            most = qMax(most, qint64(figures[i].residentKiB));
        return most;
    };
    QVERIFY(!MemoryTells || highest(5) <= highest(0) * 105 / 100);
    QCOMPARE(after.threads, before.threads);
    QVERIFY(after.descriptors <= before.descriptors + 4); // connections that are being closed
    QVERIFY(log <= 16 * 1024 * 1024);
    QCOMPARE(serving.stop(), 0);
}

QTEST_GUILESS_MAIN(TestCrowds)
#include "tst_crowds.moc"
