#pragma once
// Whether an event loop turns: its thread beats at short intervals, and whoever looks can tell how long it has not. A
// stall is a beat that came later than Late. Standard C++ only, so that ThreadSanitizer can judge it.
#include <atomic>
#include <chrono>
#include <cstdint>

namespace backroom {

class Heartbeat {
public:
    static constexpr int64_t IntervalMillis = 100;
    static constexpr int64_t LateMillis = 250; // behind its time
    using Time = std::chrono::steady_clock::time_point;

    // The loop's thread. How long the loop did not turn, in milliseconds, when that was a stall; else 0.
    int64_t beat(Time now = std::chrono::steady_clock::now())
    {
        const int64_t at = millis(now);
        const int64_t last = m_last.exchange(at, std::memory_order_relaxed);
        const int64_t stall = last == 0 ? 0 : at - last - IntervalMillis;
        if (stall < LateMillis)
            return 0;
        m_stalls.fetch_add(1, std::memory_order_relaxed);
        if (stall > m_longest.load(std::memory_order_relaxed)) // written by this thread alone
            m_longest.store(stall, std::memory_order_relaxed);
        return stall;
    }
    // The loop's thread, when it ends: nobody waits for it any more.
    void rest() { m_last.store(0, std::memory_order_relaxed); }

    // Any thread. For how long, in milliseconds, it stands still now; 0 when it turns.
    int64_t standing(Time now = std::chrono::steady_clock::now()) const
    {
        const int64_t last = m_last.load(std::memory_order_relaxed);
        const int64_t stall = last == 0 ? 0 : millis(now) - last - IntervalMillis;
        return stall < LateMillis ? 0 : stall;
    }
    int64_t stalls() const { return m_stalls.load(std::memory_order_relaxed); }
    int64_t longestMillis() const { return m_longest.load(std::memory_order_relaxed); }

private:
    static int64_t millis(Time time)
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    }
    std::atomic<int64_t> m_last = 0; // 0: not running
    std::atomic<int64_t> m_stalls = 0;
    std::atomic<int64_t> m_longest = 0;
};

}
