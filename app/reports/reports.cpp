#include "app/reports/reports.h"

#include "app/reports/reportparts.h"
#include "app/settings/settings.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::reports {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Where a range begins that has no beginning.
int usualFrom(const QByteArray &name, int to, Interval interval)
{
    const QDate last = dayDate(to - 1);
    if (name == "customers")
        return dateDay(last.addYears(-1)) + 1;
    if (name == "requests")
        return to - 7;
    if (name == "sales" && interval == Interval::Month)
        return dateDay(QDate(last.year(), last.month(), 1).addMonths(-11));
    if (name == "sales" && interval == Interval::Week)
        return periodStart(to - 1, interval) - 11 * 7;
    return to - 30;
}
}

const QByteArrayList &names()
{
    static const QByteArrayList all{"sales",     "products", "customers", "categories",
                                    "countries", "tax",      "stock",     "requests"};
    return all;
}

std::optional<Interval> parseInterval(QByteArrayView text)
{
    for (const Interval interval : {Interval::Day, Interval::Week, Interval::Month})
        if (text == intervalText(interval))
            return interval;
    return std::nullopt;
}

QByteArray intervalText(Interval interval)
{
    return interval == Interval::Day ? "day" : interval == Interval::Week ? "week" : "month";
}

int periodStart(int day, Interval interval)
{
    const QDate date = dayDate(day);
    switch (interval) {
    case Interval::Day: break;
    case Interval::Week: return day - (date.dayOfWeek() - 1);
    case Interval::Month: return day - (date.day() - 1);
    }
    return day;
}

int nextPeriod(int start, Interval interval)
{
    return interval == Interval::Day ? start + 1
        : interval == Interval::Week ? start + 7
                                     : dateDay(dayDate(start).addMonths(1));
}

QString periodText(int start, Interval interval)
{
    const QDate date = dayDate(start);
    if (interval == Interval::Month)
        return date.toString(u"yyyy-MM"_s);
    if (interval == Interval::Day)
        return date.toString(Qt::ISODate);
    int year = 0;
    const int week = date.weekNumber(&year);
    return u"%1-W%2"_s.arg(year).arg(week, 2, 10, QChar(u'0'));
}

QByteArray limitText(int limit) { return limit > 0 ? " LIMIT " + QByteArray::number(limit) : QByteArray(); }

Result<ReportTable> run(Reader &reader, const Actor &actor, const QByteArray &name, const ReportQuery &query)
{
    if (!names().contains(name))
        return fail(ErrorCode::NotFound,
                    tr("There is no report “%1”. There are: %2.")
                        .arg(QString::fromUtf8(name), QString::fromLatin1(names().join(", "))));
    const Permission needed{name == "requests" ? Area::Requests : Area::Reports, Verb::Read};
    if (const auto permitted = actor.require(needed); !permitted)
        return fail(permitted.error());
    const Settings settings = settings::load(reader);
    ReportTable table;
    table.name = name;
    table.currency = settings.currency;
    table.digits = settings.currency.isEmpty() ? 2 : settings.digits();
    table.to = query.to.value_or(shopDay(reader.now(), settings.zone()) + 1);
    table.from = query.from.value_or(usualFrom(name, table.to, query.interval));
    if (table.from >= table.to)
        return invalid(u"to"_s, tr("The range ends before it begins. Its last day is the one before “to”."));
    if (name == "sales") {
        const int shortest = query.interval == Interval::Day ? 1 : query.interval == Interval::Week ? 7 : 28;
        if ((table.to - table.from) / shortest > MostPeriods)
            return invalid(u"from"_s,
                           tr("This range has too many periods. Choose a shorter range or a longer interval."));
        table.interval = intervalText(query.interval);
        sales(reader, table, query.interval);
    } else if (name == "products") {
        products(reader, table, query);
    } else if (name == "customers") {
        customers(reader, table, query.limit);
    } else if (name == "categories") {
        categories(reader, table);
    } else if (name == "countries") {
        countries(reader, table);
    } else if (name == "tax") {
        tax(reader, table);
    } else if (name == "stock") {
        stock(reader, table, query.limit);
    } else {
        requests(reader, table, settings.zone());
    }
    return table;
}

}
