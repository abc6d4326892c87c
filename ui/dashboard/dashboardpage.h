#pragma once
// How the shop does: the period's figures beside the period before, sales day by day, what sells best, what waits.
#include "app/reports/series.h"
#include "app/stock/stocklist.h"
#include "ui/shell/page.h"
#include "ui/theme/tokens.h"

#include <QMap>
#include <QTimer>

class QGridLayout;
class QStackedLayout;

namespace backroom {

class BarChart;
class ChartKey;
class Desk;
class KpiTile;
class LineChart;
class MainWindow;
class Panel;
class RowList;
class Segmented;

class DashboardPage final : public ConsolePage {
    Q_OBJECT
public:
    explicit DashboardPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    // Something that wants somebody, first among what waits, and the page that it leads to; an empty text takes it away.
    void warn(const QString &page, const QString &text, Ink ink);

Q_SIGNALS:
    // Somebody wants to see what is behind a figure: the key of a page.
    void wanted(const QString &page);

private:
    struct Figures
    {
        SalesSeries sales;
        QList<BestSeller> best;
        OpenWork work;
        QList<StockLevel> low;
        qint64 everything = 0; // orders ever
    };
    QWidget *makeBoard();
    void show(const Figures &figures);
    void showTiles(const SalesSeries &sales);
    void showSales(const SalesSeries &sales);
    void showBest(const QList<BestSeller> &best);
    void showWaiting(const OpenWork &work);
    void showLow(const QList<StockLevel> &levels);
    int daysShown() const;

    Desk &m_desk;
    Segmented *m_period = nullptr;
    QStackedLayout *m_stack = nullptr; // the board, or the empty state
    QList<KpiTile *> m_tiles;
    Panel *m_salesPanel = nullptr;
    LineChart *m_sales = nullptr;
    ChartKey *m_nowKey = nullptr;
    ChartKey *m_beforeKey = nullptr;
    BarChart *m_best = nullptr;
    RowList *m_waiting = nullptr;
    QStringList m_waitingPages;
    OpenWork m_work;
    QMap<QString, std::pair<QString, Ink>> m_warnings; // by page
    RowList *m_low = nullptr;
    QTimer m_soon; // changes come in swarms
};

void addDashboardPage(MainWindow &window, Desk &desk);

}
