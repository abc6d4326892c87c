#include "ui/widgets/chart.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <cmath>

namespace backroom {

void themed(QChart &chart, QChartView &view)
{
    const Tokens &t = tokens();
    // The ground is three things; one left on is a white box in the dark.
    chart.setBackgroundVisible(false);
    chart.setPlotAreaBackgroundVisible(false);
    view.setBackgroundBrush(Qt::NoBrush);
    view.viewport()->setAutoFillBackground(false);
    view.setFrameShape(QFrame::NoFrame);
    view.setRenderHint(QPainter::Antialiasing);
    chart.legend()->hide();
    chart.setMargins({0, 9, 0, 0}); // less on top would cut the highest label in half
    if (chart.layout())
        chart.layout()->setContentsMargins(0, 0, 0, 0);
    const QList<QAbstractAxis *> axes = chart.axes();
    for (QAbstractAxis *axis : axes) {
        const bool upright = axis->orientation() == Qt::Vertical;
        axis->setLabelsFont(typeFont(Type::Caption));
        axis->setLabelsColor(t.muted);
        axis->setTitleVisible(false);
        axis->setGridLineVisible(upright);
        axis->setGridLinePen(QPen(t.grid, 1));
        axis->setMinorGridLineVisible(false);
        axis->setShadesVisible(false);
        axis->setLineVisible(!upright);
        axis->setLinePen(QPen(t.outline, 1));
    }
}

QList<double> axisSteps(double largest)
{
    if (!(largest > 0))
        return {0, 1};
    const double power = std::pow(10, std::floor(std::log10(largest)));
    double step = power;
    for (const double candidate : {0.2, 0.25, 0.5, 1.0, 2.0, 2.5}) {
        if (largest / (candidate * power) <= 4.0) {
            step = candidate * power;
            break;
        }
    }
    QList<double> steps;
    for (int i = 0; steps.isEmpty() || steps.last() < largest; ++i)
        steps << i * step;
    return steps;
}

}
