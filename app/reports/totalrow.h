#pragma once
// What stands below a report's table on paper and in a workbook: the sums of those columns that add up to something.
#include "app/reports/reporttable.h"

#include <optional>

namespace backroom::reports {

// The same columns and one row, "Total" in its first cell; what does not add up (a rate, a level, products that count in
// several categories) is empty there. Nothing for less than two rows, or where no column adds up. Pure.
std::optional<ReportTable> totalOf(const ReportTable &table);

}
