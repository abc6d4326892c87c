// PostgreSQL's time machine with the server's own programs: set up by one command, kept going by what has the shop open,
// and back to moments that were noted, exactly.
#include "app/backups/pgbasemaker.h"
#include "app/backups/pglatest.h"
#include "app/backups/pgsetup.h"
#include "app/backups/pgshopat.h"
#include "app/backups/pgtimemachine.h"
#include "app/backups/tabledigest.h"
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QJsonDocument>
#include <QUrl>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
const SystemClock Now;

QByteArray message(const auto &result) { return result ? QByteArray("it was done") : result.error().message.toUtf8(); }

QList<TableDigest> digestsIn(const StoreConfig &config)
{
    const auto connection = Connection::open(config);
    return *digestTables(**connection, shopTables(**connection), {});
}

// But for what a restore leaves of itself.
QList<TableDigest> withoutOwn(QList<TableDigest> digests)
{
    digests.removeIf(
        [](const TableDigest &digest) { return digest.table.startsWith("journal") || digest.table == "meta"; });
    return digests;
}

PgTimeMachine::Timing hasty()
{
    using namespace std::chrono_literals;
    return {100ms, {200ms, 1000ms}, 200ms};
}

struct Noted
{
    Millis at = 0;
    QList<TableDigest> digests;
};
}

class TestTimeMachinePostgres : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("BACKROOM_KEYS", m_keys.path().toUtf8());
        m_server = std::make_unique<PgServer>();
    }
    void init()
    {
        m_server->executeAsAdmin(u"ALTER ROLE backroom REPLICATION"_s);
        m_folder = std::make_unique<QTemporaryDir>();
        m_config = {m_folder->filePath(u"data"_s), m_server->freshUrl()};
        QVERIFY(QDir().mkpath(m_config.dataDir));
        QVERIFY(m_config.remember());
        m_shop = *Database::open(m_config, Now, Database::Open::OrCreate);
        m_small = std::make_unique<SmallShop>(*m_shop);
        m_tea = m_small->addVariant("TEA", 499, 10'000);
        m_place = m_folder->filePath(u"disk/machine, 100% safe's"_s);
        QVERIFY(QDir().mkpath(m_folder->filePath(u"disk"_s)));
    }
    void cleanup()
    {
        m_small.reset();
        if (m_shop)
            (void)turnOff(*m_shop);
        m_shop.reset();
        dropPostgres(m_config.url);
    }
    void cleanupTestCase() { m_server.reset(); }

    void saysWhatIsMissing();
    void leadsToEveryNotedMoment();
    void aFolderThatIsAwayIsTold();
    void aKilledReceiverIsStartedAgain();
    void aLostSlotBeginsAnew();
    void whatIsOldIsPutAway();
    void damageIsFound();
    void theCommandAndTheProgram();

private:
    Result<PgStretch> turnOnHere() { return turnOn(*m_shop, {m_place, {}}, {}); }
    Noted placeOrders(int count)
    {
        for (int i = 0; i < count; ++i)
            m_small->order({{m_tea, 1}});
        Noted noted{Now.now(), digestsIn(m_config)};
        QThread::msleep(5);
        return noted;
    }
    Result<std::unique_ptr<ProvedBackup>> at(Millis moment)
    {
        return pgShopAt({m_place, moment, m_folder->filePath(u"scratch"_s)});
    }
    QString slotName() { return QString::fromUtf8((*PgChoice::read(m_config.dataDir))->slot); }

    const QTemporaryDir m_keys;
    std::unique_ptr<PgServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    StoreConfig m_config;
    std::unique_ptr<Database> m_shop;
    std::unique_ptr<SmallShop> m_small;
    VariantId m_tea;
    QString m_place;
};

void TestTimeMachinePostgres::saysWhatIsMissing()
{
    m_server->executeAsAdmin(u"ALTER ROLE backroom NOREPLICATION"_s);
    const auto refused = turnOnHere();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains("ALTER ROLE \"backroom\" REPLICATION;"_L1), message(refused).constData());
    QVERIFY(!QFile::exists(m_place));
    // What it says is what helps.
    m_server->executeAsAdmin(u"ALTER ROLE \"backroom\" REPLICATION;"_s);
    const auto on = turnOnHere();
    QVERIFY2(on, message(on).constData());
    QCOMPARE(turnOnHere().error().code, ErrorCode::Conflict);
    QVERIFY(turnOff(*m_shop));
    QCOMPARE(turnOff(*m_shop).error().code, ErrorCode::NotFound);
    QVERIFY(!PgChoice::read(m_config.dataDir)->has_value());
    // Nothing else is written over.
    const QString other = m_folder->filePath(u"other"_s);
    QVERIFY(QDir().mkpath(other + "/photos"_L1));
    QCOMPARE(turnOn(*m_shop, {other, {}}, {}).error().code, ErrorCode::Conflict);
    QCOMPARE(QDir(other).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{u"photos"_s});
}

void TestTimeMachinePostgres::leadsToEveryNotedMoment()
{
    const Millis before = Now.now();
    placeOrders(2);
    const auto on = turnOnHere();
    QVERIFY2(on, message(on).constData());
    QList<Noted> noted;
    {
        const PgTimeMachine machine(*m_shop, hasty());
        QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
        for (int i = 0; i < 4; ++i)
            noted << placeOrders(3 + i);
        QVERIFY(receiveLatest(*m_shop, {}));
        QVERIFY2(!machine.state().trouble,
                 qPrintable(machine.state().trouble ? machine.state().trouble->message : QString()));
    }
    // Nobody receives, and nothing is lost: the database keeps it.
    noted << placeOrders(2);
    const auto behind = at(noted.constLast().at);
    QVERIFY(!behind);
    QVERIFY2(behind.error().message.contains("reaches every moment from"_L1), message(behind).constData());
    QVERIFY(receiveLatest(*m_shop, {}));
    for (const Noted &moment : noted) {
        const auto shop = at(moment.at);
        QVERIFY2(shop, message(shop).constData());
        QCOMPARE((*shop)->manifest().tables, moment.digests);
        QCOMPARE((*shop)->manifest().at, moment.at);
    }
    const auto early = at(before);
    QVERIFY(!early);
    QCOMPARE(early.error().code, ErrorCode::NotFound);
    QVERIFY2(early.error().message.contains(QString::fromLatin1(timeText(on->bases().constFirst().at))),
             message(early).constData());
    QCOMPARE(at(Now.now() + 3'600'000).error().code, ErrorCode::NotFound);
    QCOMPARE(QDir(m_folder->path()).entryList({u"scratch*"_s}, QDir::AllEntries | QDir::Hidden), QStringList());
}

void TestTimeMachinePostgres::aFolderThatIsAwayIsTold()
{
    QVERIFY(turnOnHere());
    const PgTimeMachine machine(*m_shop, hasty());
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
    const QString away = m_folder->filePath(u"unplugged"_s);
    QVERIFY(QDir().rename(m_place, away));
    QVERIFY(QDir().mkdir(m_place)); // an empty mount point is not the disk
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().trouble && machine.state().trouble->message.contains("is not there"_L1),
                             20'000);
    QVERIFY(!machine.state().isReceiving);
    QVERIFY(pgStatus(*m_shop).value()->troubles.join(u' ').contains("is not there"_L1));
    const Noted noted = placeOrders(3);
    QVERIFY(QDir(m_place).isEmpty());
    QVERIFY(QDir().rmdir(m_place));
    QVERIFY(QDir().rename(away, m_place));
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving && !machine.state().trouble, 30'000);
    QVERIFY(receiveLatest(*m_shop, {}));
    QCOMPARE(PgStretch::in(m_place).size(), 1);
    const auto shop = at(noted.at);
    QVERIFY2(shop, message(shop).constData());
    QCOMPARE((*shop)->manifest().tables, noted.digests);
}

void TestTimeMachinePostgres::aKilledReceiverIsStartedAgain()
{
    QVERIFY(turnOnHere());
    const PgTimeMachine machine(*m_shop, hasty());
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
    const auto first = machine.state();
    QVERIFY(first.receiver > 0);
    QCOMPARE(::kill(pid_t(first.receiver), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().starts > first.starts && machine.state().isReceiving, 30'000);
    QVERIFY(machine.state().receiver != first.receiver);
    const Noted noted = placeOrders(3);
    // And the database itself went away and came back.
    m_server->crash();
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().trouble, 20'000);
    m_server->resume();
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving && !machine.state().trouble, 30'000);
    QVERIFY(receiveLatest(*m_shop, {}));
    const auto shop = at(noted.at);
    QVERIFY2(shop, message(shop).constData());
    QCOMPARE((*shop)->manifest().tables, noted.digests);
}

void TestTimeMachinePostgres::aLostSlotBeginsAnew()
{
    QVERIFY(turnOnHere());
    Noted first, second;
    {
        const PgTimeMachine machine(*m_shop, hasty());
        QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
        first = placeOrders(2);
        QVERIFY(receiveLatest(*m_shop, {}));
    }
    executePostgres(m_config.url, u"DO $$BEGIN PERFORM pg_drop_replication_slot('%1'); END$$"_s.arg(slotName()));
    QVERIFY(pgStatus(*m_shop).value()->troubles.size() == 1);
    const Noted lost = placeOrders(2);
    {
        const PgTimeMachine machine(*m_shop, hasty());
        QTRY_VERIFY_WITH_TIMEOUT(PgStretch::in(m_place).size() == 2
                                     && !PgStretch::in(m_place).constLast().bases().isEmpty(),
                                 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
        second = placeOrders(2);
        QVERIFY(receiveLatest(*m_shop, {}));
    }
    for (const Noted &noted : {first, second}) {
        const auto shop = at(noted.at);
        QVERIFY2(shop, message(shop).constData());
        QCOMPARE((*shop)->manifest().tables, noted.digests);
    }
    const auto between = at(lost.at);
    QVERIFY(!between);
    QVERIFY2(between.error().message.contains(" and from "_L1), message(between).constData());
    QVERIFY(pgStatus(*m_shop).value()->troubles.isEmpty());
}

void TestTimeMachinePostgres::whatIsOldIsPutAway()
{
    QVERIFY(turnOnHere());
    const auto stretch = PgStretch::in(m_place).constFirst();
    for (int i = 0; i < 2; ++i) {
        placeOrders(1);
        m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
        QVERIFY(receiveLatest(*m_shop, {}));
        QVERIFY(makeBase(m_config, stretch, {}));
    }
    const Noted noted = placeOrders(1);
    QVERIFY(receiveLatest(*m_shop, {}));
    const auto bases = stretch.bases();
    QCOMPARE(bases.size(), 3);
    const auto logs = QDir(stretch.walFolder()).entryList(QDir::Files).size();
    pgfolder::prune(m_place, bases.at(0).at);
    QCOMPARE(stretch.bases().size(), 3);
    pgfolder::prune(m_place, bases.at(2).at - 1);
    QCOMPARE(stretch.bases().size(), 2);
    pgfolder::prune(m_place, Now.now() + 1000);
    QCOMPARE(stretch.bases().size(), 1);
    QVERIFY(QDir(stretch.walFolder()).entryList(QDir::Files).size() < logs);
    const auto shop = at(noted.at);
    QVERIFY2(shop, message(shop).constData());
    QCOMPARE((*shop)->manifest().tables, noted.digests);
    QVERIFY(!at(bases.at(0).at + 1));
}

void TestTimeMachinePostgres::damageIsFound()
{
    QVERIFY(turnOnHere());
    m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
    placeOrders(3);
    m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
    const Noted noted = placeOrders(3);
    QVERIFY(receiveLatest(*m_shop, {}));
    QVERIFY(at(noted.at));
    const auto stretch = PgStretch::in(m_place).constFirst();
    const QDir wal(stretch.walFolder());
    const QStringList logs = wal.entryList(QDir::Files, QDir::Name);
    QVERIFY(logs.size() >= 3);
    // A file of the log amid the others is gone: not even a moment after the last change is believed.
    const QString middle = wal.filePath(logs.at(logs.size() - 2));
    QVERIFY(QFile::rename(middle, m_folder->filePath(u"log"_s)));
    const auto missing = at(noted.at);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::Malformed);
    QVERIFY(QFile::rename(m_folder->filePath(u"log"_s), middle));
    // A byte of a table is another.
    const QString base = stretch.bases().constLast().path;
    QFile file(base + "/base/1/"_L1 + QDir(base + "/base/1"_L1).entryList({u"12*"_s}, QDir::Files).constFirst());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const char first = file.peek(1).at(0);
    file.putChar(char(first ^ 1));
    file.close();
    const auto damaged = at(noted.at);
    QVERIFY(!damaged);
    QVERIFY2(damaged.error().message.contains("is damaged"_L1), message(damaged).constData());
}

void TestTimeMachinePostgres::theCommandAndTheProgram()
{
    m_small.reset();
    m_shop.reset();
    const StoreConfig config{m_folder->filePath(u"shop"_s), m_server->freshUrl()};
    makeShop(config.dataDir, config.url);
    const auto command = [&](const QStringList &more) {
        return backroomd(QStringList{u"timemachine"_s} + more + QStringList{u"--data"_s, config.dataDir});
    };
    const auto status = [&] { return QJsonDocument::fromJson(command({u"status"_s, u"--format"_s, u"json"_s}).out); };
    QCOMPARE(command({u"status"_s}).status, 0);
    QCOMPARE(status()["on"_L1].toBool(true), false);
    QCOMPARE(command({u"on"_s}).status, 2);
    QCOMPARE(command({u"sideways"_s}).status, 2);
    QList<Noted> noted;
    {
        const Serving serving(config.dataDir);
        const Ran on = command({u"on"_s, u"--to"_s, m_place});
        QVERIFY2(on.status == 0, on.err.constData());
        QVERIFY(on.out.contains("not encrypted"));
        // The program that is open takes it up.
        QTRY_VERIFY_WITH_TIMEOUT(status()["receiving"_L1].toBool(), 30'000);
        auto shop = Database::open(config, Now);
        QVERIFY2(shop, message(shop).constData());
        for (int i = 0; i < 2; ++i) {
            QVERIFY((*shop)->writeNow(Actor::system(u"Test"_s), [i](Transaction &transaction) -> Result<> {
                transaction.exec("UPDATE settings SET shop_name = ?", "Shop " + QByteArray::number(i));
                return {};
            }));
            noted << Noted{Now.now(), digestsIn(config)};
            QThread::msleep(5);
        }
        // While the server sells.
        const Ran restored = backroomd({u"restore"_s, u"--data"_s, config.dataDir, u"--at"_s,
                                        QString::fromLatin1(timeText(noted.constFirst().at))});
        QVERIFY2(restored.status == 0, restored.err.constData());
        QCOMPARE(withoutOwn(digestsIn(config)), withoutOwn(noted.constFirst().digests));
    }
    // The server was killed, and pg_receivewal with it.
    QTRY_VERIFY_WITH_TIMEOUT(!status()["receiving"_L1].toBool(true), 70'000);
    // The database is gone with all that it held: into a new folder, from the disk alone.
    const QString other = m_folder->filePath(u"new"_s);
    const Ran made = backroomd(
        {u"restore"_s, m_place, u"--data"_s, other, u"--at"_s, QString::fromLatin1(timeText(noted.constLast().at))});
    QVERIFY2(made.status == 0, made.err.constData());
    QCOMPARE(withoutOwn(digestsIn({other, {}})), withoutOwn(noted.constLast().digests));
    const Ran outside = backroomd({u"restore"_s, u"--data"_s, config.dataDir, u"--at"_s, u"2001-01-01T00:00:00Z"_s});
    QCOMPARE(outside.status, 1);
    QVERIFY2(outside.err.contains("reaches every moment from"), outside.err.constData());
    const Ran off = command({u"off"_s});
    QVERIFY2(off.status == 0, off.err.constData());
    QCOMPARE(status()["on"_L1].toBool(true), false);
    dropPostgres(config.url);
    // A shop in a file has one of another kind.
    const Ran lite = backroomd({u"timemachine"_s, u"status"_s, u"--data"_s, other, u"--format"_s, u"json"_s});
    QVERIFY2(lite.status == 0, lite.err.constData());
    QCOMPARE(QJsonDocument::fromJson(lite.out)["kind"_L1].toString(), u"sqlite"_s);
    QCOMPARE(backroomd({u"timemachine"_s, u"on"_s, u"--data"_s, other}).status, 1);
}

QTEST_GUILESS_MAIN(TestTimeMachinePostgres)
#include "tst_timemachinepostgres.moc"
