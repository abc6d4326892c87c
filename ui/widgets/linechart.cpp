#include "ui/widgets/linechart.h"

#include "ui/theme/style.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/text.h"

#include <QGraphicsItem>
#include <QKeyEvent>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

using namespace Qt::StringLiterals;

namespace backroom {

// The rule, the dots and the box with full numbers. A child of the chart, so that it lies over every series.
class LineChart::ReadOut final : public QGraphicsItem {
public:
    explicit ReadOut(LineChart &view) : QGraphicsItem(view.chart()), m_view(view) { setZValue(100); }

    QRectF boundingRect() const override { return m_view.chart()->rect(); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        const int slot = m_view.m_pointed;
        const LineData &data = m_view.m_data;
        if (slot < 0 || slot >= data.now.size() || !m_view.m_now)
            return;
        const Tokens &t = tokens();
        QChart &chart = *m_view.chart();
        const QRectF plot = chart.plotArea();
        const bool before = slot < data.before.size();
        const QPointF at = chart.mapToPosition({double(slot), data.now.at(slot)}, m_view.m_now);
        const int x = qRound(at.x());
        painter->fillRect(QRectF(x, plot.top(), 1, plot.height()), t.control);
        const auto dot = [&](const QPointF &centre, const QColor &colour) {
            painter->setPen(QPen(t.surface, 2));
            painter->setBrush(colour);
            painter->drawEllipse(centre, 5, 5);
        };
        if (before)
            dot(chart.mapToPosition({double(slot), data.before.at(slot)}, m_view.m_now), t.prev);
        dot(at, t.s1);

        struct Line
        {
            QString name, figure;
            QColor colour;
        };
        QList<Line> lines{{data.nowName, data.figure(data.now.at(slot)), t.s1}};
        if (before)
            lines << Line{data.beforeName, data.figure(data.before.at(slot)), t.prev};
        const QFont plain = typeFont(Type::Caption), strong = typeFont(Type::Caption, QFont::DemiBold);
        const QFontMetrics plainFm(plain), strongFm(strong);
        const QString title = data.slotName(slot);
        int names = 0, figures = 0;
        for (const Line &line : lines) {
            names = qMax(names, plainFm.horizontalAdvance(line.name));
            figures = qMax(figures, strongFm.horizontalAdvance(line.figure));
        }
        const int width = qMax(strongFm.horizontalAdvance(title), names + figures + 36) + 24;
        const int row = plainFm.height() + 3;
        QRectF box(x + 12, plot.top() + 2, width, row * (int(lines.size()) + 1) + 14);
        if (box.right() > plot.right())
            box.moveRight(x - 12);
        for (const int grow : {3, 2, 1}) { // a soft shadow without an effect of its own
            QColor shade = t.dark ? t.canvas : t.text;
            shade.setAlphaF(0.05F);
            roundedBox(*painter, box.adjusted(-grow, 1 - grow, grow, 1 + grow), ControlRadius + grow, shade);
        }
        roundedBox(*painter, box, ControlRadius, t.surface, t.outline);
        QRect inner = box.toRect().adjusted(12, 7, -12, -7);
        painter->setFont(strong);
        painter->setPen(t.text);
        painter->drawText(QRect(inner.left(), inner.top(), inner.width(), row), Qt::AlignVCenter, title);
        for (const Line &line : lines) {
            inner.setTop(inner.top() + row);
            const QRect now(inner.left(), inner.top(), inner.width(), row);
            roundedBox(*painter, QRectF(now.left(), now.center().y() - 1, 10, 4), 2, line.colour);
            painter->setFont(plain);
            painter->setPen(t.muted);
            painter->drawText(now.adjusted(16, 0, 0, 0), Qt::AlignVCenter, line.name);
            painter->setFont(strong);
            painter->setPen(t.text);
            painter->drawText(now, Qt::AlignVCenter | Qt::AlignRight, line.figure);
        }
    }

private:
    LineChart &m_view;
};

LineChart::LineChart(QWidget *parent) : QChartView(new QChart, parent), m_readOut(new ReadOut(*this))
{
    setSpokenRole(*this, QAccessible::Chart);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumHeight(metrics().unit * 10);
    themed(*chart(), *this);
}

LineChart::~LineChart() = default;

void LineChart::setData(const LineData &data)
{
    m_data = data;
    m_pointed = -1;
    build();
    QStringList rows;
    const QList<QStringList> all = table();
    for (const QStringList &row : all)
        rows << row.join(u" "_s);
    setAccessibleDescription(rows.join(u"; "_s));
}

void LineChart::build()
{
    chart()->removeAllSeries();
    const QList<QAbstractAxis *> old = chart()->axes();
    for (QAbstractAxis *axis : old) {
        chart()->removeAxis(axis);
        delete axis;
    }
    m_now = m_rest = m_before = m_ground = nullptr;
    const qsizetype count = m_data.now.size();
    if (count == 0)
        return;
    const auto line = [](const QList<double> &values, qsizetype from, qsizetype to) {
        auto *series = new QLineSeries;
        for (qsizetype i = from; i < to; ++i)
            series->append(double(i), values.at(i));
        return series;
    };
    const qsizetype whole = m_data.unfinished && count > 1 ? count - 1 : count;
    m_ground = line(m_data.now, 0, count);
    auto *zero = new QLineSeries(m_ground);
    zero->append(0, 0);
    zero->append(double(count - 1), 0);
    auto *area = new QAreaSeries(m_ground, zero);
    area->setObjectName(u"area"_s);
    m_ground->setParent(area);
    if (!m_data.before.isEmpty())
        m_before = line(m_data.before, 0, m_data.before.size());
    m_now = line(m_data.now, 0, whole);
    m_rest = line(m_data.now, whole - 1, count);

    double largest = 0;
    for (const double value : m_data.now + m_data.before)
        largest = qMax(largest, value);
    const QList<double> steps = axisSteps(largest * 1.2); // room on top for the read-out
    auto *up = new QCategoryAxis;
    up->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    for (const double step : steps)
        up->append(m_data.axis(step), step);
    up->setRange(0, steps.last());
    auto *along = new QCategoryAxis;
    along->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    for (const auto &[slot, words] : std::as_const(m_data.ticks))
        along->append(words, slot);
    along->setRange(0, qMax(1.0, double(count - 1) * 1.012));
    chart()->addAxis(up, Qt::AlignLeft);
    chart()->addAxis(along, Qt::AlignBottom);
    for (QAbstractSeries *series : {static_cast<QAbstractSeries *>(area), static_cast<QAbstractSeries *>(m_before),
                                    static_cast<QAbstractSeries *>(m_now), static_cast<QAbstractSeries *>(m_rest)}) {
        if (!series)
            continue;
        chart()->addSeries(series);
        series->attachAxis(up);
        series->attachAxis(along);
    }
    dress();
}

// Pens are copied into the series, so they are given again after a change of theme.
void LineChart::dress()
{
    const Tokens &t = tokens();
    themed(*chart(), *this);
    if (m_before) {
        QPen pen(t.prev, 1.4);
        pen.setDashPattern({4, 2.5});
        m_before->setPen(pen);
    }
    if (m_now)
        m_now->setPen(QPen(t.s1, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (m_rest) {
        QPen pen(t.s1, 2);
        pen.setDashPattern({1.2, 1.6});
        m_rest->setPen(pen);
    }
    const QList<QAbstractSeries *> all = chart()->series();
    for (QAbstractSeries *series : all) {
        if (auto *area = qobject_cast<QAreaSeries *>(series)) {
            QColor tint = t.s1;
            tint.setAlphaF(t.dark ? 0.10F : 0.075F);
            area->setBrush(tint);
            area->setPen(Qt::NoPen);
        }
    }
}

void LineChart::point(int slot)
{
    const int wanted = slot < 0 || m_data.now.isEmpty() ? -1 : qMin(slot, int(m_data.now.size()) - 1);
    if (wanted == m_pointed)
        return;
    m_pointed = wanted;
    m_readOut->update();
}

QList<QStringList> LineChart::table() const
{
    QList<QStringList> rows;
    for (int slot = 0; slot < m_data.now.size(); ++slot) {
        QStringList row{m_data.slotName(slot), m_data.figure(m_data.now.at(slot))};
        if (!m_data.before.isEmpty())
            row << (slot < m_data.before.size() ? m_data.figure(m_data.before.at(slot)) : QString());
        rows << row;
    }
    return rows;
}

void LineChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_ground && chart()->plotArea().contains(event->position()))
        point(qRound(chart()->mapToValue(event->position(), m_now).x()));
    else
        point(-1);
    QChartView::mouseMoveEvent(event);
}

void LineChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_pointed >= 0)
        Q_EMIT opened(m_pointed);
}

void LineChart::leaveEvent(QEvent *event)
{
    point(-1);
    QChartView::leaveEvent(event);
}

void LineChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        point(m_pointed < 0 ? int(m_data.now.size()) - 1 : qMax(0, m_pointed - 1));
    else if (event->key() == Qt::Key_Right)
        point(m_pointed + 1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_pointed >= 0)
        Q_EMIT opened(m_pointed);
    else if (event->key() == Qt::Key_Escape && m_pointed >= 0)
        point(-1);
    else
        QChartView::keyPressEvent(event);
}

void LineChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    m_readOut->update();
}

void LineChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        dress();
    QChartView::changeEvent(event);
}

void LineChart::drawForeground(QPainter *painter, const QRectF &)
{
    if (hasFocus() && m_pointed < 0)
        roundedBox(*painter, QRectF(viewport()->rect()), ControlRadius, {}, tokens().accent, 2);
}

}
