#pragma once
// A report's chart for paper: the window's charts live on the GUI thread and in the colours of the window.
#include "ui/reports/reportchart.h"

#include <QFont>

class QPainter;

namespace backroom {

// Any thread. Lengths are the painter's.
void paintPaperChart(QPainter &painter, const QRectF &rect, const ReportChart &chart, const QFont &font);

}
