#include "ui/reports/paperchart.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/chart.h"

#include <QFontMetricsF>
#include <QPainter>

namespace backroom {

namespace {
void paintLine(QPainter &painter, const QRectF &rect, const LineData &data)
{
    const Tokens &t = lightTokens();
    const QFontMetricsF metrics(painter.font(), painter.device());
    double largest = 0;
    for (const double value : data.now + data.before)
        largest = std::max(largest, value);
    const QList<double> steps = axisSteps(largest);
    double labels = 0;
    for (const double step : steps)
        labels = std::max(labels, metrics.horizontalAdvance(data.axis(step)));
    const double gap = metrics.height() * 0.5;
    const QRectF plot = rect.adjusted(labels + gap, gap, 0, -metrics.height() - gap);
    const double thin = metrics.height() / 16;
    const auto y = [&](double value) { return plot.bottom() - plot.height() * value / steps.last(); };
    const auto x = [&](qsizetype slot) {
        return plot.left() + plot.width() * double(slot) / double(std::max<qsizetype>(1, data.now.size() - 1));
    };
    for (const double step : steps) {
        painter.fillRect(QRectF(plot.left(), y(step), plot.width(), thin), step > 0 ? t.grid : t.outline);
        painter.setPen(t.muted);
        painter.drawText(QRectF(rect.left(), y(step) - metrics.height() / 2, labels, metrics.height()),
                         Qt::AlignTrailing | Qt::AlignVCenter, data.axis(step));
    }
    double until = rect.left();
    for (const auto &[slot, words] : data.ticks) {
        const double width = metrics.horizontalAdvance(words);
        const double left = std::clamp(x(slot) - width / 2, plot.left(), std::max(plot.left(), plot.right() - width));
        if (left < until)
            continue;
        painter.drawText(QRectF(left, plot.bottom() + gap / 2, width + 1, metrics.height()), Qt::AlignLeading, words);
        until = left + width + gap;
    }
    const auto line = [&](const QList<double> &values, const QPen &pen) {
        QPolygonF points;
        for (qsizetype slot = 0; slot < values.size(); ++slot)
            points << QPointF(x(slot), y(std::max(0.0, values.at(slot))));
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(points);
    };
    if (!data.before.isEmpty())
        line(data.before, QPen(t.prev, thin * 1.6, Qt::DashLine));
    line(data.now, QPen(t.s1, thin * 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void paintBars(QPainter &painter, const QRectF &rect, const QList<Bar> &bars)
{
    const Tokens &t = lightTokens();
    const QFontMetricsF metrics(painter.font(), painter.device());
    double largest = 0;
    for (const Bar &bar : bars)
        largest = std::max(largest, bar.value);
    const double room = std::min(rect.height() / double(bars.size()), metrics.height() * 2.4);
    const double names = rect.width() * 0.3, figures = rect.width() * 0.18;
    for (qsizetype i = 0; i < bars.size(); ++i) {
        const QRectF row(rect.left(), rect.top() + room * double(i), rect.width(), room);
        painter.setPen(t.text);
        painter.drawText(QRectF(row.left(), row.top(), names, room), Qt::AlignLeading | Qt::AlignVCenter,
                         metrics.elidedText(bars.at(i).name, Qt::ElideRight, names - metrics.height()));
        const double length = largest > 0 ? (rect.width() - names - figures) * bars.at(i).value / largest : 0;
        painter.fillRect(QRectF(row.left() + names, row.center().y() - metrics.height() * 0.28, length,
                                metrics.height() * 0.56),
                         t.s1Fill);
        painter.drawText(QRectF(row.right() - figures, row.top(), figures, room), Qt::AlignTrailing | Qt::AlignVCenter,
                         bars.at(i).figure);
    }
}
}

void paintPaperChart(QPainter &painter, const QRectF &rect, const ReportChart &chart, const QFont &font)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    if (chart.kind == ReportChart::Kind::Line && !chart.line.now.isEmpty())
        paintLine(painter, rect, chart.line);
    else if (chart.kind == ReportChart::Kind::Bars && !chart.bars.isEmpty())
        paintBars(painter, rect, chart.bars);
    painter.restore();
}

}
