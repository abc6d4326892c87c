#pragma once
// What the sockets' side of the server counts: how its workers do, what the gates refused, how many connections there
// are. Made with the server's start and kept by whoever looks at it. Any thread.
#include "server/http/connections.h"
#include "server/http/heartbeat.h"

#include <array>
#include <vector>

namespace backroom {

// Answers of the gate itself, by status.
class Refusals {
public:
    static constexpr int First = 400;
    static constexpr int Last = 599;
    void add(int status)
    {
        if (status >= First && status <= Last)
            m_counts[size_t(status - First)].fetch_add(1, std::memory_order_relaxed);
    }
    qint64 of(int status) const { return m_counts[size_t(status - First)].load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<qint64>, Last - First + 1> m_counts{};
};

struct WorkerFigures
{
    int number = 0; // of the worker, from 1
    Heartbeat heartbeat;
    Refusals refusals; // what no handler saw: bad framing, limits, time-outs
};

struct HttpFigures
{
    std::vector<std::shared_ptr<WorkerFigures>> workers;
    std::shared_ptr<Connections> connections;
    int connectionsMost = 0;

    qint64 stalls() const
    {
        qint64 stalls = 0;
        for (const auto &worker : workers)
            stalls += worker->heartbeat.stalls();
        return stalls;
    }
    qint64 longestStallMillis() const
    {
        qint64 longest = 0;
        for (const auto &worker : workers)
            longest = qMax<qint64>(longest, worker->heartbeat.longestMillis());
        return longest;
    }
    qint64 refused(int status) const
    {
        qint64 refused = 0;
        for (const auto &worker : workers)
            refused += worker->refusals.of(status);
        return refused;
    }
};

}
