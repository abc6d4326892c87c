#pragma once
// The rows of a list of the past, all of them or those alone that differ from the shop of now.
#include "ui/models/rowsource.h"
#include "ui/models/taskpool.h"

#include <optional>

namespace backroom {

class PastSource final : public RowSource {
public:
    // The pool outlives it.
    PastSource(std::shared_ptr<RowSource> all, TaskPool &pool) : m_all(std::move(all)), m_pool(pool) {}
    // Ids in order; nothing: all. Takes effect at the next refresh.
    void only(const std::optional<QList<qint64>> &ids) { m_only = ids; }

    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override;
    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        m_all->loadRows(ids, std::move(done));
    }

private:
    std::shared_ptr<RowSource> m_all;
    TaskPool &m_pool;
    std::optional<QList<qint64>> m_only;
};

}
