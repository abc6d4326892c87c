#include "ui/logs/faultsview.h"

#include "app/reports/requestlog.h"
#include "ui/logs/logwords.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/memory.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/tableview.h"

#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Row = FaultGroup;

QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    const auto when = [&desk, &format](Millis at) {
        return Cell{.text = format.near(at, desk.now()), .tip = format.full(at)};
    };
    return {
        column<Row>(
            u"status"_s, FaultsView::tr("Answer"), ColumnKind::State, 28,
            [](const Row &row) {
                const BadgeLook badge = logwords::statusBadge(row.status);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<Row>(
            u"request"_s, FaultsView::tr("Request"), ColumnKind::Name, 0,
            [](const Row &row) {
                return Cell{.text = QString::fromUtf8(row.method + ' ' + row.path),
                            .second = logwords::sense(row.status)};
            },
            false),
        column<Row>(
            u"count"_s, FaultsView::tr("How often"), ColumnKind::Figure, 11,
            [&format](const Row &row) { return Cell{.text = format.number(row.count)}; }, false),
        column<Row>(
            u"first"_s, FaultsView::tr("First"), ColumnKind::Quiet, 14,
            [when](const Row &row) { return when(row.first); }, false),
        column<Row>(
            u"last"_s, FaultsView::tr("Last"), ColumnKind::Quiet, 14, [when](const Row &row) { return when(row.last); },
            false),
        column<Row>(
            u"example"_s, FaultsView::tr("An example"), ColumnKind::Quiet, 26,
            [](const Row &row) { return Cell{.text = QString::fromUtf8(row.example)}; }, false),
    };
}

// The same group has the same id, so that a selection stays.
qint64 idOf(const FaultGroup &group)
{
    return qint64(qHashMulti(size_t(1), group.method, group.path, group.status) & 0x7fff'ffff'ffff'ffff);
}
}

FaultsView::FaultsView(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_source(std::make_shared<ListSource<FaultGroup>>(desk.pool())),
      m_model(new PagedModel(columnsOf(desk), m_source, this)),
      m_table(new TableView(RowHeight::TwoLines)),
      m_stack(new QStackedLayout(this))
{
    m_table->setObjectName(u"faultGroups"_s);
    m_table->setAccessibleName(tr("Refused and failed requests, those alike together"));
    m_table->setPagedModel(m_model);
    m_stack->addWidget(m_table);
    m_stack->addWidget(new EmptyState(tr("Nothing was refused and nothing failed"),
                                      tr("Requests that were not answered as asked stand here, those alike together."),
                                      {}));
    m_stack->setCurrentIndex(1);
    connect(m_table, &TableView::opened, this, [this](qint64 id) {
        if (const FaultGroup *group = m_source->find(id))
            Q_EMIT opened(*group);
    });
}

void FaultsView::keep(Memory &memory) { memory.keep(*m_table, u"logs/faults"_s); }

void FaultsView::refresh()
{
    m_desk.read(
        this,
        [actor = m_desk.actor(), from = m_desk.now() - requestlog::KeptFor](Reader &reader) {
            return requesttrend::faults(reader, actor, from);
        },
        [this](const Result<QList<FaultGroup>> &groups) {
            if (groups)
                take(*groups);
        });
}

void FaultsView::take(const QList<FaultGroup> &groups)
{
    QList<std::pair<qint64, FaultGroup>> rows;
    QList<qint64> ids;
    for (const FaultGroup &group : groups) {
        rows << std::pair(idOf(group), group);
        ids << rows.constLast().first;
    }
    m_source->setRows(std::move(rows));
    m_model->invalidate(ids);
    m_model->refresh();
    m_stack->setCurrentIndex(groups.isEmpty() ? 1 : 0);
    Q_EMIT counted(int(groups.size()));
}

}
