#pragma once
// How the store does: what reading, waiting and committing took, and how many calls one commit held. Any thread.
#include "app/base/histogram.h"

#include <chrono>

namespace backroom {

struct StoreFigures
{
    Histogram readMicros; // one snapshot, from its begin to its end
    Histogram waitMicros; // from being asked for to the begin of the transaction that holds it
    Histogram commitMicros; // COMMIT alone, that is the disk
    Histogram batchCalls; // in one commit
    std::atomic<int64_t> failures = 0; // transactions that did not commit
};

// Microseconds that have passed since it was made.
class StopWatch {
public:
    int64_t micros() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - m_begin)
            .count();
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

}
