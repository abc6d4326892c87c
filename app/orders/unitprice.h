#pragma once
// What one piece of an order line cost, as it is read on paper and on the screen.
#include "app/base/format.h"

namespace backroom {

// In parts of a minor unit (UnitPriceScale); up to four more decimals than the currency has, where there are any.
QString unitPriceText(const Format &format, qint64 unitPrice);

}
