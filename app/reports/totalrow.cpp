#include "app/reports/totalrow.h"

#include "app/reports/behind.h"

#include <QCoreApplication>

namespace backroom::reports {

namespace {
QByteArrayList addingUp(const QByteArray &report)
{
    if (report == "sales")
        return {"orders", "items", "gross", "discounts", "returns", "net", "tax", "shipping"};
    if (report == "products")
        return {"units", "revenue"};
    if (report == "countries")
        return {"orders", "items", "net"};
    if (report == "tax")
        return {"tax"}; // one line of an order can be taxed twice
    if (report == "stock")
        return {"value", "sold"};
    if (report == "customers")
        return {"orders", "spent"};
    if (report == "requests")
        return {"calls", "errors", "refused"};
    return {};
}
}

std::optional<ReportTable> totalOf(const ReportTable &table)
{
    QByteArrayList names = addingUp(table.name);
    if (table.rows.size() < 2 || names.isEmpty())
        return {};
    if (names.contains(mainFigure(table)))
        names << "before"; // the same in the period before
    ReportTable total = table;
    total.name = "total";
    total.keys.clear();
    total.rows = {ReportRow(table.columns.size())};
    ReportRow &row = total.rows.first();
    row.first() = QCoreApplication::translate("backroom", "Total");
    for (qsizetype column = 1; column < table.columns.size(); ++column)
        if (names.contains(table.columns.at(column).name))
            if (const auto sum = sumOf(table, table.columns.at(column).name))
                row[column] = *sum;
    return total;
}

}
