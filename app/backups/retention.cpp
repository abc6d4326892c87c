#include "app/backups/retention.h"

#include <QSet>

namespace backroom::retention {

namespace {
constexpr Millis Hour = 3'600'000;
constexpr Millis Day = 24 * Hour;

using ByAge = QList<const BackupEntry *>; // newest first

// Of each period, by its number, the newest is kept: `count` periods back from the one that `now` is in.
void keepNewestOfEach(const ByAge &proved, int count, qint64 current, const std::function<qint64(Millis)> &periodOf,
                      QSet<BackupId> &kept)
{
    QSet<qint64> seen;
    for (const BackupEntry *entry : proved) {
        const qint64 period = periodOf(entry->at);
        if (current - period >= count || seen.contains(period))
            continue;
        seen.insert(period);
        kept.insert(entry->id);
    }
}

// The bases that lead to every moment since `from`: the newest before it, and of each later run of changes the first.
void keepBases(const ByAge &proved, Millis from, QSet<BackupId> &kept)
{
    QHash<QByteArray, BackupId> first;
    for (const BackupEntry *entry : proved) {
        if (entry->epoch.isEmpty())
            continue;
        first.insert(entry->epoch, entry->id);
        if (entry->at <= from)
            break;
    }
    for (const BackupId id : std::as_const(first))
        kept.insert(id);
}
}

QList<BackupId> mayGo(const QList<BackupEntry> &backups, const Retention &keep, Millis now, const QTimeZone &zone,
                      std::optional<Millis> changesFrom, bool lastFailed)
{
    ByAge proved;
    for (const BackupEntry &entry : backups)
        if (entry.isProved())
            proved << &entry;
    if (lastFailed || proved.isEmpty())
        return {};
    std::stable_sort(proved.begin(), proved.end(),
                     [](const BackupEntry *a, const BackupEntry *b) { return a->at > b->at; });
    const BackupEntry &newest = *proved.constFirst();

    QSet<BackupId> kept{newest.id};
    if (changesFrom)
        keepBases(proved, *changesFrom, kept);
    // What a restore put aside is no day's backup.
    proved.removeIf([](const BackupEntry *entry) { return entry->isSafetyCopy(); });
    const auto day = [&](Millis at) { return shopDay(at, zone); };
    keepNewestOfEach(proved, keep.days, day(now), day, kept);
    const auto week = [&](Millis at) { return (day(at) + 3) / 7; }; // 1970-01-01 was a Thursday; they begin on Monday
    keepNewestOfEach(proved, keep.weeks, week(now), week, kept);
    const auto year = [&](Millis at) { return dayDate(day(at)).year(); };
    const auto month = [&](Millis at) { return year(at) * 12 + dayDate(day(at)).month(); };
    keepNewestOfEach(proved, keep.months, month(now), month, kept);
    keepNewestOfEach(proved, keep.years, year(now), year, kept);

    const auto isYounger = [now](const BackupEntry &entry, Millis span) { return entry.at > now - span; };
    QList<BackupId> going;
    for (const BackupEntry &entry : backups) {
        const bool byHand = entry.reason == "manual" || entry.isSafetyCopy();
        // A good copy elsewhere outlives the damaged file here.
        const bool faulty = !entry.fault.isEmpty() && entry.places.isEmpty() && entry.at < newest.at;
        if (entry.found || !(entry.isProved() || faulty) || kept.contains(entry.id)
            || isYounger(entry, keep.hours * Hour) || (byHand && isYounger(entry, keep.safetyDays * Day)))
            continue;
        going << entry.id;
    }
    return going;
}

}
