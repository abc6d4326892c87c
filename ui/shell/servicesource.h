#pragma once
// The rows of a list straight from a feature's service: its ids() in order and its fetch() of some of them, off the GUI
// thread.
#include "ui/models/rowsource.h"
#include "ui/shell/desk.h"

namespace backroom {

template<typename Query, typename IdType, typename Row> class ServiceSource final : public RowSource {
public:
    using Ids = Result<QList<IdType>> (*)(Reader &, const Actor &, const Query &);
    using Fetch = Result<QList<Row>> (*)(Reader &, const Actor &, const QList<IdType> &);
    // Puts a list's order into the query.
    using Arrange = void (*)(Query &, const ListOrder &);

    ServiceSource(Desk &desk, Ids ids, Fetch fetch, Arrange arrange = nullptr)
        : m_desk(desk), m_ids(ids), m_fetch(fetch), m_arrange(arrange)
    {}

    // What the list shows; takes effect at the next refresh.
    Query query = {};

    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override
    {
        Query asked = query;
        if (m_arrange)
            m_arrange(asked, order);
        m_desk.read(
            &m_desk,
            [ids = m_ids, actor = m_desk.actor(), asked](Reader &reader) -> Result<QList<qint64>> {
                const auto found = ids(reader, actor, asked);
                if (!found)
                    return fail(found.error());
                QList<qint64> values;
                values.reserve(found->size());
                for (const IdType id : *found)
                    values << id.value;
                return values;
            },
            std::move(done));
    }

    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        m_desk.read(
            &m_desk,
            [fetch = m_fetch, actor = m_desk.actor(), ids](Reader &reader) -> Result<QList<SourceRow>> {
                QList<IdType> wanted;
                for (const qint64 id : ids)
                    wanted << IdType{id};
                auto found = fetch(reader, actor, wanted);
                if (!found)
                    return fail(found.error());
                QList<SourceRow> rows;
                for (Row &row : *found) {
                    const qint64 id = row.id.value;
                    rows << SourceRow{id, QVariant::fromValue(std::move(row))};
                }
                return rows;
            },
            std::move(done));
    }

private:
    Desk &m_desk;
    Ids m_ids;
    Fetch m_fetch;
    Arrange m_arrange;
};

}
