#pragma once
// Reports as files and on paper: CSV for programs, a workbook for sums, PDF for people. None of it needs the GUI thread.
#include "app/base/result.h"
#include "ui/reports/reportchart.h"

#include <QFont>

#include <atomic>
#include <limits>
#include <memory>

class QPagedPaintDevice;

namespace backroom {

enum class ReportFormat { Csv, Xlsx, Pdf };

// Everything that a file says, by value.
struct ReportPaper
{
    std::shared_ptr<const ReportTable> table;
    ReportChart chart;
    QString shop, title, period, summary;
    QString made; // "Made Fri 20 November 2026, 09:15"
    Format format;
    QFont font;
};

// How far the writing is, and whether it still is wanted; of two threads.
struct ReportProgress
{
    std::atomic<int> rows = 0;
    std::atomic<bool> cancelled = false;
};

namespace reportfile {

// Writes beside the file first and puts it in its place when it is whole. False when it was cancelled: then nothing is
// left. Takes a while; any thread.
Result<bool> write(const ReportPaper &paper, ReportFormat format, const QString &path, ReportProgress &progress);

// The parts of it: into a file that is new.
Result<> writeXlsx(const ReportPaper &paper, const QString &path, ReportProgress &progress);
// Page by page onto any paper: the shop, what it is and of when, the chart, then the table with its head on each page.
// The number of pages; fewer than all when it was cancelled, or when no more than `most` are wanted.
int paint(const ReportPaper &paper, QPagedPaintDevice &device, ReportProgress &progress,
          int most = std::numeric_limits<int>::max());
// Its edges, and on its side where the table wants it; before anything is painted.
void layOut(QPagedPaintDevice &device, const ReportPaper &paper);

// "Sales 2026-11-01 2026-11-20.xlsx"
QString suggestedName(const ReportPaper &paper, ReportFormat format);

}
}
