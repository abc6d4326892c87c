// backroomd serve: where its options come from, and when it does not begin.
#include "tests/support/daemon.h"
#include "tests/support/tlsclient.h"

#include <QFile>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

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

    void makesACertificateAndServesWithIt()
    {
        const QStringList make{u"certificate"_s, u"--data"_s, m_folder.path()};
        const Ran made =
            backroomd(make + QStringList{u"--host"_s, u"shop.example.com"_s, u"--host"_s, u"192.168.1.20"_s});
        QVERIFY2(made.status == 0, made.err.constData());
        QVERIFY2(made.out.contains("tls_certificate=tls/certificate.pem"), made.out.constData());
        const QString certificate = m_folder.filePath(u"tls/certificate.pem"_s);
        const QString key = m_folder.filePath(u"tls/key.pem"_s);
        QCOMPARE(QFile::permissions(key) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(!(QFile::permissions(m_folder.filePath(u"tls"_s))
                  & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
        const auto first = QSslCertificate::fromPath(certificate).value(0);
        const auto names = first.subjectAlternativeNames();
        QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
        QVERIFY(names.contains(QSsl::DnsEntry, u"shop.example.com"_s)
                && names.contains(QSsl::DnsEntry, u"localhost"_s));
        QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 3);
        QVERIFY(first.effectiveDate().daysTo(first.expiryDate()) <= 825);

        const Ran again = backroomd(make);
        QCOMPARE(again.status, 1);
        QVERIFY2(again.err.contains("--renew"), again.err.constData());
        QCOMPARE(QSslCertificate::fromPath(certificate).value(0), first);
        QCOMPARE(backroomd(make + QStringList{u"--renew"_s}).status, 0);
        const auto second = QSslCertificate::fromPath(certificate).value(0);
        QVERIFY(second != first);
        const auto sorted = [](QStringList list) {
            list.sort();
            return list;
        };
        for (const auto kind : {QSsl::DnsEntry, QSsl::IpAddressEntry})
            QCOMPARE(sorted(second.subjectAlternativeNames().values(kind)), sorted(names.values(kind)));

        configure("tls_certificate=tls/certificate.pem\ntls_key=tls/key.pem\n");
        Serving serving(m_folder.path());
        QVERIFY2(serving.out().startsWith("listening on https://127.0.0.1:"), serving.out().constData());
        TlsClient client(serving.port());
        QVERIFY(client.send("GET /api/v1/shop HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        QCOMPARE(client.reply().status, 200);
        QCOMPARE(serving.stop(), 0);
    }

    void readsTheCertificateAnewOnSighup()
    {
        configure("tls_certificate=tls/certificate.pem\ntls_key=tls/key.pem\n");
        Serving serving(m_folder.path());
        const QByteArray before = TlsClient(serving.port()).serial();
        QVERIFY(!before.isEmpty());
        QCOMPARE(backroomd({u"certificate"_s, u"--data"_s, m_folder.path(), u"--renew"_s}).status, 0);
        QCOMPARE(::kill(pid_t(serving.processId()), SIGHUP), 0);
        QTRY_VERIFY(TlsClient(serving.port()).serial() != before);
        QCOMPARE(serving.stop(), 0); // it is still there to be stopped
    }

    void refusesCertificates_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no such host") << QStringList{u"--host"_s, u"my shop"_s} << 1 << "my shop"_ba;
        QTest::newRow("another name in it") << QStringList{u"--host"_s, u"a,DNS:b.com"_s} << 1 << "neither a name"_ba;
        QTest::newRow("too long") << QStringList{u"--days"_s, u"826"_s} << 2 << "1 to 825"_ba;
        QTest::newRow("a word too many") << QStringList{u"here"_s} << 2 << "no place"_ba;
    }

    void refusesCertificates()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const QTemporaryDir folder;
        const Ran ran = backroomd(QStringList{u"certificate"_s, u"--data"_s, folder.path()} + arguments);
        QCOMPARE(ran.status, status);
        QVERIFY2(ran.err.contains(says), ran.err.constData());
        QVERIFY(!QFile::exists(folder.filePath(u"tls"_s)));
    }

    void doesNotBeginWithoutItsCertificate()
    {
        configure({});
        const QStringList serve{u"serve"_s, u"--data"_s, m_folder.path(), u"--port"_s, u"0"_s};
        const Ran missing =
            backroomd(serve + QStringList{u"--tls-cert"_s, u"/nowhere.pem"_s, u"--tls-key"_s, u"/nowhere.pem"_s});
        QCOMPARE(missing.status, 1);
        QCOMPARE(missing.out, QByteArray());
        QVERIFY2(missing.err.contains("“/nowhere.pem” cannot be read"), missing.err.constData());
        QCOMPARE(backroomd(serve + QStringList{u"--tls-cert"_s, u"/nowhere.pem"_s}).status, 2);
        configure("tls_key=tls/key.pem\n");
        QCOMPARE(backroomd(serve).status, 1);
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
