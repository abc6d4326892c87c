#pragma once
// When backups are made by themselves: pure functions on times and the shop's zone, so that 400 days can be walked
// through in a test. Days and hours are those on the shop's clock, whatever daylight saving does to it.
#include "app/base/clock.h"

#include <optional>

namespace backroom {

struct BackupSchedule
{
    enum class Every { Never, Hour, Day, Week };
    Every every = Every::Day;
    int minuteOfDay = 3 * 60; // 03:00; hourly ones come at its minute of each hour
    int weekday = 7; // Monday is 1
    bool atClose = false; // also when the program ends

    bool operator==(const BackupSchedule &) const = default;
};

namespace schedule {

// The first moment after `after` at which a backup is to be made; nothing for Never. A time that daylight saving skips
// is moved forward, one that it repeats comes once.
std::optional<Millis> next(const BackupSchedule &schedule, Millis after, const QTimeZone &zone);
// The newest such moment up to `now`.
std::optional<Millis> latest(const BackupSchedule &schedule, Millis now, const QTimeZone &zone);

// Whether one is to be made now, given when the last was begun or, before the first, when the shop was first seen: after
// a night of sleep or a month without power it is due once, not as often as it was missed.
bool isDue(const BackupSchedule &schedule, Millis last, Millis now, const QTimeZone &zone);
// Since when a proved backup should have been there: nothing while all is well. Something is overdue an hour (hourly
// ones), or a quarter of its interval after its time. `newest` is the newest proved one, or when the shop was first seen.
std::optional<Millis> overdueSince(const BackupSchedule &schedule, Millis newest, Millis now, const QTimeZone &zone);

}
}
