#pragma once
// The access log: what was asked, by whom, and what came of it, kept in the store in batches so that no request waits.
#include "app/backroom.h"
#include "app/reports/requestlog.h"

#include <condition_variable>
#include <future>
#include <thread>

namespace backroom {

using AccessRow = RequestRow;

class AccessLog {
public:
    explicit AccessLog(Backroom &shop);
    // Writes what waits.
    ~AccessLog();
    // Any thread; never blocks on the store. Under a flood rows beyond the buffer are counted, not kept,
    // and so is what the store would not take.
    void add(AccessRow row);
    qint64 dropped() const { return m_dropped; }
    // Writes what waits, now, and waits for it. Not on a worker.
    void flush();

private:
    void run();
    void write(std::vector<AccessRow> rows);

    Backroom &m_shop;
    std::mutex m_mutex;
    std::mutex m_writing;
    std::condition_variable m_wake;
    std::vector<AccessRow> m_rows;
    std::atomic<qint64> m_dropped = 0;
    bool m_stop = false;
    std::thread m_thread;
};

}
