#pragma once
// A report as chart and table. Points and bars of the chart, and rows of the table, lead to what is behind them.
#include "app/reports/reporttable.h"
#include "ui/reports/reportchart.h"

#include <QWidget>

#include <memory>

class QPushButton;
class QSplitter;
class QStackedLayout;

namespace backroom {

class ChartKey;
class Desk;
class EmptyState;
class Panel;
class PagedModel;
class ReportSource;
class TableView;

class ReportView final : public QWidget {
    Q_OBJECT
public:
    explicit ReportView(Desk &desk, QWidget *parent = nullptr);

    // `before` may be null. Selection and order stay where the columns are the same.
    void show(std::shared_ptr<const ReportTable> table, std::shared_ptr<const ReportTable> before);
    const std::shared_ptr<const ReportTable> &table() const { return m_table; }
    const ReportChart &chart() const { return m_chart; }
    // What stands there when there is no row.
    void setEmptyWords(const QString &title, const QString &sentence);
    QSplitter &splitter() const { return *m_splitter; }
    TableView &tableView() const { return *m_rows; }

Q_SIGNALS:
    void opened(int row); // of the table

private:
    void showChart();
    void hideChart(bool hidden);
    Desk &m_desk;
    std::shared_ptr<const ReportTable> m_table;
    std::shared_ptr<ReportSource> m_source;
    ReportChart m_chart;
    PagedModel *m_model = nullptr;
    QSplitter *m_splitter;
    Panel *m_panel;
    QStackedLayout *m_charts;
    LineChart *m_line;
    BarChart *m_bars;
    ChartKey *m_nowKey, *m_beforeKey;
    QPushButton *m_asTable, *m_asChart;
    TableView *m_rows;
    QStackedLayout *m_content; // chart and table, or what stands there instead
    QWidget *m_empty = nullptr;
};

}
