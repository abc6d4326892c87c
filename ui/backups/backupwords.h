#pragma once
// How backups read, in a shop owner's words.
#include "app/backups/backupsstate.h"
#include "ui/shell/format.h"
#include "ui/widgets/badge.h"

namespace backroom::backupwords {

// Why it was made: "Daily", "By hand", "Before a restore".
QString kind(const BackupEntry &backup);
// "Today 10:30", "Yesterday 03:00", "Thu 19 November 03:00", with the year when it is another one.
QString moment(const Format &format, Millis at, Millis now);
QString size(const QLocale &locale, qint64 bytes);
QString keptOn(const BackupEntry &backup, const QList<PlaceState> &places);
// When it was proved, or what is the matter with it.
BadgeLook proof(const Format &format, const BackupEntry &backup, const QList<PlaceState> &places, Millis now);
// "Kept: every backup for 2 days, one a day for 30 days, …"
QString keeps(const Retention &keep);
QString schedule(const Format &format, const BackupSchedule &schedule);
QString placeFact(const Format &format, const PlaceState &place, Millis now);
BadgeLook placeBadge(const PlaceState &place);

// What is safe until when, in a headline and a sentence.
struct Verdict
{
    QString icon;
    Ink ink = Ink::Muted;
    QString headline;
    QString sentence;
};
Verdict verdict(const Format &format, const BackupsState &state, Millis now);

struct LampLook
{
    Glyph glyph = Glyph::Over;
    Ink ink = Ink::Muted;
    QString text;
    QString tip;
};
LampLook lamp(const Format &format, const BackupsState &state, Millis now);

// "20 s left", "2 min left".
QString timeLeft(int seconds);
// "Making a backup, 20 s left".
QString underWay(const BackupJob &job);
// What became of a job, for the bar at the foot; empty when it was cancelled.
QString ended(const BackupOutcome &outcome);

}
