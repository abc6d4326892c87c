#pragma once
// What a report looks like as a picture: a line over time, or the largest few beside each other.
#include "app/reports/reporttable.h"
#include "ui/shell/format.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/linechart.h"

namespace backroom {

struct ReportChart
{
    enum class Kind { None, Line, Bars };
    Kind kind = Kind::None;
    QString title = {}; // of the figure
    LineData line = {};
    QList<Bar> bars = {}; // the largest eight, and what all others come to
    QList<int> rows = {}; // which row of the table a bar or a point is of; -1: of several
};

// `before` is the same report of the period before, or null. `today` (the shop's) is dotted, as it is not over.
ReportChart chartOf(const Format &format, const ReportTable &table, const ReportTable *before, int today);

}
