#pragma once
// What the owner chose about the time machine of a shop on PostgreSQL: section [timemachine] of its config.ini, so that a
// restore leaves it alone. `backroomd timemachine` writes it.
#include "app/base/result.h"

#include <optional>

namespace backroom {

struct PgChoice
{
    QString folder; // from “/” on; bases and what was changed since lie in it
    QByteArray slot; // the name under which the database keeps for it what was not received yet
    int baseDays = 7; // a new base so often
    int keepDays = 28; // so far it can be gone back

    bool operator==(const PgChoice &) const = default;

    // Nothing when it is off, or where there is no file. Malformed, naming the file and all that is wrong.
    static Result<std::optional<PgChoice>> read(const QString &dataDir);
    // Nothing turns it off. Unavailable when the file may not be written.
    static Result<> write(const QString &dataDir, const std::optional<PgChoice> &choice);
};

}
