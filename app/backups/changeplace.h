#pragma once
// A place that is to have a copy of the recorded changes' segments, behind one face: a folder, or whatever rclone reaches.
#include "app/backups/backupsettings.h"
#include "app/base/clock.h"
#include "app/base/result.h"

#include <chrono>
#include <memory>

namespace backroom {

// One thread. Calls block, for as long as a slow connection takes; `goOn` false ends them with Conflict where they can be
// ended.
class ChangePlace {
public:
    using GoOn = std::function<bool()>;
    virtual ~ChangePlace() = default;

    // Sends what the place lacks of the segments here; `growing` is the one that is written now, empty when none is.
    virtual Result<> copy(const QString &growing, const GoOn &goOn) = 0;
    // Takes away what ended before then, but of epoch `current` its newest.
    virtual Result<> prune(Millis before, const QByteArray &current, const GoOn &goOn) = 0;
    // How long a place that is away is left alone.
    virtual std::chrono::milliseconds pause() const = 0;
};

struct ChangeSource
{
    QString changes; // the folder of segments
    QByteArray key; // opens them
    QByteArray storeId;
};

// `rclone` is the program, empty when it is not installed.
std::unique_ptr<ChangePlace> openChangePlace(const BackupPlace &place, const ChangeSource &source,
                                             const QString &rclone);

}
