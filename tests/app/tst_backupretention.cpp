// Which backups may go: what is left of a year and more of them, and what never goes.
#include "app/backups/retention.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
constexpr Millis Hour = 3'600'000;
constexpr Millis Day = 24 * Hour;
const Millis Now = *parseTime(u"2026-11-20T09:15:30Z");
const QTimeZone Berlin("Europe/Berlin");

BackupEntry entry(qint64 id, Millis at, const QByteArray &reason = "daily")
{
    BackupEntry entry;
    entry.id = {id};
    entry.fileName = u"%1.backroom"_s.arg(id);
    entry.at = at;
    entry.reason = reason;
    entry.provedAt = at + 1000;
    return entry;
}

// What stays, oldest first.
QList<BackupEntry> kept(const QList<BackupEntry> &all, const Retention &keep = {},
                        std::optional<Millis> changesFrom = {}, bool failed = false)
{
    const auto going = retention::mayGo(all, keep, Now, Berlin, changesFrom, failed);
    QList<BackupEntry> left;
    for (const BackupEntry &entry : all)
        if (!going.contains(entry.id))
            left << entry;
    std::sort(left.begin(), left.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
    return left;
}

QByteArrayList days(const QList<BackupEntry> &entries)
{
    QByteArrayList days;
    for (const BackupEntry &entry : entries)
        days << dayDate(shopDay(entry.at, Berlin)).toString(Qt::ISODate).toLatin1();
    return days;
}
}

class TestBackupRetention : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thinsDailyOnes();
    void thinsHourlyOnes();
    void keepsWeeksWhenAsked();
    void sparesWhatMustStay();
    void sparesBasesOfTheTimeMachine();
    void doesNothingAfterAFailure();
    void comesOutTheSameHoweverOftenItIsAsked();
};

void TestBackupRetention::thinsDailyOnes()
{
    QList<BackupEntry> all;
    const Millis newest = *parseTime(u"2026-11-20T02:00:00Z");
    for (int day = 0; day < 3 * 365; ++day)
        all << entry(2000 - day, newest - day * Day);
    const QByteArrayList left = days(kept(all));
    // Thirty days; the newest of each of the last twelve months; of each year.
    QCOMPARE(left.first(2), (QByteArrayList{"2023-12-31", "2024-12-31"}));
    QCOMPARE(left.sliced(2, 10),
             (QByteArrayList{"2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31",
                             "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"}));
    QCOMPARE(left.sliced(12).first(), "2026-10-22"_ba);
    QCOMPARE(left.sliced(12).size(), 30);
    QCOMPARE(left.last(), "2026-11-20"_ba);
}

void TestBackupRetention::thinsHourlyOnes()
{
    QList<BackupEntry> all;
    for (int hour = 0; hour < 24 * 60; ++hour)
        all << entry(2000 - hour, Now - hour * Hour, "hourly");
    const auto left = kept(all);
    const auto recent = std::count_if(left.begin(), left.end(), [](const auto &e) { return e.at > Now - 48 * Hour; });
    QCOMPARE(recent, 48);
    // The rest are the last ones of their days.
    for (const BackupEntry &entry : left)
        if (entry.at <= Now - 48 * Hour)
            QVERIFY(shopDay(entry.at + Hour, Berlin) != shopDay(entry.at, Berlin));
    QVERIFY(left.size() <= 48 + 30 + 2);
}

void TestBackupRetention::keepsWeeksWhenAsked()
{
    QList<BackupEntry> all;
    for (int day = 0; day < 300; ++day)
        all << entry(2000 - day, Now - day * Day);
    Retention keep{1, 0, 8, 0, 0};
    const auto left = kept(all, keep);
    QCOMPARE(left.size(), 8);
    for (const BackupEntry &entry : left.first(7))
        QCOMPARE(dayDate(shopDay(entry.at, Berlin)).dayOfWeek(), 7); // a week's newest is Sunday's
    QCOMPARE(left.last().at, Now);
}

void TestBackupRetention::sparesWhatMustStay()
{
    const Retention least{1, 0, 0, 0, 0, 30};
    // The newest proved one, however old; what is newer is not proved.
    BackupEntry spoilt = entry(3, Now - 2 * Day);
    spoilt.fault = u"damaged"_s;
    BackupEntry unproved = entry(4, Now - 3 * Day);
    unproved.provedAt.reset();
    const QList<BackupEntry> old{entry(1, Now - 900 * Day), entry(2, Now - 800 * Day), spoilt, unproved};
    const auto left = kept(old, least);
    QCOMPARE(left.size(), 3);
    QCOMPARE(left.first().id, BackupId{2});
    // With nothing proved at all, all stay.
    QCOMPARE(kept({spoilt, unproved}, least).size(), 2);

    // By hand, by a restore, by an upgrade: thirty days.
    for (const QByteArray reason : {"manual", "restore", "upgrade"}) {
        const QList<BackupEntry> all{entry(9, Now), entry(1, Now - 29 * Day, reason), entry(2, Now - 31 * Day, reason)};
        QCOMPARE(days(kept(all, least)).size(), 2);
    }
    // What somebody put there stays until somebody takes it.
    BackupEntry found = entry(1, Now - 3000 * Day);
    found.found = true;
    QCOMPARE(kept({entry(2, Now), found}, least).size(), 2);
    // One with a fault goes when a newer one is proved.
    QCOMPARE(kept({entry(5, Now), spoilt}, least).size(), 1);
    // But not while a place has a good copy of it.
    spoilt.places = {1};
    QCOMPARE(kept({entry(5, Now), spoilt}, least).size(), 2);
    // A safety copy is no day's backup: the day's own stays beside it.
    const QList<BackupEntry> both{entry(1, Now - 5 * Day), entry(2, Now - 5 * Day + Hour, "restore"), entry(3, Now)};
    QCOMPARE(kept(both).size(), 3);
}

void TestBackupRetention::sparesBasesOfTheTimeMachine()
{
    const Retention least{1, 0, 0, 0, 0};
    QList<BackupEntry> all;
    for (int day = 0; day < 40; ++day) {
        all << entry(100 - day, Now - day * Day);
        all.last().epoch = day < 10 ? "new" : "old"; // it was restored ten days ago
    }
    const Millis from = Now - 21 * Day - Hour;
    const auto left = kept(all, least, from);
    // The newest before the moment, the first of what came later, and the newest of all.
    QCOMPARE(left.size(), 3);
    QCOMPARE(left[0].at, Now - 22 * Day);
    QCOMPARE(left[1].at, Now - 9 * Day);
    QCOMPARE(left[2].at, Now);
    // Later than all of them: the newest alone leads there.
    QCOMPARE(kept(all, least, Now + Day).size(), 1);
}

void TestBackupRetention::doesNothingAfterAFailure()
{
    QList<BackupEntry> all;
    for (int day = 0; day < 400; ++day)
        all << entry(1000 - day, Now - day * Day);
    QCOMPARE(kept(all, {}, {}, true).size(), 400);
    QVERIFY(kept(all, {}, {}, false).size() < 50);
    QVERIFY(retention::mayGo({}, {}, Now, Berlin, {}, false).isEmpty());
}

void TestBackupRetention::comesOutTheSameHoweverOftenItIsAsked()
{
    QList<BackupEntry> all;
    for (int day = 0; day < 800; ++day)
        all << entry(1000 - day, Now - day * Day);
    const auto once = kept(all);
    QCOMPARE(days(kept(once)), days(once));
}

QTEST_GUILESS_MAIN(TestBackupRetention)
#include "tst_backupretention.moc"
