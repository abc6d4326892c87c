#pragma once
// Hears what other processes on the same store commit, and announces it here: NOTIFY on PostgreSQL, data_version on
// SQLite, and what it was from the journal. A thread and a connection of its own.
#include "app/store/answerguard.h"
#include "app/store/changefeed.h"
#include "app/store/connection.h"

#include <atomic>
#include <condition_variable>
#include <set>
#include <thread>

namespace backroom {

class Watcher {
public:
    // Borrows them; `guard` is null on SQLite.
    Watcher(const StoreConfig &config, ChangeFeed &feed, AnswerGuard *guard)
        : m_config(config), m_feed(feed), m_guard(guard)
    {}
    ~Watcher();

    // Notes where the journal ends now and starts to watch from there.
    Result<> start(Connection &connection);
    // An entry of our own, which is announced by who commits it: said before COMMIT, so that it is not met here first,
    // and taken back when COMMIT failed. Any thread; 0 is no entry.
    void committing(qint64 seq);
    void notCommitted(qint64 seq);

private:
    void run();
    bool listen(Connection &connection);
    void announceNew(Connection &connection);
    bool announceSome(Connection &connection);
    void noteRestore(Connection &connection);

    StoreConfig m_config;
    ChangeFeed &m_feed;
    AnswerGuard *const m_guard;
    std::mutex m_mutex;
    std::condition_variable m_stopped;
    bool m_stop = false;
    std::set<qint64> m_own;
    qint64 m_seen = 0;
    QByteArray m_restore; // which restore the store's content came from; empty for none
    std::thread m_thread;
};

}
