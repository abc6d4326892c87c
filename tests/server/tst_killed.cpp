// What was acknowledged is there: the real program is killed amid hundreds of checkouts, again and again, and started
// again. A control run in which the disk forgot something shows that the check would tell.
// BACKROOM_KILL_CYCLES=100 kills a hundred times on each store.
#include "tests/support/buyers.h"
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"

#include <QDir>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
constexpr int Customers = 8;

int cycles()
{
    bool ok = false;
    const int asked = qEnvironmentVariableIntValue("BACKROOM_KILL_CYCLES", &ok);
    return ok && asked > 0 ? asked : 8;
}
}

class TestKilled : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }
    void acknowledgedIsThere();
};

void TestKilled::acknowledgedIsThere()
{
    QFETCH_GLOBAL(QString, store);
    const bool sqlite = store == "sqlite"_L1;
    const QTemporaryDir folder;
    const StoreConfig config{folder.filePath(u"shop"_s), sqlite ? QString() : freshPostgresUrl()};
    const Wares wares = makeWares(config);
    Ledger ledger;
    int caught = 0;
    for (int cycle = 0; cycle < cycles(); ++cycle) {
        Serving serving(config.dataDir, sqlite ? QStringList{} : QStringList{u"--store"_s, config.url});
        Buyers buyers(Customers, serving.port(), wares, ledger, "c" + QByteArray::number(cycle));
        ledger.wait(QRandomGenerator::global()->bounded(20, sqlite ? 500 : 200));
        QThread::usleep(QRandomGenerator::global()->bounded(3000));
        serving.kill();
        buyers.join();
        const QList<Attempt> attempts = ledger.all();
        // A disk that forgot what it said it had kept: the log is gone. What was in it is missing, and found out.
        if (sqlite) {
            const StoreConfig control{folder.filePath(u"control%1"_s.arg(cycle)), {}};
            QVERIFY(QDir().mkpath(control.dataDir));
            QVERIFY(QFile::copy(config.sqliteFile(), control.sqliteFile()));
            caught += examine(control, attempts, wares).missing > 0 ? 1 : 0;
        }
        const Verdict verdict = examine(config, attempts, wares);
        QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
    }
    QVERIFY2(!sqlite || caught > 0, "the check did not find what the control runs lost");

    // Who got no answer asks again, with the same key, and has one order.
    Serving serving(config.dataDir, sqlite ? QStringList{} : QStringList{u"--store"_s, config.url});
    ApiClient client(serving.port());
    QList<Attempt> attempts = ledger.all();
    int repeated = 0;
    for (Attempt &attempt : attempts) {
        const bool unanswered = attempt.number.isEmpty();
        if (!unanswered && ++repeated > 20)
            continue;
        const Answer again = placeOrder(client, attempt);
        QCOMPARE(again.status, 201);
        if (unanswered)
            attempt.number = numberIn(again);
        else
            QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
        QCOMPARE(numberIn(again), attempt.number);
    }
    QCOMPARE(serving.stop(), 0);
    const Verdict verdict = examine(config, attempts, wares);
    QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
    if (!sqlite)
        dropPostgres(config.url);
}

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
