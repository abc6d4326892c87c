// What the dashboard says, once its figures are here.
#include "ui/dashboard/bookswatch.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/reports/dayticks.h"
#include "ui/shell/desk.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/chartkey.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/linechart.h"
#include "ui/widgets/panel.h"

#include <QStackedLayout>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom {

void DashboardPage::show(const Figures &figures)
{
    m_stack->setCurrentIndex(figures.everything ? 0 : 1);
    m_api = figures.api;
    showTiles(figures.sales);
    showSales(figures.chart);
    // Qt Charts takes several milliseconds to draw up a chart: each has a turn of the event loop to itself, with a paint
    // between them.
    QTimer::singleShot(1, this, [this, best = figures.best] { showBest(best); });
    showWaiting(figures.work);
    showLow(figures.low);
    showHealth();
    setStatusText(
        tr("Figures as of %1, net of tax and returns").arg(m_desk.format().exact(m_desk.now()).section(u'.', 0, 0)));
}

void DashboardPage::showTiles(const SalesSeries &sales)
{
    const Format &format = m_desk.format();
    const auto tile = [&](int at, const QString &name, qint64 now, qint64 then, const QString &figure,
                          const QString &was, const QList<double> &shape) {
        Kpi kpi{.name = name, .figure = figure};
        kpi.before = tr("was %1").arg(was);
        if (then != 0) {
            const double change = double(now - then) / std::abs(double(then));
            kpi.change = format.percent(std::abs(change));
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
    m_days.clear();
    for (const DayFigures &day : sales.days) {
        data.now << double(day.net);
        m_days << day.day;
    }
    for (const DayFigures &day : sales.before)
        data.before << double(day.net);
    data.unfinished = true; // today
    data.ticks = dayTicks(format, m_days);
    data.nowName = tr("This day");
    data.beforeName = sales.before.isEmpty() ? QString()
                                             : tr("%1 – %2").arg(format.day(dayDate(sales.before.constFirst().day)),
                                                                 format.day(dayDate(sales.before.constLast().day)));
    data.slotName = [format, days = m_days](int slot) { return format.dayLong(dayDate(days.value(slot))); };
    data.figure = [format](double value) { return format.money(qint64(value)); };
    data.axis = [format](double value) { return format.moneyWhole(qint64(value)); };
    const int pointed = m_sales->data().now.size() == data.now.size() ? m_sales->pointed() : -1;
    m_sales->setData(data);
    m_sales->point(pointed);
    if (!m_days.isEmpty())
        m_nowKey->setName(tr("%1 – %2").arg(format.day(dayDate(m_days.first())), format.day(dayDate(m_days.last()))));
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
    const auto add = [&](qint64 count, const QString &text, const QString &second, const QString &sign, Ink ink,
                         const QString &page) {
        if (count == 0)
            return;
        rows << ListRow{.text = text,
                        .second = second,
                        .figure = format.number(count),
                        .sign = sign,
                        .ink = ink,
                        .tile = true,
                        .leads = true};
        m_waitingPages << page;
    };
    add(work.toShip, tr("Orders to send"),
        work.oldestToShip ? tr("The oldest: %1").arg(format.near(*work.oldestToShip, m_desk.now())) : QString(),
        u"send"_s, Ink::Accent, u"toSend"_s);
    add(work.toPay, tr("Orders not paid"), tr("Together %1").arg(format.money(work.due)), u"pay"_s, Ink::Warn,
        u"toPay"_s);
    add(work.lowStock, tr("Running low"), tr("At or below what you want to have"), u"stock"_s, Ink::Warn, u"stock"_s);
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

void DashboardPage::showLow(const QList<RunningLow> &low)
{
    const Format &format = m_desk.format();
    QList<ListRow> rows;
    m_lowShown = low;
    for (const RunningLow &piece : low) {
        const bool out = piece.level <= 0;
        const QString badge = out                      ? tr("Sold out")
            : piece.daysLeft && *piece.daysLeft < 1000 ? tr("%n days left", nullptr, int(*piece.daysLeft))
                                                       : tr("%1 left").arg(format.number(piece.level));
        const QString pace = piece.sold > 0
            ? tr("%1 there, %2 sold in 30 days").arg(format.number(piece.level), format.number(piece.sold))
            : tr("%1 there, none sold in 30 days").arg(format.number(piece.level));
        rows << ListRow{.text = piece.title.isEmpty() ? piece.sku : piece.title,
                        .second = pace,
                        .badge = BadgeLook{badge, Glyph::Look, out ? Ink::Bad : Ink::Warn, true},
                        .sign = u"products"_s,
                        .tile = true,
                        .leads = true};
    }
    if (rows.isEmpty())
        rows << ListRow{.text = tr("Enough of everything"),
                        .second = tr("What sells out soon, or is below what you want to have, stands here."),
                        .sign = u"done"_s,
                        .ink = Ink::Good};
    m_low->setRows(rows);
}

void DashboardPage::health(const QString &page, const ListRow &row)
{
    m_others.insert(page, row);
    showHealth();
}

void DashboardPage::showHealth()
{
    const Format &format = m_desk.format();
    ListRow books{.text = tr("Books"), .leads = true};
    const auto &last = m_books->last();
    if (m_books->isChecking()) {
        books.second = tr("being checked");
        books.sign = u"refresh"_s;
    } else if (!m_books->fault().isEmpty()) {
        books.second = m_books->fault();
        books.sign = u"warning"_s;
        books.ink = Ink::Warn;
    } else if (!last) {
        books.second = tr("not checked yet");
        books.sign = u"info"_s;
    } else if (last->faults.isEmpty()) {
        books.text = tr("Books balance");
        books.second = tr("checked %1").arg(format.ago(last->at, m_desk.now()));
        books.sign = u"done"_s;
        books.ink = Ink::Good;
    } else {
        books.text = tr("Books do not balance");
        books.second = tr("%n rows to look at", nullptr, int(last->faults.size()));
        books.sign = u"warning"_s;
        books.ink = Ink::Bad;
    }
    QList<ListRow> rows{books};
    m_healthPages = {u"books"_s};
    for (auto other = m_others.cbegin(); other != m_others.cend(); ++other) {
        rows << other.value();
        m_healthPages << other.key();
    }
    if (m_api) {
        const double millis = double(m_api->p95Micros) / 1000;
        ListRow api{
            .text = tr("API calls today: %1").arg(format.number(m_api->calls)),
            .second = m_api->calls == 0
                ? tr("nobody has asked yet")
                : tr("95% answered within %1 ms").arg(format.locale().toString(millis, 'f', millis < 10 ? 1 : 0)),
            .sign = u"done"_s,
            .ink = Ink::Good,
            .leads = true};
        if (m_api->calls == 0) {
            api.sign = u"info"_s;
            api.ink = Ink::Muted;
        }
        if (m_api->errors > 0) {
            api.second = tr("%n of them failed", nullptr, int(m_api->errors));
            api.sign = u"warning"_s;
            api.ink = Ink::Warn;
        }
        rows << api;
        m_healthPages << u"logs"_s;
    }
    m_health->setRows(rows);
}

}
