#pragma once
// Dresses a Qt chart from the tokens. Charts copy colours into their pens, so this is called again after a change of
// theme; QChart::setTheme is never called, it would overwrite all of it.
#include <QLocale>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>

namespace backroom {

// Grounds, axes and margins; the series' own pens are their owner's business.
void themed(QChart &chart, QChartView &view);

// Round steps from zero to at least `largest`: three to five, 1, 2 or 5 times a power of ten. Never empty.
QList<double> axisSteps(double largest);

}
