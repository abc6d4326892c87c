// Backups that earlier versions made open for ever: one of each kind, restored into today's shop.
#include "app/backups/restore.h"
#include "app/journal/journal.h"
#include "app/store/database.h"
#include "tests/support/paths.h"
#include "tests/support/smallshop.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

class TestBackupFixtures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opens_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("orders"); // the digest of that table
        const QByteArray orders = "68d96cf34abc1a9e7d6b559ad1e6976601a75e9ec23b18c89d8773a061036ed8";
        QTest::newRow("version 1, SQLite, passphrase")
            << u"v1-passphrase.backroom"_s << u"vier Nelken im Frühling"_s << orders;
        QTest::newRow("version 1, SQLite, kept key") << u"v1-key.backroom"_s << QString() << orders;
        QTest::newRow("version 1, PostgreSQL, passphrase")
            << u"v1-postgresql.backroom"_s << u"vier Nelken im Frühling"_s << orders;
    }
    void opens()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QByteArray, orders);
        const QTemporaryDir folder;
        const auto opening =
            key.isEmpty() ? BackupKey::fromFile(fixture(u"v1-key.words"_s)) : BackupKey::fromPassphrase(key);
        QVERIFY(opening);
        auto proved = proveBackup(fixture(file), *opening, folder.filePath(u"scratch"_s));
        QVERIFY2(proved, proved ? "" : qPrintable(proved.error().message));
        const Manifest &manifest = (*proved)->manifest();
        QCOMPARE(manifest.shopName, u"Fern & Tide"_s);
        QCOMPARE(manifest.rows("orders"), 12);
        QCOMPARE(manifest.rows("products"), 33);
        QCOMPARE(manifest.images.size(), 2);
        for (const TableDigest &digest : manifest.tables)
            if (digest.table == "orders")
                QCOMPARE(digest.hash.toHex(), orders);

        const QString data = folder.filePath(u"shop"_s);
        QVERIFY(QDir().mkpath(data));
        const auto restored = restoreAsNew({data, {}}, *std::move(proved));
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
        const SystemClock clock;
        auto shop = Database::open({data, {}}, clock);
        QVERIFY(shop);
        QCOMPARE(SmallShop::faultsOf(**shop), QStringList());
        QVERIFY(*(*shop)->read([](Reader &reader) -> Result<bool> { return journal::verify(reader).whole; }));
        QCOMPARE(QDir(data + "/images"_L1).entryList(QDir::Files).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBackupFixtures)
#include "tst_backupfixtures.moc"
