#include "ui/reports/reportwords.h"

#include "app/reports/behind.h"
#include "ui/reports/dayticks.h"

#include <QCoreApplication>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom::reportwords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString duration(const Format &format, qint64 micros)
{
    const double millis = double(micros) / 1000;
    return tr("%1 ms").arg(format.locale().toString(millis, 'f', millis < 10 ? 1 : 0));
}

QString number(const Format &format, double value)
{
    const bool whole = std::floor(value) == value && std::abs(value) < 1e15;
    return whole ? format.number(qint64(value)) : format.locale().toString(value, 'f', 2);
}
}

QString name(const QByteArray &report)
{
    if (report == "sales")
        return tr("Sales");
    if (report == "products")
        return tr("Products");
    if (report == "customers")
        return tr("Customers");
    if (report == "categories")
        return tr("Categories");
    if (report == "countries")
        return tr("Countries");
    if (report == "tax")
        return tr("Tax");
    if (report == "stock")
        return tr("Stock");
    return tr("Requests");
}

QString about(const QByteArray &report)
{
    if (report == "sales")
        return tr("What was sold, before tax, less discounts and returns");
    if (report == "products")
        return tr("What each piece brought, before tax, less returns");
    if (report == "customers")
        return tr("Who bought, how often and for how much, with tax and shipping");
    if (report == "categories")
        return tr("A product of several categories counts in each of them");
    if (report == "countries")
        return tr("Where orders went, before tax");
    if (report == "tax")
        return tr("What was taxed at which rate, and the tax in it");
    if (report == "stock")
        return tr("What is there, what it is worth, and how long it lasts at the pace of these days");
    return tr("What sites and apps asked of the server, and how fast it answered");
}

QString span(Span span)
{
    switch (span) {
    case Span::Today: return tr("Today");
    case Span::ThisWeek: return tr("This week");
    case Span::ThisMonth: return tr("This month");
    case Span::LastMonth: return tr("Last month");
    case Span::ThisQuarter: return tr("This quarter");
    case Span::ThisYear: return tr("This year");
    case Span::All: return tr("From the beginning");
    case Span::Own: break;
    }
    return tr("Other days…");
}

QString value(const Format &format, ReportKind kind, const ReportValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return *text;
    if (const auto *real = std::get_if<double>(&value))
        return number(format, *real);
    const auto *whole = std::get_if<qint64>(&value);
    if (!whole)
        return {};
    switch (kind) {
    case ReportKind::Money: return format.money(*whole);
    case ReportKind::Rate: return format.percent(double(*whole) / 1e6);
    case ReportKind::Day: return rangeWords(format, int(*whole), int(*whole) + 1);
    case ReportKind::Time: return format.full(*whole);
    case ReportKind::Duration: return duration(format, *whole);
    case ReportKind::Text:
    case ReportKind::Count:
    case ReportKind::Number: break;
    }
    return format.number(*whole);
}

QString cell(const Format &format, const ReportTable &table, int row, int column)
{
    if (table.name == "sales" && column == 0)
        if (const auto *start = std::get_if<qint64>(&table.keys.at(row)))
            return period(format, int(*start), reports::parseInterval(table.interval).value_or(Interval::Day));
    return value(format, table.columns.at(column).kind, table.rows.at(row).at(column));
}

QString period(const Format &format, int start, Interval interval)
{
    const QDate date = dayDate(start);
    switch (interval) {
    case Interval::Day: { // short: it is the first column of many
        const QString weekday =
            format.locale().toString(date, format.locale().language() == QLocale::German ? u"ddd, "_s : u"ddd "_s);
        return weekday + format.day(date) + u' ' + QString::number(date.year());
    }
    case Interval::Week: return rangeWords(format, start, start + 7);
    case Interval::Month: break;
    }
    return format.locale().standaloneMonthName(date.month()) + u' ' + QString::number(date.year());
}

QString figureTitle(const ReportTable &table)
{
    const int at = table.column(reports::mainFigure(table));
    return at < 0 ? QString() : table.columns.at(at).title;
}

QString summary(const Format &format, const ReportTable &now, const ReportTable *before)
{
    const QByteArray figure = reports::mainFigure(now);
    const auto sum = reports::sumOf(now, figure);
    if (!sum)
        return {};
    const ReportKind kind = now.columns.at(now.column(figure)).kind;
    QString words = value(format, kind, *sum);
    const auto was = before ? reports::sumOf(*before, figure) : std::nullopt;
    if (!was)
        return words;
    const QString days = rangeWords(format, before->from, before->to);
    if (*was <= 0)
        return tr("%1, against %2 from %3").arg(words, value(format, kind, *was), days);
    const double change = double(*sum - *was) / double(*was);
    const QString percent = format.percent(std::abs(change));
    return (change < 0 ? tr("%1, %2 less than the %3 of %4") : tr("%1, %2 more than the %3 of %4"))
        .arg(words, percent, value(format, kind, *was), days);
}

}
