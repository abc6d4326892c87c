// Backups and restores of a shop that sells, with the programs that make them killed at any moment, on disks that fill
// up: what is there afterwards is a whole backup or none, and the old shop or the restored one.
#include "app/backups/backupname.h"
#include "app/backups/keyring.h"
#include "app/backups/proof.h"
#include "tests/support/buyers.h"
#include "tests/support/daemon.h"
#include "tests/support/paths.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
QStringList backupsIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.backroom"_s}, QDir::Files, QDir::Name);
}

QList<TableDigest> digestsOf(const StoreConfig &config)
{
    const SystemClock clock;
    const auto database = Database::open(config, clock);
    return *(*database)->read([](Reader &reader) -> Result<QList<TableDigest>> {
        return *digestTables(reader.connection(), shopTables(reader.connection()), {});
    });
}

// But for what a restore itself writes.
QList<TableDigest> ofTheShop(QList<TableDigest> digests)
{
    digests.removeIf([](const TableDigest &digest) {
        return digest.table.startsWith("journal") || digest.table == "meta" || digest.table.startsWith("request");
    });
    return digests;
}

// Run to its end, with no file growing beyond so many bytes.
Ran limited(qint64 most, const QStringList &arguments)
{
    rlimit before = {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit now{rlim_t(most), before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN); // inherited: a write fails instead
    ::setrlimit(RLIMIT_FSIZE, &now);
    Ran ran = backroomd(arguments);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    return ran;
}

QJsonArray itemsIn(const Ran &ran) { return QJsonDocument::fromJson(ran.out).object().value("items"_L1).toArray(); }

// Started, and killed after that long unless it has ended by then; whether it had.
bool killedAfter(const QStringList &arguments, int millis)
{
    QProcess process;
    process.start(program(u"backroomd"_s), arguments);
    process.waitForStarted();
    const bool ended = process.waitForFinished(millis);
    process.kill();
    process.waitForFinished();
    return !ended;
}
}

// A while to wait before the kill: within what the work takes here, which is learned from those that were too late.
class Patience {
public:
    int next() const { return QRandomGenerator::global()->bounded(5, m_most); }
    void learn(bool wasKilled)
    {
        m_killed += wasKilled ? 1 : 0;
        if (!wasKilled)
            m_most = std::max(10, m_most * 4 / 5);
    }
    int killed() const { return m_killed; }

private:
    int m_most = 400; // milliseconds
    int m_killed = 0;
};
constexpr int Kills = 8;
constexpr int MostTries = 60;

class TestBackupKilled : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_config = {m_folder->filePath(u"shop"_s), {}};
        m_wares = makeWares(m_config);
    }

    // Whoever was told of an order before the backup began finds it in there, and all that is in there fits together.
    void whileItSells()
    {
        Serving serving(m_config.dataDir);
        Ledger ledger;
        Buyers buyers(6, serving.port(), m_wares, ledger, "a");
        ledger.wait(100);
        for (int i = 0; i < 3; ++i) {
            const QList<Attempt> before = ledger.all();
            const Ran ran = backroomd({u"backup"_s, u"--data"_s, m_config.dataDir});
            QVERIFY2(ran.status == 0, ran.err.constData());
            const QString restored = m_folder->filePath(u"restored%1"_s.arg(i));
            const QString file =
                QDir(localBackups(m_config.dataDir)).filePath(backupsIn(localBackups(m_config.dataDir)).constLast());
            const Ran made = backroomd({u"restore"_s, file, u"--data"_s, restored});
            QVERIFY2(made.status == 0, made.err.constData());
            const Verdict verdict = examine({restored, {}}, before, m_wares);
            QVERIFY2(verdict.missing == 0, qPrintable(verdict.faults.join(u'\n')));
            ledger.wait(30);
        }
        buyers.stop();
        QCOMPARE(serving.stop(), 0);
        const Verdict verdict = examine(m_config, ledger.all(), m_wares);
        QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
    }

    void backupKilledAnywhere()
    {
        sell(50);
        const QString folder = localBackups(m_config.dataDir);
        Patience patience;
        for (int i = 0; i < MostTries && patience.killed() < Kills; ++i) {
            const QStringList before = backupsIn(folder);
            const bool wasKilled = killedAfter({u"backup"_s, u"--data"_s, m_config.dataDir}, patience.next());
            patience.learn(wasKilled);
            if (!wasKilled)
                continue;
            // Under its name it is whole, or it is not there.
            for (const QString &name : backupsIn(folder)) {
                if (before.contains(name))
                    continue;
                const Ran ran = backroomd({u"verify"_s, QDir(folder).filePath(name)});
                QVERIFY2(ran.status == 0, ran.err.constData());
            }
        }
        QVERIFY(patience.killed() > 3);
        const Ran ran = backroomd({u"backup"_s, u"--data"_s, m_config.dataDir});
        QVERIFY2(ran.status == 0, ran.err.constData());
        // What the killed ones left has gone.
        QCOMPARE(QDir(folder).entryList({u"*.part"_s}), QStringList());
        QVERIFY(!QFile::exists(QDir(m_config.dataDir).filePath(u"backup.tmp"_s)));
    }

    void restoreKilledAnywhere()
    {
        sell(40);
        const Ran backup = backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, early()});
        QVERIFY2(backup.status == 0, backup.err.constData());
        const auto then = ofTheShop(digestsOf(m_config));
        sell(40);
        const auto now = ofTheShop(digestsOf(m_config));
        QVERIFY(then != now);
        const Ran later = backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, late()});
        QVERIFY2(later.status == 0, later.err.constData());

        Patience patience;
        int wentBack = 0;
        for (int i = 0; i < MostTries && patience.killed() < Kills; ++i) {
            const bool wasKilled = killedAfter({u"restore"_s, early(), u"--data"_s, m_config.dataDir}, patience.next());
            patience.learn(wasKilled);
            const auto there = ofTheShop(digestsOf(m_config));
            QVERIFY2(there == now || there == then, qPrintable(u"killed for the %1. time"_s.arg(patience.killed())));
            QVERIFY(wasKilled || there == then);
            if (there != then)
                continue;
            ++wentBack;
            const Ran again = backroomd({u"restore"_s, late(), u"--data"_s, m_config.dataDir});
            QVERIFY2(again.status == 0, again.err.constData());
            QVERIFY(ofTheShop(digestsOf(m_config)) == now);
        }
        QVERIFY(patience.killed() > 3);
        qInfo("killed %d times, the shop was restored %d times", patience.killed(), wentBack);
        // It sells on.
        sell(10);
        QCOMPARE(examine(m_config, {}, m_wares).faults, QStringList());
    }

    void newShopKilledAnywhere()
    {
        sell(30);
        const Ran backup = backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, early()});
        QVERIFY2(backup.status == 0, backup.err.constData());
        const auto then = ofTheShop(digestsOf(m_config));
        const QString fresh = m_folder->filePath(u"fresh"_s);
        Patience patience;
        for (int i = 0; i < MostTries && patience.killed() < Kills; ++i) {
            patience.learn(killedAfter({u"restore"_s, early(), u"--data"_s, fresh}, patience.next()));
            if (QFile::exists(StoreConfig{fresh, {}}.sqliteFile()))
                QVERIFY(ofTheShop(digestsOf({fresh, {}})) == then);
            QFile::remove(StoreConfig{fresh, {}}.sqliteFile());
        }
        QVERIFY(patience.killed() > 3);
        const Ran ran = backroomd({u"restore"_s, early(), u"--data"_s, fresh});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QVERIFY(ofTheShop(digestsOf({fresh, {}})) == then);
    }

    // What was made and proved is listed; what somebody put there is, too, and not believed.
    void listed()
    {
        sell(5);
        const Ran none = backroomd({u"backups"_s, u"--data"_s, m_config.dataDir, u"--format"_s, u"json"_s});
        QCOMPARE(none.status, 0);
        QCOMPARE(itemsIn(none).size(), 0);
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_config.dataDir}).status, 0);
        QVERIFY(QFile::copy(
            QDir(localBackups(m_config.dataDir)).filePath(backupsIn(localBackups(m_config.dataDir)).constFirst()),
            QDir(localBackups(m_config.dataDir)).filePath(u"mine.backroom"_s)));
        const Ran listed = backroomd({u"backups"_s, u"--data"_s, m_config.dataDir, u"--format"_s, u"json"_s});
        QCOMPARE(listed.status, 0);
        int proved = 0;
        for (const auto &item : itemsIn(listed))
            proved += item.toObject().value("proved_at"_L1).isString() ? 1 : 0;
        QCOMPARE(itemsIn(listed).size(), 2);
        QCOMPARE(proved, 1);
        QVERIFY(backroomd({u"backups"_s, u"--data"_s, m_config.dataDir}).out.contains("mine.backroom"));
    }

    // Restored while a server sells: who buys meanwhile is told to come again, and the server goes on by itself.
    void restoredUnderAServer()
    {
        sell(40);
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, early()}).status, 0);
        const auto then = ofTheShop(digestsOf(m_config));
        Serving serving(m_config.dataDir);
        {
            Ledger ledger;
            Buyers buyers(4, serving.port(), m_wares, ledger, "during", Trouble::GoesOn);
            ledger.wait(50);
            const Ran ran = backroomd({u"restore"_s, early(), u"--data"_s, m_config.dataDir});
            QVERIFY2(ran.status == 0, ran.err.constData());
            ledger.wait(20); // it sells again
            buyers.stop();
            QCOMPARE(buyers.unexplained(), 0);
        }
        QCOMPARE(serving.stop(), 0);
        // What was sold before the restore is in the safety copy, and comes back whole.
        QCOMPARE(backroomd({u"restore"_s, early(), u"--data"_s, m_config.dataDir}).status, 0);
        QVERIFY(ofTheShop(digestsOf(m_config)) == then);
        QCOMPARE(examine(m_config, {}, m_wares).faults, QStringList());
    }

    // What was acknowledged before a restore took it away is in the safety copy: undo brings back every order.
    void undoBringsBackEveryOrder()
    {
        sell(20);
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, early()}).status, 0);
        Ledger ledger;
        {
            Serving serving(m_config.dataDir);
            Buyers buyers(4, serving.port(), m_wares, ledger, "b", Trouble::Leaves);
            ledger.wait(100);
            const Ran ran = backroomd({u"restore"_s, early(), u"--data"_s, m_config.dataDir});
            QVERIFY2(ran.status == 0, ran.err.constData());
            serving.kill();
            buyers.join();
        }
        const QString safety = newestSafetyCopy(localBackups(m_config.dataDir));
        QVERIFY(!safety.isEmpty());
        const Ran undo = backroomd({u"restore"_s, u"--undo"_s, u"--data"_s, m_config.dataDir});
        QVERIFY2(undo.status == 0, undo.err.constData());
        // Acknowledged before the restore, or in the shop that it made: nobody's order is in neither.
        const Verdict before = examine(m_config, ledger.all(), m_wares);
        QCOMPARE(backroomd({u"restore"_s, u"--undo"_s, u"--data"_s, m_config.dataDir}).status, 0);
        const Verdict after = examine(m_config, ledger.all(), m_wares);
        QVERIFY2(before.missing + after.missing <= ledger.acknowledged(),
                 qPrintable((before.faults + after.faults).join(u'\n')));
    }

    // No file may grow beyond so much, as on a disk that is full: of a backup nothing stays, of a restore neither.
    void fullDisk()
    {
        sell(300);
        const QString file = m_folder->filePath(u"small/a.backroom"_s);
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, early()}).status, 0);
        const auto before = digestsOf(m_config);
        const qint64 needed = QFileInfo(early()).size();
        int refused = 0;
        for (int share = 1; share < 8; ++share) {
            const Ran ran = limited(needed * share / 8, {u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, file});
            QCOMPARE(ran.status, 1);
            QVERIFY2(!ran.err.isEmpty(), ran.err.constData());
            QCOMPARE(QDir(QFileInfo(file).path()).entryList(QDir::Files | QDir::Hidden), QStringList());
            ++refused;
        }
        QCOMPARE(refused, 7);
        for (int share = 1; share < 4; ++share) {
            const Ran ran = limited(needed * share / 4, {u"restore"_s, early(), u"--data"_s, m_config.dataDir});
            QCOMPARE(ran.status, 1);
            QCOMPARE(ofTheShop(digestsOf(m_config)), ofTheShop(before));
        }
        QCOMPARE(examine(m_config, {}, m_wares).faults, QStringList());
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, file}).status, 0);
    }

    // A file that can no longer be opened makes way, and is kept.
    void overADamagedShop()
    {
        sell(20);
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_config.dataDir, u"--to"_s, early()}).status, 0);
        const auto then = ofTheShop(digestsOf(m_config));
        QFile store(m_config.sqliteFile());
        QVERIFY(store.open(QIODevice::WriteOnly | QIODevice::Truncate));
        store.write(QByteArray(50'000, 'z'));
        store.close();
        const Ran ran = backroomd({u"restore"_s, early(), u"--data"_s, m_config.dataDir});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QVERIFY(ofTheShop(digestsOf(m_config)) == then);
        QFile aside(QDir(localBackups(m_config.dataDir)).filePath(u"set-aside-1/backroom.db"_s));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), QByteArray(50'000, 'z'));
    }

private:
    QString early() const { return m_folder->filePath(u"early.backroom"_s); }
    QString late() const { return m_folder->filePath(u"late.backroom"_s); }
    void sell(int orders)
    {
        Serving serving(m_config.dataDir);
        Ledger ledger;
        Buyers buyers(4, serving.port(), m_wares, ledger, "s" + QByteArray::number(++m_sales));
        ledger.wait(orders);
        buyers.stop();
        QCOMPARE(serving.stop(), 0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    StoreConfig m_config;
    Wares m_wares;
    int m_sales = 0;
};

QTEST_GUILESS_MAIN(TestBackupKilled)
#include "tst_backupkilled.moc"
