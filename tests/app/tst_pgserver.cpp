// The tests' own PostgreSQL: that it answers as an owner's does, and leaves nothing behind.
#include "tests/support/paths.h"
#include "tests/support/pgserver.h"

#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>
#include <QUrl>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace backroom::test;

namespace {
// A connection to what a PostgreSQL URL names, closed and forgotten at the end of its scope.
class Session {
public:
    explicit Session(const QString &url)
    {
        const QUrl address(url);
        auto database = QSqlDatabase::addDatabase(u"QPSQL"_s, u"session"_s);
        database.setHostName(address.host());
        database.setPort(address.port());
        database.setUserName(address.userName());
        database.setDatabaseName(address.path().mid(1));
        if (!database.open())
            m_error = database.lastError().text();
    }
    ~Session() { QSqlDatabase::removeDatabase(u"session"_s); }
    Q_DISABLE_COPY_MOVE(Session)
    const QString &error() const { return m_error; }
    // The first column of the first row; what went wrong where there is none.
    QString value(const QString &sql) const
    {
        QSqlQuery query(QSqlDatabase::database(u"session"_s));
        if (!query.exec(sql))
            return query.lastError().text();
        return query.next() ? query.value(0).toString() : QString();
    }

private:
    QString m_error;
};
}

class TestPgServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers()
    {
        const QString url = freshPostgresUrl();
        const Session session(url);
        QVERIFY2(session.error().isEmpty(), qPrintable(session.error()));
        QVERIFY(session.value(u"SHOW server_version_num"_s).toInt() >= 150'000);
        QCOMPARE(session.value(u"SELECT usesuper FROM pg_user WHERE usename = current_user"_s), u"false"_s);
        QCOMPARE(session.value(u"CREATE TABLE t(a integer)"_s), QString());
        QCOMPARE(session.value(u"SELECT pg_encoding_to_char(encoding) FROM pg_database LIMIT 1"_s), u"UTF8"_s);
    }

    void eachIsFresh()
    {
        const QString one = freshPostgresUrl();
        const QString two = freshPostgresUrl();
        QVERIFY(one != two);
        {
            const Session session(one);
            QCOMPARE(session.value(u"CREATE TABLE t(a integer)"_s), QString());
        }
        const Session session(two);
        QCOMPARE(session.value(u"SELECT count(*) FROM information_schema.tables WHERE table_name = 't'"_s), u"0"_s);
    }

    void droppedIsGone()
    {
        const QString url = freshPostgresUrl();
        dropPostgres(url);
        dropPostgres(url);
        const Session session(url);
        QVERIFY(session.error().contains("does not exist"_L1));
    }

    void crashKeepsWhatWasCommitted()
    {
        PgServer server(PgServer::Disk::Durable);
        const QString url = server.freshUrl();
        {
            const Session session(url);
            QCOMPARE(session.value(u"SHOW fsync"_s), u"on"_s);
            QCOMPARE(session.value(u"CREATE TABLE t(a integer)"_s), QString());
            QCOMPARE(session.value(u"INSERT INTO t VALUES (42) RETURNING a"_s), u"42"_s);
        }
        server.crash();
        QVERIFY(!Session(url).error().isEmpty());
        server.resume();
        QCOMPARE(Session(url).value(u"SELECT a FROM t"_s), u"42"_s);
    }

    // The caller is killed with no chance to say goodbye; the server must go all the same.
    void endsWithItsCaller()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"server"_s);
        QProcess caller;
        const QString script = source(u"tests/support/pgserver.sh"_s);
        caller.start(u"/bin/sh"_s, {u"-c"_s, "\"$0\" start \"$1\" && read forever"_L1, script, file});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 60'000);
        QFile state(file);
        QVERIFY(state.open(QIODevice::ReadOnly));
        const QString data = QString::fromUtf8(state.readAll().split('\n').value(2));
        QVERIFY(QFile::exists(data));
        QCOMPARE(::kill(pid_t(caller.processId()), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(data), 60'000);
        QVERIFY(!QFile::exists(file));
        QTRY_COMPARE(caller.state(), QProcess::NotRunning);
    }
};

QTEST_GUILESS_MAIN(TestPgServer)
#include "tst_pgserver.moc"
