#pragma once
// Carries proved backups to the owner's places, on a thread of its own, so that a slow or dead connection keeps nobody
// from making the next one: what is missing there, newest first, images before the backups that need them; and takes
// away there what was put away here. A place that is away is tried again after growing pauses.
#include "app/backups/backuplist.h"
#include "app/backups/backupsstate.h"
#include "app/backups/places.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backroom {

class Carrier {
public:
    struct Setup
    {
        QString folder; // backups/ of the shop
        QByteArray storeId;
        QString rclone;
    };

    // `changed` is called on the carrier's thread when something that places() shows is different, or the list is.
    Carrier(Setup setup, const Clock &clock, std::function<void()> changed);
    // Stops what is under way without a trace.
    ~Carrier();
    Q_DISABLE_COPY_MOVE(Carrier)

    // Any thread, all of these.
    void setPlaces(const QList<BackupPlace> &places);
    // Looks at every place now, or at this one.
    void look(int number = 0);
    QList<PlaceState> places() const;
    // Looks at every place now and returns when that is done, or after that long: what was made last is there then, where it
    // can be reached. Blocks.
    void settle(std::chrono::seconds most);

private:
    struct Visit;
    struct Post
    {
        PlaceState state;
        int failures = 0; // in a row
        std::chrono::steady_clock::time_point due;
    };

    void run();
    void visit(const BackupPlace &place);
    Result<> serve(Visit &visit);
    Result<> carryImages(Visit &visit);
    Result<> carryBackup(Visit &visit, const BackupEntry &entry);
    Result<> takeAway(Visit &visit);
    bool goOn(Visit &visit, qint64 bytes);
    bool isWanted(const BackupPlace &place) const;
    void update(int number, const std::function<void(Post &)> &fn);

    const Setup m_setup;
    const Clock &m_clock;
    const std::function<void()> m_changed;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Post> m_posts;
    bool m_stop = false;
    bool m_visiting = false;
    std::thread m_thread;
};

}
