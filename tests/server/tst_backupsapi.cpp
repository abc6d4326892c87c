// Backups over the API: asked for, followed, listed page by page, proved and restored; on either database.
#include "app/backups/backuplist.h"
#include "app/backups/backups.h"
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <future>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;

namespace {
constexpr int Patience = 60'000;

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}
}

class TestBackupsApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_api = std::make_unique<ApiFixture>(store);
        m_keys = std::make_unique<QTemporaryDir>();
        BackupsOptions options;
        options.keyFolder = m_keys->path();
        m_backups = std::make_unique<Backups>(m_api->shop(), options);
        m_api->server().stop();
        m_api->server().setBackups(m_backups.get());
        QVERIFY(m_api->server().start());
        m_token = m_api->tokenFor(Role::Owner);
    }
    void cleanup()
    {
        m_api->server().stop();
        m_backups.reset();
        m_api.reset();
    }

    void isListedPageByPage();
    void isShownFromTheMomentItIsAsked();
    void isMadeProvedAndRestored();
    void isDoneOnceForARepeat();
    void saysWhereNoneAreMade();
    void othersWaitDuringARestore();

private:
    ApiClient client() { return m_api->client(m_token); }
    QString folder() { return m_api->shop().config().dataDir + "/backups"_L1; }
    // The job as it ended.
    QJsonObject ended(const Answer &accepted)
    {
        ApiClient asking = client();
        QJsonObject job;
        (void)QTest::qWaitFor(
            [&] {
                job = asking.get(accepted.header("location")).json();
                return job["state"_L1] != "waiting"_L1 && job["state"_L1] != "running"_L1;
            },
            Patience);
        return job;
    }

    std::unique_ptr<ApiFixture> m_api;
    std::unique_ptr<QTemporaryDir> m_keys;
    std::unique_ptr<Backups> m_backups;
    QByteArray m_token;
};

void TestBackupsApi::isListedPageByPage()
{
    QCOMPARE(client().get("/api/v1/admin/backups").items().size(), 0);
    QVERIFY(QDir().mkpath(folder()));
    for (int day = 10; day < 20; ++day)
        put(folder() + u"/2026-11-%1-030000Z-daily.backroom"_s.arg(day), "x");
    m_backups->wake();
    QVERIFY(QTest::qWaitFor([this] { return m_backups->state()->backups.size() == 10; }, Patience));
    QStringList seen;
    QByteArray path = "/api/v1/admin/backups?limit=4";
    for (int pages = 0; pages < 3; ++pages) {
        const Answer page = client().get(path);
        QCOMPARE(page.status, 200);
        for (const QJsonValue item : page.items()) {
            seen << item["file"_L1].toString();
            QVERIFY(item["proved_at"_L1].isNull());
        }
        const QString next = page.json()["next"_L1].toString();
        QCOMPARE(next.isEmpty(), pages == 2);
        path = "/api/v1/admin/backups?limit=4&after=" + QUrl::toPercentEncoding(next);
    }
    QCOMPARE(seen.size(), 10);
    QCOMPARE(seen.first(), u"2026-11-19-030000Z-daily.backroom"_s);
    QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 10);
    QCOMPARE(client().get("/api/v1/admin/backups?after=rubbish").status, 400);
    QCOMPARE(client().get("/api/v1/admin/backups/1").json()["id"_L1].toString(), u"1"_s);
    QCOMPARE(client().get("/api/v1/admin/backups/99").status, 404);
    QCOMPARE(client().post("/api/v1/admin/backups/99/verify").status, 404);
    QCOMPARE(client().post("/api/v1/admin/backups/99/restore").status, 404);
    QCOMPARE(client().get("/api/v1/admin/backup-jobs/99").status, 404);
    // None of these is a backup, and that is told of each as it is tried.
    const QJsonObject job = ended(client().post("/api/v1/admin/backups/1/restore"));
    QCOMPARE(job["state"_L1].toString(), u"failed"_s);
    QVERIFY(!job["message"_L1].toString().isEmpty());
}

void TestBackupsApi::isShownFromTheMomentItIsAsked()
{
    QVERIFY(QDir().mkpath(folder()));
    put(folder() + u"/2026-11-10-030000Z-daily.backroom"_s, "x");
    m_backups->wake();
    QVERIFY(QTest::qWaitFor([this] { return m_backups->state()->backups.size() == 1; }, Patience));
    const BackupId none = m_backups->state()->backups.constFirst().id;
    // The thread that works them off takes some at once, and looks around between them.
    for (int i = 0; i < 500; ++i) {
        const auto job = m_backups->verify(none, Actor::system(u"Test"_s));
        QVERIFY(job);
        const auto state = m_backups->state();
        const bool waits = std::any_of(state->waiting.begin(), state->waiting.end(),
                                       [&job](const BackupJob &waiting) { return waiting.id == *job; });
        QVERIFY2(waits || (state->job && state->job->id == *job) || state->outcomeOf(*job),
                 QByteArray::number(i).constData());
        if (i % 3 == 0)
            QThread::usleep(i * 20);
    }
}

void TestBackupsApi::isMadeProvedAndRestored()
{
    const Answer accepted = client().post("/api/v1/admin/backups");
    QCOMPARE(accepted.status, 202);
    QCOMPARE(accepted.json()["kind"_L1].toString(), u"backup"_s);
    const QJsonObject made = ended(accepted);
    QVERIFY2(made["state"_L1] == "done"_L1, qPrintable(made["message"_L1].toString()));
    const QByteArray id = made["backup_id"_L1].toString().toLatin1();
    const QJsonObject backup = client().get("/api/v1/admin/backups/" + id).json();
    QCOMPARE(backup["reason"_L1].toString(), u"manual"_s);
    QVERIFY(backup["proved_at"_L1].isString());
    QVERIFY(backup["bytes"_L1].toInteger() > 1000);
    // The journal says who asked for it.
    const QJsonObject entry = client().get("/api/v1/admin/journal?entity=backup").items().first().toObject();
    QCOMPARE(entry["action"_L1].toString(), u"backup.made"_s);
    QVERIFY(entry["actor"_L1].toString().startsWith(u"user:"_s));
    QCOMPARE(entry["entity_id"_L1].toString().toLatin1(), id);

    QCOMPARE(ended(client().post("/api/v1/admin/backups/" + id + "/verify"))["state"_L1].toString(), u"done"_s);
    QCOMPARE(client().patch("/api/v1/admin/settings", test::json("{'shop_name': 'Changed'}")).status, 200);
    const QJsonObject restored = ended(client().post("/api/v1/admin/backups/" + id + "/restore"));
    QCOMPARE(restored["state"_L1].toString(), u"done"_s);
    QCOMPARE(restored["kind"_L1].toString(), u"restore"_s);
    // The session that asked for it was there then, and the server goes on by itself.
    QVERIFY(
        QTest::qWaitFor([this] { return client().get("/api/v1/shop").json()["name"_L1].toString() == u"Test shop"_s; },
                        Patience));
    QCOMPARE(client().get("/api/v1/admin/backups").items().size(), 2);
    QCOMPARE(client().get("/api/v1/admin/backups").items().first()["reason"_L1].toString(), u"restore"_s);
    QCOMPARE(client().patch("/api/v1/admin/settings", test::json("{'shop_name': 'Again'}")).status, 200);
}

void TestBackupsApi::isDoneOnceForARepeat()
{
    const Answer first = client().post("/api/v1/admin/backups", {}, {{"Idempotency-Key", "one-backup"}});
    QCOMPARE(first.status, 202);
    (void)ended(first);
    const Answer again = client().post("/api/v1/admin/backups", {}, {{"Idempotency-Key", "one-backup"}});
    QCOMPARE(again.status, 202);
    QCOMPARE(again.body, first.body);
    QCOMPARE(m_backups->state()->ended.size(), 1);
    QVERIFY(!m_backups->state()->job && m_backups->state()->waiting.isEmpty());
}

void TestBackupsApi::saysWhereNoneAreMade()
{
    m_api->server().stop();
    m_api->server().setBackups(nullptr);
    QVERIFY(m_api->server().start());
    const Answer refused = client().post("/api/v1/admin/backups");
    QCOMPARE(refused.status, 409);
    QVERIFY(refused.json()["detail"_L1].toString().contains(u"--data"_s));
    QCOMPARE(client().get("/api/v1/admin/backups").items().size(), 0);
    QVERIFY(!client().get("/api/v1/health").json().contains("backups"_L1));
}

void TestBackupsApi::othersWaitDuringARestore()
{
    const QJsonObject made = ended(client().post("/api/v1/admin/backups"));
    QVERIFY2(made["state"_L1] == "done"_L1, qPrintable(made["message"_L1].toString()));
    // The listener holds the restore in the middle for as long as is needed to look around.
    std::promise<void> closed, seen;
    std::atomic<bool> held = false;
    const auto subscription = m_backups->subscribe([&] {
        if (m_backups->isRestoring() && !held.exchange(true)) {
            closed.set_value();
            seen.get_future().wait();
        }
    });
    const auto id = *BackupId::parse(made["backup_id"_L1].toString());
    const auto job = m_backups->restore(id, Actor::system(u"Test"_s));
    QVERIFY(job);
    QVERIFY(closed.get_future().wait_for(std::chrono::milliseconds(Patience)) == std::future_status::ready);
    const Answer busy = client().get("/api/v1/admin/products");
    const Answer change = client().post("/api/v1/carts");
    const Answer health = client().get("/api/v1/health");
    const Answer jobs = client().get("/api/v1/admin/backup-jobs/" + QByteArray::number(*job));
    seen.set_value();
    QCOMPARE(busy.status, 503);
    QVERIFY(busy.header("retry-after").toInt() > 0);
    QCOMPARE(change.status, 503);
    QCOMPARE(health.status, 200);
    QCOMPARE(jobs.json()["state"_L1].toString(), u"running"_s);
    QVERIFY(QTest::qWaitFor([&] { return m_backups->state()->outcomeOf(*job) != nullptr; }, Patience));
    QVERIFY(m_backups->state()->outcomeOf(*job)->result);
    QCOMPARE(client().get("/api/v1/admin/products").status, 200);
    QCOMPARE(client().post("/api/v1/carts").status, 201);
}

QTEST_GUILESS_MAIN(TestBackupsApi)
#include "tst_backupsapi.moc"
