#include "ui/server/endpointlist.h"

#include "ui/models/pagedmodel.h"
#include "ui/server/serverwords.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QHeaderView>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

// What was counted last, held here; answered a turn later, as a list expects it.
class EndpointList::Source final : public RowSource {
public:
    // Busiest first.
    void set(const QList<HostEndpoint> &endpoints)
    {
        m_endpoints = endpoints.first(std::min<qsizetype>(endpoints.size(), Shown));
        for (const HostEndpoint &endpoint : std::as_const(m_endpoints))
            if (!m_ids.contains(endpoint.name))
                m_ids.insert(endpoint.name, m_ids.size() + 1);
    }
    QList<qint64> ids() const
    {
        QList<qint64> ids;
        for (const HostEndpoint &endpoint : m_endpoints)
            ids << m_ids.value(endpoint.name);
        return ids;
    }

    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override
    {
        QList<HostEndpoint> sorted = m_endpoints;
        if (const auto value = valueOf(order.key)) {
            const bool ascending = order.direction == Qt::AscendingOrder;
            std::stable_sort(sorted.begin(), sorted.end(), [&](const HostEndpoint &a, const HostEndpoint &b) {
                return ascending ? value(a) < value(b) : value(a) > value(b);
            });
        }
        QList<qint64> ids;
        for (const HostEndpoint &endpoint : std::as_const(sorted))
            ids << m_ids.value(endpoint.name);
        QTimer::singleShot(0, [done = std::move(done), ids] { done(ids); });
    }

    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override
    {
        QList<SourceRow> rows;
        for (const HostEndpoint &endpoint : std::as_const(m_endpoints))
            if (const qint64 id = m_ids.value(endpoint.name); ids.contains(id))
                rows << SourceRow{id, QVariant::fromValue(endpoint)};
        QTimer::singleShot(0, [done = std::move(done), rows] { done(rows); });
    }

private:
    static qint64 (*valueOf(const QString &key))(const HostEndpoint &)
    {
        if (key == u"calls"_s)
            return [](const HostEndpoint &endpoint) { return endpoint.calls; };
        if (key == u"errors"_s)
            return [](const HostEndpoint &endpoint) { return endpoint.errors; };
        if (key == u"refused"_s)
            return [](const HostEndpoint &endpoint) { return endpoint.refused; };
        if (key == u"p50"_s)
            return [](const HostEndpoint &endpoint) { return endpoint.p50Micros; };
        if (key == u"p95"_s)
            return [](const HostEndpoint &endpoint) { return endpoint.p95Micros; };
        if (key == u"p99"_s)
            return [](const HostEndpoint &endpoint) { return endpoint.p99Micros; };
        return nullptr;
    }

    QList<HostEndpoint> m_endpoints;
    QHash<QString, qint64> m_ids;
};

namespace {
QList<Column> columnsOf(const Format &format)
{
    using Row = HostEndpoint;
    const auto count = [format](qint64 Row::*value, Ink strong) {
        return [format, value, strong](const Row &row) {
            const qint64 number = row.*value;
            return Cell{.text = number == 0 ? QString() : format.number(number),
                        .ink = number == 0 ? std::nullopt : std::optional(strong)};
        };
    };
    const auto time = [format](qint64 Row::*value) {
        return [format, value](const Row &row) {
            return Cell{.text = serverwords::duration(format.locale(), row.*value)};
        };
    };
    return {column<Row>(
                u"endpoint"_s, EndpointList::tr("Endpoint"), ColumnKind::Text, 0,
                [](const Row &row) {
                    // As everywhere in the API, without what stands before all of them.
                    const QString shown = QString(row.name).replace(u" /api/v1/"_s, u" "_s);
                    return Cell{.text = row.name.isEmpty() ? EndpointList::tr("Addresses that are none") : shown,
                                .tip = row.name};
                },
                false),
            column<Row>(u"calls"_s, EndpointList::tr("Calls"), ColumnKind::Figure, 9, count(&Row::calls, Ink::Text)),
            column<Row>(u"errors"_s, EndpointList::tr("Faults"), ColumnKind::Figure, 8, count(&Row::errors, Ink::Bad)),
            column<Row>(u"refused"_s, EndpointList::tr("Refused"), ColumnKind::Figure, 9,
                        count(&Row::refused, Ink::Text)),
            column<Row>(u"p50"_s, EndpointList::tr("Half"), ColumnKind::Figure, 9, time(&Row::p50Micros)),
            column<Row>(u"p95"_s, EndpointList::tr("95%"), ColumnKind::Figure, 9, time(&Row::p95Micros)),
            column<Row>(u"p99"_s, EndpointList::tr("99%"), ColumnKind::Figure, 9, time(&Row::p99Micros))};
}
}

EndpointList::EndpointList(const Format &format, QWidget *parent)
    : Panel(tr("Busiest endpoints"), parent),
      m_source(std::make_shared<Source>()),
      m_model(new PagedModel(columnsOf(format), m_source, this)),
      m_table(new TableView(RowHeight::Text))
{
    QLabel *hint = makeLabel(tr("since the start, answered within"), Type::Caption, Ink::Muted);
    addToHead(hint);
    m_table->setObjectName(u"endpoints"_s);
    m_table->setAccessibleName(tr("Busiest endpoints"));
    m_table->setEdge(0);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setPagedModel(m_model);
    body()->addWidget(m_table);
    body()->addStretch(1);
    connect(m_table, &TableView::opened, this, &EndpointList::opened);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EndpointList::fit);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &EndpointList::fit);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &EndpointList::fit);
    fit();
}

EndpointList::~EndpointList() = default;

void EndpointList::show(const QList<HostEndpoint> &endpoints)
{
    m_source->set(endpoints);
    m_model->invalidate(m_source->ids());
    m_model->refresh();
}

// All rows are seen; it is the page that scrolls.
void EndpointList::fit()
{
    const int rows = std::max(1, m_model->rowCount());
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_table->rowHeight() + 2);
}

}
