#include "ui/dashboard/dashboardpage.h"

#include "ui/dashboard/booksview.h"
#include "ui/dashboard/bookswatch.h"
#include "ui/shell/desk.h"
#include "ui/shell/memory.h"
#include "ui/theme/type.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/chartkey.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/linechart.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segmented.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <array>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int SoonMillis = 400;
constexpr int BestShown = 5, LowShown = 5;
constexpr int ChartDays = 30; // behind a single day
constexpr int TextWidth = 60; // of panels beside each other, in heights of a line
constexpr Span Spans[] = {Span::Today, Span::ThisWeek, Span::ThisMonth, Span::ThisYear};

QScrollArea *scrolled(QWidget *content)
{
    auto *scroll = new QScrollArea;
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    return scroll;
}
}

DashboardPage::DashboardPage(Desk &desk, QWidget *parent)
    : ConsolePage(u"dashboard"_s, tr("Dashboard"), u"dashboard"_s, PageGroup::Work, parent),
      m_desk(desk),
      m_books(new BooksWatch(desk, this))
{
    m_pages = new QStackedLayout(this);
    auto *dashboard = new QWidget;
    auto *all = new QVBoxLayout(dashboard);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeTop());
    m_stack = new QStackedLayout;
    all->addLayout(m_stack, 1); // before its first page, which is shown at once
    m_stack->addWidget(scrolled(makeBoard()));
    m_stack->addWidget(new EmptyState(tr("Nothing sold yet"),
                                      tr("With the first order, sales day by day and what sells best stand here."), {},
                                      tr("Coming from another system? “backroomd import sales” brings its history.")));
    auto *books = new BooksView(desk, *m_books);
    m_pages->addWidget(dashboard);
    m_pages->addWidget(books);
    connect(books, &BooksView::back, this, &DashboardPage::goBack);
    connect(books, &BooksView::wanted, this, &DashboardPage::openFault);
    connectBoard();
    auto *check = addCommand(MenuPlace::Tools, u"checkTheBooks"_s, tr("Check the books"), u"shield"_s);
    offerEverywhere(check);
    connect(check, &QAction::triggered, this, [this] {
        m_pages->setCurrentIndex(1);
        m_books->check();
    });
}

QWidget *DashboardPage::makeTop()
{
    auto *head = new PageHead(tr("Dashboard"));
    head->setFact(m_desk.format().dayLong(dayDate(shopDay(m_desk.now(), m_desk.format().zone()))));
    m_period = new Segmented({tr("Today"), tr("This week"), tr("This month"), tr("This year")});
    m_period->setObjectName(u"period"_s);
    m_period->setAccessibleName(tr("Period"));
    m_period->setCurrent(2);
    head->addWidget(m_period);
    return head;
}

QWidget *DashboardPage::makeBoard()
{
    auto *board = new QWidget;
    m_board = new QGridLayout(board);
    m_board->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    m_board->setSpacing(PanelGap);
    for (int i = 0; i < 4; ++i) {
        auto *tile = new KpiTile;
        tile->setObjectName(u"tile%1"_s.arg(i));
        m_tiles << tile;
    }
    const auto add = [this](const QString &title) {
        m_panels << new Panel(title);
        return m_panels.last();
    };
    m_salesPanel = add(tr("Net sales by day"));
    m_nowKey = new ChartKey(Stroke::Line, {});
    m_beforeKey = new ChartKey(Stroke::Dashed, {});
    m_salesPanel->addToHead(m_nowKey);
    m_salesPanel->addToHead(m_beforeKey);
    m_sales = new LineChart;
    m_sales->setObjectName(u"salesByDay"_s);
    m_sales->setAccessibleName(tr("Net sales by day"));
    m_salesPanel->body()->addWidget(m_sales, 1);
    const auto list = [add](const QString &name, const QString &title) {
        Panel *panel = add(title);
        auto *rows = new RowList;
        rows->setObjectName(name);
        rows->setAccessibleName(title);
        panel->body()->addWidget(rows);
        panel->body()->addStretch(1);
        return rows;
    };
    m_waiting = list(u"waiting"_s, tr("Waiting for you"));
    m_best = new BarChart;
    m_best->setObjectName(u"bestSellers"_s);
    m_best->setAccessibleName(tr("Best sellers"));
    add(tr("Best sellers"))->body()->addWidget(m_best, 1);
    m_low = list(u"lowStock"_s, tr("Low stock"));
    m_health = list(u"shopHealth"_s, tr("Shop health"));
    arrange();
    return board;
}

// Three panels beside each other where there is room for their words; else each under the other, and tiles by two.
void DashboardPage::arrange()
{
    const int columns = width() < TextWidth * metrics().unit ? 1 : 3;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const bool wide = columns == 3;
    for (int i = 0; i < m_tiles.size(); ++i)
        m_board->addWidget(m_tiles.at(i), wide ? 0 : i / 2, wide ? i * 3 : i % 2 * 6, 1, wide ? 3 : 6);
    // Sales take two thirds of their row.
    const std::array<std::array<int, 3>, 5> beside{{{2, 0, 8}, {2, 8, 4}, {3, 0, 4}, {3, 4, 4}, {3, 8, 4}}};
    for (int i = 0; i < m_panels.size(); ++i) {
        const auto &[row, column, span] = beside.at(size_t(i));
        m_board->addWidget(m_panels.at(i), wide ? row : i + 2, wide ? column : 0, 1, wide ? span : 12);
    }
    for (int column = 0; column < 12; ++column)
        m_board->setColumnStretch(column, 1);
    m_board->setRowStretch(2, 1);
}

void DashboardPage::resizeEvent(QResizeEvent *event)
{
    ConsolePage::resizeEvent(event);
    arrange();
}

void DashboardPage::connectBoard()
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &DashboardPage::refresh);
    connect(m_period, &Segmented::currentChanged, this, &DashboardPage::refresh);
    connect(&m_desk, &Desk::changed, this, [this](const Commit &commit) {
        if (isVisible() && !m_soon.isActive()
            && (commit.touches(Topic::Orders) || commit.touches(Topic::Stock) || commit.touches(Topic::Imports)
                || commit.touches(Topic::Customers)))
            m_soon.start(SoonMillis);
    });
    const QByteArrayList reports{"sales", "sales", "sales", "customers"};
    for (int i = 0; i < m_tiles.size(); ++i)
        connect(m_tiles.at(i), &QAbstractButton::clicked, this,
                [this, report = reports.at(i)] { Q_EMIT reportWanted(report, span()); });
    connect(m_sales, &LineChart::opened, this, [this](int slot) {
        OrderQuery query;
        query.counted = true;
        query.fromDay = m_days.value(slot);
        query.toDay = m_days.value(slot) + 1;
        Q_EMIT ordersWanted(query, m_desk.format().dayLong(dayDate(m_days.value(slot))));
    });
    connect(m_waiting, &RowList::opened, this, [this](int row) {
        const QString wantedPage = m_waitingPages.value(row);
        OrderQuery query;
        query.status = OrderStatus::Open;
        if (wantedPage == "toSend"_L1) {
            query.toSend = true;
            Q_EMIT ordersWanted(query, tr("to send"));
        } else if (wantedPage == "toPay"_L1) {
            query.payment = PaymentStatus::Pending;
            Q_EMIT ordersWanted(query, tr("not paid"));
        } else {
            Q_EMIT wanted(wantedPage);
        }
    });
    connect(m_low, &RowList::opened, this, [this](int row) {
        if (row < m_lowShown.size())
            Q_EMIT pieceWanted(m_lowShown.at(row).product);
    });
    connect(m_best, &BarChart::opened, this, [this] { Q_EMIT reportWanted("products", span()); });
    connect(m_health, &RowList::opened, this, [this](int row) {
        if (row == 0)
            m_pages->setCurrentIndex(1);
        else
            Q_EMIT wanted(m_healthPages.value(row));
    });
    connect(m_books, &BooksWatch::changed, this, &DashboardPage::showHealth);
    showHealth();
}

Span DashboardPage::span() const { return Spans[m_period->current()]; }

void DashboardPage::keep(Memory &memory)
{
    m_period->setCurrent(memory.value(u"dashboard/period"_s, 2).toInt());
    connect(m_period, &Segmented::currentChanged, this,
            [&memory](int period) { memory.setValue(u"dashboard/period"_s, period); });
}

void DashboardPage::activated() { refresh(); }

bool DashboardPage::goBack()
{
    if (m_pages->currentIndex() == 0)
        return false;
    m_pages->setCurrentIndex(0);
    m_health->setFocus();
    return true;
}

void DashboardPage::refresh()
{
    const int today = shopDay(m_desk.now(), m_desk.format().zone());
    m_desk.read(
        this,
        [actor = m_desk.actor(), today, span = span()](Reader &reader) -> Result<Figures> {
            const DayRange range = period::rangeOf(span, today, today);
            const DayRange before = *period::before(span, range);
            auto sales = series::sales(reader, actor, range, before);
            auto best = series::bestSellers(reader, actor, range.from, range.to, BestShown);
            auto work = series::openWork(reader, actor);
            auto low = series::runningLow(reader, actor, today, LowShown);
            if (!sales || !best || !work || !low)
                return fail(!sales ? sales.error() : !best ? best.error() : !work ? work.error() : low.error());
            const auto api = series::api(reader, actor, today);
            Figures figures;
            if (range.days() == 1) {
                auto chart = series::sales(reader, actor, today + 1 - ChartDays, today + 1);
                if (!chart)
                    return fail(chart.error());
                figures.chart = *std::move(chart);
            } else {
                figures.chart = *sales;
            }
            figures.sales = *std::move(sales);
            figures.best = *std::move(best);
            figures.work = *work;
            figures.low = *std::move(low);
            if (api)
                figures.api = *api;
            OrderQuery any;
            any.limit = 1;
            const auto orders = orders::list(reader, actor, any);
            figures.everything = !orders || !orders->items.isEmpty();
            return figures;
        },
        [this](const Result<Figures> &figures) {
            if (figures)
                show(*figures);
            else
                setStatusText(figures.error().message);
        });
}

}
