#pragma once
// Where a chart of days has its labels: every day, Mondays, firsts of months or of years, whichever leaves room.
#include "ui/shell/format.h"

#include <QList>
#include <QPair>

namespace backroom {

// Slots of the days (in order) that have a label, and its words.
QList<QPair<int, QString>> dayTicks(const Format &format, const QList<int> &days);

// "1 – 20 November 2026", in the locale's order: a range of days as people say it; `to` is not in it.
QString rangeWords(const Format &format, int from, int to);

}
