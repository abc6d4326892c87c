#pragma once
// Watches a running server from a thread of its own: how the load went over the last minutes, what it takes of the
// machine, and whether a worker hangs.
#include "app/apihost.h"
#include "server/http/httpfigures.h"
#include "server/http/metrics.h"
#include "server/http/processfacts.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backroom {

class Backroom;

class Watch {
public:
    static constexpr int Slots = 60;

    // Borrows all three for as long as it lives.
    Watch(Backroom &shop, const Metrics &metrics, const HttpFigures &http);
    ~Watch();

    // Any thread; oldest first, the last one complete.
    QList<HostSlot> history() const;
    struct Machine
    {
        ProcessFacts process;
        qint64 databaseBytes = 0;
        qint64 logBytes = 0; // of SQLite's write-ahead log
    };
    // As of some seconds ago at most; the size of a PostgreSQL database, a minute.
    Machine machine() const;

private:
    void run();
    void endSlot();
    void lookAtMachine();
    void lookForStalls();

    Backroom &m_shop;
    const Metrics &m_metrics;
    const HttpFigures &m_http;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    QList<HostSlot> m_history;
    Machine m_machine;
    // Of the watching thread alone.
    EndpointCounts m_before;
    std::vector<bool> m_told; // of the workers, whose stall was reported while it lasts
    int m_turn = 0;
    std::thread m_thread;
};

}
