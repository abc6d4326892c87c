#pragma once
// Figures for the dashboard: what a range of days brought beside the same number of days before, day by day, and what
// sold best. From the daily totals: any range costs its days.
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
};

namespace series {

// All ask for Reports/Read. `to` is not in the range.
Result<SalesSeries> sales(Reader &reader, const Actor &actor, int from, int to);
// By revenue, or by units.
Result<QList<BestSeller>> bestSellers(Reader &reader, const Actor &actor, int from, int to, int limit,
                                      bool byUnits = false);
Result<OpenWork> openWork(Reader &reader, const Actor &actor);

}
}
