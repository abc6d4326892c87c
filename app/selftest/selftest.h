#pragma once
// "Test my server" as commands and windows see it: on a copy of the shop, while the shop goes on selling.
#include "app/base/result.h"
#include "app/selftest/report.h"

#include <functional>

namespace backroom {

struct SelfTestProgress
{
    QString step; // what is done now: "50 customers race for the last 10 pieces"
    double share = 0; // of the whole, 0 to 1
    int secondsLeft = 0; // about
};

class SelfTest {
public:
    // Called about ten times a second on the thread that runs the test; false stops it.
    using Watch = std::function<bool(const SelfTestProgress &)>;

    virtual ~SelfTest() = default;
    // Blocks for about 15 seconds, 5 when `quick`, longer on a large shop; one at a time for each shop, on any thread
    // but the GUI's. The report is kept in the shop's store. Fails with a sentence when the copy cannot be made or the
    // test was stopped; nothing is left of the copy in any case.
    virtual Result<SelfTestReport> run(bool quick, const Watch &watch) = 0;
};

}
