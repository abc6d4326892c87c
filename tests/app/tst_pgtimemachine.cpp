// Following a PostgreSQL database: what it needs is said, and what goes wrong on the way is told and made good.
#include "app/backups/pglatest.h"
#include "tests/support/followedshop.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

class TestPgTimeMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("BACKROOM_KEYS", m_keys.path().toUtf8());
        m_server = std::make_unique<PgServer>();
    }
    void init() { m = std::make_unique<FollowedShop>(*m_server); }
    void cleanup() { m.reset(); }
    void cleanupTestCase() { m_server.reset(); }

    void saysWhatIsMissing();
    void aBeginningThatWasCutOffIsLetGo();
    void aFolderThatIsAwayIsTold();
    void aKilledReceiverIsStartedAgain();
    void aHalfMadeFileHoldsNothingUp();
    void aLostSlotBeginsAnew();

private:
    QString slotName() { return QString::fromUtf8((*PgChoice::read(m->config.dataDir))->slot); }
    const QTemporaryDir m_keys;
    std::unique_ptr<PgServer> m_server;
    std::unique_ptr<FollowedShop> m;
};

void TestPgTimeMachine::saysWhatIsMissing()
{
    m_server->executeAsAdmin(u"ALTER ROLE backroom NOREPLICATION"_s);
    const auto refused = m->turnOnHere();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains("ALTER ROLE \"backroom\" REPLICATION;"_L1), message(refused).constData());
    QVERIFY(!QFile::exists(m->place));
    // What it says is what helps.
    m_server->executeAsAdmin(u"ALTER ROLE \"backroom\" REPLICATION;"_s);
    const auto on = m->turnOnHere();
    QVERIFY2(on, message(on).constData());
    QCOMPARE(m->turnOnHere().error().code, ErrorCode::Conflict);
    QVERIFY(turnOff(*m->shop));
    QCOMPARE(turnOff(*m->shop).error().code, ErrorCode::NotFound);
    QVERIFY(!PgChoice::read(m->config.dataDir)->has_value());
    // Nothing else is written over.
    const QString other = m->folder(u"other"_s);
    QVERIFY(QDir().mkpath(other + "/photos"_L1));
    QCOMPARE(turnOn(*m->shop, {other, {}}, {}).error().code, ErrorCode::Conflict);
    QCOMPARE(QDir(other).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{u"photos"_s});
}

// Killed between making the slot and writing down that it is on: the database would keep its log for ever.
void TestPgTimeMachine::aBeginningThatWasCutOffIsLetGo()
{
    const QByteArray storeId = m->shop->secrets().storeId;
    const auto leave = [this](const QString &name) {
        executePostgres(m->config.url,
                        u"DO $$BEGIN PERFORM pg_create_physical_replication_slot('%1', true); END$$"_s.arg(name));
    };
    const auto there = [&] {
        const auto connection = Connection::open(m->config);
        return leftSlots(**connection, storeId, {}).size();
    };
    const QString name = QString::fromUtf8(newSlotName(storeId)), others = u"backroom_ffffffff_00"_s;
    leave(name);
    leave(others);
    QCOMPARE(there(), 1);
    QVERIFY(isPgSetupLeft(*m->shop).value());
    const auto off = turnOff(*m->shop);
    QVERIFY(off && off->isEmpty());
    QCOMPARE(there(), 0);
    QVERIFY(!isPgSetupLeft(*m->shop).value());
    QCOMPARE(turnOff(*m->shop).error().code, ErrorCode::NotFound);
    // Turning it on clears it up too.
    leave(name);
    QVERIFY(m->turnOnHere());
    const auto connection = Connection::open(m->config);
    QVERIFY(!slotState(**connection, name.toUtf8()).isThere);
    QVERIFY(slotState(**connection, slotName().toUtf8()).isThere);
    QVERIFY(slotState(**connection, others.toUtf8()).isThere);
    executePostgres(m->config.url, u"DO $$BEGIN PERFORM pg_drop_replication_slot('%1'); END$$"_s.arg(others));
}

void TestPgTimeMachine::aFolderThatIsAwayIsTold()
{
    QVERIFY(m->turnOnHere());
    const PgTimeMachine machine(*m->shop, hasty());
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
    const QString away = m->folder(u"unplugged"_s);
    QVERIFY(QDir().rename(m->place, away));
    QVERIFY(QDir().mkdir(m->place)); // an empty mount point is not the disk
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().trouble && machine.state().trouble->message.contains("is not there"_L1),
                             20'000);
    QVERIFY(!machine.state().isReceiving);
    QVERIFY(pgStatus(*m->shop).value()->troubles.join(u' ').contains("is not there"_L1));
    const Noted noted = m->placeOrders(3);
    QVERIFY(QDir(m->place).isEmpty());
    QVERIFY(QDir().rmdir(m->place));
    QVERIFY(QDir().rename(away, m->place));
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving && !machine.state().trouble, 30'000);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    QCOMPARE(PgStretch::in(m->place).size(), 1);
    const auto shop = m->at(noted.at);
    QVERIFY2(shop, message(shop).constData());
    QCOMPARE((*shop)->manifest().tables, noted.digests);
}

void TestPgTimeMachine::aKilledReceiverIsStartedAgain()
{
    QVERIFY(m->turnOnHere());
    const PgTimeMachine machine(*m->shop, hasty());
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
    const auto first = machine.state();
    QVERIFY(first.receiver > 0);
    QCOMPARE(::kill(pid_t(first.receiver), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().starts > first.starts && machine.state().isReceiving, 30'000);
    QVERIFY(machine.state().receiver != first.receiver);
    const Noted noted = m->placeOrders(3);
    // And the database itself went away and came back.
    m_server->crash();
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().trouble, 20'000);
    m_server->resume();
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving && !machine.state().trouble, 30'000);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    const auto shop = m->at(noted.at);
    QVERIFY2(shop, message(shop).constData());
    QCOMPARE((*shop)->manifest().tables, noted.digests);
}

// pg_receivewal was killed while it made the next file of the log.
void TestPgTimeMachine::aHalfMadeFileHoldsNothingUp()
{
    const auto on = m->turnOnHere();
    QVERIFY2(on, message(on).constData());
    const auto half = [&on] {
        const QDir wal(on->walFolder());
        QString last = wal.entryList(QDir::Files, QDir::Name).constLast();
        if (!last.endsWith(".partial"_L1)) {
            const qulonglong number = last.mid(16).toULongLong(nullptr, 16) + 1;
            last = last.left(16) % QString::number(number, 16).toUpper().rightJustified(8, u'0') % ".partial"_L1;
        }
        QFile file(wal.filePath(last));
        return file.open(QIODevice::ReadWrite) && file.resize(0) && file.resize(12'460'032);
    };
    const Noted first = m->placeOrders(2);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    QVERIFY(half());
    {
        const auto shop = m->at(first.at);
        QVERIFY2(shop, message(shop).constData());
        QCOMPARE((*shop)->manifest().tables, first.digests);
    }
    const PgTimeMachine machine(*m->shop, hasty());
    QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
    const Noted second = m->placeOrders(2);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    const auto later = m->at(second.at);
    QVERIFY2(later, message(later).constData());
    QCOMPARE((*later)->manifest().tables, second.digests);
}

void TestPgTimeMachine::aLostSlotBeginsAnew()
{
    QVERIFY(m->turnOnHere());
    Noted first, second;
    {
        const PgTimeMachine machine(*m->shop, hasty());
        QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
        first = m->placeOrders(2);
        QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    }
    executePostgres(m->config.url, u"DO $$BEGIN PERFORM pg_drop_replication_slot('%1'); END$$"_s.arg(slotName()));
    QVERIFY(pgStatus(*m->shop).value()->troubles.size() == 1);
    const Noted lost = m->placeOrders(2);
    {
        const PgTimeMachine machine(*m->shop, hasty());
        QTRY_VERIFY_WITH_TIMEOUT(PgStretch::in(m->place).size() == 2
                                     && !PgStretch::in(m->place).constLast().bases().isEmpty(),
                                 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
        second = m->placeOrders(2);
        QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    }
    for (const Noted &noted : {first, second}) {
        const auto shop = m->at(noted.at);
        QVERIFY2(shop, message(shop).constData());
        QCOMPARE((*shop)->manifest().tables, noted.digests);
    }
    const auto between = m->at(lost.at);
    QVERIFY(!between);
    QVERIFY2(between.error().message.contains(" and from "_L1), message(between).constData());
    QVERIFY(pgStatus(*m->shop).value()->troubles.isEmpty());
}

QTEST_GUILESS_MAIN(TestPgTimeMachine)
#include "tst_pgtimemachine.moc"
