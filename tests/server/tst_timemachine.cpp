// The time machine beside the real program: killed amid checkouts, its shop comes back as it was, also from another disk
// alone; and the command takes a shop to a moment.
#include "app/backups/backupname.h"
#include "app/backups/changeshipper.h"
#include "app/backups/folderplace.h"
#include "app/backups/keyring.h"
#include "app/backups/replay.h"
#include "app/backups/snapshot.h"
#include "tests/support/buyers.h"
#include "tests/support/daemon.h"
#include "tests/support/storerows.h"

#include <QDir>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
const SystemClock Now;

StoreRows rowsIn(const StoreConfig &config)
{
    const auto connection = Connection::open(config);
    return test::rowsOf(**connection);
}

QByteArrayList ordersIn(const StoreConfig &config, Millis until)
{
    const auto connection = Connection::open(config);
    QByteArrayList numbers;
    Query rows = (*connection)->query("SELECT number FROM orders WHERE placed_at <= ? ORDER BY sequence", until);
    while (rows.next())
        numbers.append(rows.bytes(0));
    return numbers;
}

void copyFolder(const QString &from, const QString &to)
{
    QVERIFY(QDir().mkpath(to));
    for (const QFileInfo &entry : QDir(from).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        const QString target = QDir(to).filePath(entry.fileName());
        if (entry.isDir())
            copyFolder(entry.filePath(), target);
        else
            QVERIFY(QFile::copy(entry.filePath(), target));
    }
}
}

class TestTimeMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("BACKROOM_KEYS", m_keys.path().toUtf8()); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_config = {m_folder->filePath(u"shop"_s), {}};
        m_wares = makeWares(m_config);
        m_shop = *Database::open(m_config, Now);
        m_shipper = std::make_unique<ChangeShipper>(*m_shop, changes());
        QVERIFY(m_shipper->carryNow());
        const auto key = Keyring().keyOf(m_shop->secrets().storeId);
        m_base = freeBackupPath(localBackups(m_config.dataDir), {Now.now(), u"daily"_s});
        QVERIFY(makeBackup(*m_shop, {m_base, *key, u"daily"_s, {}, {}}));
    }
    void cleanup()
    {
        m_shipper.reset();
        m_shop.reset();
    }
    void killedAmidCheckouts();
    void commandTakesToAMoment();

private:
    QString changes() const { return QDir(localBackups(m_config.dataDir)).filePath(u"changes"_s); }
    Result<std::unique_ptr<ProvedBackup>> at(Millis moment, const QString &place)
    {
        return shopAt({moment, {place}, m_folder->filePath(u"scratch"_s), [this](const QString &) {
                           return Keyring().keyOf(m_shop->secrets().storeId);
                       }});
    }
    const QTemporaryDir m_keys;
    std::unique_ptr<QTemporaryDir> m_folder;
    StoreConfig m_config;
    Wares m_wares;
    std::unique_ptr<Database> m_shop;
    std::unique_ptr<ChangeShipper> m_shipper;
    QString m_base;
};

void TestTimeMachine::killedAmidCheckouts()
{
    const QString disk = m_folder->filePath(u"disk"_s);
    QVERIFY(QDir().mkdir(disk));
    QVERIFY(QFile::copy(m_base, QDir(disk).filePath(QFileInfo(m_base).fileName())));
    QVERIFY(FolderPlace(disk).look(m_shop->secrets().storeId, false));
    m_shipper->setPlaces({{1, u"Disk"_s, BackupPlace::Kind::Folder, disk}});
    Ledger ledger;
    for (int cycle = 0; cycle < 5; ++cycle) {
        Serving serving(m_config.dataDir);
        Buyers buyers(8, serving.port(), m_wares, ledger, "c" + QByteArray::number(cycle));
        ledger.wait(QRandomGenerator::global()->bounded(50, 400));
        QThread::usleep(QRandomGenerator::global()->bounded(3000U));
        // All of the disk is gone with the program: what the other one has at this moment is all that there is.
        const Millis safe = m_shipper->state().places.constFirst().until;
        const QString left = m_folder->filePath(u"left%1"_s.arg(cycle));
        serving.kill();
        copyFolder(disk, left);
        buyers.join();

        QVERIFY(m_shipper->carryNow());
        {
            const auto whole = at(Now.now(), localBackups(m_config.dataDir));
            QVERIFY2(whole, whole ? "" : qPrintable(whole.error().message));
            QCOMPARE(difference(rowsIn((*whole)->config()), rowsIn(m_config)), QByteArray());
        }
        const auto saved = at(Now.now(), left);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
        const auto there = ordersIn((*saved)->config(), Now.now()), all = ordersIn(m_config, Now.now());
        QCOMPARE(there, all.first(there.size()));
        QVERIFY(there.size() >= ordersIn(m_config, safe).size());
        QVERIFY2(safe >= (*saved)->manifest().at - 60'000 && safe > 0, "the other disk is behind");
    }
    QVERIFY(ledger.acknowledged() > 250);
}

void TestTimeMachine::commandTakesToAMoment()
{
    Millis moment = 0;
    QByteArrayList then;
    Ledger ledger;
    {
        Serving serving(m_config.dataDir);
        {
            Buyers buyers(2, serving.port(), m_wares, ledger, "a");
            ledger.wait(20);
        }
        moment = Now.now();
        then = ordersIn(m_config, moment);
        QThread::msleep(2);
        {
            Buyers buyers(2, serving.port(), m_wares, ledger, "b");
            ledger.wait(20);
        }
        QCOMPARE(serving.stop(), 0);
    }
    m_shipper.reset(); // nobody carries any more, and the command does
    QVERIFY(ordersIn(m_config, Now.now()).size() > then.size());
    const QStringList restore{u"restore"_s, u"--data"_s, m_config.dataDir, u"--format"_s, u"json"_s, u"--at"_s};
    QCOMPARE(backroomd(restore + QStringList{u"yesterday"_s}).status, 2);
    QCOMPARE(backroomd(restore + QStringList{u"2001-01-01T00:00:00Z"_s}).status, 1);
    const Ran ran = backroomd(restore + QStringList{QString::fromLatin1(timeText(moment))});
    QVERIFY2(ran.status == 0, ran.err.constData());
    QCOMPARE(QJsonDocument::fromJson(ran.out)["orders"_L1].toInt(), then.size());
    QCOMPARE(ordersIn(m_config, Now.now()), then);
    QVERIFY(SmallShop::faultsOf(*m_shop).isEmpty());
    // A folder in which there is no shop, from this one's backups.
    const QString other = m_folder->filePath(u"other"_s);
    const Ran made = backroomd({u"restore"_s, localBackups(m_config.dataDir), u"--data"_s, other, u"--at"_s,
                                QString::fromLatin1(timeText(moment))});
    QVERIFY2(made.status == 0, made.err.constData());
    QCOMPARE(ordersIn({other, {}}, Now.now()), then);
    // And out of what rclone reaches, on a computer that has nothing else: a moment, or one backup.
    const QString box = ":local:"_L1 % localBackups(m_config.dataDir);
    const QString third = m_folder->filePath(u"third"_s), fourth = m_folder->filePath(u"fourth"_s);
    const Ran fetched =
        backroomd({u"restore"_s, box, u"--data"_s, third, u"--at"_s, QString::fromLatin1(timeText(moment))});
    QVERIFY2(fetched.status == 0, fetched.err.constData());
    QCOMPARE(ordersIn({third, {}}, Now.now()), then);
    const Ran one = backroomd({u"restore"_s, box % u'/' % QFileInfo(m_base).fileName(), u"--data"_s, fourth});
    QVERIFY2(one.status == 0, one.err.constData());
    QVERIFY(ordersIn({fourth, {}}, Now.now()).size() < then.size());
    QCOMPARE(QDir(fourth).entryList({u"*.tmp*"_s}), QStringList());
    const Ran unnamed = backroomd({u"restore"_s, box, u"--data"_s, fourth});
    QCOMPARE(unnamed.status, 1);
    QVERIFY2(unnamed.err.contains(".backroom"), unnamed.err.constData());
}

QTEST_GUILESS_MAIN(TestTimeMachine)
#include "tst_timemachine.moc"
