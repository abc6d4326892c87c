#pragma once
// The rows of a list that is all here: a few hundred things that were worked out at once.
#include "ui/models/rowsource.h"
#include "ui/models/taskpool.h"

#include <QHash>

namespace backroom {

template<typename Row> class ListSource final : public RowSource {
public:
    // The pool outlives it.
    explicit ListSource(TaskPool &pool) : m_pool(pool) {}

    // In the order to show them; takes effect at the next refresh. Ids are the caller's, one a row.
    void setRows(QList<std::pair<qint64, Row>> rows)
    {
        m_rows = std::move(rows);
        m_places.clear();
        for (qsizetype i = 0; i < m_rows.size(); ++i)
            m_places.insert(m_rows.at(i).first, i);
    }
    const Row *find(qint64 id) const
    {
        const auto place = m_places.constFind(id);
        return place == m_places.constEnd() ? nullptr : &m_rows.at(*place).second;
    }

    void loadIds(const ListOrder &, std::function<void(Result<QList<qint64>>)> done) override
    {
        QList<qint64> ids;
        for (const auto &row : std::as_const(m_rows))
            ids << row.first;
        m_pool.deliver([ids, done = std::move(done)] { done(ids); });
    }

    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        QList<SourceRow> found;
        for (const qint64 id : ids)
            if (const Row *row = find(id))
                found << SourceRow{id, QVariant::fromValue(*row)};
        m_pool.deliver([found, done = std::move(done)] { done(found); });
    }

private:
    TaskPool &m_pool;
    QList<std::pair<qint64, Row>> m_rows;
    QHash<qint64, qsizetype> m_places;
};

}
