// Backups that look after themselves, over days of a turned clock: made when due, loud when they fail, carried to places,
// put away when their time is over, and restored through the API.
#include "app/backups/backuplist.h"
#include "app/backups/backups.h"
#include "app/backups/filecopy.h"
#include "app/backups/places.h"
#include "app/backups/proof.h"
#include "app/backups/snapshot.h"
#include "app/journal/journal.h"
#include "app/products/imagefile.h"
#include "app/products/imagename.h"
#include "app/products/imagestore.h"
#include "app/reports/doctor.h"
#include "app/settings/settings.h"
#include "tests/support/apifixture.h"
#include "tests/support/imagehost.h"
#include "tests/support/productdraft.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::ApiFixture;

namespace {
constexpr Millis Minute = 60'000;
constexpr Millis Hour = 60 * Minute;
constexpr Millis Day = 24 * Hour;
constexpr int Patience = 60'000;

using StatePtr = std::shared_ptr<const BackupsState>;
constexpr int NoneByItself = 1'000'000'000; // seconds
const Actor Owner = Actor::system(u"Test"_s);

// The shop's Backups, and who looks at what they show.
class Watched {
public:
    explicit Watched(ApiFixture &api, const QString &keys, int first = 600, int settle = 0)
        : m_api(api), m_keys(keys), m_first(first), m_settle(settle)
    {
        begin();
    }
    ~Watched() { end(); }
    Q_DISABLE_COPY_MOVE(Watched)

    Backups *operator->() { return m_backups.get(); }
    StatePtr state() const { return m_backups->state(); }
    QString folder() const { return state()->folder; }

    // As a restart of the program.
    void restart()
    {
        end();
        begin();
    }

    bool until(const std::function<bool(const BackupsState &)> &what)
    {
        return QTest::qWaitFor([&] { return what(*state()); }, Patience);
    }
    // Once it has looked whether something is due, and done that.
    bool settle()
    {
        const int before = m_told;
        m_backups->wake();
        return QTest::qWaitFor([&] { return m_told > before && !state()->job && state()->waiting.isEmpty(); },
                               Patience);
    }
    bool turn(Millis by)
    {
        m_api.clock().advance(by);
        return settle();
    }
    // The job's end; nothing when it does not come.
    std::optional<BackupOutcome> end(const Result<BackupJobId> &job)
    {
        if (!job || !until([&](const BackupsState &now) { return now.outcomeOf(*job) != nullptr; }))
            return std::nullopt;
        return *state()->outcomeOf(*job);
    }
    std::optional<BackupId> done(const Result<BackupJobId> &job)
    {
        const auto outcome = end(job);
        if (outcome && !outcome->result)
            qWarning("%s", qPrintable(outcome->result.error().message));
        return outcome && outcome->result ? std::optional(*outcome->result) : std::nullopt;
    }

private:
    void begin()
    {
        BackupsOptions options;
        options.keyFolder = m_keys;
        options.firstAfterSeconds = m_first;
        options.settleSeconds = m_settle;
        m_backups = std::make_unique<Backups>(m_api.shop(), options);
        m_subscription = m_backups->subscribe([this] { ++m_told; });
        m_api.server().stop();
        m_api.server().setBackups(m_backups.get());
        if (!m_api.server().start() || !QTest::qWaitFor([this] { return !state()->folder.isEmpty(); }, Patience))
            qFatal("no server");
    }
    void end()
    {
        m_api.server().stop();
        m_api.server().setBackups(nullptr);
        m_subscription.reset();
        m_backups.reset();
    }

    ApiFixture &m_api;
    QString m_keys;
    int m_first;
    int m_settle;
    std::atomic<int> m_told = 0;
    std::unique_ptr<Backups> m_backups;
    Backups::Subscription m_subscription;
};

QList<JournalRow> journaled(ApiFixture &api)
{
    JournalQuery query;
    query.limit = MaxLimit;
    return *api.database().read([&query](Reader &reader) { return journal::list(reader, Owner, query); });
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

// One bit in its middle.
void flip(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(file.size() / 2))
        qFatal("cannot open");
    const QByteArray byte = file.peek(1);
    file.write(QByteArray(1, char(byte[0] ^ 4)));
}
}

class TestBackups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_api = std::make_unique<ApiFixture>(u"sqlite"_s);
        m_keys = std::make_unique<QTemporaryDir>();
        m_place = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_api.reset(); }

    void comeByThemselves();
    void thinOutOverMonths();
    void failLoudlyAndRecover();
    void stopWithoutATrace();
    void comeAtClose();
    void travelToPlaces();
    void aPlaceThatIsAwayForDaysIsTold();
    void spoiltFilesAreFound();
    void listIsFoundAgain();
    void restoreAndTakeBack();
    void aRestoreHoldsThoughTheListCannotBeWritten();
    void imagesGoFromPlacesToo();
    void imagesComeFromPlacesToo();
    void anotherShopsBackupIsNotThisOnes();
    void oneRequestIdForTwoJobs();
    void goBackToAnyMoment();
    void settingsAreTheOwners();
    void anyMomentCanBeHad();

private:
    QString keys() const { return m_keys->path(); }
    Finding doctored()
    {
        return doctor::backups(m_api->shop().config().dataDir, m_api->clock().now(), QTimeZone("Europe/Berlin"));
    }
    int proved(const BackupsState &state)
    {
        return int(
            std::count_if(state.backups.begin(), state.backups.end(), [](const auto &b) { return b.isProved(); }));
    }

    std::unique_ptr<ApiFixture> m_api;
    std::unique_ptr<QTemporaryDir> m_keys;
    std::unique_ptr<QTemporaryDir> m_place;
};

void TestBackups::comeByThemselves()
{
    Watched backups(*m_api, keys());
    QVERIFY(doctored().ok);
    // The first, ten minutes after the first start and no sooner.
    QVERIFY(backups.turn(599'000));
    QCOMPARE(backups.state()->backups.size(), 0);
    QVERIFY(backups.turn(1000));
    QVERIFY(backups.until([](const BackupsState &state) { return state.backups.size() == 1; }));
    const BackupEntry first = backups.state()->backups.constFirst();
    QVERIFY2(first.isProved(), qPrintable(first.fault));
    QCOMPARE(first.reason, "daily"_ba);
    QCOMPARE(backups.state()->newestProved, std::optional(first.at));
    QVERIFY(QFile::exists(backups.folder() + u'/' + first.fileName));
    QVERIFY(backups.settle());
    QCOMPARE(backups.state()->backups.size(), 1); // one is enough
    const JournalRow entry = journaled(*m_api).constFirst();
    QCOMPARE(entry.action, "backup.made"_ba);
    QCOMPARE(entry.actor, "system"_ba);
    QCOMPARE(entry.entityId, first.id.bytes());

    // Then every day at three, shop time: 02:00 UTC in winter.
    QCOMPARE(timeText(*backups.state()->nextAt), "2026-11-21T02:00:00.000Z"_ba);
    m_api->clock().set(*parseTime(u"2026-11-21T01:59:59Z"));
    QVERIFY(backups.settle());
    QCOMPARE(backups.state()->backups.size(), 1);
    for (int day = 2; day <= 4; ++day) {
        QVERIFY(backups.turn(day == 2 ? 1000 : Day));
        QVERIFY(backups.until([day](const BackupsState &state) { return state.backups.size() == day; }));
    }
    // One that was begun and cut off by the power is made up at the next start, not the next day.
    QVERIFY(backuplist::change(backups.folder(), [this](BackupList &list) -> Result<> {
        list.lastBegun = m_api->clock().now() + Day;
        return {};
    }));
    QVERIFY(backups.turn(Day));
    QCOMPARE(backups.state()->backups.size(), 4);
    backups.restart();
    QVERIFY(backups.settle());
    QVERIFY(backups.until([](const BackupsState &state) { return state.backups.size() == 5; }));
    // A week without power: one is made up, not seven; and meanwhile it is said that one is missing.
    backups.restart();
    m_api->clock().advance(7 * Day);
    QVERIFY(!doctored().ok);
    QVERIFY(backups.settle());
    QVERIFY(backups.until([](const BackupsState &state) { return state.backups.size() == 6; }));
    QVERIFY(backups.settle());
    QCOMPARE(backups.state()->backups.size(), 6);
    QVERIFY(doctored().ok);
    QVERIFY(backups.state()->isWell());
    QCOMPARE(proved(*backups.state()), 6);
}

void TestBackups::thinOutOverMonths()
{
    Watched backups(*m_api, keys(), 0);
    QVERIFY(backups.settle());
    for (int day = 1; day <= 45; ++day) {
        const auto before = backups.state()->newestProved;
        QVERIFY(backups.turn(Day));
        QVERIFY(backups.until([&](const BackupsState &state) { return state.newestProved > before; }));
    }
    QVERIFY(backups.settle());
    const StatePtr state = backups.state();
    // Thirty days, and the last of November and (the year's, the month's) the ones before.
    QCOMPARE(state->backups.size(), 31);
    QCOMPARE(QDir(backups.folder()).entryList({u"*.backroom"_s}).size(), 31);
    QCOMPARE(proved(*state), 31);
}

void TestBackups::failLoudlyAndRecover()
{
    const QByteArray owner = m_api->tokenFor(Role::Owner), manager = m_api->tokenFor(Role::Manager);
    const QString noFolder = m_keys->filePath(u"file"_s);
    put(noFolder, "in the way");
    Watched backups(*m_api, noFolder, 0);
    QVERIFY(backups.until([](const BackupsState &state) { return state.failedSince.has_value(); }));
    QVERIFY(backups.settle());
    QVERIFY(!backups.state()->isWell());
    QVERIFY(!backups.state()->failure.isEmpty());
    QCOMPARE(backups.state()->nextAt, std::optional(m_api->clock().now() + 5 * Minute));
    QCOMPARE(journaled(*m_api).constFirst().action, "backup.failed"_ba);
    const Finding finding = doctored();
    QVERIFY(!finding.ok && finding.detail.contains(backups.state()->failure));
    const QJsonObject health = m_api->client(owner).get("/api/v1/health").json()["backups"_L1].toObject();
    QCOMPARE(health["status"_L1].toString(), u"failed"_s);
    QCOMPARE(health["message"_L1].toString(), backups.state()->failure);
    // What is wrong is the owner's to know.
    QVERIFY(!m_api->client(manager).get("/api/v1/health").json().contains("backups"_L1));
    QVERIFY(!m_api->client().get("/api/v1/health").json().contains("backups"_L1));
    QVERIFY(m_api->client().get("/metrics").body.contains("\nbackroom_backup_last_failed 1\n"));

    // It is tried again, after longer and longer pauses.
    QVERIFY(backups.turn(5 * Minute));
    QVERIFY(backups.until(
        [&](const BackupsState &state) { return state.nextAt == std::optional(m_api->clock().now() + 10 * Minute); }));
    QVERIFY(QFile::remove(noFolder));
    QVERIFY(backups.turn(10 * Minute));
    QVERIFY(backups.until([](const BackupsState &state) { return state.isWell() && state.newestProved; }));
    QVERIFY(doctored().ok);
    const QByteArray metrics = m_api->client().get("/metrics").body;
    QVERIFY(metrics.contains("\nbackroom_backup_last_failed 0\n"));
    QVERIFY(metrics.contains("\nbackroom_backup_age_seconds "));
    QCOMPARE(m_api->client(owner).get("/api/v1/health").json()["backups"_L1].toObject()["status"_L1].toString(),
             u"ok"_s);
}

void TestBackups::stopWithoutATrace()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    Backups &inner = *backups.operator->();
    // As soon as it is under way it is stopped.
    const auto subscription = inner.subscribe([&inner] {
        if (const auto job = inner.state()->job; job && !job->ending)
            inner.cancel(job->id);
    });
    const auto outcome = backups.end(inner.backUpNow(Owner));
    QVERIFY(outcome && !outcome->result && outcome->cancelled);
    QVERIFY(backups.settle());
    QCOMPARE(QDir(backups.folder()).entryList({u"*.backroom*"_s}), QStringList());
    QVERIFY(backups.state()->isWell()); // who stops one knows
    const qsizetype entries = journaled(*m_api).size();
    QVERIFY(!backups.state()->failedSince);
    QCOMPARE(journaled(*m_api).size(), entries);
    QCOMPARE(inner.backUpNow(Actor::anonymous()).error().code, ErrorCode::Unauthenticated);
}

void TestBackups::comeAtClose()
{
    {
        Watched backups(*m_api, keys());
        BackupSettings settings;
        settings.schedule.atClose = true;
        settings.schedule.every = BackupSchedule::Every::Never;
        QVERIFY(backups->saveSettings(Owner, settings));
    }
    const QString folder = m_api->shop().config().dataDir + "/backups"_L1;
    auto list = backuplist::read(folder);
    QCOMPARE(list->backups.size(), 1);
    QCOMPARE(list->backups.constFirst().reason, "close"_ba);
    QVERIFY(list->backups.constFirst().isProved());
    QCOMPARE(list->openSince, 0);
    // The last one is carried to places before the program is gone.
    {
        Watched backups(*m_api, keys());
        QVERIFY(backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, m_place->path()}));
        m_api->clock().advance(Hour);
    }
    list = backuplist::read(folder);
    QCOMPARE(list->backups.size(), 2);
    for (const BackupEntry &entry : list->backups)
        QVERIFY(QFile::exists(m_place->filePath(nameAtPlace(m_api->database().secrets().storeId, entry.fileName))));
    // A program that the power was cut from made none at its close: it is made up at the next start.
    QVERIFY(backuplist::change(folder, [this](BackupList &changed) -> Result<> {
        changed.openSince = m_api->clock().now();
        return {};
    }));
    m_api->clock().advance(Day);
    Watched backups(*m_api, keys());
    QVERIFY(backups.settle());
    QVERIFY(backups.until([](const BackupsState &state) { return state.backups.size() == 3 && !state.job; }));
    QVERIFY(backups.settle());
    QCOMPARE(backups.state()->backups.size(), 3);
    BackupSettings never;
    never.schedule.every = BackupSchedule::Every::Never;
    QVERIFY(backups->saveSettings(Owner, never));
}

void TestBackups::travelToPlaces()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    QVERIFY(backups.done(backups->backUpNow(Owner)));
    QVERIFY(QDir(m_place->path()).mkdir(u"stick"_s));
    const QString stick = m_place->filePath(u"stick"_s);
    const auto onStick = [&](const BackupEntry &entry) -> QString {
        return stick + u'/' + nameAtPlace(m_api->database().secrets().storeId, entry.fileName);
    };
    const auto number = backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, stick});
    QVERIFY2(number, number ? "" : qPrintable(number.error().message));
    const auto isThere = [number](const BackupsState &state) {
        return state.places.size() == 1 && state.places[0].condition == PlaceState::Condition::UpToDate
            && std::all_of(state.backups.begin(), state.backups.end(),
                           [&](const BackupEntry &entry) { return entry.places.contains(*number); });
    };
    QVERIFY(backups.until(isThere));
    const BackupEntry first = backups.state()->backups.constFirst();
    QCOMPARE(*hashFile(onStick(first)), first.hash);
    QVERIFY(backups.state()->places[0].usedBytes >= first.bytes);
    QVERIFY(backups.state()->places[0].freeBytes > 0);

    // It is pulled out. The next backup is made all the same, and it is said since when one is missing there.
    QVERIFY(QDir(m_place->path()).rename(u"stick"_s, u"pocket"_s));
    m_api->clock().advance(Hour);
    const auto second = backups.done(backups->backUpNow(Owner));
    QVERIFY(second);
    QVERIFY(backups.until([](const BackupsState &state) {
        return state.places[0].condition == PlaceState::Condition::Away && state.places[0].missing == 1;
    }));
    const PlaceState away = backups.state()->places[0];
    QVERIFY(away.fault.contains(stick));
    QVERIFY(away.retryAt && away.missedSince);
    QCOMPARE(away.missedSince, std::optional(backups.state()->find(*second)->at));
    QVERIFY(QFile::exists(backups.folder() + u'/' + backups.state()->find(*second)->fileName));
    // Its mount point, empty, is not taken for it.
    QVERIFY(QDir(m_place->path()).mkdir(u"stick"_s));
    backups->lookAtPlace(*number);
    QVERIFY(
        backups.until([&](const BackupsState &state) { return state.places[0].fault.contains(u"does not know"_s); }));
    QCOMPARE(QDir(stick).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList());
    QVERIFY(QDir(m_place->path()).rmdir(u"stick"_s));
    // It is back.
    QVERIFY(QDir(m_place->path()).rename(u"pocket"_s, u"stick"_s));
    backups->lookAtPlace(*number);
    QVERIFY(backups.until(isThere));
    QVERIFY(backups.state()->places[0].fault.isEmpty());

    // What is damaged here does not take the good copy with it, and is brought back from there.
    flip(backups.folder() + u'/' + first.fileName);
    (void)backups.end(backups->verify(first.id, Owner));
    QVERIFY(backups.state()->find(first.id)->places.contains(*number));
    QCOMPARE(backups.done(backups->verify(first.id, Owner)), std::optional(first.id));
    QCOMPARE(*hashFile(backups.folder() + u'/' + first.fileName), first.hash);
    QVERIFY(backups.state()->find(first.id)->isProved());
    // What is lost here is, too.
    QVERIFY(QFile::remove(backups.folder() + u'/' + first.fileName));
    QCOMPARE(backups.done(backups->verify(first.id, Owner)), std::optional(first.id));
    QCOMPARE(*hashFile(backups.folder() + u'/' + first.fileName), first.hash);

    // What is put away here goes there too.
    QVERIFY(backups->remove(first.id, Owner));
    QVERIFY(QTest::qWaitFor([&] { return !QFile::exists(onStick(first)); }, Patience));
    QVERIFY(!QFile::exists(backups.folder() + u'/' + first.fileName));
    QVERIFY(backups.until([&](const BackupsState &state) { return !state.find(first.id); }));
    QCOMPARE(backups->remove(*second, Owner).error().code, ErrorCode::Conflict); // the newest
    // A place that is taken off the list keeps what it has.
    QVERIFY(backups->removePlace(Owner, *number));
    QVERIFY(QFile::exists(onStick(*backups.state()->find(*second))));
    QVERIFY(backups.until([&](const BackupsState &state) { return state.find(*second)->places.isEmpty(); }));
    QCOMPARE(backups->removePlace(Owner, *number).error().code, ErrorCode::NotFound);
}

// For some days that is how it goes; then it is no copy any more.
void TestBackups::aPlaceThatIsAwayForDaysIsTold()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    QVERIFY(backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, m_place->filePath(u"away"_s)}));
    QVERIFY(backups.done(backups->backUpNow(Owner)));
    QVERIFY(doctored().ok);
    m_api->clock().advance(4 * Day);
    QVERIFY(backups.done(backups->backUpNow(Owner)));
    QVERIFY(!doctored().ok);
    QVERIFY2(doctored().detail.contains(u"Stick"_s), qPrintable(doctored().detail));
}

void TestBackups::spoiltFilesAreFound()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    const auto number = backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, m_place->path()});
    const auto id = backups.done(backups->backUpNow(Owner));
    QVERIFY(number && id);
    QVERIFY(backups.until([&](const BackupsState &state) { return state.find(*id)->places.contains(*number); }));
    const BackupEntry entry = *backups.state()->find(*id);
    // There: the copy counts as missing, and is made again.
    flip(m_place->filePath(nameAtPlace(m_api->database().secrets().storeId, entry.fileName)));
    QCOMPARE(backups.done(backups->verify(*id, Owner)), id);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return *hashFile(m_place->filePath(nameAtPlace(m_api->database().secrets().storeId, entry.fileName)))
                == entry.hash;
        },
        Patience));
    // Here, with no copy elsewhere: it is told, and cannot be restored.
    QVERIFY(backups->removePlace(Owner, *number));
    QVERIFY(backups.until([&](const BackupsState &state) { return state.find(*id)->places.isEmpty(); }));
    flip(backups.folder() + u'/' + entry.fileName);
    const auto outcome = backups.end(backups->verify(*id, Owner));
    QVERIFY(outcome && !outcome->result);
    QCOMPARE(outcome->result.error().code, ErrorCode::Malformed);
    QVERIFY(!backups.state()->find(*id)->isProved());
    QVERIFY(!backups.state()->newestProved);
    QVERIFY(!doctored().ok);
    const auto restored = backups.end(backups->restore(*id, Owner));
    QVERIFY(restored && !restored->result);
}

void TestBackups::listIsFoundAgain()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    const auto id = backups.done(backups->backUpNow(Owner));
    QVERIFY(id);
    put(backups.folder() + "/list.json"_L1, "{\"version\":1,");
    backups.restart();
    QVERIFY(backups.until([](const BackupsState &state) { return state.backups.size() == 1; }));
    const BackupEntry found = backups.state()->backups.constFirst();
    QVERIFY(!found.isProved());
    QVERIFY(!backups.state()->newestProved);
    QVERIFY(backups.done(backups->verify(found.id, Owner)));
    QVERIFY(backups.state()->find(found.id)->isProved());
    QCOMPARE(backups.state()->find(found.id)->reason, "manual"_ba);
    // What somebody copied there is listed as theirs.
    QVERIFY(QFile::copy(backups.folder() + u'/' + found.fileName, backups.folder() + "/from-home.backroom"_L1));
    QVERIFY(backups.settle());
    QVERIFY(backups.until([](const BackupsState &state) { return state.backups.size() == 2; }));
    QVERIFY(std::any_of(backups.state()->backups.begin(), backups.state()->backups.end(),
                        [](const BackupEntry &entry) { return entry.found && !entry.isProved(); }));
}

void TestBackups::restoreAndTakeBack()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    const auto name = [this](const char *text) {
        m_api->write([text](Transaction &tx) -> Result<> {
            tx.exec("UPDATE settings SET contact_email = ?", text);
            return {};
        });
    };
    const auto nameNow = [this] {
        return *m_api->database().read([](Reader &reader) -> Result<QString> {
            Query row = reader.query("SELECT contact_email FROM settings");
            return row.next() ? row.text(0) : QString();
        });
    };
    name("then@example.com");
    const auto id = backups.done(backups->backUpNow(Owner));
    QVERIFY(id);
    QVERIFY(!backups.state()->canUndoRestore);
    name("now@example.com");
    m_api->clock().advance(Hour);
    QVERIFY(backups.done(backups->restore(*id, Owner)));
    QCOMPARE(nameNow(), u"then@example.com"_s);
    QVERIFY(!backups->isRestoring());
    // What was there is one of the shop's backups, proved; and the list was not taken back.
    QCOMPARE(backups.state()->backups.size(), 2);
    QCOMPARE(backups.state()->backups.constFirst().reason, "restore"_ba);
    QVERIFY(backups.state()->canUndoRestore);
    m_api->clock().advance(Hour);
    QVERIFY(backups.done(backups->undoRestore(Owner)));
    QCOMPARE(nameNow(), u"now@example.com"_s);
    // From a file that lies elsewhere.
    const QString elsewhere = m_place->filePath(u"home.backroom"_s);
    QVERIFY(QFile::copy(backups.folder() + u'/' + backups.state()->find(*id)->fileName, elsewhere));
    m_api->clock().advance(Hour);
    QVERIFY(backups.done(backups->restoreFile(elsewhere, Owner)));
    QCOMPARE(nameNow(), u"then@example.com"_s);
    QCOMPARE(proved(*backups.state()), 4);
}

void TestBackups::aRestoreHoldsThoughTheListCannotBeWritten()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    const auto id = backups.done(backups->backUpNow(Owner));
    QVERIFY(id);
    const QString folder = backups.folder(), file = folder + u'/' + backups.state()->find(*id)->fileName;
    QVERIFY(QFile::rename(folder + "/list.json"_L1, folder + "/list.aside"_L1));
    QVERIFY(QDir(folder).mkdir(u"list.json"_s)); // in its way
    m_api->clock().advance(Hour);
    const auto outcome = backups.end(backups->restoreFile(file, Owner));
    QVERIFY(outcome);
    QVERIFY2(outcome->result, outcome->result ? "" : qPrintable(outcome->result.error().message));
    // What was there before is found by its name, and leads back.
    QVERIFY(QDir(folder).rmdir(u"list.json"_s));
    QVERIFY(QFile::rename(folder + "/list.aside"_L1, folder + "/list.json"_L1));
    QVERIFY(backups.settle());
    QVERIFY(backups.until([](const BackupsState &state) { return state.canUndoRestore; }));
    QVERIFY(backups.done(backups->undoRestore(Owner)));
}

// An image that no backup wants any more goes here, and with the next visit there.
void TestBackups::imagesGoFromPlacesToo()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    QVERIFY(backups.done(backups->backUpNow(Owner)));
    const QString images = backups.folder() + "/images"_L1, name = u"0123456789abcdef.image"_s;
    QVERIFY(QDir().mkpath(images));
    QFile image(images + u'/' + name);
    QVERIFY(image.open(QIODevice::WriteOnly));
    QVERIFY(image.write("sealed") == 6 && image.flush());
    QVERIFY(image.setFileTime(QDateTime::fromMSecsSinceEpoch(m_api->clock().now() - 90 * Day),
                              QFileDevice::FileModificationTime));
    image.close();
    const QString another = m_place->filePath(u"images/fedcba9876543210.image"_s); // of a shop that shares the place
    QVERIFY(QDir(m_place->path()).mkdir(u"images"_s));
    QFile theirs(another);
    QVERIFY(theirs.open(QIODevice::WriteOnly));
    theirs.close();
    QVERIFY(backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, m_place->path()}));
    const QString there = m_place->filePath("images/"_L1 + name);
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(there); }, Patience));
    QVERIFY(backups.until([](const BackupsState &state) {
        return state.places.size() == 1 && state.places[0].condition == PlaceState::Condition::UpToDate;
    }));
    m_api->clock().advance(Hour);
    QVERIFY(backups.done(backups->backUpNow(Owner)));
    QVERIFY(!QFile::exists(image.fileName()));
    QVERIFY(QTest::qWaitFor([&] { return !QFile::exists(there); }, Patience));
    QVERIFY(QFile::exists(another));
    QVERIFY(backups.until([&](const BackupsState &) {
        const auto list = backuplist::read(backups.folder());
        return list && list->goingImages.isEmpty();
    }));
}

// Where this computer lost images, or has them damaged, a place has them.
void TestBackups::imagesComeFromPlacesToo()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    m_api->write([](Transaction &t) -> Result<> {
        const auto made = products::create(t, Owner, test::productDraft(u"Tea"_s, u"TEA"_s, 100));
        return made ? Result<>() : fail(made.error());
    });
    const auto file = *readImageFile(test::ImageHost::image(u"tea.png"_s));
    QVERIFY(ImageStore(m_api->shop().config()).keep(file));
    m_api->write([&](Transaction &t) -> Result<> {
        t.exec("INSERT INTO images (product_id, hash, extension, width, height, position, created_at) SELECT id, ?, ?, "
               "10, 10, 99, 1 FROM products ORDER BY id LIMIT 1",
               file.hash, file.extension);
        return {};
    });
    const auto id = backups.done(backups->backUpNow(Owner, "daily")); // its images lie beside it
    QVERIFY(id);
    QDir images(backups.folder() + "/images"_L1), own(m_api->shop().config().dataDir + "/images"_L1);
    QVERIFY(!images.entryList(QDir::Files).isEmpty());
    QVERIFY(backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, m_place->path()}));
    QVERIFY(backups.until([](const BackupsState &state) {
        return state.places.size() == 1 && state.places[0].condition == PlaceState::Condition::UpToDate;
    }));
    for (const QString &name : images.entryList(QDir::Files))
        flip(images.filePath(name));
    QVERIFY(own.removeRecursively());
    QVERIFY(backups.done(backups->verify(*id, Owner)));
    QVERIFY(images.removeRecursively());
    m_api->clock().advance(Hour);
    QVERIFY(backups.done(backups->restore(*id, Owner)));
    QVERIFY(QFile::exists(own.filePath(QString::fromLatin1(imageFileName(file.hash, file.extension)))));
    // One that is nowhere is a fault of the backup: it is told, and does not count as proved.
    QVERIFY(own.removeRecursively() && QDir(m_place->filePath(u"images"_s)).removeRecursively());
    QVERIFY(QDir(backups.folder() + "/images"_L1).removeRecursively() || true);
    const auto outcome = backups.end(backups->verify(*id, Owner));
    QVERIFY(outcome && !outcome->result);
    QVERIFY(!backups.state()->find(*id)->isProved());
}

void TestBackups::anotherShopsBackupIsNotThisOnes()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    test::TestStore other(u"sqlite"_s);
    const BackupKey key = BackupKey::makeKept();
    const QString file = m_place->filePath(u"theirs.backroom"_s);
    QVERIFY(makeBackup(other.database(), {file, key, u"manual"_s}));
    QVERIFY(QFile::copy(file, backups.folder() + "/theirs.backroom"_L1));
    QVERIFY(backups.settle());
    QVERIFY(backups.until([](const BackupsState &state) { return !state.backups.isEmpty(); }));
    const BackupId id = backups.state()->backups.constFirst().id;
    const auto outcome = backups.end(backups->verify(id, Owner, key));
    QVERIFY(outcome && !outcome->result);
    QVERIFY(!backups.state()->newestProved);
    QVERIFY(!backups.state()->find(id)->fault.isEmpty());
}

// The id of a request is the client's: one that it gives to two asks for both.
void TestBackups::oneRequestIdForTwoJobs()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    Actor caller = Owner;
    caller.requestId = "mine";
    const auto first = backups->backUpNow(caller);
    const auto id = backups.done(first);
    QVERIFY(id);
    QCOMPARE(*backups->backUpNow(caller), *first);
    const auto second = backups->verify(*id, caller);
    QVERIFY(*second != *first);
    QCOMPARE(backups.done(second), id);
}

void TestBackups::settingsAreTheOwners()
{
    Watched backups(*m_api, keys(), NoneByItself, NoneByItself);
    BackupSettings settings;
    settings.schedule.minuteOfDay = 21 * 60;
    Actor manager;
    manager.kind = Actor::Kind::User;
    manager.user = {1};
    manager.role = Role::Manager;
    QCOMPARE(backups->saveSettings(manager, settings).error().code, ErrorCode::Forbidden);
    QVERIFY(backups->saveSettings(Owner, settings));
    QCOMPARE(backups.state()->settings, settings);
    settings.keep.hours = -1;
    QCOMPARE(backups->saveSettings(Owner, settings).error().code, ErrorCode::Invalid);
    QCOMPARE(backups->addPlace(Owner, {0, u"X"_s, BackupPlace::Kind::Folder, u"relative"_s}).error().code,
             ErrorCode::Invalid);
    // A file that cannot be understood is said, and nothing is put away meanwhile.
    put(m_api->shop().config().dataDir + "/config.ini"_L1, "[backups]\nevery=blue\n");
    backups.restart();
    QVERIFY(backups.until([](const BackupsState &state) { return !state.settingsFault.isEmpty(); }));
    QVERIFY(!backups.state()->isWell());
    QVERIFY(!doctored().ok);
}

// Changes are recorded and carried beside the backups and to places; a restore begins another history, for which another
// backup is made.
void TestBackups::anyMomentCanBeHad()
{
    Watched backups(*m_api, keys());
    QVERIFY(backups->addPlace(Owner, {0, u"Stick"_s, BackupPlace::Kind::Folder, m_place->path()}));
    const auto segmentsIn = [](const QString &folder) {
        QDirIterator files(folder + "/changes"_L1, {u"*.changes"_s}, QDir::Files, QDirIterator::Subdirectories);
        qint64 bytes = 0;
        while (files.hasNext()) {
            files.next();
            bytes += files.fileInfo().size();
        }
        return bytes;
    };
    QVERIFY(QTest::qWaitFor([&] { return QDir(backups.folder() + "/changes"_L1).exists(); }, Patience));
    QVERIFY(backups.turn(600'000));
    QVERIFY(backups.until([](const BackupsState &state) { return state.newestProved && !state.job; }));
    const BackupEntry base = backups.state()->backups.constFirst();
    QVERIFY(!base.epoch.isEmpty());
    m_api->clock().advance(Minute);
    m_api->tokenFor(Role::Staff); // something happens
    QVERIFY(QTest::qWaitFor([&] { return segmentsIn(backups.folder()) > 0; }, Patience));
    QVERIFY(QTest::qWaitFor([&] { return segmentsIn(m_place->path()) == segmentsIn(backups.folder()); }, Patience));
    QVERIFY(QFile::exists(m_place->filePath(u".backroom-place"_s)));
    QVERIFY(backups.done(backups->restore(base.id, Owner)));
    QVERIFY(backups.turn(11 * Minute));
    QVERIFY(backups.until([&](const BackupsState &state) {
        return std::any_of(state.backups.begin(), state.backups.end(), [&](const BackupEntry &entry) {
            return entry.isProved() && !entry.isSafetyCopy() && !entry.epoch.isEmpty() && entry.epoch != base.epoch;
        });
    }));
    const qsizetype count = backups.state()->backups.size();
    QVERIFY(backups.turn(11 * Minute));
    QCOMPARE(backups.state()->backups.size(), count);
}

// Between two backups: looked at, put in the shop's place, and taken back again.
void TestBackups::goBackToAnyMoment()
{
    Watched backups(*m_api, keys(), 0);
    const auto phone = [this](Database &shop) {
        Q_UNUSED(this)
        return *shop.read([](Reader &reader) -> Result<QString> { return settings::load(reader).contactPhone; });
    };
    const auto setPhone = [this](const char *number) {
        m_api->write([number](Transaction &transaction) -> Result<> {
            transaction.exec("UPDATE settings SET contact_phone = ?", number);
            return {};
        });
    };
    QVERIFY(backups.until([](const BackupsState &state) { return state.newestProved.has_value(); }));
    const Millis begun = m_api->clock().now();
    QList<Millis> moments;
    for (const char *number : {"1", "2", "3"}) {
        m_api->clock().advance(Minute);
        setPhone(number);
        moments << m_api->clock().now();
        m_api->clock().advance(Minute);
    }
    QVERIFY(backups.until([&](const BackupsState &state) {
        return state.canGoBackTo && !state.reachable.isEmpty()
            && state.reachable.constLast().until >= moments.constLast();
    }));
    QVERIFY(*backups.state()->canGoBackTo <= begun);
    QCOMPARE(backups.state()->changesFault, QString());

    // Looked at beside the shop.
    for (int i = 0; i < 3; ++i) {
        auto looked = backups->shopAtMoment(moments.at(i), keys() + "/look"_L1, Owner);
        QVERIFY2(looked, looked ? "" : qPrintable(looked.error().message));
        auto shop = Database::open((*looked)->config(), m_api->clock());
        QVERIFY(shop);
        QCOMPARE(phone(**shop), QString::number(i + 1));
    }
    QCOMPARE(phone(m_api->database()), u"3"_s);

    // In its place, and back.
    QVERIFY(backups.done(backups->restoreMoment(moments.at(1), Owner)));
    QCOMPARE(phone(m_api->database()), u"2"_s);
    QVERIFY(backups.done(backups->undoRestore(Owner)));
    QCOMPARE(phone(m_api->database()), u"3"_s);

    // What is changed from here on leads on from a backup that was made at once.
    m_api->clock().advance(11 * Minute);
    QVERIFY(backups.settle());
    QVERIFY(backups.until([&](const BackupsState &state) {
        return !state.job && !state.reachable.isEmpty()
            && state.reachable.constLast().until >= m_api->clock().now() - Minute;
    }));
    const auto tooEarly = backups.end(backups->restoreMoment(begun - 30 * Day, Owner));
    QVERIFY(tooEarly && !tooEarly->result);
    QCOMPARE(tooEarly->result.error().code, ErrorCode::NotFound);
    QVERIFY(!backups->shopAtMoment(moments.at(1), keys() + "/look"_L1, Actor::anonymous()));
}

QTEST_GUILESS_MAIN(TestBackups)
#include "tst_backups.moc"
