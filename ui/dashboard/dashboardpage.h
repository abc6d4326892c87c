#pragma once
// How the shop does: the period's figures beside the period before, sales day by day, what sells best, what waits, what
// runs out, and whether all is well. Every figure leads to what is behind it.
#include "app/orders/books.h"
#include "app/orders/orders.h"
#include "app/reports/series.h"
#include "ui/shell/page.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/rowlist.h"

#include <QMap>
#include <QTimer>

class QGridLayout;
class QStackedLayout;

namespace backroom {

class BarChart;
class BooksView;
class BooksWatch;
class ChartKey;
class Desk;
class KpiTile;
class LineChart;
class MainWindow;
class Memory;
class Panel;
class Segmented;

class DashboardPage final : public ConsolePage {
    Q_OBJECT
public:
    explicit DashboardPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    bool goBack() override;
    // The period that is shown is the one of the last time; memory outlives the page.
    void keep(Memory &memory);
    // Something that wants somebody, first among what waits, and the page that it leads to; an empty text takes it away.
    void warn(const QString &page, const QString &text, Ink ink);
    // One line of "Shop health" and the page that it leads to.
    void health(const QString &page, const ListRow &row);
    BooksWatch &books() const { return *m_books; }

Q_SIGNALS:
    // Somebody wants to see what is behind a figure: the key of a page, a report for the period, some orders, a piece.
    void wanted(const QString &page);
    void reportWanted(const QByteArray &report, backroom::Span span);
    void ordersWanted(const backroom::OrderQuery &query, const QString &says);
    void orderWanted(const QByteArray &number);
    void pieceWanted(backroom::ProductId product);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Figures
    {
        SalesSeries sales;
        SalesSeries chart; // of a day alone no line can be drawn: then of the last 30
        QList<BestSeller> best;
        OpenWork work;
        QList<RunningLow> low;
        std::optional<ApiUse> api;
        bool everything = true; // there are orders
    };
    QWidget *makeBoard();
    QWidget *makeTop();
    void arrange();
    void connectBoard();
    Span span() const;
    void show(const Figures &figures);
    void showTiles(const SalesSeries &sales);
    void showSales(const SalesSeries &sales);
    void showBest(const QList<BestSeller> &best);
    void showWaiting(const OpenWork &work);
    void showLow(const QList<RunningLow> &low);
    void showHealth();
    void openFault(const BookFault &fault);

    Desk &m_desk;
    BooksWatch *m_books;
    Segmented *m_period = nullptr;
    QStackedLayout *m_pages = nullptr; // the dashboard, the books
    QStackedLayout *m_stack = nullptr; // the board, or the empty state
    QList<KpiTile *> m_tiles;
    QGridLayout *m_board = nullptr;
    QList<Panel *> m_panels; // in the order of reading
    int m_columns = 0; // of panels
    Panel *m_salesPanel = nullptr;
    LineChart *m_sales = nullptr;
    ChartKey *m_nowKey = nullptr;
    ChartKey *m_beforeKey = nullptr;
    BarChart *m_best = nullptr;
    RowList *m_waiting = nullptr, *m_low = nullptr, *m_health = nullptr;
    QStringList m_waitingPages, m_healthPages;
    OpenWork m_work;
    std::optional<ApiUse> m_api;
    QList<RunningLow> m_lowShown;
    QList<int> m_days; // of the chart
    QMap<QString, std::pair<QString, Ink>> m_warnings; // by page
    QMap<QString, ListRow> m_others; // lines of the shop's health, by page
    QTimer m_soon; // changes come in swarms
};

void addDashboardPage(MainWindow &window, Desk &desk);

}
