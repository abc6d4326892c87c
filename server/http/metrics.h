#pragma once
// Counts what the server does, route by route; any thread, no locks.
#include "server/http/route.h"

#include <QHash>
#include <array>
#include <atomic>

namespace backroom {

class Metrics {
public:
    explicit Metrics(const Routes &routes);

    // `route` is null for what no route answered.
    void count(const Route *route, int status, qint64 bytes, qint64 micros);
    void countKept() { m_kept.fetch_add(1, std::memory_order_relaxed); }

    // Prometheus text format 0.0.4. `gauges` are lines of their own: "backroom_uptime_seconds 12".
    QByteArray text(const QByteArrayList &gauges) const;
    qint64 requests() const { return m_requests.load(std::memory_order_relaxed); }
    qint64 errors() const { return m_errors.load(std::memory_order_relaxed); }

    static constexpr std::array<qint64, 12> Bounds = {500,    1000,    2500,    5000,    10'000,    25'000,
                                                      50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000};

private:
    struct Series
    {
        std::array<std::atomic<qint64>, 6> byClass{}; // 1xx … 5xx
        std::array<std::atomic<qint64>, Bounds.size() + 1> buckets{};
        std::atomic<qint64> micros = 0;
        std::atomic<qint64> bytes = 0;
        QByteArray method;
        QByteArray path;
    };
    std::vector<std::unique_ptr<Series>> m_series; // the last one is for no route
    QHash<const Route *, Series *> m_byRoute;
    std::atomic<qint64> m_requests = 0;
    std::atomic<qint64> m_errors = 0;
    std::atomic<qint64> m_kept = 0;
};

}
