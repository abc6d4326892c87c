// backroomd selftest as an administrator types it, on both stores.
#include "tests/support/daemon.h"
#include "tests/support/paths.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace backroom::test;

class TestCommandsSelfTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = m_folder->filePath(u"shop"_s);
        m_url = store == "postgresql"_L1 ? freshPostgresUrl() : QString();
        makeShop(m_data, m_url);
    }

    void cleanup()
    {
        if (!m_url.isEmpty())
            dropPostgres(m_url);
    }

    void testsWhileTheShopIsServed()
    {
        const Serving serving(m_data);
        const QStringList before = QDir(m_data).entryList(QDir::AllEntries);
        const Ran ran = backroomd({u"selftest"_s, u"--quick"_s, u"--progress"_s, u"--data"_s, m_data});
        QVERIFY2(ran.status == 0, QByteArray(ran.out + ran.err).constData());
        for (const char *said : {"Product lists", "Orders", "The last 10 pieces", "An order sent twice", "Attacks",
                                 "The books", "All 6 tests passed"})
            QVERIFY2(ran.out.contains(said), said);
        QVERIFY2(ran.err.count('\n') >= 8, ran.err.constData()); // a line a step
        QCOMPARE(QDir(m_data).entryList(QDir::AllEntries), before);

        const QJsonArray items = jsonOf({u"selftest"_s, u"--history"_s}).value("items"_L1).toArray();
        QCOMPARE(items.size(), 1);
        const QJsonObject test = items.first().toObject();
        QVERIFY(test["passed"_L1].toBool());
        QCOMPARE(test["lines"_L1].toArray().size(), 6);
        QCOMPARE(test["report"_L1]["store"_L1].toString(), m_url.isEmpty() ? u"sqlite"_s : u"postgresql"_s);
        const Ran list = backroomd({u"selftest"_s, u"--history"_s, u"--data"_s, m_data});
        QCOMPARE(list.status, 0);
        QVERIFY2(list.out.contains(BACKROOM_VERSION), list.out.constData());
        QCOMPARE(backroomd({u"journal"_s, u"verify"_s, u"--data"_s, m_data}).status, 0);
    }

    void leavesNothingWhenInterrupted_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void leavesNothingWhenInterrupted()
    {
        QFETCH(int, signal);
        const QStringList before = QDir(m_data).entryList(QDir::AllEntries);
        QProcess test;
        test.setReadChannel(QProcess::StandardError);
        test.start(program(u"backroomd"_s), {u"selftest"_s, u"--progress"_s, u"--data"_s, m_data});
        QByteArray said;
        while (said.count('\n') < 2 && test.waitForReadyRead(60'000))
            said += test.readAllStandardError();
        ::kill(pid_t(test.processId()), signal);
        QVERIFY(test.waitForFinished(60'000));
        QCOMPARE(test.exitStatus(), QProcess::NormalExit);
        QCOMPARE(test.exitCode(), 1);
        said += test.readAllStandardError();
        QVERIFY2(said.contains("stopped"), said.constData());
        QCOMPARE(test.readAllStandardOutput(), QByteArray());
        QCOMPARE(QDir(m_data).entryList(QDir::AllEntries), before);
        QVERIFY(jsonOf({u"selftest"_s, u"--history"_s}).value("items"_L1).toArray().isEmpty());
    }

    void refusesWhatItDoesNotKnow()
    {
        for (const QStringList &wrong : {QStringList{u"twice"_s}, QStringList{u"--format"_s, u"xml"_s},
                                         QStringList{u"--history"_s, u"--quick"_s}, QStringList{u"--slow"_s}}) {
            const Ran ran = backroomd(QStringList{u"selftest"_s, u"--data"_s, m_data} + wrong);
            QCOMPARE(ran.status, 2);
            QCOMPARE(ran.out, QByteArray());
            QVERIFY2(ran.err.contains("--help"), ran.err.constData());
        }
        const Ran nowhere = backroomd({u"selftest"_s, u"--data"_s, m_folder->filePath(u"nothing"_s)});
        QCOMPARE(nowhere.status, 1);
        QVERIFY(backroomd({u"selftest"_s, u"--help"_s}).out.contains("--history"));
    }

private:
    QJsonObject jsonOf(const QStringList &arguments)
    {
        const Ran ran = backroomd(arguments + QStringList{u"--format"_s, u"json"_s, u"--data"_s, m_data});
        return QJsonDocument::fromJson(ran.out).object();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
    QString m_url;
};

QTEST_GUILESS_MAIN(TestCommandsSelfTest)
#include "tst_commandsselftest.moc"
