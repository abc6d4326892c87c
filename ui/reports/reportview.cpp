#include "ui/reports/reportview.h"

#include "ui/models/pagedmodel.h"
#include "ui/reports/dayticks.h"
#include "ui/reports/reportsource.h"
#include "ui/reports/reportwords.h"
#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/chartkey.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/tableview.h"

#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

ReportView::ReportView(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_panel(new Panel),
      m_line(new LineChart),
      m_bars(new BarChart),
      m_nowKey(new ChartKey(Stroke::Line, {})),
      m_beforeKey(new ChartKey(Stroke::Dashed, {})),
      m_rows(new TableView(RowHeight::Text))
{
    m_content = new QStackedLayout(this);
    m_panel->addToHead(m_nowKey);
    m_panel->addToHead(m_beforeKey);
    m_asTable = m_panel->addLink(tr("Show as table"), u"showAsTable"_s);
    m_charts = new QStackedLayout;
    m_panel->body()->addLayout(m_charts, 1); // before its first page, which is shown at once
    m_line->setObjectName(u"reportLine"_s);
    m_charts->addWidget(m_line);
    auto *scroll = new QScrollArea; // nine bars are higher than a small window
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_bars->setObjectName(u"reportBars"_s);
    scroll->setWidget(m_bars);
    m_bars->setAutoFillBackground(false); // the area would fill it with the page's ground
    scroll->viewport()->setAutoFillBackground(false);
    m_charts->addWidget(scroll);
    auto *top = new QWidget;
    auto *around = new QVBoxLayout(top);
    around->setContentsMargins(PageEdge, 4, PageEdge, 12);
    around->addWidget(m_panel, 1);
    m_splitter->addWidget(top);
    auto *under = new QWidget;
    auto *column = new QVBoxLayout(under);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_asChart = new QPushButton(tr("Show the chart"));
    m_asChart->setObjectName(u"showChart"_s);
    setKind(*m_asChart, ButtonKind::Link);
    m_asChart->hide();
    auto *linkRow = new QHBoxLayout;
    linkRow->setContentsMargins(PageEdge, 0, PageEdge, 0);
    linkRow->addStretch(1);
    linkRow->addWidget(m_asChart);
    column->addLayout(linkRow);
    m_rows->setObjectName(u"reportTable"_s);
    m_rows->setAccessibleName(tr("The report as a table"));
    column->addWidget(m_rows, 1);
    m_splitter->addWidget(under);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_content->addWidget(m_splitter);
    setEmptyWords(tr("Nothing in these days"), tr("Choose other days above."));
    connect(m_asTable, &QPushButton::clicked, this, [this] { hideChart(true); });
    connect(m_asChart, &QPushButton::clicked, this, [this] { hideChart(false); });
    connect(m_line, &LineChart::opened, this, [this](int slot) { Q_EMIT opened(m_chart.rows.value(slot, -1)); });
    connect(m_bars, &BarChart::opened, this, [this](int bar) { Q_EMIT opened(m_chart.rows.value(bar, -1)); });
    connect(m_rows, &TableView::opened, this, [this](qint64 id) { Q_EMIT opened(int(id) - 1); });
}

void ReportView::setEmptyWords(const QString &title, const QString &sentence)
{
    auto *empty = new EmptyState(title, sentence, {});
    empty->setObjectName(u"nothingToReport"_s);
    const bool shown = m_empty && m_content->currentWidget() == m_empty;
    m_content->addWidget(empty);
    if (shown)
        m_content->setCurrentWidget(empty);
    delete m_empty;
    m_empty = empty;
}

void ReportView::hideChart(bool hidden)
{
    m_splitter->widget(0)->setVisible(!hidden && m_chart.kind != ReportChart::Kind::None);
    m_asChart->setVisible(hidden);
    (hidden ? static_cast<QWidget *>(m_rows) : m_asTable)->setFocus();
}

namespace {
// Figures that are nothing in every row.
QSet<int> idleColumns(const ReportTable &table)
{
    QSet<int> idle;
    for (int at = 1; at < table.columns.size(); ++at) {
        const auto isNothing = [at](const ReportRow &row) {
            const ReportValue &value = row.at(at);
            const auto *number = std::get_if<qint64>(&value);
            return std::holds_alternative<std::monostate>(value) || (number && *number == 0);
        };
        if (isFigure(table.columns.at(at).kind) && std::all_of(table.rows.cbegin(), table.rows.cend(), isNothing))
            idle << at;
    }
    return idle;
}
}

void ReportView::show(std::shared_ptr<const ReportTable> table, std::shared_ptr<const ReportTable> before)
{
    const auto sameColumns = [&] {
        if (!m_table || m_table->name != table->name || m_table->columns.size() != table->columns.size())
            return false;
        for (int i = 0; i < table->columns.size(); ++i)
            if (m_table->columns.at(i).name != table->columns.at(i).name
                || m_table->columns.at(i).kind != table->columns.at(i).kind)
                return false;
        return true;
    };
    const bool same = sameColumns();
    m_table = table;
    m_content->setCurrentWidget(table->rows.isEmpty() ? m_empty : m_splitter);
    if (same) {
        m_source->setTable(table);
        m_model->refresh();
        m_model->invalidate([&] {
            QList<qint64> all;
            for (int row = 0; row < m_model->rowCount(); ++row)
                all << m_model->idAt(row);
            return all;
        }());
    } else {
        m_source = std::make_shared<ReportSource>(m_desk.pool(), table);
        auto *old = m_model;
        m_model = new PagedModel(columnsOf(m_desk.format(), *table), m_source, this);
        m_rows->setPagedModel(m_model);
        m_model->refresh();
        delete old;
    }
    m_rows->setIdle(idleColumns(*table));
    m_chart = chartOf(m_desk.format(), *table, before.get(), shopDay(m_desk.now(), m_desk.format().zone()));
    m_nowKey->setVisible(before != nullptr && m_chart.kind == ReportChart::Kind::Line);
    m_beforeKey->setVisible(m_nowKey->isVisibleTo(this));
    if (before) {
        m_nowKey->setName(rangeWords(m_desk.format(), table->from, table->to));
        m_beforeKey->setName(rangeWords(m_desk.format(), before->from, before->to));
    }
    showChart();
}

void ReportView::showChart()
{
    m_splitter->widget(0)->setVisible(m_chart.kind != ReportChart::Kind::None && !m_asChart->isVisibleTo(this));
    m_panel->setTitle(m_chart.title);
    if (m_chart.kind == ReportChart::Kind::Line) {
        const bool same = m_line->data().now.size() == m_chart.line.now.size();
        const int pointed = same ? m_line->pointed() : -1;
        m_line->setData(m_chart.line);
        m_line->point(pointed);
        m_line->setAccessibleName(m_chart.title);
        m_charts->setCurrentIndex(0);
    } else if (m_chart.kind == ReportChart::Kind::Bars) {
        m_bars->setBars(m_chart.bars);
        m_bars->setAccessibleName(m_chart.title);
        m_charts->setCurrentIndex(1);
    }
}

}
