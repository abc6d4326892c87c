#include "ui/dashboard/dashboardpage.h"

#include "app/orders/orders.h"

#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/chartkey.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/linechart.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int SoonMillis = 400;
constexpr int BestShown = 5;
constexpr int Periods[] = {1, 7, 30, 365};
}

DashboardPage::DashboardPage(Desk &desk, QWidget *parent)
    : ConsolePage(u"dashboard"_s, tr("Dashboard"), u"dashboard"_s, PageGroup::Work, parent), m_desk(desk)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *head = new PageHead(tr("Dashboard"));
    head->setFact(desk.format().dayLong(dayDate(shopDay(desk.now(), desk.format().zone()))));
    m_period = new Segmented({tr("Today"), tr("7 days"), tr("30 days"), tr("Year")});
    m_period->setObjectName(u"period"_s);
    m_period->setAccessibleName(tr("Period"));
    m_period->setCurrent(2);
    head->addWidget(m_period);
    all->addWidget(head);
    m_stack = new QStackedLayout;
    auto *scroll = new QScrollArea;
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(makeBoard());
    m_stack->addWidget(scroll);
    m_stack->addWidget(new EmptyState(tr("Nothing sold yet"),
                                      tr("With the first order, sales day by day and what sells best stand here."), {},
                                      tr("Coming from another system? “backroomd import sales” brings its history.")));
    all->addLayout(m_stack, 1);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &DashboardPage::refresh);
    connect(m_period, &Segmented::currentChanged, this, &DashboardPage::refresh);
    connect(&desk, &Desk::changed, this, [this](const Commit &commit) {
        if (isVisible() && !m_soon.isActive()
            && (commit.touches(Topic::Orders) || commit.touches(Topic::Stock) || commit.touches(Topic::Imports)))
            m_soon.start(SoonMillis);
    });
}

QWidget *DashboardPage::makeBoard()
{
    auto *board = new QWidget;
    auto *grid = new QGridLayout(board);
    grid->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    grid->setSpacing(PanelGap);
    const QStringList pages = {u"orders"_s, u"orders"_s, u"orders"_s, u"orders"_s};
    for (int i = 0; i < pages.size(); ++i) {
        auto *tile = new KpiTile;
        tile->setObjectName(u"tile%1"_s.arg(i));
        connect(tile, &QAbstractButton::clicked, this, [this, page = pages.at(i)] { Q_EMIT wanted(page); });
        grid->addWidget(tile, 0, i * 3, 1, 3);
        m_tiles << tile;
    }
    m_salesPanel = new Panel(tr("Net sales by day"));
    m_nowKey = new ChartKey(Stroke::Line, {});
    m_beforeKey = new ChartKey(Stroke::Dashed, {});
    m_salesPanel->addToHead(m_nowKey);
    m_salesPanel->addToHead(m_beforeKey);
    m_sales = new LineChart;
    m_sales->setObjectName(u"salesByDay"_s);
    m_sales->setAccessibleName(tr("Net sales by day"));
    m_salesPanel->body()->addWidget(m_sales, 1);
    grid->addWidget(m_salesPanel, 1, 0, 1, 8);
    auto *waiting = new Panel(tr("Waiting for you"));
    m_waiting = new RowList;
    m_waiting->setObjectName(u"waiting"_s);
    m_waiting->setAccessibleName(tr("Waiting for you"));
    waiting->body()->addWidget(m_waiting);
    waiting->body()->addStretch(1);
    grid->addWidget(waiting, 1, 8, 1, 4);
    auto *best = new Panel(tr("Best sellers"));
    m_best = new BarChart;
    m_best->setObjectName(u"bestSellers"_s);
    m_best->setAccessibleName(tr("Best sellers"));
    best->body()->addWidget(m_best, 1);
    grid->addWidget(best, 2, 0, 1, 8);
    auto *low = new Panel(tr("Low stock"));
    m_low = new RowList;
    m_low->setObjectName(u"lowStock"_s);
    low->body()->addWidget(m_low);
    low->body()->addStretch(1);
    grid->addWidget(low, 2, 8, 1, 4);
    for (int column = 0; column < 12; ++column)
        grid->setColumnStretch(column, 1);
    grid->setRowStretch(1, 1);
    connect(m_waiting, &RowList::opened, this, [this](int row) { Q_EMIT wanted(m_waitingPages.value(row)); });
    connect(m_low, &RowList::opened, this, [this] { Q_EMIT wanted(u"products"_s); });
    connect(m_best, &BarChart::opened, this, [this] { Q_EMIT wanted(u"products"_s); });
    return board;
}

int DashboardPage::daysShown() const { return Periods[m_period->current()]; }

void DashboardPage::activated() { refresh(); }

void DashboardPage::refresh()
{
    const int today = shopDay(m_desk.now(), m_desk.format().zone());
    m_desk.read(
        this,
        [actor = m_desk.actor(), from = today + 1 - daysShown(), to = today + 1](Reader &reader) -> Result<Figures> {
            Figures figures;
            auto sales = series::sales(reader, actor, from, to);
            auto best = series::bestSellers(reader, actor, from, to, BestShown);
            auto work = series::openWork(reader, actor);
            LevelQuery low;
            low.lowOnly = true;
            low.limit = BestShown;
            auto levels = stock::levels(reader, actor, low);
            if (!sales || !best || !work || !levels)
                return fail(!sales ? sales.error() : !best ? best.error() : !work ? work.error() : levels.error());
            OrderQuery any;
            any.limit = 1;
            const auto orders = orders::list(reader, actor, any);
            return Figures{*std::move(sales), *std::move(best), *work, levels->items,
                           orders ? orders->items.size() : 1};
        },
        [this](const Result<Figures> &figures) {
            if (figures)
                show(*figures);
            else
                setStatusText(figures.error().message);
        });
}

void DashboardPage::show(const Figures &figures)
{
    m_stack->setCurrentIndex(figures.everything > 0 ? 0 : 1);
    showTiles(figures.sales);
    showSales(figures.sales);
    showBest(figures.best);
    showWaiting(figures.work);
    showLow(figures.low);
    setStatusText(
        tr("Figures as of %1, net of tax and returns").arg(m_desk.format().exact(m_desk.now()).section(u'.', 0, 0)));
}

void DashboardPage::showTiles(const SalesSeries &sales)
{
    const Format &format = m_desk.format();
    const auto tile = [&](int at, const QString &name, qint64 now, qint64 then, const QString &figure,
                          const QString &was, const QList<double> &shape) {
        Kpi kpi{.name = name, .figure = figure};
        if (then != 0) {
            const double change = double(now - then) / std::abs(double(then));
            kpi.change = format.percent(std::abs(change));
            kpi.before = tr("was %1").arg(was);
            kpi.direction = change > 0 ? 1 : change < 0 ? -1 : 0;
            kpi.good = change >= 0;
        }
        kpi.shape = shape;
        m_tiles.at(at)->setKpi(kpi);
    };
    QList<double> net, orders, average;
    for (const DayFigures &day : sales.days) {
        net << double(day.net);
        orders << double(day.orders);
        average << (day.orders == 0 ? 0 : double(day.net) / double(day.orders));
    }
    const KeyFigures &now = sales.now;
    const KeyFigures &then = sales.then;
    tile(0, tr("Net sales"), now.net, then.net, format.money(now.net), format.money(then.net), net);
    tile(1, tr("Orders"), now.orders, then.orders, format.number(now.orders), format.number(then.orders), orders);
    tile(2, tr("Average order"), now.perOrder(), then.perOrder(), format.money(now.perOrder()),
         format.money(then.perOrder()), average);
    tile(3, tr("New customers"), now.newCustomers, then.newCustomers, format.number(now.newCustomers),
         format.number(then.newCustomers), {});
}

void DashboardPage::showSales(const SalesSeries &sales)
{
    const Format &format = m_desk.format();
    LineData data;
    QList<int> days;
    for (const DayFigures &day : sales.days) {
        data.now << double(day.net);
        days << day.day;
    }
    for (const DayFigures &day : sales.before)
        data.before << double(day.net);
    data.unfinished = true; // today
    const int step = days.size() > 60 ? 61 : days.size() > 10 ? 7 : 1;
    for (int i = int(days.size()) % step; i < days.size(); i += step)
        data.ticks << std::pair(i, format.day(dayDate(days.at(i))));
    data.nowName = tr("This day");
    data.beforeName = tr("%n days before", nullptr, daysShown());
    data.slotName = [format, days](int slot) { return format.dayLong(dayDate(days.value(slot))); };
    data.figure = [format](double value) { return format.money(qint64(value)); };
    data.axis = [format](double value) { return format.moneyWhole(qint64(value)); };
    m_sales->setData(data);
    if (!days.isEmpty())
        m_nowKey->setName(tr("%1 – %2").arg(format.day(dayDate(days.first())), format.day(dayDate(days.last()))));
    m_beforeKey->setName(data.beforeName);
}

void DashboardPage::showBest(const QList<BestSeller> &best)
{
    const Format &format = m_desk.format();
    QList<Bar> bars;
    for (const BestSeller &seller : best)
        bars << Bar{seller.title.isEmpty() ? seller.sku : seller.title, std::max(0.0, double(seller.revenue)),
                    format.money(seller.revenue), tr("%1 sold · %2").arg(format.number(seller.units), seller.sku)};
    m_best->setBars(bars);
}

void DashboardPage::showWaiting(const OpenWork &work)
{
    const Format &format = m_desk.format();
    QList<ListRow> rows;
    m_work = work;
    m_waitingPages.clear();
    for (auto warning = m_warnings.begin(); warning != m_warnings.end(); ++warning) {
        const auto &[text, ink] = warning.value();
        rows << ListRow{.text = text, .sign = u"warning"_s, .ink = ink, .tile = true, .leads = true};
        m_waitingPages << warning.key();
    }
    const auto add = [&](qint64 count, const QString &text, const QString &sign, Ink ink, const QString &page) {
        if (count == 0)
            return;
        rows << ListRow{
            .text = text, .figure = format.number(count), .sign = sign, .ink = ink, .tile = true, .leads = true};
        m_waitingPages << page;
    };
    add(work.toShip, tr("Orders to send"), u"send"_s, Ink::Accent, u"orders"_s);
    add(work.toPay, tr("Orders not paid"), u"pay"_s, Ink::Warn, u"orders"_s);
    add(work.lowStock, tr("Running low"), u"stock"_s, Ink::Warn, u"products"_s);
    if (rows.isEmpty())
        rows << ListRow{.text = tr("Nothing waits"),
                        .second = tr("Every order is sent and paid."),
                        .sign = u"done"_s,
                        .ink = Ink::Good};
    m_waiting->setRows(rows);
}

void DashboardPage::warn(const QString &page, const QString &text, Ink ink)
{
    const auto before = m_warnings;
    if (text.isEmpty())
        m_warnings.remove(page);
    else
        m_warnings.insert(page, {text, ink});
    if (m_warnings != before)
        showWaiting(m_work);
}

void DashboardPage::showLow(const QList<StockLevel> &levels)
{
    const Format &format = m_desk.format();
    QList<ListRow> rows;
    for (const StockLevel &level : levels) {
        const bool out = level.level <= 0;
        rows << ListRow{.text = level.title,
                        .second = level.sku,
                        .badge = BadgeLook{out ? tr("Sold out") : tr("%1 left").arg(format.number(level.level)),
                                           Glyph::Look, out ? Ink::Bad : Ink::Warn, true},
                        .sign = u"products"_s,
                        .tile = true,
                        .leads = true};
    }
    if (rows.isEmpty())
        rows << ListRow{.text = tr("Enough of everything"),
                        .second = tr("Pieces at or below their threshold stand here."),
                        .sign = u"done"_s,
                        .ink = Ink::Good};
    m_low->setRows(rows);
}

void addDashboardPage(MainWindow &window, Desk &desk)
{
    auto *page = new DashboardPage(desk);
    window.addPage(page);
    QObject::connect(page, &DashboardPage::wanted, &window, &MainWindow::goTo);
}

}
