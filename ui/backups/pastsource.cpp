#include "ui/backups/pastsource.h"

#include <algorithm>

namespace backroom {

void PastSource::loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done)
{
    if (!m_only)
        return m_all->loadIds(order, std::move(done));
    m_all->loadIds(order, [&pool = m_pool, only = *m_only, done = std::move(done)](Result<QList<qint64>> ids) {
        if (!ids)
            return done(std::move(ids));
        pool.run(
            &pool,
            [ids = *std::move(ids), only]() mutable {
                ids.removeIf([&only](qint64 id) { return !std::binary_search(only.cbegin(), only.cend(), id); });
                return ids;
            },
            [done](const QList<qint64> &left) { done(left); });
    });
}

}
