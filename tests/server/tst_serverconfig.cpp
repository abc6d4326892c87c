// Section [server] of config.ini: what it sets, and what is said of what cannot be understood.
#include "server/http/apiserver.h"
#include "server/http/serverconfig.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestServerConfig : public QObject {
    Q_OBJECT
private:
    Result<ServerOptions> read(const QByteArray &text)
    {
        m_folder = QTemporaryDir(); // Qt knows a file by its name and second of change
        QFile file(m_folder.filePath(u"config.ini"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        file.close();
        return readServerConfig(m_folder.path());
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void saysNothingWhereThereIsNothing()
    {
        const QTemporaryDir empty;
        QCOMPARE(readServerConfig({})->port, quint16(8080));
        QCOMPARE(readServerConfig(empty.path())->host, u"127.0.0.1"_s);
        QCOMPARE(read("store=\n[ui]\nport=99999\n")->port, quint16(8080));
    }

    void setsWhatIsNotALimit()
    {
        const auto options = read("[server]\nhost=0.0.0.0\nport=9000\nworkers=3\nrate_limit=off\n");
        QVERIFY(options);
        QCOMPARE(options->host, u"0.0.0.0"_s);
        QCOMPARE(options->port, quint16(9000));
        QCOMPARE(options->workers, 3);
        QVERIFY(!options->rates.on);
        QVERIFY(options->proxies.isEmpty());
        const auto behind = read("[server]\ntrusted_proxies=127.0.0.1, 10.0.0.0/8\n");
        QVERIFY(behind);
        QVERIFY(behind->proxies.trusts(QHostAddress(u"10.1.2.3"_s)));
        QVERIFY(behind->proxies.trusts(QHostAddress(QHostAddress::LocalHost)));
        QVERIFY(!behind->proxies.trusts(QHostAddress(u"11.1.2.3"_s)));
    }

    void setsEveryLimit()
    {
        for (const LimitEntry &entry : limitEntries()) {
            const QByteArray key = entry.key;
            for (const int value : {entry.least, entry.most}) {
                // A request line is part of the head.
                const QByteArray room = key == "head_kib" ? "line_kib=1\n" : "head_kib=1024\n";
                const auto options = read("[server]\n" + room + key + '=' + QByteArray::number(value) + '\n');
                QVERIFY2(options, entry.key);
                QCOMPARE(entry.valueIn(options->limits), qint64(value));
            }
            const qint64 usual = entry.valueIn(Limits());
            QVERIFY2(usual >= entry.least && usual <= entry.most, entry.key);
        }
        QCOMPARE(read("[server]\nidle_seconds=7\n")->limits.idleMillis, 7000);
        QCOMPARE(read("[server]\nbody_kib=2\n")->limits.body, 2048);
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("a word") << "idle_seconds=long"_ba
                                << u"idle_seconds takes a number from 1 to 3600, not “long”"_s;
        QTest::newRow("too much") << "idle_seconds=3601"_ba << u"not “3601”"_s;
        QTest::newRow("too little") << "connections=0"_ba << u"connections takes"_s;
        QTest::newRow("unit") << "body_kib=1MiB"_ba << u"body_kib takes"_s;
        QTest::newRow("list") << "backlog=1,2"_ba << u"not “1,2”"_s;
        QTest::newRow("empty") << "port="_ba << u"port takes"_s;
        QTest::newRow("typo") << "idle_second=3"_ba << u"no setting “idle_second”"_s;
        QTest::newRow("switch") << "rate_limit=maybe"_ba << u"rate_limit takes “on” or “off”"_s;
        QTest::newRow("line above head") << "line_kib=16\nhead_kib=8"_ba << u"line_kib is more than head_kib"_s;
        QTest::newRow("no proxy") << "trusted_proxies=127.0.0.1, proxy.example"_ba
                                  << u"trusted_proxies takes addresses and networks with commas between them"_s;
        QTest::newRow("two at once")
            << "prot=1\nworkers=-1"_ba
            << u"workers takes a number from 0 to 256, not “-1”; usual is 0. There is no setting “prot”."_s;
    }

    void tellsWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto options = read("[server]\n" + text + '\n');
        QVERIFY(!options);
        QVERIFY2(options.error().message.contains(says), qPrintable(options.error().message));
        QVERIFY(options.error().message.contains(m_folder.filePath(u"config.ini"_s)));
    }

    void isReadAtEachStart()
    {
        const QTemporaryDir data;
        const StoreConfig config{data.path(), {}};
        const SystemClock clock;
        const auto shop = Backroom::open(config, clock, Database::Open::OrCreate);
        QVERIFY(shop);
        Result<ServerOptions> options = fail(ErrorCode::Malformed, u"there is a mistake"_s);
        ApiServer server(**shop, [&options] { return options; });
        QCOMPARE(server.address(), u"http://127.0.0.1:8080"_s);
        const auto refused = server.start();
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, u"there is a mistake"_s);
        ServerOptions good;
        good.port = 0;
        good.limits.idleMillis = 7000;
        options = good;
        QVERIFY(server.start());
        QVERIFY(server.port() > 0);
        for (const HostLimit &limit : server.limits())
            if (limit.key == "idle_seconds"_L1)
                QCOMPARE(limit.value, u"7 s"_s);
        QCOMPARE(server.limits().size(), qsizetype(limitEntries().size()));
        server.stop();
        good.proxies = *TrustedProxies::read(u"10.0.0.0/8"_s);
        options = good;
        QVERIFY(server.start());
        QCOMPARE(server.limits().last().key, u"trusted_proxies"_s);
        QCOMPARE(server.limits().last().value, u"10.0.0.0/8"_s);
        server.stop();
    }

    void helpNamesEveryKey()
    {
        for (const LimitEntry &entry : limitEntries())
            QVERIFY2(explainServerConfig().contains(QString::fromLatin1(entry.key) % u'='), entry.key);
        QVERIFY(explainServerConfig().contains(u"trusted_proxies="_s));
    }
};

QTEST_GUILESS_MAIN(TestServerConfig)
#include "tst_serverconfig.moc"
