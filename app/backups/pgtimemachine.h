#pragma once
// The time machine of a shop on PostgreSQL: sees that what the database writes is taken along into the folder that was
// chosen, that there is a base young enough, and that what is too old is put away. A thread for as long as it lives; of
// the programs that have the shop open one does it. Where none was chosen, and on SQLite, it does nothing. What the
// server's programs write there is not encrypted.
#include "app/backups/pgchoice.h"
#include "app/backups/pgfolderlock.h"
#include "app/backups/pgready.h"
#include "app/backups/pgreceiver.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backroom {

class Database;

class PgTimeMachine {
public:
    struct Timing
    {
        std::chrono::milliseconds every{2000};
        PgReceiver::Pauses pauses = {};
        std::chrono::milliseconds baseAgain{600'000}; // after one that failed
    };
    struct State
    {
        bool isOn = false;
        bool isElsewhere = false; // another program does it
        bool isReceiving = false;
        QList<Stretch> moments = {}; // that it leads to, in order
        Millis reached = 0; // all that was committed until then is there
        Millis lastBase = 0;
        int starts = 0; // of pg_receivewal
        qint64 receiver = 0; // its process; 0 when it does not run
        // Why it is not as it should be, in a sentence.
        std::optional<Error> trouble = {};
    };

    PgTimeMachine(Database &shop, const Timing &timing);
    explicit PgTimeMachine(Database &shop) : PgTimeMachine(shop, Timing()) {}
    // Ends what it started.
    ~PgTimeMachine();
    Q_DISABLE_COPY_MOVE(PgTimeMachine)

    // Any thread.
    State state() const;

private:
    struct Base;
    void run();
    Result<> round();
    Result<> follow(const PgChoice &choice);
    Result<> beginStretch(const PgChoice &choice, const PgStretch::About &about, const PgSlot &slot);
    void noteReached(const PgSlot &slot);
    Result<> seeToBase(const PgChoice &choice, Millis now);
    void rest();

    Database &m_shop;
    const Timing m_timing;
    // Of the thread.
    std::unique_ptr<Connection> m_connection;
    PgFolderLock m_lock;
    PgReceiver m_receiver;
    std::optional<PgStretch> m_stretch;
    PgStretch::Reached m_toReach;
    std::unique_ptr<Base> m_base;
    std::optional<Error> m_baseFault;
    std::chrono::steady_clock::time_point m_nextBase;
    State m_next;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    State m_state;
    std::thread m_thread;
};

}
