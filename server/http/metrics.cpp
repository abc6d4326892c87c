#include "server/http/metrics.h"

namespace backroom {

Metrics::Metrics(const Routes &routes) : m_routes(routes), m_counts(routes.all().size() + 1) {}

std::vector<Metrics::Endpoint> Metrics::endpoints() const
{
    std::vector<Endpoint> called;
    for (size_t i = 0; i < m_counts.endpoints(); ++i) {
        Endpoint endpoint{i < m_routes.all().size() ? m_routes.all()[i].get() : nullptr, m_counts.of(i)};
        if (endpoint.counts.calls() > 0)
            called.push_back(std::move(endpoint));
    }
    return called;
}

Metrics::Totals Metrics::totalsOf(const std::vector<Endpoint> &endpoints) const
{
    Totals totals;
    for (const Endpoint &endpoint : endpoints) {
        totals.all.add(endpoint.counts);
        if (endpoint.route && endpoint.route->isCached)
            totals.cacheable += qint64(endpoint.counts.calls());
    }
    totals.kept = qint64(m_counts.kept());
    totals.limited = qint64(m_counts.limited());
    return totals;
}

}
