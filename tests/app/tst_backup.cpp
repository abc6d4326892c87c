// Backups of a real shop: what is restored is what was there, row by row, and what goes wrong leaves nothing behind.
#include "app/backups/backupname.h"
#include "app/backups/restore.h"
#include "app/backups/snapshot.h"
#include "app/journal/journal.h"
#include "app/store/pggate.h"
#include "app/store/restoregate.h"
#include "app/users/apikeys.h"
#include "app/users/sessions.h"
#include "app/users/token.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
QList<TableDigest> digestsOf(Database &database)
{
    const auto digests = database.read([](Reader &reader) -> Result<QList<TableDigest>> {
        return *digestTables(reader.connection(), shopTables(reader.connection()), {});
    });
    return *digests;
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name);
}

const Actor owner = Actor::system(u"Test"_s);
}

class TestBackup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_store = std::make_unique<TestStore>(store);
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<SmallShop>(m_store->database());
        const VariantId tea = m_shop->addVariant("TEA", 499, 100);
        const VariantId cup = m_shop->addVariant("CUP", 1250, 40);
        for (int i = 0; i < 5; ++i)
            m_shop->order({{tea, 2}, {cup, 1}});
    }

    void cleanup()
    {
        m_shop.reset();
        m_store.reset();
    }

    void provesWhatItHolds()
    {
        const auto report = back();
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->manifest.rows("orders"), 5);
        QCOMPARE(report->manifest.tables, digestsOf(m_store->database()));
        QCOMPARE(filesIn(m_folder->path()), QStringList{u"a.backroom"_s});
        const auto proved = prove();
        QVERIFY2(proved, proved ? "" : qPrintable(proved.error().message));
        QCOMPARE((*proved)->manifest().tables, report->manifest.tables);
        QCOMPARE((*proved)->manifest().journalHash, report->manifest.journalHash);
    }

    // The digest tells any difference: one value, one row more, one less, two rows' values exchanged.
    void digestTellsDifferences()
    {
        const QList<TableDigest> before = digestsOf(m_store->database());
        const auto change = [this](const char *sql) {
            QVERIFY(m_store->database().writeNow(owner, [sql](Transaction &transaction) -> Result<> {
                transaction.exec(QByteArray(sql));
                return {};
            }));
        };
        change("UPDATE orders SET note = 'x' WHERE id = 3");
        QCOMPARE(differingTables(digestsOf(m_store->database()), before), QByteArrayList{"orders"});
        change("UPDATE orders SET note = '' WHERE id = 3");
        QCOMPARE(digestsOf(m_store->database()), before);
        change("UPDATE order_lines SET quantity = 3 - quantity");
        QCOMPARE(differingTables(digestsOf(m_store->database()), before), QByteArrayList{"order_lines"});
        change("UPDATE order_lines SET quantity = 3 - quantity");
        change("DELETE FROM payments WHERE id = 1");
        change("UPDATE users SET phone = '' WHERE id = 0");
        change("UPDATE settings SET contact_phone = '1' || contact_phone");
        QVERIFY(differingTables(digestsOf(m_store->database()), before).contains("settings"));
    }

    void restoresWhatWasThere()
    {
        const auto report = back();
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        const QList<TableDigest> then = digestsOf(m_store->database());
        const VariantId pot = m_shop->addVariant("POT", 3300, 10);
        m_shop->order({{pot, 1}});
        const QList<TableDigest> later = digestsOf(m_store->database());
        QVERIFY(differingTables(then, later).contains("orders"));

        auto proved = prove();
        QVERIFY(proved);
        const QString safety = m_folder->filePath(u"safety.backroom"_s);
        const auto restored = restoreInto(m_store->database(), *std::move(proved), owner, safety, m_key);
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
        // All is as it was but for what the restore itself says.
        QCOMPARE(withoutOwn(digestsOf(m_store->database())), withoutOwn(then));
        QCOMPARE(SmallShop::faultsOf(m_store->database()), QStringList());
        QVERIFY(journalIsWhole());
        // The shop goes on.
        m_shop->order({{VariantId{1}, 1}});

        // And back to what was there before.
        auto undo = proveBackup(safety, m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY2(undo, undo ? "" : qPrintable(undo.error().message));
        QCOMPARE((*undo)->manifest().reason, u"restore"_s);
        QVERIFY(
            restoreInto(m_store->database(), *std::move(undo), owner, m_folder->filePath(u"again.backroom"_s), m_key));
        QCOMPARE(withoutOwn(digestsOf(m_store->database())), withoutOwn(later));
        QVERIFY(journalIsWhole());
    }

    void makesAShopWhereNoneIs()
    {
        QVERIFY(back());
        const QList<TableDigest> then = digestsOf(m_store->database());
        const QString fresh = m_folder->filePath(u"fresh"_s);
        QDir().mkpath(fresh);
        auto proved = proveBackup(file(), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY(proved);
        const auto made = restoreAsNew({fresh, {}}, *std::move(proved));
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        const SystemClock clock;
        auto shop = Database::open({fresh, {}}, clock);
        QVERIFY(shop);
        QCOMPARE(withoutOwn(digestsOf(**shop)), withoutOwn(then));
        QCOMPARE(SmallShop::faultsOf(**shop), QStringList());
    }

    void anotherShopsBackupIsRefused()
    {
        QFETCH_GLOBAL(QString, store);
        QVERIFY(back());
        TestStore other(store);
        SmallShop shop(other.database());
        const QList<TableDigest> before = digestsOf(other.database());
        auto proved = prove();
        QVERIFY(proved);
        const auto restored =
            restoreInto(other.database(), *std::move(proved), owner, m_folder->filePath(u"s.backroom"_s), m_key);
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, ErrorCode::Conflict);
        QCOMPARE(digestsOf(other.database()), before);
    }

    void onlyWhoMayRestores()
    {
        QVERIFY(back());
        auto proved = prove();
        const auto restored =
            restoreInto(m_store->database(), *std::move(proved), SmallShop::actorOf(UserId{1}, Role::Manager),
                        m_folder->filePath(u"s.backroom"_s), m_key);
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, ErrorCode::Forbidden);
    }

    // Who signed out since stays out; who is signed in stays in.
    void endedSessionsStayEnded()
    {
        const UserId ada = m_shop->addUser(u"ada@example.com"_s);
        const auto signIn = [&] {
            return *m_store->database().writeNow(owner, [&](Transaction &t) -> Result<QByteArray> {
                return sessions::open(t, ada, {}).token;
            });
        };
        const auto isIn = [&](const QByteArray &token) {
            return m_store->database()
                .read([&](Reader &reader) { return sessions::authenticate(reader, token); })
                .has_value();
        };
        const QByteArray stays = signIn(), goes = signIn();
        QVERIFY(back());
        QVERIFY(m_store->database().writeNow(owner, [&](Transaction &t) -> Result<> {
            t.exec("DELETE FROM sessions WHERE token_hash = ?", Blob{tokenHash(goes)});
            return {};
        }));
        const QByteArray since = signIn();
        auto proved = prove();
        const QString safety = m_folder->filePath(u"s.backroom"_s);
        const auto restored = restoreInto(m_store->database(), *std::move(proved), owner, safety, m_key);
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
        QVERIFY(isIn(stays));
        QVERIFY(!isIn(goes));
        QVERIFY(!isIn(since));
        auto undo = proveBackup(safety, m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY(restoreInto(m_store->database(), *std::move(undo), owner, m_folder->filePath(u"t.backroom"_s), m_key));
        QVERIFY(isIn(since));
    }

    // A key that was revoked since does not open the shop again.
    void revokedKeysStayRevoked()
    {
        const auto make = [&](const QString &name) {
            return *m_store->database().writeNow(owner, [&](Transaction &t) -> Result<ApiKeyId> {
                const auto made = apikeys::create(t, owner, {name, {u"products:read"_s}});
                return made ? Result<ApiKeyId>(made->key.id) : fail(made.error());
            });
        };
        const auto names = [&] {
            return *m_store->database().read([](Reader &reader) -> Result<QStringList> {
                QStringList found;
                Query rows = reader.query("SELECT name FROM api_keys ORDER BY id");
                while (rows.next())
                    found << rows.text(0);
                return found;
            });
        };
        make(u"stays"_s);
        const ApiKeyId goes = make(u"goes"_s);
        QVERIFY(back());
        QVERIFY(
            m_store->database().writeNow(owner, [&](Transaction &t) { return apikeys::remove(t, owner, goes, {}); }));
        auto proved = prove();
        const auto restored =
            restoreInto(m_store->database(), *std::move(proved), owner, m_folder->filePath(u"s.backroom"_s), m_key);
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
        QCOMPARE(names(), QStringList{u"stays"_s});
    }

    // Stopped at every step that it can be stopped at, a backup leaves no trace and the shop as it was.
    void stoppedAnywhere()
    {
        const QList<TableDigest> before = digestsOf(m_store->database());
        const QStringList data = filesIn(m_store->config().dataDir);
        int stopped = 0;
        for (bool made = false; !made;) {
            int step = 0;
            const auto report =
                makeBackup(m_store->database(),
                           {file(), m_key, u"manual"_s, {}, [&](const BackupProgress &) { return step++ < stopped; }});
            made = report.has_value();
            if (made)
                break;
            ++stopped;
            QCOMPARE(filesIn(m_folder->path()), QStringList());
            QCOMPARE(filesIn(m_store->config().dataDir), data);
            QVERIFY(stopped < 500);
        }
        QVERIFY(stopped > 3);
        QCOMPARE(digestsOf(m_store->database()), before);
    }

    void restoreStoppedAnywhere()
    {
        QVERIFY(back());
        m_shop->order({{VariantId{1}, 1}});
        const QList<TableDigest> before = digestsOf(m_store->database());
        bool stopped = true;
        for (int stop = 1; stopped; ++stop) {
            auto proved = prove();
            QVERIFY(proved);
            int step = 0;
            const QString safety = m_folder->filePath(u"safety-%1.backroom"_s.arg(stop));
            const auto restored = restoreInto(m_store->database(), *std::move(proved), owner, safety, m_key,
                                              [&](const BackupProgress &) { return ++step < stop; });
            stopped = !restored;
            if (stopped)
                QCOMPARE(digestsOf(m_store->database()), before);
            QVERIFY(stop < 500);
        }
        QVERIFY(digestsOf(m_store->database()) != before);
        m_shop->order({{VariantId{1}, 1}});
    }

    // While it is restored a shop takes no change, and says when to come again.
    void closedWhileItIsRestored()
    {
        QFETCH_GLOBAL(QString, store);
        {
            std::unique_ptr<RestoreGate> file;
            std::unique_ptr<PgGate> database;
            if (store == "sqlite"_L1) {
                file = *RestoreGate::close(m_store->config());
                QVERIFY(!RestoreGate::close(m_store->config()));
                QVERIFY(RestoreGate::isClosed(RestoreGate::pathOf(m_store->config())));
                // Whoever cannot look whether it is closed does not write past it.
                QVERIFY(RestoreGate::isClosed(QByteArray(300, 'x')));
            } else {
                database = *PgGate::close(m_store->config());
                QCOMPARE(PgGate::close(m_store->config()).error().code, ErrorCode::Conflict);
            }
            const auto written = m_store->database().writeNow(owner, [](Transaction &) -> Result<> { return {}; });
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::Busy);
            QVERIFY(written.error().retryAfter > 0);
            QVERIFY(m_store->database().read([](Reader &) -> Result<> { return {}; }));
        }
        QVERIFY(m_store->database().writeNow(owner, [](Transaction &) -> Result<> { return {}; }));
    }

    // Views and caches of every program on the store are told that all is another.
    void tellsEverybody()
    {
        QVERIFY(back());
        for (int i = 0; i < 20; ++i)
            m_shop->order({{VariantId{1}, 1}});
        std::mutex mutex;
        QSet<int> topics;
        const auto subscription = m_store->database().feed().subscribe([&](const Commit &commit) {
            const std::lock_guard lock(mutex);
            for (const Change &change : commit.changes)
                topics << int(change.topic);
        });
        QTest::qWait(400); // what was announced of before is over
        {
            const std::lock_guard lock(mutex);
            topics.clear();
        }
        auto proved = prove();
        QVERIFY(
            restoreInto(m_store->database(), *std::move(proved), owner, m_folder->filePath(u"s.backroom"_s), m_key));
        QTRY_VERIFY([&] {
            const std::lock_guard lock(mutex);
            return topics.size() == int(Topic::Backups) + 1;
        }());
    }

    void wrongPassphraseAndDamage()
    {
        const BackupKey key = *BackupKey::fromPassphrase(u"correct horse"_s);
        QVERIFY(makeBackup(m_store->database(), {file(), key, u"manual"_s}));
        const QString scratch = m_folder->filePath(u"scratch"_s);
        QCOMPARE(proveBackup(file(), *BackupKey::fromPassphrase(u"wrong"_s), scratch).error().code,
                 ErrorCode::Unauthenticated);
        QFile bytes(file());
        QVERIFY(bytes.open(QIODevice::ReadWrite));
        bytes.seek(bytes.size() / 2);
        const char there = bytes.read(1).at(0);
        bytes.seek(bytes.size() / 2);
        bytes.write(QByteArray(1, char(there ^ 1)));
        bytes.close();
        QCOMPARE(proveBackup(file(), key, scratch).error().code, ErrorCode::Malformed);
        QVERIFY(!QFile::exists(scratch));
    }

    void placesThatTakeNothing()
    {
        QCOMPARE(makeBackup(m_store->database(), {u"/proc/a.backroom"_s, m_key, u"manual"_s}).error().code,
                 ErrorCode::Unavailable);
        QVERIFY(back());
        QCOMPARE(back().error().code, ErrorCode::Conflict);
    }

    void names()
    {
        const BackupName name{1'795'166'130'000, u"daily"_s};
        QCOMPARE(name.fileName(), u"2026-11-20-091530Z-daily.backroom"_s);
        QCOMPARE(BackupName::parse(name.fileName())->at, name.at);
        QVERIFY(!BackupName::parse(u"2026-13-20-091530Z-daily.backroom"_s));
        QVERIFY(!BackupName::parse(u"mine.backroom"_s));
    }

private:
    QString file() const { return m_folder->filePath(u"a.backroom"_s); }
    Result<BackupReport> back() { return makeBackup(m_store->database(), {file(), m_key, u"manual"_s}); }
    Result<std::unique_ptr<ProvedBackup>> prove()
    {
        return proveBackup(file(), m_key, m_folder->filePath(u"scratch"_s));
    }
    // But for the journal's last entry and the mark of the restore.
    static QList<TableDigest> withoutOwn(QList<TableDigest> digests)
    {
        digests.removeIf(
            [](const TableDigest &digest) { return digest.table.startsWith("journal") || digest.table == "meta"; });
        return digests;
    }
    bool journalIsWhole()
    {
        return *m_store->database().read([](Reader &reader) -> Result<bool> { return journal::verify(reader).whole; });
    }

    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SmallShop> m_shop;
    const BackupKey m_key = BackupKey::makeKept();
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
