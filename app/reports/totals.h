#pragma once
// Daily totals, kept in the transaction that changes an order, so that reports over years read days and not orders.
// They can be made anew from the orders, and compared with them.
//
// A day is the shop's day on which the order was placed (orders.day), whatever happens to the order later: a period's
// figures are what its orders came to. A cancelled order counts nowhere; a refund is taken off the day of its order.
// All amounts are minor units before tax, whether prices include tax or not:
//
//   orders     orders with at least one piece bought; what only brings pieces back (an imported C… invoice) is none
//   items      pieces bought: the quantities of lines that have a positive one, before returns
//   gross      Σ totals of the lines with a positive total, before discounts
//   discounts  what was taken off them
//   returns    − Σ totals of the lines with a negative total (returns and adjustments in imported history), and all
//              that refunds gave back besides tax and shipping
//   net        gross − discounts − returns; for imported history exactly Σ quantity × unit price of its lines
//   tax        all tax, that of shipping included, less what refunds gave back
//   shipping   without its tax, less what refunds gave back
//
// Units and revenue of a variant are the same net figures by line: bought less brought back. A refund of money without
// lines lowers the day's net, but no variant's.
#include "app/store/transaction.h"

#include <map>

namespace backroom {

struct Order;

// What a batch of imported lines adds. Amounts are minor units before tax.
struct TotalsDelta
{
    struct Sales
    {
        qint64 orders = 0;
        qint64 items = 0;
        qint64 gross = 0;
        qint64 returns = 0;
    };
    struct Units
    {
        qint64 units = 0;
        qint64 revenue = 0;
    };
    struct Country
    {
        qint64 orders = 0;
        qint64 items = 0;
        qint64 net = 0;
    };
    std::map<int, Sales> days;
    std::map<std::pair<int, qint64>, Units> variants; // by day and variant
    std::map<std::pair<int, QString>, Country> countries;

    // One line as it was sold, without tax and discount; of no variant when that is 0.
    void addLine(int day, VariantId variant, const QString &country, qint64 quantity, qint64 total);
    // An order that counts as one.
    void addOrder(int day, const QString &country);
};

// A day whose totals are not what its orders say, and in which table.
struct TotalsDifference
{
    int day = 0;
    QByteArray table;
    bool operator==(const TotalsDifference &) const = default;
};

namespace totals {

// Counts an order as its rows stand now (order, lines, taxes, payments, refunded lines): nothing for a cancelled one.
// Call it once when the order's rows are written, at the end of the transaction: on PostgreSQL the day's row is taken
// here. Four statements, whatever the number of lines.
void add(Transaction &transaction, OrderId order);
// The same for one that was just placed, from what was put into its rows: nothing was paid, shipped or refunded yet.
void addNew(Transaction &transaction, const Order &order);
// Takes an order out again, as its rows stand. Whatever changes amounts, lines, refunds or the status "cancelled" of an
// order: subtract, change the rows, add.
void subtract(Transaction &transaction, OrderId order);

// For imports, which know what they added.
void apply(Transaction &transaction, const TotalsDelta &delta);

// Makes all totals anew from the orders. Leaves no journal entry: nothing of the shop's changes.
void rebuild(Transaction &transaction);
// Every day that differs from its orders, oldest first; none when all is right. Reads every order.
QList<TotalsDifference> compare(Reader &reader);

}
}
