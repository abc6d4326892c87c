#pragma once
// Counts what the server does, route by route; any thread, no locks. A route's place is its number in the table, so
// that counting looks nothing up.
#include "server/http/callcounts.h"
#include "server/http/route.h"

namespace backroom {

class Metrics {
public:
    // Borrows the routes.
    explicit Metrics(const Routes &routes);

    // `route` is null for what no route answered.
    void count(const Route *route, int status, qint64 bytes, qint64 micros)
    {
        m_counts.count(route ? size_t(route->number) : m_counts.endpoints() - 1, status, bytes, micros);
    }
    // Beside count(), for an answer from kept bytes.
    void countKept() { m_counts.countKept(); }

    struct Endpoint
    {
        const Route *route = nullptr; // null for what no route answered
        EndpointCounts counts;
    };
    // Those that were called.
    std::vector<Endpoint> endpoints() const;

    struct Totals
    {
        EndpointCounts all;
        qint64 kept = 0; // answered from kept bytes
        qint64 cacheable = 0; // of routes whose answers are kept, kept or not
        qint64 limited = 0; // answered 429
    };
    Totals totals() const { return totalsOf(endpoints()); }
    Totals totalsOf(const std::vector<Endpoint> &endpoints) const;

private:
    const Routes &m_routes;
    CallCounts m_counts; // the last one is for no route
};

}
