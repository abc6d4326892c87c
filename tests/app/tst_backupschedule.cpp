// When backups are due: over more than a year of days in zones that change their clocks, with sleeps and without power.
#include "app/backups/schedule.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
using Every = BackupSchedule::Every;
constexpr Millis Minute = 60'000;
constexpr Millis Hour = 60 * Minute;
constexpr Millis Day = 24 * Hour;

Millis utc(const char *text) { return *parseTime(QString::fromLatin1(text)); }
QByteArray shown(Millis at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(at, zone).toString(u"yyyy-MM-dd HH:mm"_s).toLatin1();
}

const QByteArrayList Zones{"Europe/Berlin",       "Europe/London",
                           "America/New_York",    "America/St_Johns",
                           "Australia/Lord_Howe", "America/Santiago",
                           "Asia/Kathmandu",      "Africa/Casablanca",
                           "Pacific/Apia",        "UTC"};
}

class TestBackupSchedule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cameAtItsTimeForFourHundredDays_data();
    void cameAtItsTimeForFourHundredDays();
    void comesOnceWhenTheClockIsSetBack();
    void movesPastATimeThatIsSkipped();
    void comesEveryHour();
    void makesUpOneForMany();
    void survivesSleepsAndPowerCuts();
    void doesNotBelieveTheFuture();
    void tellsWhatIsOverdue();
    void neverMeansNever();
};

void TestBackupSchedule::cameAtItsTimeForFourHundredDays_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<int>("minute");
    for (const QByteArray &zone : Zones)
        for (const int minute : {0, 150, 180, 1439})
            QTest::addRow("%s at %02d:%02d", zone.constData(), minute / 60, minute % 60) << zone << minute;
}

// A program that runs all the time and looks every twenty minutes: one a day, never two, never none, and at the time that
// the clock on the wall shows, but where that was skipped.
void TestBackupSchedule::cameAtItsTimeForFourHundredDays()
{
    QFETCH(QByteArray, zone);
    QFETCH(int, minute);
    const QTimeZone shop(zone);
    const BackupSchedule daily{Every::Day, minute};
    const BackupSchedule weekly{Every::Week, minute, 3};
    const Millis begin = utc("2026-01-01T12:00:00Z");
    Millis last = begin, lastWeekly = begin;
    QMap<int, int> made;
    QList<int> weeklyDays;
    int offTime = 0;
    for (Millis now = begin; now < begin + 400 * Day; now += 20 * Minute) {
        if (schedule::isDue(daily, last, now, shop)) {
            const Millis due = *schedule::latest(daily, now, shop);
            QVERIFY2(now - due < 20 * Minute, shown(now, shop).constData());
            ++made[shopDay(due, shop)];
            const QTime time = QDateTime::fromMSecsSinceEpoch(due, shop).time();
            offTime += time.hour() * 60 + time.minute() != minute;
            QCOMPARE(*schedule::next(daily, last, shop), due);
            last = now;
        }
        if (schedule::isDue(weekly, lastWeekly, now, shop)) {
            weeklyDays << shopDay(*schedule::latest(weekly, now, shop), shop);
            lastWeekly = now;
        }
    }
    QVERIFY(made.size() >= 399);
    for (auto day = made.cbegin(); day != made.cend(); ++day)
        QVERIFY2(day.value() == 1, dayDate(day.key()).toString(Qt::ISODate).toLatin1().constData());
    QCOMPARE(made.lastKey() - made.firstKey() + 1, int(made.size())); // no day is missing
    QVERIFY2(offTime <= 2, QByteArray::number(offTime).constData()); // a year's change of the clocks at the most
    QVERIFY(weeklyDays.size() >= 57);
    for (const int day : weeklyDays)
        QCOMPARE(dayDate(day).dayOfWeek(), 3);
}

void TestBackupSchedule::comesOnceWhenTheClockIsSetBack()
{
    const QTimeZone berlin("Europe/Berlin");
    const BackupSchedule half{Every::Day, 150}; // 02:30, which comes twice on 25 October 2026
    const Millis first = *schedule::next(half, utc("2026-10-24T12:00:00Z"), berlin);
    QCOMPARE(timeText(first), "2026-10-25T00:30:00.000Z"_ba);
    QCOMPARE(timeText(*schedule::next(half, first, berlin)), "2026-10-26T01:30:00.000Z"_ba);
    QVERIFY(!schedule::isDue(half, first, utc("2026-10-25T01:45:00Z"), berlin));
}

void TestBackupSchedule::movesPastATimeThatIsSkipped()
{
    const QTimeZone berlin("Europe/Berlin");
    const BackupSchedule half{Every::Day, 150}; // there is no 02:30 on 29 March 2026
    const Millis moved = *schedule::next(half, utc("2026-03-28T12:00:00Z"), berlin);
    QCOMPARE(timeText(moved), "2026-03-29T01:00:00.000Z"_ba);
    QCOMPARE(shown(moved, berlin), "2026-03-29 03:00"_ba);
    QCOMPARE(timeText(*schedule::next(half, moved, berlin)), "2026-03-30T00:30:00.000Z"_ba);
    // A whole day that a country left out: Samoa had no 30 December 2011.
    const QTimeZone apia("Pacific/Apia");
    const Millis before = *schedule::next({Every::Day, 180}, utc("2011-12-29T00:00:00Z"), apia);
    QCOMPARE(shown(before, apia), "2011-12-29 03:00"_ba);
    const Millis after = *schedule::next({Every::Day, 180}, before, apia);
    QVERIFY(after - before <= Day);
}

void TestBackupSchedule::comesEveryHour()
{
    for (const QByteArray &name : Zones) {
        const QTimeZone zone(name);
        const BackupSchedule hourly{Every::Hour, 180 + 15};
        Millis at = utc("2026-01-01T00:00:00Z");
        const Millis end = at + 400 * Day;
        int count = 0;
        while (at < end) {
            const Millis next = *schedule::next(hourly, at, zone);
            QVERIFY(next > at && next - at <= Hour + Hour / 2);
            QCOMPARE(*schedule::latest(hourly, next, zone), next);
            QVERIFY(schedule::isDue(hourly, at, next, zone));
            QVERIFY(count == 0 || !schedule::isDue(hourly, at, next - 1, zone));
            at = next;
            ++count;
        }
        QVERIFY2(count >= 400 * 24 - 4 && count <= 400 * 24 + 4, name.constData());
    }
}

void TestBackupSchedule::makesUpOneForMany()
{
    const QTimeZone berlin("Europe/Berlin");
    for (const BackupSchedule &schedule :
         {BackupSchedule{Every::Hour, 0}, BackupSchedule{Every::Day, 180}, BackupSchedule{Every::Week, 180, 5}}) {
        const Millis last = utc("2026-05-01T09:00:00Z");
        const Millis back = last + 30 * Day + 5 * Hour; // a month without power
        QVERIFY(schedule::isDue(schedule, last, back, berlin));
        QVERIFY(!schedule::isDue(schedule, back, back + 1, berlin));
        QVERIFY(!schedule::isDue(schedule, back, *schedule::next(schedule, back, berlin) - 1, berlin));
        QVERIFY(schedule::isDue(schedule, back, *schedule::next(schedule, back, berlin), berlin));
    }
}

// A laptop of a shop: open for a few hours on most days, asleep in between. A day on which it was open at some time after
// the hour has its backup; and no day has more than one.
void TestBackupSchedule::survivesSleepsAndPowerCuts()
{
    QRandomGenerator random(4);
    for (const QByteArray &name : Zones) {
        const QTimeZone zone(name);
        const BackupSchedule daily{Every::Day, 180};
        const Millis begin = utc("2026-01-01T08:00:00Z");
        Millis last = begin;
        QMap<Millis, int> made; // by the time that was due
        for (Millis now = begin; now < begin + 400 * Day;) {
            const Millis asleepAt = now + random.bounded(1, 600) * Minute;
            bool due = false;
            for (; now < asleepAt; now += Minute * 5) {
                if (schedule::isDue(daily, last, now, zone)) {
                    ++made[*schedule::latest(daily, now, zone)];
                    last = now;
                }
                due = schedule::isDue(daily, last, now, zone);
            }
            QVERIFY(!due); // it goes to sleep with all that was due made
            now += random.bounded(1, 80) * Hour;
        }
        QVERIFY(made.size() > 150);
        for (const int count : std::as_const(made))
            QCOMPARE(count, 1);
    }
}

void TestBackupSchedule::doesNotBelieveTheFuture()
{
    const QTimeZone berlin("Europe/Berlin");
    const BackupSchedule daily{Every::Day, 180};
    const Millis now = utc("2026-05-01T09:00:00Z");
    // The clock stood in 2038 once, and a backup was made then.
    QVERIFY(schedule::isDue(daily, utc("2038-01-01T00:00:00Z"), now, berlin));
    // Set back by an hour, as clocks are: that is no reason for another.
    QVERIFY(!schedule::isDue(daily, now + Hour, now, berlin));
    QVERIFY(!schedule::overdueSince(daily, utc("2038-01-01T00:00:00Z"), now, berlin));
}

void TestBackupSchedule::tellsWhatIsOverdue()
{
    const QTimeZone berlin("Europe/Berlin");
    const BackupSchedule daily{Every::Day, 180};
    const Millis newest = utc("2026-05-01T01:00:05Z");
    const Millis due = utc("2026-05-02T01:00:00Z");
    QVERIFY(!schedule::overdueSince(daily, newest, due + 6 * Hour, berlin));
    QCOMPARE(schedule::overdueSince(daily, newest, due + 6 * Hour + 1, berlin), std::optional(due));
    QCOMPARE(schedule::overdueSince(daily, newest, due + 100 * Day, berlin), std::optional(due));
    const BackupSchedule hourly{Every::Hour, 0};
    QVERIFY(!schedule::overdueSince(hourly, newest, newest + 2 * Hour - 10'000, berlin));
    QVERIFY(schedule::overdueSince(hourly, newest, newest + 2 * Hour, berlin));
}

void TestBackupSchedule::neverMeansNever()
{
    const QTimeZone berlin("Europe/Berlin");
    const BackupSchedule never{Every::Never, 180, 7, true};
    const Millis now = utc("2026-05-01T09:00:00Z");
    QVERIFY(!schedule::next(never, now, berlin));
    QVERIFY(!schedule::isDue(never, 0, now, berlin));
    QVERIFY(!schedule::overdueSince(never, 0, now, berlin));
}

QTEST_GUILESS_MAIN(TestBackupSchedule)
#include "tst_backupschedule.moc"
