#pragma once
// Figures for the dashboard: what a range of days brought beside the same number of days before, day by day, and what
// sold best. From the daily totals: any range costs its days.
#include "app/reports/period.h"
#include "app/store/transaction.h"

#include <QList>

namespace backroom {

struct DayFigures
{
    int day = 0;
    qint64 orders = 0;
    qint64 items = 0;
    qint64 net = 0; // minor units before tax, as in totals.h
};

struct KeyFigures
{
    qint64 net = 0;
    qint64 orders = 0;
    qint64 items = 0;
    qint64 returns = 0;
    qint64 newCustomers = 0;
    qint64 perOrder() const { return orders == 0 ? 0 : net / orders; }
};

struct SalesSeries
{
    QList<DayFigures> days; // every day of the range, those without a sale included
    QList<DayFigures> before; // as many days, right before
    KeyFigures now;
    KeyFigures then;
};

struct BestSeller
{
    VariantId variant;
    ProductId product;
    QString sku;
    QString title;
    qint64 units = 0;
    qint64 revenue = 0; // minor units before tax
};

// What waits for somebody.
struct OpenWork
{
    qint64 toShip = 0; // open orders with something left to send
    qint64 toPay = 0; // open orders that are not paid
    qint64 lowStock = 0; // variants at or below their threshold
    std::optional<Millis> oldestToShip = {}; // when it was placed
    qint64 due = 0; // minor units that are not paid yet
};

// A tracked piece that is at or below its threshold, or gone within LowDays at the pace of the last 30 days.
struct RunningLow
{
    VariantId variant;
    ProductId product;
    QString sku;
    QString title;
    qint64 level = 0;
    qint64 sold = 0; // in these 30 days
    std::optional<qint64> daysLeft; // nothing when none was sold
};

// What apps and sites asked of the server since the shop's midnight.
struct ApiUse
{
    qint64 calls = 0;
    qint64 errors = 0; // answered 5xx
    qint64 p95Micros = 0;
};

namespace series {

inline constexpr int LowDays = 14;

// All ask for Reports/Read, api() for Requests/Read. `to` is not in the range.
Result<SalesSeries> sales(Reader &reader, const Actor &actor, int from, int to);
// Beside any other range.
Result<SalesSeries> sales(Reader &reader, const Actor &actor, DayRange now, DayRange before);
// By revenue, or by units.
Result<QList<BestSeller>> bestSellers(Reader &reader, const Actor &actor, int from, int to, int limit,
                                      bool byUnits = false);
Result<OpenWork> openWork(Reader &reader, const Actor &actor);
// What is gone first stands first.
Result<QList<RunningLow>> runningLow(Reader &reader, const Actor &actor, int today, int limit);
Result<ApiUse> api(Reader &reader, const Actor &actor, int today);
// The first day that anything was sold on; `today` when nothing was.
Result<int> firstDay(Reader &reader, const Actor &actor, int today);

}
}
