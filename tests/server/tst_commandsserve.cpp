// backroomd serve: where its options come from, and when it does not begin.
#include "tests/support/daemon.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom::test;

class TestCommandsServe : public QObject {
    Q_OBJECT
private:
    void configure(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u"config.ini"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("[server]\n" + text) < 0)
            qFatal("cannot write");
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { makeShop(m_folder.path()); }

    void typedBeatsKept()
    {
        QTcpServer taken; // were the kept port used, the server could not begin
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        configure("port=" + QByteArray::number(taken.serverPort()) + "\nhost=localhost\nworkers=1\nidle_seconds=5\n");
        {
            Serving serving(m_folder.path());
            QVERIFY2(serving.out().startsWith("listening on http://localhost:"), serving.out().constData());
            QCOMPARE(serving.stop(), 0);
        }
        const Ran ran = backroomd({u"serve"_s, u"--data"_s, m_folder.path()});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains(QByteArray("Port " + QByteArray::number(taken.serverPort()))), ran.err.constData());
    }

    void doesNotBeginOnAMistake()
    {
        configure("idle_second=5\nbody_kib=much\n");
        const Ran ran = backroomd({u"serve"_s, u"--data"_s, m_folder.path()});
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out, QByteArray());
        for (const char *part : {"config.ini", "idle_second", "body_kib takes a number from 1 to"})
            QVERIFY2(ran.err.contains(part), ran.err.constData());
    }

    void helpListsTheSettings()
    {
        const Ran ran = backroomd({u"serve"_s, u"--help"_s});
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.out.contains("idle_seconds=30"), ran.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestCommandsServe)
#include "tst_commandsserve.moc"
