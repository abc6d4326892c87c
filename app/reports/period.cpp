#include "app/reports/period.h"

#include <algorithm>

namespace backroom::period {

namespace {
QDate quarterStart(QDate date) { return {date.year(), (date.month() - 1) / 3 * 3 + 1, 1}; }

// As many days from the start of the earlier period, and never into the later one.
DayRange shifted(DayRange range, QDate start)
{
    const int from = dateDay(start);
    return {from, std::min(from + range.days(), range.from)};
}
}

DayRange rangeOf(Span span, int today, int first)
{
    const QDate date = dayDate(today);
    const QDate month(date.year(), date.month(), 1);
    switch (span) {
    case Span::Today: return {today, today + 1};
    case Span::ThisWeek: return {today - (date.dayOfWeek() - 1), today + 1};
    case Span::ThisMonth: return {dateDay(month), today + 1};
    case Span::LastMonth: return {dateDay(month.addMonths(-1)), dateDay(month)};
    case Span::ThisQuarter: return {dateDay(quarterStart(date)), today + 1};
    case Span::ThisYear: return {dateDay(QDate(date.year(), 1, 1)), today + 1};
    case Span::All: return {std::min(first, today), today + 1};
    case Span::Own: break;
    }
    return {first, first + 1};
}

std::optional<DayRange> before(Span span, DayRange range)
{
    const QDate start = dayDate(range.from);
    switch (span) {
    case Span::ThisWeek: return DayRange{range.from - 7, range.to - 7};
    case Span::ThisMonth: return shifted(range, start.addMonths(-1));
    case Span::LastMonth: return DayRange{dateDay(start.addMonths(-1)), range.from};
    case Span::ThisQuarter: return shifted(range, start.addMonths(-3));
    case Span::ThisYear: return shifted(range, start.addYears(-1));
    case Span::All: return std::nullopt;
    case Span::Today:
    case Span::Own: break;
    }
    return DayRange{range.from - range.days(), range.from};
}

}
