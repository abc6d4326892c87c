#include "app/backups/schedule.h"

#include <QDateTime>

namespace backroom::schedule {

namespace {
using Every = BackupSchedule::Every;

constexpr Millis Minute = 60'000;
constexpr Millis Hour = 60 * Minute;
constexpr Millis Day = 24 * Hour;

Millis offset(Millis at, const QTimeZone &zone)
{
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC)) * 1000LL;
}

// When the clock in the shop shows this time on that day: the first time of two, and where there is none, the moment at
// which it jumps past it.
Millis onDay(int day, int minute, const QTimeZone &zone)
{
    const Millis local = day * Day + minute * Minute;
    const Millis early = local - offset(local - Day, zone);
    const Millis late = local - offset(local + Day, zone);
    const auto fits = [&](Millis at) { return at + offset(at, zone) == local; };
    const Millis first = std::min(early, late);
    const Millis second = std::max(early, late);
    if (fits(first))
        return first;
    if (fits(second))
        return second;
    const auto jump = zone.nextTransition(QDateTime::fromMSecsSinceEpoch(first - 1, Qt::UTC));
    return jump.atUtc.isValid() ? std::clamp(jump.atUtc.toMSecsSinceEpoch(), first, second) : second;
}

bool isOn(const BackupSchedule &schedule, int day)
{
    return schedule.every == Every::Day || dayDate(day).dayOfWeek() == schedule.weekday;
}

// How long ago, at that moment, the clock in the shop showed this minute of an hour; as if it was never set meanwhile.
Millis sinceMinute(int minute, Millis at, const QTimeZone &zone)
{
    const Millis shown = at + offset(at, zone) - minute * Minute;
    return ((shown % Hour) + Hour) % Hour;
}

// Clocks are set by less than an hour in a few places, and then show another minute.
Millis latestHour(int minute, Millis now, const QTimeZone &zone)
{
    const Millis at = now - sinceMinute(minute, now, zone);
    if (offset(at, zone) == offset(now, zone))
        return at;
    const auto set = zone.previousTransition(QDateTime::fromMSecsSinceEpoch(now + 1, Qt::UTC));
    const Millis before = set.atUtc.isValid() ? set.atUtc.toMSecsSinceEpoch() - 1 : at;
    return before - sinceMinute(minute, before, zone);
}

Millis nextHour(int minute, Millis after, const QTimeZone &zone)
{
    const Millis at = after - sinceMinute(minute, after, zone) + Hour;
    if (offset(at, zone) == offset(after, zone))
        return at;
    const auto set = zone.nextTransition(QDateTime::fromMSecsSinceEpoch(after, Qt::UTC));
    const Millis from = set.atUtc.isValid() ? set.atUtc.toMSecsSinceEpoch() : at;
    const Millis since = sinceMinute(minute, from, zone);
    return since == 0 ? from : from - since + Hour;
}
}

std::optional<Millis> next(const BackupSchedule &schedule, Millis after, const QTimeZone &zone)
{
    switch (schedule.every) {
    case Every::Never: return std::nullopt;
    case Every::Hour: return nextHour(schedule.minuteOfDay % 60, after, zone);
    case Every::Day:
    case Every::Week: break;
    }
    for (int day = shopDay(after, zone) - 1;; ++day)
        if (isOn(schedule, day))
            if (const Millis at = onDay(day, schedule.minuteOfDay, zone); at > after)
                return at;
}

std::optional<Millis> latest(const BackupSchedule &schedule, Millis now, const QTimeZone &zone)
{
    switch (schedule.every) {
    case Every::Never: return std::nullopt;
    case Every::Hour: return latestHour(schedule.minuteOfDay % 60, now, zone);
    case Every::Day:
    case Every::Week: break;
    }
    for (int day = shopDay(now, zone) + 1;; --day)
        if (isOn(schedule, day))
            if (const Millis at = onDay(day, schedule.minuteOfDay, zone); at <= now)
                return at;
}

bool isDue(const BackupSchedule &schedule, Millis last, Millis now, const QTimeZone &zone)
{
    const auto newest = latest(schedule, now, zone);
    // What was made in the future was made by a clock that was wrong, and says nothing.
    return newest && (*newest > last || last > now + Day);
}

std::optional<Millis> overdueSince(const BackupSchedule &schedule, Millis newest, Millis now, const QTimeZone &zone)
{
    if (newest > now + Day)
        return std::nullopt; // isDue: one is about to be made
    const auto due = next(schedule, newest, zone);
    if (!due)
        return std::nullopt;
    const Millis patience = schedule.every == Every::Hour ? Hour : schedule.every == Every::Day ? Day / 4 : 7 * Day / 4;
    return now > *due + patience ? due : std::nullopt;
}

}
