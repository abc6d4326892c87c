#include "ui/backups/backupwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::backupwords {

namespace {
constexpr qint64 FewBytes = 10'000'000; // below, the first digit behind the point says something
constexpr int MinuteSeconds = 60;

QString tr(const char *text, int count = -1) { return QCoreApplication::translate("backroom", text, nullptr, count); }

QDate dayOf(const Format &format, Millis at) { return QDateTime::fromMSecsSinceEpoch(at, format.zone()).date(); }

QString clock(const Format &format, Millis at)
{
    return format.locale().toString(QDateTime::fromMSecsSinceEpoch(at, format.zone()).time(), u"HH:mm"_s);
}

// "3 November", with the year when it is another one.
QString date(const Format &format, Millis at, Millis now)
{
    const QDate day = dayOf(format, at), today = dayOf(format, now);
    if (day == today)
        return tr("today %1").arg(clock(format, at));
    if (day.daysTo(today) == 1)
        return tr("yesterday %1").arg(clock(format, at));
    return format.date(day) + (day.year() == today.year() ? QString() : u' ' + QString::number(day.year()));
}

QString weekday(const QLocale &locale, int day) { return locale.dayName(day); }

// "it is tried again today 11:30" as a sentence, or nothing.
QString nextTry(const Format &format, const BackupsState &state, Millis now)
{
    if (!state.nextAt)
        return {};
    return *state.nextAt <= now ? tr("It is tried again in a moment.")
                                : tr("It is tried again at %1.").arg(clock(format, *state.nextAt));
}

QString nextOne(const Format &format, const BackupsState &state, Millis now)
{
    if (!state.nextAt)
        return tr("No backup is made by itself: choose when under Settings.");
    const bool first = !state.newestProved;
    const QString time = clock(format, *state.nextAt);
    const qint64 days = dayOf(format, now).daysTo(dayOf(format, *state.nextAt));
    if (*state.nextAt <= now)
        return first ? tr("The first one is made in a moment.") : tr("The next one is made in a moment.");
    if (days == 0)
        return (first ? tr("The first one is made today at %1.") : tr("The next one is made today at %1.")).arg(time);
    if (days == 1)
        return (first ? tr("The first one is made tomorrow at %1.") : tr("The next one is made tomorrow at %1."))
            .arg(time);
    return (first ? tr("The first one is made on %1.") : tr("The next one is made on %1."))
        .arg(moment(format, *state.nextAt, now));
}

// How far back one can go.
QString reach(const Format &format, const BackupsState &state, Millis now)
{
    if (state.canGoBackTo)
        return tr("You can go back to any second since %1.").arg(date(format, *state.canGoBackTo, now));
    int proved = 0;
    Millis oldest = now;
    for (const BackupEntry &backup : state.backups) {
        if (!backup.isProved())
            continue;
        ++proved;
        oldest = qMin(oldest, backup.at);
    }
    return proved > 1 ? tr("You can go back to each of %n backups since %1.", proved).arg(date(format, oldest, now))
                      : tr("You can go back to it at any time.");
}

QString newest(const Format &format, const BackupsState &state, Millis now)
{
    return state.newestProved
        ? tr("The newest backup that can be relied on is of %1.").arg(date(format, *state.newestProved, now))
        : tr("There is no backup to go back to yet.");
}

// One where copying fails, or that has been away for so long that it is no copy any more.
const PlaceState *faultyPlace(const BackupsState &state, Millis now)
{
    constexpr Millis TooLong = 3LL * 24 * 60 * 60 * 1000;
    for (const PlaceState &place : state.places) {
        const bool isLongAway =
            place.condition == PlaceState::Condition::Away && place.missedSince && now - *place.missedSince > TooLong;
        if (place.condition == PlaceState::Condition::Faulty || isLongAway)
            return &place;
    }
    return nullptr;
}
}

QString kind(const BackupEntry &backup)
{
    if (backup.found)
        return tr("Put into the folder");
    if (backup.reason == "manual")
        return tr("By hand");
    if (backup.reason == "hourly")
        return tr("Hourly");
    if (backup.reason == "daily")
        return tr("Daily");
    if (backup.reason == "weekly")
        return tr("Weekly");
    if (backup.reason == "close")
        return tr("At closing");
    if (backup.reason == "upgrade")
        return tr("Before an upgrade");
    if (backup.reason == "restore")
        return tr("Before a restore");
    return {};
}

QString moment(const Format &format, Millis at, Millis now)
{
    const QDate day = dayOf(format, at), today = dayOf(format, now);
    const QString time = clock(format, at);
    if (day == today)
        return tr("Today %1").arg(time);
    if (day.daysTo(today) == 1)
        return tr("Yesterday %1").arg(time);
    const QString year = day.year() == today.year() ? QString() : u' ' + QString::number(day.year());
    return format.dayLong(day) + year + u' ' + time;
}

QString size(const QLocale &locale, qint64 bytes)
{
    return locale.formattedDataSize(bytes, bytes < FewBytes ? 1 : 0, QLocale::DataSizeSIFormat);
}

QString keptOn(const BackupEntry &backup, const QList<PlaceState> &places)
{
    QStringList names;
    if (backup.here)
        names << tr("This computer");
    for (const PlaceState &place : places)
        if (backup.places.contains(place.place.number))
            names << place.place.name;
    return names.join(u", "_s);
}

BadgeLook proof(const Format &format, const BackupEntry &backup, const QList<PlaceState> &places, Millis now)
{
    if (!backup.fault.isEmpty())
        return {tr("Cannot be relied on"), Glyph::Look, Ink::Bad, true};
    for (const PlaceState &place : places) {
        const bool away =
            place.condition == PlaceState::Condition::Away || place.condition == PlaceState::Condition::Faulty;
        if (away && place.missedSince && backup.at >= *place.missedSince && !backup.places.contains(place.place.number))
            return {tr("%1 has not got it yet").arg(place.place.name), Glyph::Look, Ink::Warn};
    }
    if (!backup.provedAt)
        return {tr("Not checked yet"), Glyph::Over, Ink::Muted};
    const bool today = dayOf(format, *backup.provedAt) == dayOf(format, now);
    return {today ? format.ago(*backup.provedAt, now) : format.near(*backup.provedAt, now), Glyph::Done, Ink::Good};
}

QString keeps(const Retention &keep)
{
    QStringList parts;
    const auto add = [&parts](int n, const QString &one, const QString &many) {
        if (n > 0)
            parts << (n == 1 ? one : many);
    };
    if (keep.hours % 24 == 0)
        add(keep.hours / 24, tr("every backup for a day"), tr("every backup for %n days", keep.hours / 24));
    else
        add(keep.hours, tr("every backup for an hour"), tr("every backup for %n hours", keep.hours));
    add(keep.days, tr("one a day for a day"), tr("one a day for %n days", keep.days));
    add(keep.weeks, tr("one a week for a week"), tr("one a week for %n weeks", keep.weeks));
    add(keep.months, tr("one a month for a month"), tr("one a month for %n months", keep.months));
    add(keep.years, tr("one a year for a year"), tr("one a year for %n years", keep.years));
    return tr("Kept: %1.").arg(parts.join(u", "_s));
}

QString schedule(const Format &format, const BackupSchedule &schedule)
{
    const QString time =
        format.locale().toString(QTime(schedule.minuteOfDay / 60, schedule.minuteOfDay % 60), u"HH:mm"_s);
    QString text;
    switch (schedule.every) {
    case BackupSchedule::Every::Never:
        return schedule.atClose ? tr("Made at closing.") : tr("Made only when you ask for it.");
    case BackupSchedule::Every::Hour: text = tr("Made every hour."); break;
    case BackupSchedule::Every::Day: text = tr("Made every day at %1.").arg(time); break;
    case BackupSchedule::Every::Week:
        text = tr("Made every %1 at %2.").arg(weekday(format.locale(), schedule.weekday), time);
        break;
    }
    return schedule.atClose ? text + u' ' + tr("Also at closing.") : text;
}

QString placeFact(const Format &format, const PlaceState &place, Millis now)
{
    const QLocale &locale = format.locale();
    using Condition = PlaceState::Condition;
    if (place.condition == Condition::Unknown)
        return tr("Not looked at yet");
    if (place.condition == Condition::Copying)
        return tr("%1 copied").arg(format.percent(place.share));
    if (place.condition == Condition::Away || place.condition == Condition::Faulty) {
        if (place.retryAt)
            return *place.retryAt <= now ? tr("Tried again in a moment")
                                         : tr("Tried again at %1").arg(clock(format, *place.retryAt));
        return place.upToDateAt ? tr("Up to date %1").arg(date(format, *place.upToDateAt, now)) : QString();
    }
    if (!place.changesFault.isEmpty() && place.changesUntil)
        return tr("Sales until %1 are there").arg(date(format, *place.changesUntil, now));
    if (place.freeBytes >= 0)
        return tr("%1 free").arg(size(locale, place.freeBytes));
    if (place.usedBytes >= 0)
        return tr("%1 used").arg(size(locale, place.usedBytes));
    return {};
}

BadgeLook placeBadge(const PlaceState &place)
{
    using Condition = PlaceState::Condition;
    switch (place.condition) {
    case Condition::Unknown: return {tr("Not known"), Glyph::Over, Ink::Muted};
    case Condition::UpToDate:
        return place.changesFault.isEmpty() ? BadgeLook{tr("Up to date"), Glyph::Done, Ink::Good}
                                            : BadgeLook{tr("Is behind"), Glyph::Look, Ink::Warn, true};
    case Condition::Copying: return {tr("Copying"), Glyph::UnderWay, Ink::Accent};
    case Condition::Away: return {tr("Not reached"), Glyph::Look, Ink::Warn, true};
    case Condition::Faulty: return {tr("Copy failed"), Glyph::Look, Ink::Bad, true};
    }
    return {};
}

Verdict verdict(const Format &format, const BackupsState &state, Millis now)
{
    if (!state.settingsFault.isEmpty())
        return {u"warning"_s, Ink::Bad, tr("What was chosen about backups cannot be read"), state.settingsFault};
    if (!state.keyFault.isEmpty())
        return {u"key"_s, Ink::Bad, tr("Backups wait for their key"),
                state.keyFault + u' ' + newest(format, state, now)};
    if (state.failedSince)
        return {u"warning"_s, Ink::Bad, tr("The last backup failed"),
                QStringList{state.failure, nextTry(format, state, now), newest(format, state, now)}
                    .join(u' ')
                    .simplified()};
    if (state.overdueSince)
        return {u"warning"_s, Ink::Warn, tr("A backup is overdue"),
                tr("One should have been made by %1.").arg(date(format, *state.overdueSince, now)) + u' '
                    + newest(format, state, now) + u' ' + tr("Make one now.")};
    if (!state.changesFault.isEmpty())
        return {u"warning"_s, Ink::Warn, tr("Changes between backups are not kept"),
                state.changesFault + u' ' + newest(format, state, now)};
    if (!state.newestProved)
        return {u"shield"_s, Ink::Muted, tr("Not backed up yet"),
                tr("Nothing in the shop can be brought back so far.") + u' ' + nextOne(format, state, now)};
    return {u"shield"_s, Ink::Good, tr("Proved %1").arg(format.ago(*state.newestProved, now)),
            tr("The last backup was put together on a spare copy and everything in it was counted.") + u' '
                + reach(format, state, now) + u' ' + nextOne(format, state, now)};
}

LampLook lamp(const Format &format, const BackupsState &state, Millis now)
{
    const QString tip =
        state.newestProved ? tr("The newest proved backup is of %1").arg(format.full(*state.newestProved)) : QString();
    if (!state.keyFault.isEmpty())
        return {Glyph::Look, Ink::Bad, tr("Backups wait for their key"), state.keyFault};
    if (state.failedSince || !state.settingsFault.isEmpty())
        return {Glyph::Look, Ink::Bad, tr("Backup failed"), state.failedSince ? state.failure : state.settingsFault};
    if (state.overdueSince)
        return {Glyph::Look, Ink::Warn, tr("Backup overdue"), tip};
    if (!state.changesFault.isEmpty())
        return {Glyph::Look, Ink::Warn, tr("Changes are not kept"), state.changesFault};
    if (const PlaceState *place = faultyPlace(state, now))
        return {Glyph::Look, Ink::Warn, tr("No copy on %1").arg(place->place.name), place->fault};
    if (!state.newestProved)
        return {Glyph::Over, Ink::Muted, tr("Not backed up yet"), {}};
    return {Glyph::Done, Ink::Good, tr("Backed up %1").arg(format.ago(*state.newestProved, now)), tip};
}

QString timeLeft(int seconds)
{
    return seconds < MinuteSeconds ? tr("%n s left", seconds)
                                   : tr("%n min left", (seconds + MinuteSeconds - 1) / MinuteSeconds);
}

QString underWay(const BackupJob &job)
{
    QString text;
    switch (job.kind) {
    case BackupJob::Kind::Backup:
        text =
            job.progress.step == BackupProgress::Step::Proving ? tr("Proving the new backup") : tr("Making a backup");
        break;
    case BackupJob::Kind::Verify: text = tr("Checking a backup"); break;
    case BackupJob::Kind::Restore:
        text = job.progress.step == BackupProgress::Step::Restoring ? tr("Putting the backup in place")
                                                                    : tr("Reading the backup");
        break;
    case BackupJob::Kind::UndoRestore: text = tr("Bringing back what was there"); break;
    }
    if (job.ending)
        return tr("Stopping");
    if (job.secondsLeft < 0)
        return text;
    return text + u", "_s + timeLeft(job.secondsLeft);
}

QString ended(const BackupOutcome &outcome)
{
    if (outcome.cancelled)
        return {};
    if (!outcome.result)
        return outcome.result.error().message;
    switch (outcome.kind) {
    case BackupJob::Kind::Backup: return tr("Backup made and proved");
    case BackupJob::Kind::Verify: return tr("The backup is whole: everything in it was counted again");
    case BackupJob::Kind::Restore: return tr("The shop is as it was in the backup");
    case BackupJob::Kind::UndoRestore: return tr("What was there before is back");
    }
    return {};
}

}
