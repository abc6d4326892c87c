// Backups of a shop on PostgreSQL when something goes wrong on the way, and those that change from one kind of store to
// the other.
#include "app/backups/move.h"
#include "app/backups/restore.h"
#include "app/backups/restorepostgres.h"
#include "app/backups/rowstopostgres.h"
#include "app/backups/snapshot.h"
#include "app/products/imagename.h"
#include "app/store/pggate.h"
#include "app/store/storelock.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QProcess>
#include <QSettings>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
const Actor owner = Actor::system(u"Test"_s);

QList<TableDigest> digestsOf(Database &database)
{
    return *database.read([](Reader &reader) -> Result<QList<TableDigest>> {
        return *digestTables(reader.connection(), shopTables(reader.connection()), {});
    });
}

// But for the journal's last entry and the mark of the restore.
QList<TableDigest> withoutOwn(QList<TableDigest> digests)
{
    digests.removeIf(
        [](const TableDigest &digest) { return digest.table.startsWith("journal") || digest.table == "meta"; });
    return digests;
}

QByteArray message(const auto &result) { return result ? QByteArray("it was done") : result.error().message.toUtf8(); }

// One that its product shows, and the thumbnail beside it.
void addImage(TestStore &store, const QByteArray &bytes)
{
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    const QByteArrayList names{imageFileName(hash, "png"), thumbnailFileName(hash, "png")};
    const bool sqlite = store->kind() == StoreKind::Sqlite;
    const auto added = store->writeNow(owner, [&](Transaction &transaction) -> Result<> {
        transaction.exec("INSERT INTO images (product_id, hash, extension, width, height, position, created_at) "
                         "VALUES (1, ?, 'png', 1, 1, 0, 0)",
                         hash);
        for (const QByteArray &name : names)
            if (!sqlite)
                transaction.exec("INSERT INTO image_files (name, bytes) VALUES (?, ?)", name, Blob{bytes});
        return {};
    });
    if (!added)
        qFatal("%s", message(added).constData());
    if (!sqlite)
        return;
    QDir(store.config().dataDir).mkpath(u"images"_s);
    for (const QByteArray &name : names) {
        QFile file(QDir(store.config().dataDir).filePath("images/"_L1 % QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no image");
    }
}

// A folder with a pg_dump of the test's own, for as long as it lives.
class OwnPrograms {
public:
    explicit OwnPrograms(const QByteArray &script = {})
    {
        if (!script.isEmpty()) {
            QFile file(m_folder.filePath(u"pg_dump"_s));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("no program");
            file.write("#!/bin/sh\nreal=$(ls /usr/lib/postgresql/*/bin/pg_dump | tail -n 1)\n"
                       "case $1 in --version) exec \"$real\" --version ;; esac\n"
                       + script);
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        qputenv("BACKROOM_POSTGRES_PROGRAMS", m_folder.path().toUtf8());
    }
    ~OwnPrograms() { qunsetenv("BACKROOM_POSTGRES_PROGRAMS"); }
    Q_DISABLE_COPY_MOVE(OwnPrograms)
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};
}

class TestPostgresBackup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<TestStore>(u"postgresql"_s);
        m_shop = std::make_unique<SmallShop>(m_store->database());
        const VariantId tea = m_shop->addVariant("TEA", 499, 100);
        for (int i = 0; i < 20; ++i)
            m_shop->order({{tea, 2}});
        addImage(*m_store, "not really a picture \\\x01\xff");
    }
    void cleanup()
    {
        m_shop.reset();
        m_store.reset();
    }

    void pgDumpGoesWrong_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("said");
        QTest::newRow("missing") << QByteArray() << u"postgresql-client-"_s;
        QTest::newRow("killed") << "\"$real\" \"$@\" | head -c 3000\nkill -9 $$\n"_ba << u"was ended"_s;
        QTest::newRow("killed at the end") << "\"$real\" \"$@\"\nkill -9 $$\n"_ba << u"was ended"_s;
        QTest::newRow("cut short") << "\"$real\" \"$@\" | head -c 3000\nexit 0\n"_ba << u"do not read"_s;
        QTest::newRow("refused") << "echo 'server says no' >&2\nexit 1\n"_ba << u"server says no"_s;
        QTest::newRow("a row is lost") << "\"$real\" \"$@\" | sed '/\\tTEA\\t/d'\n"_ba << u"other rows came out"_s;
        QTest::newRow("a value is changed")
            << "\"$real\" \"$@\" | sed 's/\\tTEA\\t/\\tTEE\\t/'\n"_ba << u"other rows came out"_s;
    }
    void pgDumpGoesWrong()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, said);
        const QStringList data = QDir(m_store->config().dataDir).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        {
            const OwnPrograms programs(script);
            const auto report = back();
            QVERIFY(!report);
            QVERIFY2(report.error().message.contains(said), message(report).constData());
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 QStringList());
        QCOMPARE(QDir(m_store->config().dataDir).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), data);
        QVERIFY(back());
    }

    void pgDumpIsTooOld()
    {
        const OwnPrograms programs("exit 1\n");
        QFile file(programs.path(u"pg_dump"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");
        file.close();
        const auto report = back();
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Unavailable);
        QVERIFY2(report.error().message.contains("too old"_L1), message(report).constData());
    }

    void thePasswordIsOnNoCommandLine()
    {
        const OwnPrograms programs("printf '%s\\n' \"$@\" >\"$0.arguments\"\nprintenv PGPASSWORD >\"$0.environment\"\n"
                                   "exec \"$real\" \"$@\"\n");
        StoreConfig config = m_store->config();
        QUrl url(config.url);
        const QByteArray password = qgetenv("PGPASSWORD");
        url.setPassword(QString::fromUtf8(password));
        config.url = url.toString();
        qunsetenv("PGPASSWORD");
        const auto shop = Database::open(config, m_store->clock());
        const auto report = shop ? makeBackup(**shop, {file(), m_key, u"manual"_s}) : fail(shop.error());
        qputenv("PGPASSWORD", password);
        QVERIFY2(report, message(report).constData());
        QFile arguments(programs.path(u"pg_dump.arguments"_s)), environment(programs.path(u"pg_dump.environment"_s));
        QVERIFY(arguments.open(QIODevice::ReadOnly) && environment.open(QIODevice::ReadOnly));
        const QByteArray given = arguments.readAll();
        QVERIFY(given.contains("--snapshot="));
        QVERIFY(!given.contains(password));
        QCOMPARE(environment.readAll().trimmed(), password);
    }

    void aShopInASchemaOfItsOwn()
    {
        executePostgres(m_store->config().url, u"CREATE SCHEMA \"Odd \"\"Shop'\""_s);
        QUrl url(m_store->config().url);
        url.setQuery(u"schema=Odd%20%22Shop'"_s);
        StoreConfig config{m_folder->filePath(u"data"_s), url.toString(QUrl::FullyEncoded)};
        auto shop = Database::open(config, m_store->clock(), Database::Open::OrCreate);
        QVERIFY2(shop, message(shop).constData());
        SmallShop(**shop).addVariant("CUP", 100, 1);
        const auto report = makeBackup(**shop, {file(), m_key, u"manual"_s});
        QVERIFY2(report, message(report).constData());
        QCOMPARE(report->manifest.tables, digestsOf(**shop));
        QVERIFY(report->manifest.rows("orders") == 0);
    }

    // An owner has tables of their own beside the shop's, with a column type that the shop knows nothing of.
    void tablesOfOthersAreLeftAlone()
    {
        executePostgres(
            m_store->config().url,
            u"CREATE TABLE visits (at interval, place point); INSERT INTO visits VALUES ('1 day', '(1,2)')"_s);
        const auto before = digestsOf(m_store->database());
        const auto made = back();
        QVERIFY2(made, message(made).constData());
        QVERIFY(made->manifest.tables.size() > 20);
        QVERIFY(
            std::none_of(before.cbegin(), before.cend(), [](const auto &table) { return table.table == "visits"; }));
        m_shop->order({{VariantId{1}, 1}});
        auto proved = proveBackup(file(), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY2(proved, message(proved).constData());
        const auto restored = restoreInto(m_store->database(), *std::move(proved), owner,
                                          m_folder->filePath(u"safety.backroom"_s), m_key);
        QVERIFY2(restored, message(restored).constData());
        QCOMPARE(withoutOwn(digestsOf(m_store->database())), withoutOwn(before));
        const auto connection = Connection::open(m_store->config());
        Query row = (*connection)->query("SELECT count(*) FROM visits");
        QVERIFY(row.next());
        QCOMPARE(row.int64(0), 1);
    }

    void fromOneKindToTheOther_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("sqlite to postgresql") << u"sqlite"_s;
        QTest::newRow("postgresql to sqlite") << u"postgresql"_s;
    }
    void fromOneKindToTheOther()
    {
        QFETCH(QString, from);
        TestStore store(from);
        SmallShop shop(store.database());
        shop.order({{shop.addVariant("TEA", 499, 100), 3}});
        addImage(store, "bytes");
        const auto report = makeBackup(store.database(), {file(), m_key, u"manual"_s});
        QVERIFY2(report, message(report).constData());
        QCOMPARE(report->manifest.images.size(), 2);
        StoreConfig target{m_folder->filePath(u"new"_s), {}};
        QDir().mkpath(target.dataDir);
        if (from == "sqlite"_L1)
            target.url = freshPostgresUrl();
        QSettings(QDir(target.dataDir).filePath(u"config.ini"_s), QSettings::IniFormat).setValue(u"port"_s, 8081);
        auto proved = proveBackup(file(), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY2(proved, message(proved).constData());
        const auto made = restoreAsNew(target, *std::move(proved));
        QVERIFY2(made, message(made).constData());
        const auto resolved = StoreConfig::resolve(target.dataDir, {});
        QCOMPARE(resolved->kind(), target.kind());
        {
            auto there = Database::open(*resolved, store.clock());
            QVERIFY2(there, message(there).constData());
            QCOMPARE(withoutOwn(digestsOf(**there)), withoutOwn(digestsOf(store.database())));
            QCOMPARE(SmallShop::faultsOf(**there), QStringList());
            const auto again = makeBackup(**there, {m_folder->filePath(u"b.backroom"_s), m_key, u"manual"_s});
            QVERIFY2(again, message(again).constData());
            QCOMPARE(again->manifest.images.size(), 2);
        }
        if (!target.url.isEmpty())
            dropPostgres(target.url);
    }

    // The server ends the connection at any step: all is as it was, or the restore was done.
    void theConnectionIsLostAnywhere()
    {
        QVERIFY(back());
        auto proved = proveBackup(file(), m_key, m_folder->filePath(u"scratch"_s));
        QVERIFY(proved);
        m_shop->order({{VariantId{1}, 1}});
        const QList<TableDigest> before = digestsOf(m_store->database());
        m_store->close();
        const auto copy = Connection::open((*proved)->config());
        bool put = false;
        for (int stop = 1; !put; ++stop) {
            int step = 0;
            const auto target = Connection::open(m_store->config());
            QVERIFY(target);
            put = putRows(**copy, (*proved)->folder() % "/images"_L1, **target, [&](const BackupProgress &) {
                      if (++step == stop)
                          executePostgres(m_store->config().url,
                                          u"DO $$BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                          "datname = current_database() AND pid <> pg_backend_pid() AND "
                                          "application_name = 'backroom'; END$$"_s);
                      return true;
                  }).has_value();
            QVERIFY(stop < 100);
            const auto there = Connection::open(m_store->config());
            QVERIFY(there);
            const auto now = digestTables(**there, shopTables(**there), {});
            QCOMPARE(now == before, !put);
        }
    }

    void movesThereAndBack()
    {
        TestStore store(u"sqlite"_s);
        {
            SmallShop shop(store.database());
            shop.order({{shop.addVariant("TEA\\", 499, 100), 3}});
            addImage(store, "bytes");
        }
        const QList<TableDigest> before = digestsOf(store.database());
        const StoreConfig lite = store.config();
        const StoreConfig postgres{lite.dataDir, freshPostgresUrl()};
        {
            const auto lock = StoreLock::take(lite, StoreLock::Holder::Server);
            QVERIFY(lock);
            const auto refused = moveShop(lite, postgres, store.clock());
            QVERIFY(!refused);
            QVERIFY2(refused.error().message.contains("in a server"_L1), message(refused).constData());
        }
        store.close();
        const auto there = moveShop(lite, postgres, store.clock());
        QVERIFY2(there, message(there).constData());
        QCOMPARE(there->manifest.tables, before);
        QCOMPARE(there->images, 2);
        QCOMPARE(StoreConfig::resolve(lite.dataDir, {})->url, postgres.safeUrl());
        QVERIFY(QFile::exists(lite.sqliteFile()));
        QVERIFY(!QFile::exists(lite.dataDir % "/move.tmp"_L1));
        {
            auto shop = Database::open(postgres, store.clock());
            QVERIFY2(shop, message(shop).constData());
            QCOMPARE(digestsOf(**shop), before);
            QCOMPARE(moveShop(postgres, lite, store.clock()).error().code, ErrorCode::Conflict);
            // Its watcher says within a moment that the shop is open.
            const auto connection = Connection::open(postgres);
            QTRY_VERIFY(*PgGate::isOpenElsewhere(**connection));
            QFile::rename(lite.sqliteFile(), lite.sqliteFile() % ".old"_L1);
            const auto refused = moveShop(postgres, lite, store.clock());
            QVERIFY(!refused);
            QVERIFY2(refused.error().message.contains("open already"_L1), message(refused).constData());
        }
        const auto again = moveShop({lite.dataDir, {}}, postgres, store.clock());
        QVERIFY(!again);
        const auto back = moveShop(postgres, lite, store.clock());
        QVERIFY2(back, message(back).constData());
        QCOMPARE(back->manifest.tables, before);
        QVERIFY(StoreConfig::resolve(lite.dataDir, {})->url.isEmpty());
        store.reopen();
        QCOMPARE(digestsOf(store.database()), before);
        QCOMPARE(SmallShop::faultsOf(store.database()), QStringList());
        store.close();
        // And not over the shop that is still in the database.
        const auto over = moveShop(lite, postgres, store.clock());
        QVERIFY(!over);
        QCOMPARE(over.error().code, ErrorCode::Conflict);
        dropPostgres(postgres.url);
    }

private:
    QString file() const { return m_folder->filePath(u"a.backroom"_s); }
    Result<BackupReport> back() { return makeBackup(m_store->database(), {file(), m_key, u"manual"_s}); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<SmallShop> m_shop;
    const BackupKey m_key = BackupKey::makeKept();
};

QTEST_GUILESS_MAIN(TestPostgresBackup)
#include "tst_postgresbackup.moc"
