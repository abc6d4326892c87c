// The store goes away while the shop is open, has no room left, or fails to keep what it was given: calls are answered
// with a status that says so, what can be served is served, and all goes on by itself once the store is well again.
#include "tests/support/baddisk.h"
#include "tests/support/buyers.h"
#include "tests/support/bystander.h"
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"

#include <QDir>
#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
constexpr int Customers = 6;

Answer newCart(ApiClient &client) { return client.post("/api/v1/carts", "{}"); }

bool saysWhyAndWhen(const Answer &answer)
{
    return (answer.status == 503 || answer.status == 507) && !answer.header("retry-after").isEmpty()
        && answer.header("content-type") == "application/problem+json";
}

// Until it has grown by so much.
void waitFor(const std::function<int()> &count, int more)
{
    const int enough = count() + more;
    while (count() < enough)
        QThread::msleep(1);
}
}

class TestStoreGone : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void postgresqlComesBack();
    void postgresqlCrashesUnderLoad_data();
    void postgresqlCrashesUnderLoad();
    void postgresqlHangs();
    void fullDisk_data();
    void fullDisk();
    void failingSync();
};

void TestStoreGone::postgresqlComesBack()
{
    PgServer server(PgServer::Disk::Durable);
    const QTemporaryDir folder;
    makeShop(folder.path(), server.freshUrl());
    Serving serving(folder.path());
    ApiClient client(serving.port());
    QCOMPARE(client.get("/api/v1/health").status, 200);
    QCOMPARE(client.get("/api/v1/shop").status, 200);
    const Answer cart = newCart(client);
    QCOMPARE(cart.status, 201);
    const QByteArray path = "/api/v1/carts/" + cart.json().value("id"_L1).toString().toUtf8();
    QCOMPARE(client.get(path).status, 200);
    // Carts need not outlive a crash of the database; whatever the journal holds does.
    QCOMPARE(backroomd({u"user"_s, u"add"_s, u"ben@example.com"_s, u"--role"_s, u"staff"_s, u"--data"_s, folder.path()})
                 .status,
             0);

    server.crash();
    for (int turn = 0; turn < 3; ++turn) {
        for (const QByteArray &read : {QByteArray("/api/v1/health"), path})
            QVERIFY(saysWhyAndWhen(client.get(read)));
        QCOMPARE(newCart(client).status, 503);
    }
    server.resume();
    // Every worker has a connection of its own that it has to find out about.
    for (int turn = 0; turn < 8; ++turn) {
        ApiClient another(serving.port());
        QTRY_COMPARE(another.get("/api/v1/health").status, 200);
        QCOMPARE(newCart(another).status, 201);
    }
    QVERIFY(backroomd({u"user"_s, u"list"_s, u"--data"_s, folder.path()}).out.contains("ben@example.com"));
    QCOMPARE(serving.stop(), 0);
}

void TestStoreGone::postgresqlCrashesUnderLoad_data()
{
    QTest::addColumn<bool>("keepsItsWord");
    QTest::addColumn<int>("crashes");
    QTest::newRow("as owners run it") << true << 3;
    QTest::newRow("control: its disk forgets what it had kept") << false << 2;
}

// Cut off amid checkouts and started again, while the customers keep asking.
void TestStoreGone::postgresqlCrashesUnderLoad()
{
    QFETCH(bool, keepsItsWord);
    QFETCH(int, crashes);
    PgServer server(PgServer::Disk::Durable);
    const QTemporaryDir folder;
    const StoreConfig config{folder.path(), server.freshUrl()};
    const Wares wares = makeWares(config);
    Serving serving(folder.path(), {u"--store"_s, config.url});
    Ledger ledger;
    Buyers buyers(Customers, serving.port(), wares, ledger, "c", Trouble::GoesOn);
    for (int crash = 0; crash < crashes; ++crash) {
        ledger.wait(50);
        server.crash();
        if (!keepsItsWord)
            crash == 0 ? server.keep() : server.forget();
        waitFor([&] { return buyers.answered(503); }, 50);
        server.resume();
    }
    ledger.wait(50);
    buyers.stop();
    QCOMPARE(buyers.answered(0), 0); // no connection was dropped
    QCOMPARE(buyers.answered(500), 0);
    QCOMPARE(buyers.unexplained(), 0); // each 503 said when to come back
    QCOMPARE(serving.stop(), 0);
    const Verdict verdict = examine(config, ledger.all(), wares);
    if (keepsItsWord)
        QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
    else
        QVERIFY2(verdict.missing > 0, "the check did not find what the control run lost");
}

// It neither answers nor goes away: nobody waits for it for ever, and nothing that did keeps the server from stopping.
void TestStoreGone::postgresqlHangs()
{
    PgServer server;
    const QTemporaryDir folder;
    const StoreConfig config{folder.path(), server.freshUrl()};
    const Wares wares = makeWares(config);
    Serving serving(folder.path(), {u"--store"_s, config.url});
    ApiClient client(serving.port());
    Ledger ledger;
    Buyers buyers(Customers, serving.port(), wares, ledger, "c", Trouble::GoesOn);
    ledger.wait(30);
    {
        server.freeze();
        const auto thaw = qScopeGuard([&] { server.thaw(); });
        for (int turn = 0; turn < 3; ++turn)
            QVERIFY(saysWhyAndWhen(client.get("/api/v1/health")));
        waitFor([&] { return buyers.answered(503); }, 20);
    }
    ledger.wait(30); // it goes on by itself
    QTRY_COMPARE(client.get("/api/v1/health").status, 200);
    buyers.stop();
    QCOMPARE(buyers.answered(0), 0);
    QCOMPARE(buyers.answered(500), 0);
    QCOMPARE(buyers.unexplained(), 0);
    {
        server.freeze();
        const auto thaw = qScopeGuard([&] { server.thaw(); });
        Buyers late(Customers, serving.port(), wares, ledger, "d");
        QCOMPARE(serving.stop(), 0);
    }
    const Verdict verdict = examine(config, ledger.all(), wares);
    QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
}

void TestStoreGone::fullDisk_data()
{
    QTest::addColumn<bool>("mounted");
    QTest::newRow("a disk that says it is full") << false;
    QTest::newRow("a small disk, where one can be mounted") << true;
}

void TestStoreGone::fullDisk()
{
    QFETCH(bool, mounted);
    const QTemporaryDir folder;
    const QByteArray disk = folder.filePath(u"disk"_s).toUtf8();
    QVERIFY(QDir().mkpath(QString::fromUtf8(disk)));
    if (mounted && (::geteuid() != 0 || ::mount("backroom", disk.constData(), "tmpfs", 0, "size=8m") != 0))
        return; // the other row has shown the same
    const auto unmount = qScopeGuard([&] { mounted ? ::umount2(disk.constData(), MNT_DETACH) : 0; });
    const QString data = QString::fromUtf8(disk) + "/shop"_L1;
    const Wares wares = makeWares({data, {}});
    BadDisk bad;
    Serving serving(data, {}, mounted ? QStringList{} : bad.environment());
    ApiClient client(serving.port());
    const Answer cart = newCart(client);
    QCOMPARE(cart.status, 201);
    const QByteArray path = "/api/v1/carts/" + cart.json().value("id"_L1).toString().toUtf8();
    Ledger ledger;
    Buyers buyers(Customers, serving.port(), wares, ledger, "c", Trouble::GoesOn);
    ledger.wait(20);

    // Somebody else takes the room, while customers order.
    QFile ballast(QString::fromUtf8(disk) + "/ballast"_L1);
    QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    bad.fill();
    while (mounted && ballast.write(QByteArray(4096, 'x')) == 4096) {}
    waitFor([&] { return buyers.answered(503) + buyers.answered(507); }, 30);
    Answer refused;
    for (int turn = 0; turn < 20'000 && refused.status / 100 != 5; ++turn)
        refused = newCart(client);
    QVERIFY2(saysWhyAndWhen(refused), QByteArray::number(refused.status).constData());
    for (int turn = 0; turn < 20; ++turn) {
        QCOMPARE(client.get(path).status, 200);
        QCOMPARE(client.get("/api/v1/shop").status, 200);
        QCOMPARE(client.get("/api/v1/products").status, 200);
    }

    ballast.close();
    QVERIFY(ballast.remove());
    bad.work();
    ledger.wait(20); // they order again, and nobody had to do anything
    buyers.stop();
    QCOMPARE(buyers.answered(0), 0);
    QCOMPARE(buyers.answered(500), 0);
    QCOMPARE(buyers.unexplained(), 0);
    QCOMPARE(client.get(path).status, 200);
    QCOMPARE(serving.stop(), 0);
    QCOMPARE(backroomd({u"journal"_s, u"verify"_s, u"--data"_s, data}).status, 0);
    const Verdict verdict = examine({data, {}}, ledger.all(), wares);
    QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
}

// After a failed fsync nobody knows what is on the disk: nothing is acknowledged until the store was opened anew.
void TestStoreGone::failingSync()
{
    const QTemporaryDir folder;
    const StoreConfig config{folder.filePath(u"shop"_s), {}};
    const Wares wares = makeWares(config);
    BadDisk bad;
    Serving serving(config.dataDir, {}, bad.environment());
    const Bystander bystander(serving.port(), "/api/v1/products?limit=20");
    Ledger ledger;
    {
        Buyers buyers(Customers, serving.port(), wares, ledger, "c", Trouble::GoesOn);
        ledger.wait(30);
        for (int turn = 0; turn < 3; ++turn) {
            bad.failSyncs();
            // What was synced just before may still be on its way to its customer.
            waitFor([&] { return buyers.answered(503); }, 2 * Customers);
            const int acknowledged = ledger.acknowledged();
            bystander.wait(20);
            waitFor([&] { return buyers.answered(503); }, 2 * Customers);
            QCOMPARE(ledger.acknowledged(), acknowledged);
            bad.work();
            ledger.wait(30);
        }
        buyers.stop();
        QCOMPARE(buyers.answered(0), 0);
        QCOMPARE(buyers.answered(500), 0);
        QCOMPARE(buyers.unexplained(), 0);
    }
    QCOMPARE(bystander.notServed(), 0);
    serving.kill();
    const Verdict verdict = examine(config, ledger.all(), wares);
    QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestStoreGone)
#include "tst_storegone.moc"
