#pragma once
// What the owner chose about backups: section [backups] of the shop's config.ini, so that a restore leaves it alone.
#include "app/backups/retention.h"
#include "app/backups/schedule.h"

namespace backroom {

// Where backups are kept beside this computer.
struct BackupPlace
{
    enum class Kind { Folder, Rclone };
    int number = 0; // what it is known by: 1 to 99, never given to another one
    QString name; // "USB stick"
    Kind kind = Kind::Folder;
    QString path; // of a folder; or REMOTE:PATH as rclone takes it

    bool operator==(const BackupPlace &) const = default;
};

struct BackupSettings
{
    BackupSchedule schedule;
    Retention keep;
    QList<BackupPlace> places;

    bool operator==(const BackupSettings &) const = default;
};

namespace backupsettings {

// The usual ones where the file says nothing, or where there is none. Malformed, naming the file and every key at fault.
Result<BackupSettings> read(const QString &dataDir);
// Invalid with all faults at once, fields named like the keys of the section; Unavailable when the file may not be
// written. The other sections stay.
Result<> write(const QString &dataDir, const BackupSettings &settings);
// All faults, in sentences.
QList<FieldError> validate(const BackupSettings &settings);
// Every key with what it is for and its usual value, a line each: for the help.
QString explain();

}
}
