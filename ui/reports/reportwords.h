#pragma once
// How reports read: their names, their periods, the cells of their tables.
#include "app/reports/period.h"
#include "app/reports/reports.h"
#include "ui/shell/format.h"

namespace backroom::reportwords {

QString name(const QByteArray &report);
// What a report says, in a sentence.
QString about(const QByteArray &report);
QString span(Span span);

// One cell as people read it; empty where there is nothing.
QString cell(const Format &format, const ReportTable &table, int row, int column);
QString value(const Format &format, ReportKind kind, const ReportValue &value);
// A slot of a line: "Thu 19 November", "16 – 22 Nov 2026", "November 2026".
QString period(const Format &format, int start, Interval interval);
// The title of the main figure, as a heading: "Net".
QString figureTitle(const ReportTable &table);
// "£18,402.50, 12.4% more than 1 – 20 Oct 2026 (£16,372.10)"; empty for what has no sum.
QString summary(const Format &format, const ReportTable &now, const ReportTable *before);

}
