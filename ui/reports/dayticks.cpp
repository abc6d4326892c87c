#include "ui/reports/dayticks.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

static QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

namespace {
constexpr int EachDay = 10, Mondays = 62, Months = 420; // days that are still readable so
}

QList<QPair<int, QString>> dayTicks(const Format &format, const QList<int> &days)
{
    QList<QPair<int, QString>> ticks;
    if (days.isEmpty())
        return ticks;
    const int span = days.last() - days.first() + 1;
    const int years = span / 366 + 1;
    const int everyYears = years > 12 ? 5 : years > 6 ? 2 : 1;
    int labelled = -1; // a period of months or years is labelled at its first slot
    for (int slot = 0; slot < days.size(); ++slot) {
        const QDate date = dayDate(days.at(slot));
        if (span <= EachDay) {
            ticks << qMakePair(slot, format.day(date));
        } else if (span <= Mondays) {
            if (date.dayOfWeek() == Qt::Monday)
                ticks << qMakePair(slot, format.day(date));
        } else if (span <= Months) {
            const int month = date.year() * 12 + date.month();
            if (month != labelled && (slot > 0 || date.day() <= 7))
                ticks << qMakePair(slot, format.locale().standaloneMonthName(date.month(), QLocale::ShortFormat));
            labelled = month;
        } else {
            if (date.year() != labelled && (slot > 0 || date.dayOfYear() <= 31) && date.year() % everyYears == 0)
                ticks << qMakePair(slot, QString::number(date.year()));
            labelled = date.year();
        }
    }
    return ticks;
}

QString rangeWords(const Format &format, int from, int to)
{
    const QDate first = dayDate(from), last = dayDate(to - 1);
    const auto whole = [&format](QDate date) -> QString {
        return format.day(date) + u' ' + QString::number(date.year());
    };
    if (first == last)
        return whole(first);
    if (first.year() == last.year())
        return tr("%1 – %2").arg(format.day(first), whole(last));
    return tr("%1 – %2").arg(whole(first), whole(last));
}

}
