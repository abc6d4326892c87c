#include "ui/server/loadcharts.h"

#include "ui/server/serverwords.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/linechart.h"
#include "ui/widgets/panel.h"

#include <QHBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TickMinutes = 1;

LineChart *makeChart(QBoxLayout &row, const QString &objectName, const QString &title)
{
    auto *panel = new Panel(title);
    auto *chart = new LineChart;
    chart->setObjectName(objectName);
    chart->setAccessibleName(title);
    panel->body()->addWidget(chart, 1);
    row.addWidget(panel, 1);
    return chart;
}
}

LoadCharts::LoadCharts(const Format &format, QWidget *parent) : QWidget(parent), m_format(format)
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(PanelGap);
    m_rate = makeChart(*m_row, u"requestRate"_s, tr("Requests a second"));
    m_within = makeChart(*m_row, u"answeredWithin"_s, tr("95% answered within"));
}

void LoadCharts::setStacked(bool stacked)
{
    m_row->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void LoadCharts::show(const QList<HostSlot> &history)
{
    const bool same = m_history.size() == history.size()
        && (history.isEmpty() || m_history.constLast().end == history.constLast().end);
    if (same)
        return;
    m_history = history;
    const QLocale locale = m_format.locale();
    draw(
        *m_rate, tr("Requests a second"),
        [](const HostSlot &slot) { return double(slot.requests) / HostSlot::Seconds; },
        [locale](double value) { return serverwords::perSecond(locale, value); },
        [locale](double value, double) { return serverwords::perSecond(locale, value); });
    draw(
        *m_within, tr("95% within"), [](const HostSlot &slot) { return double(slot.p95Micros); },
        [locale](double value) { return serverwords::duration(locale, qint64(value)); },
        [locale](double value, double largest) { return serverwords::durationOnAxis(locale, value, largest); });
}

void LoadCharts::draw(LineChart &chart, const QString &name, const std::function<double(const HostSlot &)> &value,
                      const std::function<QString(double)> &words, const std::function<QString(double, double)> &axis)
{
    const int pointed = chart.pointed();
    const bool moved = pointed > 0 && chart.data().now.size() == m_history.size(); // the oldest one left
    LineData data;
    for (const HostSlot &slot : std::as_const(m_history))
        data.now << value(slot);
    // Full minutes: the first slot that ends in a new one.
    for (int i = 1; i < m_history.size(); ++i) {
        const qint64 minute = m_history.at(i).end / 60'000;
        if (minute != m_history.at(i - 1).end / 60'000 && minute % TickMinutes == 0)
            data.ticks << std::pair(i, m_format.exact(m_history.at(i).end).section(u':', 0, 1));
    }
    data.nowName = name;
    data.slotName = [format = m_format, history = m_history](int slot) {
        return format.exact(history.value(slot).end).section(u'.', 0, 0);
    };
    data.figure = words;
    const double largest = data.now.isEmpty() ? 0 : *std::max_element(data.now.cbegin(), data.now.cend());
    data.axis = [axis, largest](double value) { return axis(value, largest); };
    chart.setData(data);
    if (pointed >= 0)
        chart.point(moved ? pointed - 1 : pointed);
}

}
