#include "ui/reports/reportchart.h"

#include "app/reports/behind.h"
#include "ui/reports/dayticks.h"
#include "ui/reports/reportwords.h"

#include <QCoreApplication>
#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostBars = 8;

QString tr(const char *text, int n = -1) { return QCoreApplication::translate("backroom", text, nullptr, n); }

double realOf(const ReportValue &value)
{
    if (const auto *whole = std::get_if<qint64>(&value))
        return double(*whole);
    const auto *real = std::get_if<double>(&value);
    return real ? *real : 0;
}

// A figure of a chart, which counts in doubles.
std::function<QString(double)> wordsOf(const Format &format, ReportKind kind)
{
    if (kind == ReportKind::Number)
        return [format](double value) { return reportwords::value(format, ReportKind::Number, value); };
    return [format, kind](double value) { return reportwords::value(format, kind, qint64(value)); };
}

std::function<QString(double)> axisOf(const Format &format, ReportKind kind)
{
    if (kind == ReportKind::Money)
        return [format](double value) { return format.moneyWhole(qint64(value)); };
    return wordsOf(format, kind);
}

ReportChart lineOf(const Format &format, const ReportTable &table, const ReportTable *before, int today, int figure)
{
    ReportChart chart{.kind = ReportChart::Kind::Line};
    const bool sales = table.name == "sales";
    const Interval interval = reports::parseInterval(table.interval).value_or(Interval::Day);
    QList<int> days;
    QStringList names;
    for (int row = 0; row < table.rows.size(); ++row) {
        chart.line.now << realOf(table.rows.at(row).at(figure));
        chart.rows << row;
        const double label = realOf(sales ? table.keys.at(row) : table.rows.at(row).at(0));
        days << (table.columns.at(0).kind == ReportKind::Time ? shopDay(qint64(label), format.zone()) : int(label));
        names << reportwords::cell(format, table, row, 0);
    }
    if (before)
        for (int row = 0; row < qMin(before->rows.size(), table.rows.size()); ++row)
            chart.line.before << realOf(before->rows.at(row).at(before->column(reports::mainFigure(*before))));
    const ReportKind kind = table.columns.at(figure).kind;
    chart.line.unfinished = sales && table.to > today && table.from <= today;
    chart.line.ticks = dayTicks(format, days);
    if (sales && interval != Interval::Day && days.size() <= 14) {
        chart.line.ticks.clear();
        for (int slot = 0; slot < days.size(); ++slot)
            chart.line.ticks << qMakePair(slot,
                                          interval == Interval::Week
                                              ? format.day(dayDate(days.at(slot)))
                                              : format.locale().standaloneMonthName(dayDate(days.at(slot)).month(),
                                                                                    QLocale::ShortFormat));
    }
    chart.line.nowName = table.columns.at(figure).title;
    chart.line.beforeName = tr("The period before");
    chart.line.slotName = [names](int slot) { return names.value(slot); };
    chart.line.figure = wordsOf(format, kind);
    chart.line.axis = axisOf(format, kind);
    return chart;
}

ReportChart barsOf(const Format &format, const ReportTable &table, int figure)
{
    ReportChart chart{.kind = ReportChart::Kind::Bars};
    QList<int> order(table.rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto of = [&](int row) { return realOf(table.rows.at(row).at(figure)); };
    const auto shown = std::min<qsizetype>(order.size(), order.size() == MostBars + 1 ? MostBars + 1 : MostBars);
    std::partial_sort(order.begin(), order.begin() + shown, order.end(),
                      [&](int a, int b) { return of(a) != of(b) ? of(a) > of(b) : a < b; });
    // The name is the first text that is not an article's number, where there is one.
    int name = 0;
    for (const char *column : {"title", "customer", "name", "endpoint"})
        if (table.column(column) >= 0)
            name = table.column(column);
    const auto words = wordsOf(format, table.columns.at(figure).kind);
    for (qsizetype i = 0; i < shown; ++i) {
        const int row = order.at(i);
        QString label = reportwords::cell(format, table, row, name);
        if (table.name == "tax")
            label += u' ' + reportwords::cell(format, table, row, table.column("rate"));
        QString second;
        if (const int share = table.column("share"); share >= 0)
            second = reportwords::cell(format, table, row, share);
        else if (const int orders = table.column("orders"); orders >= 0 && orders != figure)
            second = tr("%n orders", int(table.number(row, "orders")));
        chart.bars << Bar{label.isEmpty() ? tr("No name") : label, std::max(0.0, of(row)), words(of(row)), second};
        chart.rows << row;
    }
    double others = 0;
    for (qsizetype i = shown; i < order.size(); ++i)
        others += of(order.at(i));
    const ReportKind kind = table.columns.at(figure).kind;
    if (order.size() > shown && kind != ReportKind::Rate && kind != ReportKind::Duration) {
        chart.bars << Bar{tr("%n others", int(order.size() - shown)),
                          0,
                          words(others),
                          {}}; // the sum of many is no bar beside one
        chart.rows << -1;
    }
    return chart;
}
}

ReportChart chartOf(const Format &format, const ReportTable &table, const ReportTable *before, int today)
{
    const int figure = table.column(reports::mainFigure(table));
    if (figure < 0 || table.rows.isEmpty() || (table.name.isEmpty() && isFigure(table.columns.at(0).kind)))
        return {};
    const bool time = table.name == "sales" || table.columns.at(0).kind == ReportKind::Day
        || table.columns.at(0).kind == ReportKind::Time;
    ReportChart chart =
        time && table.rows.size() > 1 ? lineOf(format, table, before, today, figure) : barsOf(format, table, figure);
    chart.title = table.columns.at(figure).title;
    return chart;
}

}
