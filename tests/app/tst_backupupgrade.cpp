// A store that an older program made is backed up, as it was, before this one changes it.
#include "app/backups/backuplist.h"
#include "app/backups/proof.h"
#include "app/backups/upgrade.h"
#include "app/store/database.h"
#include "app/store/migrator.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestBackupUpgrade : public QObject {
    Q_OBJECT
private:
    // A store of a program that knew the first `count` migrations.
    void makeOld(int count)
    {
        const auto connection = Connection::open(m_config, true);
        if (!connection || !migrate(**connection, m_clock, true, allMigrations().first(count)))
            qFatal("no store");
        (*connection)
            ->exec("INSERT INTO settings (id, revision, updated_at, shop_name, currency, country, timezone, "
                   "languages, prices_include_tax) VALUES (1, 1, 0, 'Old shop', 'GBP', 'GB', 'Europe/London', "
                   "'en', 1)");
    }
    QString backups() const { return m_config.dataDir + "/backups"_L1; }

    std::unique_ptr<QTemporaryDir> m_folder;
    StoreConfig m_config;
    ManualClock m_clock{1'795'166'130'000};

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_config = {m_folder->path() + "/shop"_L1, {}};
        QVERIFY(QDir().mkpath(m_config.dataDir));
    }

    void isMadeOfEverySchema_data()
    {
        QTest::addColumn<int>("count");
        for (int count = 1; count < allMigrations().size(); ++count)
            QTest::addRow("%d", count) << count;
    }

    void isMadeOfEverySchema()
    {
        QFETCH(int, count);
        makeOld(count);
        const Keyring keyring(m_folder->filePath(u"keys"_s));
        const auto made = backUpBeforeUpgrade(m_config, m_clock, keyring);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        const auto list = backuplist::read(backups());
        QCOMPARE(list->backups.size(), 1);
        const BackupEntry &entry = list->backups.constFirst();
        QCOMPARE(entry.reason, "upgrade"_ba);
        QVERIFY(entry.isProved() && entry.isSafetyCopy());
        QByteArray storeId;
        {
            const auto opened = Database::open(m_config, m_clock);
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
            storeId = (*opened)->secrets().storeId;
        }
        const auto proved =
            proveBackup(backups() + u'/' + entry.fileName, *keyring.keyOf(storeId), m_folder->filePath(u"scratch"_s));
        QVERIFY2(proved, proved ? "" : qPrintable(proved.error().message));
        QCOMPARE((*proved)->manifest().schema, count);
        QCOMPARE((*proved)->manifest().shopName, u"Old shop"_s);
        // Now it is not older any more.
        QVERIFY(backUpBeforeUpgrade(m_config, m_clock, keyring));
        QCOMPARE(backuplist::read(backups())->backups.size(), 1);
    }

    // Without its backup, the shop is not touched.
    void isNotPassedOver()
    {
        makeOld(1);
        QFile(m_folder->filePath(u"file"_s)).open(QIODevice::WriteOnly);
        const auto made = backUpBeforeUpgrade(m_config, m_clock, Keyring(m_folder->filePath(u"file/keys"_s)));
        QVERIFY(!made);
        QVERIFY(made.error().message.contains(u"left as it was"_s));
        const auto connection = Connection::open(m_config);
        QVERIFY(isOlder(**connection));
    }

    void nothingIsDoneToOthers()
    {
        const Keyring keyring(m_folder->filePath(u"keys"_s));
        QVERIFY(backUpBeforeUpgrade(m_config, m_clock, keyring));
        QVERIFY(!QFile::exists(m_config.sqliteFile()));
        QFile file(m_config.sqliteFile());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("rubbish") > 0);
        file.close();
        QVERIFY(backUpBeforeUpgrade(m_config, m_clock, keyring)); // who opens it says what is wrong
        QVERIFY(!QFile::exists(backups()));
    }
};

QTEST_GUILESS_MAIN(TestBackupUpgrade)
#include "tst_backupupgrade.moc"
