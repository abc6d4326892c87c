#pragma once
// The access log: what was asked, by whom, and what came of it, kept in the store in batches so that no request waits;
// and beside its rows, in the same transaction, what they came to by the hour, which a flood's rows count in too.
#include "app/backroom.h"
#include "app/reports/requestlog.h"
#include "app/reports/requeststats.h"
#include "server/http/route.h"

#include <QSet>
#include <condition_variable>
#include <thread>

namespace backroom {

using AccessRow = RequestRow;

// Of a path that no route has, as much as is kept: 200 bytes at the most.
QByteArray loggedPath(QByteArrayView path);

class AccessLog {
public:
    // The routes tell what is an endpoint; borrowed for the call only.
    AccessLog(Backroom &shop, const Routes &routes);
    // Writes what waits.
    ~AccessLog();
    // Any thread; never blocks on the store. Under a flood rows beyond the buffer are counted, not kept,
    // and so is what the store would not take.
    void add(AccessRow row);
    qint64 dropped() const { return m_dropped; }
    // Writes what waits, now, and waits for it. Not on a worker.
    void flush();

private:
    // In which hour of the shop's zone rows fall; the zone is asked once a quarter of an hour.
    class Hours {
    public:
        explicit Hours(const QTimeZone &zone) : m_zone(zone) {}
        Millis of(Millis at);

    private:
        QTimeZone m_zone;
        Millis m_quarter = -1;
        Millis m_hour = 0;
    };

    void run();
    Result<> write(const std::vector<AccessRow> &rows, const RequestStats &stats);
    void count(RequestStats &stats, Hours &hours, const AccessRow &row) const;

    Backroom &m_shop;
    const QSet<std::pair<QByteArray, QByteArray>> m_endpoints; // method and path
    std::mutex m_mutex;
    std::mutex m_writing;
    std::condition_variable m_wake;
    std::vector<AccessRow> m_rows;
    size_t m_underWay = 0; // rows that flush() has taken and not yet written
    Hours m_floodHours; // under m_mutex, like the next
    RequestStats m_flood; // of rows that were dropped
    RequestStats m_unwritten; // of rows that the store would not take; under m_writing
    std::atomic<qint64> m_dropped = 0;
    bool m_stop = false;
    std::thread m_thread;
};

}
