// Section [backups] of config.ini, and the list of backups: what they set, and what becomes of what cannot be understood.
#include "app/backups/backuplist.h"
#include "app/backups/backupsettings.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}
}

class TestBackupSettings : public QObject {
    Q_OBJECT
private:
    Result<BackupSettings> read(const QByteArray &text)
    {
        m_folder = QTemporaryDir(); // Qt knows a file by its name and second of change
        write(m_folder.filePath(u"config.ini"_s), text);
        return backupsettings::read(m_folder.path());
    }
    QTemporaryDir m_folder;

private Q_SLOTS:
    void usualWhereNothingIsSaid()
    {
        const QTemporaryDir empty;
        QCOMPARE(*backupsettings::read(empty.path()), BackupSettings());
        QCOMPARE(*read("[server]\nport=1\n"), BackupSettings());
        QCOMPARE(BackupSettings().schedule.minuteOfDay, 180);
    }

    void readsWhatIsSaid()
    {
        const auto settings =
            read("[backups]\nevery=week\nat=23:45\non=friday\nat_close=on\nkeep_days=7\nkeep_weeks=4\n"
                 "place_1=/media/stick, blue\nplace_1_name=Stick\nplace_7=box:shop/backups\n");
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().message));
        QCOMPARE(settings->schedule, (BackupSchedule{BackupSchedule::Every::Week, 23 * 60 + 45, 5, true}));
        QCOMPARE(settings->keep.days, 7);
        QCOMPARE(settings->keep.weeks, 4);
        QCOMPARE(settings->keep.months, 12);
        QCOMPARE(settings->places.size(), 2);
        QCOMPARE(settings->places[0].kind, BackupPlace::Kind::Folder);
        QCOMPARE(settings->places[0].name, u"Stick"_s);
        QCOMPARE(settings->places[1],
                 (BackupPlace{7, u"box:shop/backups"_s, BackupPlace::Kind::Rclone, u"box:shop/backups"_s}));
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("every") << "every=minute"_ba << u"every takes one of hour, day, week, never, not “minute”"_s;
        QTest::newRow("time") << "at=25:00"_ba << u"at takes a time of day like 03:00, not “25:00”"_s;
        QTest::newRow("day") << "on=8"_ba << u"on takes one of monday"_s;
        QTest::newRow("number") << "keep_days=all"_ba
                                << u"keep_days takes a number from 0 to 3660, not “all”; usual is 30"_s;
        QTest::newRow("typo") << "keep_day=3"_ba << u"no setting “keep_day”"_s;
        QTest::newRow("relative") << "place_1=backups"_ba << u"place_1: “backups” is no place"_s;
        QTest::newRow("option") << "place_1=--config:x"_ba << u"is no place that rclone knows"_s;
        QTest::newRow("name alone") << "place_2_name=Stick"_ba << u"but there is no place_2"_s;
        QTest::newRow("two at once") << "at=3\nevery=x"_ba << u"“3”"_s;
    }

    void tellsWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto settings = read("[backups]\n" + text + '\n');
        QVERIFY(!settings);
        QCOMPARE(settings.error().code, ErrorCode::Malformed);
        QVERIFY2(settings.error().message.contains(says), qPrintable(settings.error().message));
        QVERIFY(settings.error().message.contains(u"config.ini, section [backups]"_s));
    }

    void writesAndReadsAgain()
    {
        QVERIFY(read("store=\n[server]\nport=9000\n"));
        BackupSettings settings;
        settings.schedule = {BackupSchedule::Every::Hour, 7, 2, true};
        settings.keep = {24, 14, 8, 6, 3, 60, 14};
        settings.places = {{2, u"Stick, blue"_s, BackupPlace::Kind::Folder, u"/media/a,b"_s},
                           {3, u"Box"_s, BackupPlace::Kind::Rclone, u"box:x y"_s}};
        QVERIFY(backupsettings::write(m_folder.path(), settings));
        QCOMPARE(*backupsettings::read(m_folder.path()), settings);
        settings.places.removeFirst();
        QVERIFY(backupsettings::write(m_folder.path(), settings));
        QCOMPARE(*backupsettings::read(m_folder.path()), settings);
        QFile file(m_folder.filePath(u"config.ini"_s));
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().contains("port=9000"));
        // What cannot be is not written.
        settings.places << BackupPlace{3, {}, BackupPlace::Kind::Folder, u"x"_s};
        settings.keep.hours = 0;
        const auto refused = backupsettings::write(m_folder.path(), settings);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        QCOMPARE(refused.error().fields.size(), 4);
    }

    void helpNamesEveryKey()
    {
        for (const QString &key : {u"every="_s, u"at=03:00"_s, u"on="_s, u"at_close="_s, u"keep_hours=48"_s,
                                   u"keep_days=30"_s, u"keep_weeks=0"_s, u"keep_months=12"_s, u"keep_years=10"_s,
                                   u"keep_safety_days=30"_s, u"time_machine_days=21"_s, u"place_1="_s})
            QVERIFY2(backupsettings::explain().contains(key), qPrintable(key));
    }

    void listIsKept()
    {
        const QTemporaryDir folder;
        write(folder.filePath(u"a.backroom"_s), "abc");
        BackupId id;
        const auto changed = backuplist::change(folder.path(), [&id](BackupList &list) -> Result<> {
            BackupEntry &entry = *list.find(u"a.backroom"_s);
            entry.found = false;
            entry.reason = "daily";
            entry.at = 5;
            entry.provedAt = 6;
            entry.hash = "hash";
            entry.places = {1, 3};
            entry.epoch = "epoch";
            entry.changeSeq = 7;
            id = entry.id;
            list.failedSince = 9;
            list.failure = u"“no”"_s;
            list.markedPlaces.insert(3, u"/media/x"_s);
            return {};
        });
        QVERIFY(changed);
        auto list = *backuplist::read(folder.path());
        QCOMPARE(list.backups.size(), 1);
        const BackupEntry &entry = *list.find(id);
        QVERIFY(entry.isProved() && entry.here && !entry.found);
        QCOMPARE(entry.places, (QList<int>{1, 3}));
        QCOMPARE(entry.hash, "hash"_ba);
        QCOMPARE(entry.epoch, "epoch"_ba);
        QCOMPARE(list.failedSince, std::optional<Millis>(9));
        QCOMPARE(list.markedPlaces.value(3), u"/media/x"_s);
        QCOMPARE(list.newestProved(), std::optional<Millis>(5));
        // An error leaves it as it was, and an id is never given twice.
        QVERIFY(!backuplist::change(folder.path(), [](BackupList &broken) -> Result<> {
            broken.backups.clear();
            return fail(ErrorCode::Internal, u"no"_s);
        }));
        QCOMPARE(backuplist::read(folder.path())->backups.size(), 1);
        // Another file under the name is not what was proved.
        write(folder.filePath(u"a.backroom"_s), "abcd");
        QVERIFY(!backuplist::read(folder.path())->find(id)->isProved());
        // The file gone, a place has it still; then nobody.
        QVERIFY(QFile::remove(folder.filePath(u"a.backroom"_s)));
        write(folder.filePath(u"b.backroom"_s), "b");
        list = *backuplist::read(folder.path());
        QVERIFY(!list.find(u"b.backroom"_s)->isProved() && list.find(u"b.backroom"_s)->found);
        QCOMPARE(list.find(u"b.backroom"_s)->id, BackupId{id.value + 1});
        QVERIFY(!list.find(id)->here);
    }

    void damagedListIsBegunAnew_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << ""_ba;
        QTest::newRow("cut") << "{'version':1,'next_id':3,'backups':[{'id':1,'fi"_ba.replace('\'', '"');
        QTest::newRow("other") << "[1,2,3]"_ba;
        QTest::newRow("a way out")
            << "{'version':1,'next_id':3,'backups':[{'id':1,'file':'../../etc/x.backroom'}]}"_ba.replace('\'', '"');
        QTest::newRow("twice")
            << "{'version':1,'next_id':3,'backups':[{'id':1,'file':'a.backroom'},{'id':1,'file':'b.backroom'}]}"_ba
                   .replace('\'', '"');
    }

    void damagedListIsBegunAnew()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        write(folder.filePath(u"2026-11-20-030000Z-daily.backroom"_s), "abc");
        write(folder.filePath(u"list.json"_s), text);
        const auto list = backuplist::change(folder.path(), [](BackupList &) -> Result<> { return {}; });
        QVERIFY2(list, list ? "" : qPrintable(list.error().message));
        QCOMPARE(list->backups.size(), 1);
        const BackupEntry &entry = list->backups.constFirst();
        QVERIFY(!entry.isProved());
        QVERIFY(!entry.found); // it may well be ours
        QCOMPARE(entry.reason, "daily"_ba);
        QCOMPARE(timeText(entry.at), "2026-11-20T03:00:00.000Z"_ba);
        QFile aside(folder.filePath(u"list.json.damaged"_s));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), text);
        QCOMPARE(backuplist::read(folder.path())->backups.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBackupSettings)
#include "tst_backupsettings.moc"
