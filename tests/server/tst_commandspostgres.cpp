// backup, restore and move as they are typed, for a shop on PostgreSQL: also when they are killed in the middle.
#include "app/backups/tabledigest.h"
#include "tests/support/daemon.h"
#include "tests/support/paths.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
QList<TableDigest> digestsAt(const StoreConfig &store)
{
    const auto connection = Connection::open(store);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().message));
    return *digestTables(**connection, shopTables(**connection), {});
}

QList<TableDigest> ofShop(QList<TableDigest> digests)
{
    digests.removeIf(
        [](const TableDigest &digest) { return digest.table.startsWith("journal") || digest.table == "meta"; });
    return digests;
}
}

class TestCommandsPostgres : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = m_folder->filePath(u"shop"_s);
        m_url = freshPostgresUrl();
        m_store = {m_data, m_url};
        qputenv("BACKROOM_KEYS", m_folder->filePath(u"keys"_s).toUtf8());
        makeShop(m_data, m_url);
        fill(300);
    }
    void cleanup() { dropPostgres(m_url); }

    void wrongPassword()
    {
        const QByteArray password = qgetenv("PGPASSWORD");
        qputenv("PGPASSWORD", "not-this-one");
        const Ran ran = backroomd({u"backup"_s, u"--data"_s, m_data, u"--to"_s, backup()});
        qputenv("PGPASSWORD", password);
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("password"), ran.err.constData());
        QVERIFY(!ran.err.contains("not-this-one"));
        QVERIFY(!QFile::exists(backup()));
    }

    // Killed at any moment, the shop is what it was or what the backup holds, and the next restore is not in its way.
    void restoreIsKilledAnywhere()
    {
        QCOMPARE(backroomd({u"backup"_s, u"--data"_s, m_data, u"--to"_s, backup()}).status, 0);
        const QList<TableDigest> then = ofShop(digestsAt(m_store));
        fill(50);
        const QList<TableDigest> before = digestsAt(m_store);
        QVERIFY(ofShop(before) != then);
        int killed = 0;
        bool restored = false;
        for (int wait = 20; !restored && wait < 60'000; wait += wait / 4) {
            QProcess process;
            process.start(program(u"backroomd"_s), {u"restore"_s, backup(), u"--data"_s, m_data});
            QVERIFY(process.waitForStarted());
            process.waitForFinished(wait);
            process.kill();
            process.waitForFinished();
            // What it had begun there ends when the server sees that it is gone.
            QTRY_VERIFY_WITH_TIMEOUT(isLeft(), 20'000);
            const QList<TableDigest> now = digestsAt(m_store);
            if (now == before)
                ++killed;
            else
                QCOMPARE(ofShop(now), then);
            restored = now != before;
        }
        QVERIFY(restored);
        QVERIFY(killed > 3);
        const Ran again = backroomd({u"restore"_s, backup(), u"--data"_s, m_data});
        QVERIFY2(again.status == 0, again.err.constData());
        QCOMPARE(ofShop(digestsAt(m_store)), then);
        const Ran journal = backroomd({u"journal"_s, u"verify"_s, u"--data"_s, m_data});
        QVERIFY2(journal.status == 0, journal.err.constData());
        QVERIFY(fill(1));
    }

    void movesAsItIsTyped()
    {
        const QList<TableDigest> before = digestsAt(m_store);
        {
            const Serving serving(m_data);
            const auto connection = Connection::open(m_store);
            const Ran refused = backroomd({u"move"_s, u"--data"_s, m_data, u"--to"_s, u"sqlite"_s});
            QCOMPARE(refused.status, 1);
            QVERIFY2(refused.err.contains("open already"), refused.err.constData());
        }
        QTRY_VERIFY_WITH_TIMEOUT(isLeft(), 20'000);
        const Ran moved = backroomd({u"move"_s, u"--data"_s, m_data, u"--to"_s, u"sqlite"_s, u"--format"_s, u"json"_s});
        QVERIFY2(moved.status == 0, moved.err.constData());
        const QJsonArray tables = QJsonDocument::fromJson(moved.out).object()["tables"_L1].toArray();
        QCOMPARE(tables.size(), before.size());
        const StoreConfig lite{m_data, {}};
        QCOMPARE(digestsAt(lite), before);
        QCOMPARE(digestsAt(m_store), before);
        QCOMPARE(backroomd({u"journal"_s, u"verify"_s, u"--data"_s, m_data}).status, 0);
        {
            const Serving serving(m_data); // where config.ini says that it is now
            const Ran refused = backroomd({u"move"_s, u"--data"_s, m_data, u"--to"_s, freshPostgresUrl()});
            QVERIFY2(refused.err.contains("in a server"), refused.err.constData());
        }
        // Back, into another database; the words are for people.
        const QString other = freshPostgresUrl();
        const Ran back = backroomd({u"move"_s, u"--data"_s, m_data, u"--to"_s, other});
        QVERIFY2(back.status == 0, back.err.constData());
        QVERIFY2(back.out.contains("left as it is"), back.out.constData());
        QVERIFY(ofShop(digestsAt({m_data, other})) == ofShop(digestsAt(lite)));
        QCOMPARE(backroomd({u"move"_s, u"--data"_s, m_data, u"--to"_s, u"mysql://x/y"_s}).status, 2);
        dropPostgres(other);
    }

private:
    QString backup() const { return m_folder->filePath(u"a.backroom"_s); }

    // Nobody but this test has anything open in the database.
    bool isLeft() const
    {
        const auto connection = Connection::open(m_store);
        Query row = (*connection)
                        ->query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                                "pid <> pg_backend_pid() AND backend_type = 'client backend'");
        return row.next() && row.int64(0) == 0;
    }

    // Rows that a restore brings back or takes away.
    bool fill(int rows)
    {
        const SystemClock clock;
        auto database = Database::open(m_store, clock);
        if (!database)
            return false;
        const auto written =
            (*database)->writeNow(Actor::system(u"Test"_s), [rows](Transaction &transaction) -> Result<> {
                for (int i = 0; i < rows; ++i)
                    transaction.exec("INSERT INTO selftests (at, version, report) VALUES (?, ?, ?)", i, "1",
                                     QByteArray(2000, 'x'));
                return {};
            });
        return written.has_value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
    QString m_url;
    StoreConfig m_store;
};

QTEST_GUILESS_MAIN(TestCommandsPostgres)
#include "tst_commandspostgres.moc"
