#pragma once
// A trend in words: "As fast as on 3 November (version 0.1.0)."
#include "app/selftest/trend.h"
#include "app/selftest/verdict.h"

namespace backroom::selftest {

// Empty for the first test. `report` is the one that is judged.
QString words(const SpeedTrend &trend, const SelfTestReport &report, const Manner &manner);
// What to do about a slower one.
QString slowerAdvice(const SpeedTrend &trend);

}
