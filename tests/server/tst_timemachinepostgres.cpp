// Back to moments of a PostgreSQL shop that were noted, exactly; by what was received, and by the command.
#include "app/backroom.h"
#include "app/backups/backups.h"
#include "app/backups/pgbasemaker.h"
#include "app/backups/pglatest.h"
#include "tests/support/daemon.h"
#include "tests/support/followedshop.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
// But for what a restore leaves of itself.
QList<TableDigest> withoutOwn(QList<TableDigest> digests)
{
    digests.removeIf(
        [](const TableDigest &digest) { return digest.table.startsWith("journal") || digest.table == "meta"; });
    return digests;
}
}

class TestTimeMachinePostgres : public QObject {
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

    void leadsToEveryNotedMoment();
    void whatIsOldIsPutAway();
    void damageIsFound();
    void theCommandAndTheProgram();

private:
    const QTemporaryDir m_keys;
    std::unique_ptr<PgServer> m_server;
    std::unique_ptr<FollowedShop> m;
};

void TestTimeMachinePostgres::leadsToEveryNotedMoment()
{
    const Millis before = m->now();
    m->placeOrders(2);
    const auto on = m->turnOnHere();
    QVERIFY2(on, message(on).constData());
    QList<Noted> noted;
    {
        const PgTimeMachine machine(*m->shop, hasty());
        QTRY_VERIFY_WITH_TIMEOUT(machine.state().isReceiving, 20'000);
        for (int i = 0; i < 4; ++i)
            noted << m->placeOrders(3 + i);
        QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
        QVERIFY2(!machine.state().trouble,
                 qPrintable(machine.state().trouble ? machine.state().trouble->message : QString()));
    }
    // Nobody receives, and nothing is lost: the database keeps it.
    noted << m->placeOrders(2);
    const auto behind = m->at(noted.constLast().at);
    QVERIFY(!behind);
    QVERIFY2(behind.error().message.contains("reaches every moment from"_L1), message(behind).constData());
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    for (const Noted &moment : noted) {
        const auto shop = m->at(moment.at);
        QVERIFY2(shop, message(shop).constData());
        QCOMPARE((*shop)->manifest().tables, moment.digests);
        QCOMPARE((*shop)->manifest().at, moment.at);
    }
    const auto early = m->at(before);
    QVERIFY(!early);
    QCOMPARE(early.error().code, ErrorCode::NotFound);
    QVERIFY2(early.error().message.contains(QString::fromLatin1(timeText(on->bases().constFirst().at))),
             message(early).constData());
    QCOMPARE(m->at(m->now() + 3'600'000).error().code, ErrorCode::NotFound);
    QCOMPARE(QDir(QFileInfo(m->folder(u"data"_s)).path()).entryList({u"scratch*"_s}, QDir::AllEntries | QDir::Hidden),
             QStringList());
}

void TestTimeMachinePostgres::whatIsOldIsPutAway()
{
    QVERIFY(m->turnOnHere());
    const auto stretch = PgStretch::in(m->place).constFirst();
    for (int i = 0; i < 2; ++i) {
        m->placeOrders(1);
        m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
        QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
        QVERIFY(makeBase(m->config, stretch, {}));
    }
    const Noted noted = m->placeOrders(1);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    const auto bases = stretch.bases();
    QCOMPARE(bases.size(), 3);
    const auto logs = QDir(stretch.walFolder()).entryList(QDir::Files).size();
    pgfolder::prune(m->place, bases.at(0).at);
    QCOMPARE(stretch.bases().size(), 3);
    pgfolder::prune(m->place, bases.at(2).at - 1);
    QCOMPARE(stretch.bases().size(), 2);
    pgfolder::prune(m->place, m->now() + 1000);
    QCOMPARE(stretch.bases().size(), 1);
    QVERIFY(QDir(stretch.walFolder()).entryList(QDir::Files).size() < logs);
    const auto shop = m->at(noted.at);
    QVERIFY2(shop, message(shop).constData());
    QCOMPARE((*shop)->manifest().tables, noted.digests);
    QVERIFY(!m->at(bases.at(0).at + 1));
}

void TestTimeMachinePostgres::damageIsFound()
{
    QVERIFY(m->turnOnHere());
    m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
    m->placeOrders(3);
    m_server->executeAsAdmin(u"DO $$BEGIN PERFORM pg_switch_wal(); END$$"_s);
    const Noted noted = m->placeOrders(3);
    QCOMPARE(message(receiveLatest(*m->shop, {})), WasDone);
    QVERIFY(m->at(noted.at));
    const auto stretch = PgStretch::in(m->place).constFirst();
    const QDir wal(stretch.walFolder());
    const QStringList logs = wal.entryList(QDir::Files, QDir::Name);
    QVERIFY(logs.size() >= 3);
    // A file of the log amid the others is gone: not even a moment after the last change is believed.
    const QString middle = wal.filePath(logs.at(logs.size() - 2));
    QVERIFY(QFile::rename(middle, m->folder(u"log"_s)));
    const auto missing = m->at(noted.at);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::Malformed);
    QVERIFY(QFile::rename(m->folder(u"log"_s), middle));
    // A byte of a table is another.
    const QString base = stretch.bases().constLast().path;
    QFile file(base + "/base/1/"_L1 + QDir(base + "/base/1"_L1).entryList({u"12*"_s}, QDir::Files).constFirst());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const char first = file.peek(1).at(0);
    file.putChar(char(first ^ 1));
    file.close();
    const auto damaged = m->at(noted.at);
    QVERIFY(!damaged);
    QVERIFY2(damaged.error().message.contains("is damaged"_L1), message(damaged).constData());
}

void TestTimeMachinePostgres::theCommandAndTheProgram()
{
    const SystemClock clock;
    const StoreConfig config{m->folder(u"shop"_s), m_server->freshUrl()};
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
        const Ran on = command({u"on"_s, u"--to"_s, m->place});
        QVERIFY2(on.status == 0, on.err.constData());
        QVERIFY(on.out.contains("not encrypted"));
        // The program that is open takes it up.
        QTRY_VERIFY_WITH_TIMEOUT(status()["receiving"_L1].toBool(), 30'000);
        auto shop = Database::open(config, clock);
        QVERIFY2(shop, message(shop).constData());
        for (int i = 0; i < 2; ++i) {
            QVERIFY((*shop)->writeNow(Actor::system(u"Test"_s), [i](Transaction &transaction) -> Result<> {
                transaction.exec("UPDATE settings SET shop_name = ?", "Shop " + QByteArray::number(i));
                return {};
            }));
            noted << Noted{m->now(), digestsIn(config)};
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
    {
        // What looks after backups in a console or a server leads there as well.
        const auto open = Backroom::open(config, clock);
        QVERIFY2(open, message(open).constData());
        Backups backups(**open);
        QTRY_VERIFY_WITH_TIMEOUT(status()["receiving"_L1].toBool(), 70'000);
        const auto looked = backups.shopAtMoment(noted.constLast().at, m->folder(u"look"_s), Actor::system(u"Test"_s));
        QVERIFY2(looked, message(looked).constData());
        QCOMPARE((*looked)->manifest().tables, noted.constLast().digests);
        backups.wake();
        QTRY_VERIFY_WITH_TIMEOUT(!backups.state()->reachable.isEmpty(), 20'000);
        QCOMPARE(backups.state()->changesFault, QString());
    }
    // The database is gone with all that it held: into a new folder, from the disk alone.
    const QString other = m->folder(u"new"_s);
    const Ran made = backroomd(
        {u"restore"_s, m->place, u"--data"_s, other, u"--at"_s, QString::fromLatin1(timeText(noted.constLast().at))});
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
    QCOMPARE(backroomd({u"backup"_s, u"--data"_s, other}).status, 0);
    const Ran lite = backroomd({u"timemachine"_s, u"status"_s, u"--data"_s, other, u"--format"_s, u"json"_s});
    QVERIFY2(lite.status == 0, lite.err.constData());
    QCOMPARE(QJsonDocument::fromJson(lite.out)["kind"_L1].toString(), u"sqlite"_s);
    QVERIFY(!QJsonDocument::fromJson(lite.out)["moments"_L1].toArray().empty());
    QCOMPARE(backroomd({u"timemachine"_s, u"on"_s, u"--data"_s, other}).status, 1);
}

QTEST_GUILESS_MAIN(TestTimeMachinePostgres)
#include "tst_timemachinepostgres.moc"
