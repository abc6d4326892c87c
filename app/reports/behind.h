#pragma once
// From a figure of a report to the orders that it came from.
#include "app/orders/orders.h"
#include "app/reports/reports.h"

namespace backroom::reports {

// Nothing where a row has no orders behind it: stock, requests.
std::optional<OrderQuery> behind(const ReportTable &table, int row);
// Which column people look at first, and what charts show: "net" of sales. Empty for a table that has none.
QByteArray mainFigure(const ReportTable &table);
// Adds two columns behind the main figure: the same in `earlier`, and the change in millionths where there is one to tell.
// Sales are compared period by period in their order, everything else row by row of the same key.
void compareWith(ReportTable &table, const ReportTable &earlier);
// Sum of a column; nothing for what has no sum, such as a rate.
std::optional<qint64> sumOf(const ReportTable &table, QByteArrayView column);

}
