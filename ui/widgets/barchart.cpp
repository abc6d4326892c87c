#include "ui/widgets/barchart.h"

#include "ui/theme/style.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSet>
#include <QtCharts/QHorizontalBarSeries>
#include <QtCharts/QValueAxis>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr double Thickness = 0.16; // of a bar's room: the words stand above it
constexpr double Thickest = 10; // pixels, however high that room is: so far apart are the words above and below
}

BarChart::BarChart(QWidget *parent) : QChartView(new QChart, parent)
{
    setSpokenRole(*this, QAccessible::Chart);
    setFocusPolicy(Qt::StrongFocus);
    themed(*chart(), *this);
    connect(chart(), &QChart::plotAreaChanged, this, &BarChart::fit);
}

void BarChart::fit()
{
    const double room = m_bars.isEmpty() ? 0 : chart()->plotArea().height() / double(m_bars.size());
    if (m_series && room > 0)
        m_series->setBarWidth(std::min(Thickness, Thickest / room));
}

void BarChart::setBars(const QList<Bar> &bars)
{
    m_bars = bars;
    m_current = -1;
    chart()->removeAllSeries();
    const QList<QAbstractAxis *> old = chart()->axes();
    for (QAbstractAxis *axis : old) {
        chart()->removeAxis(axis);
        delete axis;
    }
    m_series = nullptr;
    m_set = nullptr;
    QStringList words;
    if (!bars.isEmpty()) {
        m_set = new QBarSet({});
        auto *names = new QBarCategoryAxis;
        double largest = 0;
        // The axis counts from below; the largest stands on top.
        for (auto bar = bars.crbegin(); bar != bars.crend(); ++bar) {
            m_set->append(bar->value);
            names->append(QString::number(bars.crend() - bar));
            largest = std::max(largest, bar->value);
        }
        for (const Bar &bar : bars)
            words << bar.name + u' ' + bar.figure;
        auto *lengths = new QValueAxis;
        lengths->setRange(0, largest > 0 ? largest : 1);
        lengths->setReverse(layoutDirection() == Qt::RightToLeft);
        m_series = new QHorizontalBarSeries;
        m_series->append(m_set);
        chart()->addSeries(m_series);
        chart()->addAxis(names, Qt::AlignLeft);
        chart()->addAxis(lengths, Qt::AlignBottom);
        m_series->attachAxis(names);
        m_series->attachAxis(lengths);
    }
    dress();
    fit();
    setMinimumHeight(int(bars.size()) * (2 * metrics().unit + 14));
    setAccessibleDescription(words.join(u"; "_s));
}

void BarChart::dress()
{
    themed(*chart(), *this);
    chart()->setMargins({0, 0, 0, 0});
    const QList<QAbstractAxis *> axes = chart()->axes();
    for (QAbstractAxis *axis : axes) {
        // Names and figures are drawn where there is room for them: above their bar.
        axis->setLabelsVisible(false);
        axis->setGridLineVisible(false);
        axis->setLineVisible(false);
    }
    if (m_set) {
        m_set->setBrush(tokens().s1Fill);
        m_set->setPen(Qt::NoPen);
    }
}

QRectF BarChart::slot(int bar) const
{
    const QRectF plot = chart()->plotArea();
    const double height = plot.height() / double(m_bars.size());
    return {plot.left(), plot.top() + height * bar, plot.width(), height};
}

void BarChart::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->resetTransform();
    for (int i = 0; i < m_bars.size(); ++i) {
        const QRectF room = slot(i);
        const int line = metrics().unit;
        const QRect above(int(room.left()), int(room.center().y()) - line - 5, int(room.width()), line);
        painter->setFont(typeFont(Type::Body));
        const int figure = figuresWidth(painter->fontMetrics(), m_bars.at(i).figure);
        painter->setPen(tokens().text);
        const QRect beside = QStyle::visualRect(layoutDirection(), above, above.adjusted(0, 0, -figure - 12, 0));
        drawText(*painter, beside, Qt::AlignLeading | Qt::AlignVCenter, m_bars.at(i).name);
        drawFigures(*painter, above, QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignVCenter,
                    m_bars.at(i).figure);
        painter->setFont(typeFont(Type::Caption));
        painter->setPen(tokens().muted);
        const QRect below(above.left(), int(room.center().y()) + 5, above.width(), metrics().small);
        drawText(*painter, below, Qt::AlignLeading | Qt::AlignVCenter, m_bars.at(i).second);
        if (i == m_current && hasFocus()) {
            painter->setPen(QPen(tokens().accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(room.adjusted(1, 1, -1, -1), ControlRadius, ControlRadius);
        }
    }
    // Before the arrow keys have chosen one, the focus is on all of them.
    if (hasFocus() && m_current < 0)
        roundedBox(*painter, viewport()->rect(), ControlRadius, {}, tokens().accent, 2);
    painter->restore();
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_bars.size()) - 1;
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        m_current = std::clamp(m_current + (event->key() == Qt::Key_Down ? 1 : -1), 0, std::max(0, last));
        viewport()->update();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        Q_EMIT opened(m_current);
    } else {
        QChartView::keyPressEvent(event);
    }
}

void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    for (int i = 0; i < m_bars.size(); ++i)
        if (slot(i).contains(event->position()))
            Q_EMIT opened(i);
}

void BarChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

}
