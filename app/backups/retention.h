#pragma once
// Which backups may go. Pure: a list in, a list out.
#include "app/backups/backupentry.h"

namespace backroom {

// How long each kind of backup is kept: all of the last hours, then the newest of each day, week, month and year. 0: none
// is kept for that reason.
struct Retention
{
    int hours = 48;
    int days = 30;
    int weeks = 0;
    int months = 12;
    int years = 10;
    int safetyDays = 30; // what a person made, or a restore or an upgrade put aside, at least
    int changeDays = 21; // the time machine goes back so far

    bool operator==(const Retention &) const = default;
};

namespace retention {

// What may go of `backups`, in any order. Never: the newest proved one; what a person made, or a restore or an upgrade put
// aside, before it is safetyDays old; what the time machine needs to go back to `changesFrom`; what was found in the
// folder rather than made, and what is not proved yet. One with a fault goes once a newer one is proved. Nothing at all
// goes while the newest attempt failed (`lastFailed`).
QList<BackupId> mayGo(const QList<BackupEntry> &backups, const Retention &keep, Millis now, const QTimeZone &zone,
                      std::optional<Millis> changesFrom, bool lastFailed);

}
}
