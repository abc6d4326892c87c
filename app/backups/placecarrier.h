#pragma once
// Carries proved backups to one of the owner's places, on a thread of its own, so that a slow or dead connection keeps
// nobody from making the next one, nor other places from getting it: what is missing there, newest first, images before
// the backups that need them; and takes away there what was put away here. A place that is away is tried again after
// growing pauses.
#include "app/backups/backuplist.h"
#include "app/backups/backupsstate.h"
#include "app/backups/places.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backroom {

struct CarrierSetup
{
    QString folder; // backups/ of the shop
    QByteArray storeId;
    QString rclone;
};

class PlaceCarrier {
public:
    // `changed` is called on its thread when something that state() shows is different, or the list is.
    PlaceCarrier(const CarrierSetup &setup, const BackupPlace &place, const Clock &clock,
                 std::function<void()> changed);
    // Stops what is under way without a trace. A folder that hangs is waited for.
    ~PlaceCarrier();
    Q_DISABLE_COPY_MOVE(PlaceCarrier)

    // Any thread, all of these.
    // Looks at the place now.
    void look();
    void rename(const QString &name);
    PlaceState state() const;
    // Whether it has looked, as it was asked, and nothing is under way.
    bool isResting() const;

private:
    struct Visit;

    void run();
    void visit();
    Result<> serve(Visit &visit);
    Result<> carryImages(Visit &visit);
    Result<> carryBackup(Visit &visit, const BackupEntry &entry);
    Result<> takeAway(Visit &visit);
    bool goOn(Visit &visit, qint64 bytes);
    bool isWanted() const;
    void update(const std::function<void(PlaceState &)> &fn);

    const CarrierSetup m_setup;
    const Clock &m_clock;
    const std::function<void()> m_changed;
    const BackupPlace m_place;
    int m_failures = 0; // in a row; the thread's own
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    PlaceState m_state;
    std::chrono::steady_clock::time_point m_due; // none: now
    bool m_visiting = false;
    bool m_stop = false;
    std::thread m_thread;
};

}
