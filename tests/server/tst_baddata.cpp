// A bad data folder gets a sentence, not a crash, and is left as it was: the real program on files that are no shop's,
// as a person who may not do everything.
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace backroom::test;

namespace {
// Every file below the folder, with its rights and content.
QMap<QString, QByteArray> everything(const QString &folder)
{
    QMap<QString, QByteArray> found;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        QFile file(path);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly))
            hash.addData(&file);
        found.insert(path, QByteArray::number(int(file.permissions())) + ' ' + hash.result().toHex());
    }
    return found;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void execute(const QString &path, const char *sql)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
    char *fault = nullptr;
    QVERIFY2(sqlite3_exec(database, sql, nullptr, nullptr, &fault) == SQLITE_OK, fault);
    sqlite3_close(database);
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 7;
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}
}

class TestBadData : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_parent = std::make_unique<QTemporaryDir>();
        // Others have to get through to what is theirs.
        QFile::setPermissions(m_parent->path(), QFile::Permissions(0x7755));
        m_data = m_parent->filePath(u"shop"_s);
        m_file = m_data + "/backroom.db"_L1;
    }

    void folders_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no folder") << "nothing"_ba
                                   << "There is no shop in"_ba;
        QTest::newRow("empty folder") << "folder"_ba
                                      << "There is no shop in"_ba;
        QTest::newRow("empty file") << "empty"_ba
                                    << "There is no shop in"_ba;
        QTest::newRow("random bytes") << "noise"_ba
                                      << "is not a shop's file"_ba;
        QTest::newRow("a few bytes") << "few"_ba
                                     << "is not a shop's file"_ba;
        QTest::newRow("text") << "text"_ba
                              << "is not a shop's file"_ba;
        QTest::newRow("only the magic bytes") << "magic"_ba
                                              << "shop's file"_ba;
        QTest::newRow("a folder in place of the file") << "directory"_ba
                                                       << "is a folder"_ba;
        QTest::newRow("cut in half") << "half"_ba
                                     << "cut short"_ba;
        QTest::newRow("without its last page") << "page"_ba
                                               << "cut short"_ba;
        QTest::newRow("schema overwritten") << "schema"_ba
                                            << "damaged"_ba;
        QTest::newRow("another program's database") << "foreign"_ba
                                                    << "belongs to another program"_ba;
        QTest::newRow("a newer shop") << "newer"_ba
                                      << "newer Backroom"_ba;
        QTest::newRow("a shop of unknown make") << "unknown"_ba
                                                << "does not know"_ba;
        QTest::newRow("file not readable") << "unreadable"_ba
                                           << "may not be read"_ba;
        QTest::newRow("file not writable") << "readonly"_ba
                                           << "may not be written"_ba;
        QTest::newRow("folder not writable") << "readonlyfolder"_ba
                                             << "may not be written"_ba;
    }

    void folders()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, says);
        prepare(what);
        if (QTest::currentTestFailed())
            return;
        for (const QStringList &command : {QStringList{u"serve"_s, u"--port"_s, u"0"_s},
                                           QStringList{u"user"_s, u"list"_s}, QStringList{u"journal"_s, u"verify"_s}}) {
            // Once before, so that rights and owner are settled.
            backroomdAsNobody({u"--version"_s}, m_parent->path());
            const auto before = everything(m_parent->path());
            const Ran ran = backroomdAsNobody(command + QStringList{u"--data"_s, m_data}, m_parent->path());
            QCOMPARE(ran.status, 1);
            QCOMPARE(ran.out, QByteArray());
            QVERIFY2(ran.err.contains(says), ran.err.constData());
            QCOMPARE(ran.err.count('\n'), 1);
            QCOMPARE(everything(m_parent->path()), before);
        }
        QFile::setPermissions(m_data, QFile::Permissions(0x7700));
    }

    void locked()
    {
        makeShop(m_data);
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(m_file.toUtf8().constData(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
        const Ran ran = backroomd({u"user"_s, u"list"_s, u"--data"_s, m_data});
        sqlite3_exec(database, "ROLLBACK", nullptr, nullptr, nullptr);
        sqlite3_close(database);
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("busy"), ran.err.constData());
        QCOMPARE(backroomd({u"user"_s, u"list"_s, u"--data"_s, m_data}).status, 0);
    }

    void initRespectsWhatIsThere_data()
    {
        QTest::addColumn<QByteArray>("what");
        for (const char *what : {"noise", "text", "directory", "half", "foreign", "newer", "shop"})
            QTest::newRow(what) << QByteArray(what);
    }

    void initRespectsWhatIsThere()
    {
        QFETCH(QByteArray, what);
        prepare(what);
        if (QTest::currentTestFailed())
            return;
        const auto before = everything(m_data);
        const Ran ran =
            backroomd({u"init"_s, u"--data"_s, m_data, u"--shop-name"_s, u"Other"_s, u"--currency"_s, u"EUR"_s,
                       u"--country"_s, u"DE"_s, u"--owner-email"_s, u"o@example.com"_s, u"--owner-password-stdin"_s},
                      "correct horse battery staple\n");
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.err.count('\n'), 1);
        QCOMPARE(everything(m_data), before);
    }

    void postgresql_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("not there") << "port"_ba
                                   << "does not answer"_ba;
        QTest::newRow("no such host") << "host"_ba
                                      << "does not answer"_ba;
        QTest::newRow("no such database") << "database"_ba
                                          << "does not answer"_ba;
        QTest::newRow("wrong password") << "password"_ba
                                        << "password"_ba;
        QTest::newRow("no shop in it") << "empty"_ba
                                       << "There is no shop"_ba;
        QTest::newRow("another program's") << "foreign"_ba
                                           << "belongs to another program"_ba;
        QTest::newRow("a newer shop") << "newer"_ba
                                      << "newer Backroom"_ba;
    }

    void postgresql()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, says);
        const QString url = freshPostgresUrl();
        QUrl address(url);
        if (what == "port")
            address.setPort(1);
        else if (what == "host")
            address.setHost(u"no-such-host.invalid"_s);
        else if (what == "database")
            address.setPath(u"/no_such_database"_s);
        else if (what == "password")
            address.setPassword(u"hunter2hunter2"_s);
        else if (what == "foreign")
            executePostgres(url, u"CREATE TABLE recipes (name TEXT)"_s);
        else if (what == "newer") {
            makeShop(m_data, url);
            executePostgres(
                url, u"INSERT INTO migrations (version, name, checksum, applied_at) VALUES (999, 'x', 'x', 0)"_s);
        }
        for (const QStringList &command :
             {QStringList{u"serve"_s, u"--port"_s, u"0"_s}, QStringList{u"user"_s, u"list"_s}}) {
            const Ran ran = backroomd(command + QStringList{u"--data"_s, m_data, u"--store"_s, address.toString()});
            QCOMPARE(ran.status, 1);
            QVERIFY2(ran.err.contains(says), ran.err.constData());
            QVERIFY2(!ran.err.contains("hunter2"), "a password in an error message");
            QCOMPARE(ran.err.count('\n'), 1);
        }
        dropPostgres(url);
    }

private:
    void prepare(const QByteArray &what)
    {
        if (what == "nothing")
            return;
        const QByteArrayList made{"half",       "page",     "schema",         "newer", "unknown",
                                  "unreadable", "readonly", "readonlyfolder", "shop"};
        if (made.contains(what))
            makeShop(m_data);
        QVERIFY(QDir().mkpath(m_data));
        QFile file(m_file);
        if (what == "empty")
            writeFile(m_file, {});
        else if (what == "noise")
            writeFile(m_file, noise(200'000));
        else if (what == "few")
            writeFile(m_file, "abc");
        else if (what == "text")
            writeFile(m_file, "these are my recipes\n");
        else if (what == "magic")
            writeFile(m_file, QByteArray("SQLite format 3\0", 16) + QByteArray(84, '\0'));
        else if (what == "directory")
            QVERIFY(QDir().mkpath(m_file));
        else if (what == "half")
            QVERIFY(file.resize(file.size() / 2));
        else if (what == "page")
            QVERIFY(file.resize(file.size() - 4096));
        else if (what == "schema") {
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100));
            QCOMPARE(file.write(noise(8000)), 8000);
        } else if (what == "foreign")
            execute(m_file, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
        else if (what == "newer")
            execute(m_file, "INSERT INTO migrations (version, name, checksum, applied_at) VALUES (999, 'x', 'x', 0)");
        else if (what == "unknown")
            execute(m_file, "UPDATE migrations SET checksum = 'x'");
        else if (what == "unreadable")
            file.setPermissions({});
        else if (what == "readonly")
            file.setPermissions(QFile::ReadOwner);
        else if (what == "readonlyfolder")
            QFile::setPermissions(m_data, QFile::ReadOwner | QFile::ExeOwner);
    }

    std::unique_ptr<QTemporaryDir> m_parent;
    QString m_data;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestBadData)
#include "tst_baddata.moc"
