// The real program under a clock that leaps (libfaketime, which the kernel's own calls pass): backups come when they are
// due by the clock on the wall, one for whatever was slept through.
#include "app/backups/backuplist.h"
#include "tests/support/daemon.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Serving;

namespace {
constexpr int Patience = 90'000;

// The library lies where the machine's kind says.
QString faketime()
{
    for (const QString &folder : QDir(u"/usr/lib"_s).entryList({u"*-linux-gnu*"_s}, QDir::Dirs))
        if (QString path = "/usr/lib/"_L1 % folder % "/faketime/libfaketimeMT.so.1"_L1; QFile::exists(path))
            return path;
    return {};
}
}

class TestCommandsClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void backupsComeByTheClockOnTheWall();

private:
    void setTime(const QString &path, const char *utc)
    {
        QFile file(path);
        const QByteArray text = '@' + QByteArray(utc) + '\n';
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
    }
};

void TestCommandsClock::backupsComeByTheClockOnTheWall()
{
    QVERIFY2(!faketime().isEmpty(), "libfaketime is not installed; ./dev test installs it");
    const QTemporaryDir folder, keys;
    test::makeShop(folder.path()); // in London
    const QString clock = keys.filePath(u"clock"_s);
    const QString backups = folder.filePath(u"backups"_s);
    const QStringList environment{"LD_PRELOAD="_L1 % faketime(),
                                  "FAKETIME_TIMESTAMP_FILE="_L1 % clock,
                                  u"FAKETIME_NO_CACHE=1"_s,
                                  u"DONT_FAKE_MONOTONIC=1"_s,
                                  u"TZ=UTC"_s,
                                  "BACKROOM_KEYS="_L1 % keys.path(),
                                  "ASAN_OPTIONS="_L1 % qEnvironmentVariable("ASAN_OPTIONS")
                                      % ":verify_asan_link_order=0"_L1};
    const auto made = [&] {
        const auto list = backuplist::read(backups);
        QStringList proved;
        for (const BackupEntry &entry : list->backups)
            if (entry.isProved())
                proved << QString::fromLatin1(timeText(entry.at)).left(13);
        proved.sort();
        return proved;
    };
    const auto until = [&](const QStringList &expected) {
        (void)QTest::qWaitFor([&] { return made() == expected; }, Patience);
        return made() == expected;
    };

    setTime(clock, "2027-03-26 12:00:00");
    std::optional<Serving> serving(std::in_place, folder.path(), QStringList(), environment);
    QTest::qWait(7000); // it looks every five seconds
    QCOMPARE(made(), QStringList());
    setTime(clock, "2027-03-26 12:11:00"); // the first
    QVERIFY2(until({u"2027-03-26T12"_s}), qPrintable(made().join(u' ')));
    setTime(clock, "2027-03-27 03:00:10"); // in winter, London's time is UTC
    QVERIFY2(until({u"2027-03-26T12"_s, u"2027-03-27T03"_s}), qPrintable(made().join(u' ')));
    setTime(clock, "2027-03-28 01:59:00"); // summer came an hour ago, so that it is a minute to three
    QTest::qWait(7000);
    QCOMPARE(made().size(), 2);
    setTime(clock, "2027-03-28 02:00:10");
    QVERIFY2(until({u"2027-03-26T12"_s, u"2027-03-27T03"_s, u"2027-03-28T02"_s}), qPrintable(made().join(u' ')));
    // Killed, and a fortnight without power: one is made up, a minute after the start.
    serving->kill();
    setTime(clock, "2027-04-11 09:30:00");
    serving.emplace(folder.path(), QStringList(), environment);
    setTime(clock, "2027-04-11 09:32:00");
    QVERIFY2(until({u"2027-03-26T12"_s, u"2027-03-27T03"_s, u"2027-03-28T02"_s, u"2027-04-11T09"_s}),
             qPrintable(made().join(u' ')));
    QTest::qWait(7000);
    QCOMPARE(made().size(), 4);
    QCOMPARE(serving->stop(), 0);
}

QTEST_GUILESS_MAIN(TestCommandsClock)
#include "tst_commandsclock.moc"
