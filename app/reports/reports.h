#pragma once
// The reports: figures about a range of the shop's days, from the daily totals where there are any (see totals.h for
// what gross, returns and net mean), so that years of orders cost what their days cost.
#include "app/reports/reporttable.h"
#include "app/store/transaction.h"

namespace backroom {

enum class Interval { Day, Week, Month };

struct ReportQuery
{
    std::optional<int> from = {}; // days; else as is usual for the report
    std::optional<int> to = {}; // not in it; else tomorrow
    Interval interval = Interval::Day; // of "sales"
    QByteArray sort = {}; // of "products": "revenue" (as usual) or "units"
    int limit = 0; // rows; 0: all
};

namespace reports {

// sales, products, customers, categories, countries, tax, stock, requests
const QByteArrayList &names();
std::optional<Interval> parseInterval(QByteArrayView text);
QByteArray intervalText(Interval interval);

// Reports/Read, for "requests" Requests/Read. NotFound for a name that is none, Invalid for a range that ends before it
// begins or has more than MostPeriods periods. May take a second on a million orders: not for a worker's event loop.
Result<ReportTable> run(Reader &reader, const Actor &actor, const QByteArray &name, const ReportQuery &query);

inline constexpr int MostPeriods = 5000;

// The first day of the period that a day is in, and of the next; "2011-02-01", "2011-W05" or "2011-02".
int periodStart(int day, Interval interval);
int nextPeriod(int start, Interval interval);
QString periodText(int start, Interval interval);

}
}
