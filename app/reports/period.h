#pragma once
// Stretches of the shop's days as people ask for them, and the one before that each is fairly compared to: a month that
// is still going on with the same days of the month before.
#include "app/base/clock.h"

#include <optional>

namespace backroom {

struct DayRange
{
    int from = 0; // days since 1970-01-01 in the shop's zone
    int to = 0; // not in it
    int days() const { return to - from; }
    bool operator==(const DayRange &) const = default;
};

enum class Span { Today, ThisWeek, ThisMonth, LastMonth, ThisQuarter, ThisYear, All, Own };

namespace period {

// Up to and with `today` for what is still going on; weeks begin on Monday. All begins with `first`, the first day that
// anything was sold on. Own has no range of its own: `first` alone.
DayRange rangeOf(Span span, int today, int first);
// Nothing for All. For Own as many days right before; for the others the same days of the month, quarter or year before,
// as far as it has them.
std::optional<DayRange> before(Span span, DayRange range);

}
}
