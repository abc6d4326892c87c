#pragma once
// Turns PostgreSQL's time machine on and off, and looks at it from outside.
#include "app/backups/pgchoice.h"
#include "app/backups/pgready.h"

#include <functional>

namespace backroom {

class Database;

// Looks whether the database lets itself be followed, and begins: the slot, and a first base that is proved. A program
// that has the shop open takes it up within moments. Conflict when it is on already, or when the folder is another's;
// Unavailable with all that is missing and what the database's administrator has to run. What failed leaves nothing.
// `choice` without a slot. Blocks for as long as a copy of the database takes.
Result<PgStretch> turnOn(Database &shop, const PgChoice &choice, const std::function<bool()> &goOn);

// The database keeps nothing for it any more; what is in the folder stays, and can be gone back to. Blocks until the
// program has ended that received. The folder, or none when only a beginning was let go of that had been cut off; NotFound
// when it is off.
Result<QString> turnOff(Database &shop);
// Whether it is off, and the database keeps its log for a beginning that was cut off.
Result<bool> isPgSetupLeft(Database &shop);

struct PgStatus
{
    PgChoice choice;
    QList<Stretch> moments; // that can be gone back to
    std::optional<PgSlot> slot; // nothing when the database does not answer
    Millis lastBase = 0;
    qint64 bytes = 0; // of the folder
    // In sentences; a program that is not open now is none.
    QStringList troubles;
};
// Nothing when it is off.
Result<std::optional<PgStatus>> pgStatus(Database &shop);

}
