#pragma once
// Backups as people are shown them, at one moment. Values only: any thread may keep and read one.
#include "app/backups/backupprogress.h"
#include "app/backups/backupsettings.h"
#include "app/backups/timeline.h"

namespace backroom {

using BackupJobId = quint64;

struct BackupJob
{
    enum class Kind { Backup, Verify, Restore, UndoRestore };
    BackupJobId id = 0;
    Kind kind = Kind::Backup;
    QByteArray reason; // of a backup
    BackupId backup; // that is verified or restored; none for a backup that is being made
    Millis moment = 0; // that is gone back to; 0 for a backup as it is
    Millis begunAt = 0; // 0 while it waits
    BackupProgress progress;
    int secondsLeft = -1; // -1: cannot be told yet
    bool ending = false; // it was cancelled, and is clearing up
};

struct BackupOutcome
{
    BackupJobId job = 0;
    BackupJob::Kind kind = BackupJob::Kind::Backup;
    Millis endedAt = 0;
    bool cancelled = false;
    Result<BackupId> result; // what was made, verified, or put in place
};

struct PlaceState
{
    BackupPlace place;
    enum class Condition {
        Unknown, // not looked at since the program started
        UpToDate,
        Copying,
        Away, // could not be reached: tried again at retryAt
        Faulty, // answers, but a copy failed: no room, or it read back differently
    };
    Condition condition = Condition::Unknown;
    qint64 freeBytes = -1; // -1: it does not tell
    qint64 usedBytes = -1; // by this shop's backups
    QString copying; // the file under way
    double share = 0; // of all that is to be copied
    int missing = 0; // backups that are not there yet
    std::optional<Millis> missedSince; // when the oldest of these was made
    std::optional<Millis> upToDateAt;
    std::optional<Millis> retryAt;
    QString fault; // the last one, in a sentence; empty when the last look was good
    std::optional<Millis> changesUntil; // what was committed until then is there; nothing when changes are not carried
    QString changesFault; // why they are behind, in a sentence
};

struct BackupsState
{
    BackupSettings settings;
    QString settingsFault; // config.ini cannot be understood: nothing is pruned until it is
    QString folder; // where backups lie on this computer
    qint64 freeBytes = -1;
    qint64 usedBytes = 0;
    QList<PlaceState> places;
    QList<BackupEntry> backups; // newest first
    std::optional<BackupJob> job; // under way
    QList<BackupJob> waiting;
    QList<BackupOutcome> ended; // the last few, newest first

    std::optional<Millis> nextAt; // when the next is made by itself
    std::optional<Millis> newestProved; // the moment that it holds
    std::optional<Millis> overdueSince;
    std::optional<Millis> failedSince; // of the attempts since the last that went well, the first
    QString failure; // why the newest of them failed, in a sentence
    std::optional<Millis> canGoBackTo; // to any moment since then; nothing when changes are not recorded
    QList<Stretch> reachable; // all moments that can be gone back to, in order
    QString keyFault; // why no backup can be made: its key is not here; in a sentence
    QString changesFault; // why changes are not carried beside the backups, in a sentence
    bool canUndoRestore = false;

    const BackupEntry *find(BackupId id) const;
    const BackupOutcome *outcomeOf(BackupJobId job) const;
    bool isWell() const
    {
        return !overdueSince && !failedSince && settingsFault.isEmpty() && keyFault.isEmpty() && changesFault.isEmpty();
    }
};

}
