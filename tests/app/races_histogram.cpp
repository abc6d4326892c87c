// Counting from many threads, under ThreadSanitizer where the compiler has it: in standard C++ alone, because Qt's
// libraries are not built for it. Ends with 1 when something was lost, doubled, or further off than it may be.
#include "server/http/callcounts.h"
#include "server/http/heartbeat.h"

#include <cstdio>
#include <thread>

using namespace backroom;

namespace {
constexpr int Threads = 6;
constexpr int Each = 20'000;

// Every bucket begins where the one before ends, and no value is taken for one further off than 1/32.
bool bucketsCoverEverything()
{
    for (size_t i = 0; i < buckets::Count; ++i)
        if (buckets::of(buckets::least(i)) != i || buckets::of(buckets::least(i + 1) - 1) != i)
            return false;
    for (int64_t value = 0; value < (int64_t(1) << 31); value += 1 + value / 50) {
        const int64_t taken = buckets::middle(buckets::of(value));
        if (std::abs(taken - value) * 32 > value)
            return false;
    }
    return buckets::of(-5) == 0 && buckets::of(INT64_MAX) == buckets::Count - 1;
}

bool percentilesAreThoseOfTheSorted()
{
    Spread spread;
    for (int i = 1; i <= 1000; ++i)
        spread.add(i * 100);
    for (const auto &[share, exact] : {std::pair(500, 50'000), std::pair(950, 95'000), std::pair(990, 99'000)}) {
        const int64_t taken = spread.permille(uint64_t(share));
        if (std::abs(taken - exact) * 32 > exact)
            return false;
    }
    Spread other;
    other.add(7, 3);
    Spread both = spread;
    both.add(other);
    return both.total() == 1003 && both.sum == spread.sum + 21 && both.since(spread).total() == 3
        && both.since(spread).permille(500) == 7 && Spread().permille(950) == 0 && both.below(buckets::of(8)) == 3;
}

// Whoever looks meanwhile sees no more than there is, and at the end all of it.
bool nothingIsLost()
{
    CallCounts counts(3);
    std::atomic<bool> done = false;
    std::atomic<bool> grows = true;
    std::thread looker([&] {
        uint64_t last = 0;
        while (!done) {
            const uint64_t seen = counts.of(1).calls();
            if (seen < last || seen > uint64_t(Threads) * Each)
                grows = false;
            last = seen;
        }
    });
    std::vector<std::thread> callers;
    for (int t = 0; t < Threads; ++t)
        callers.emplace_back([&counts, t] {
            for (int i = 0; i < Each; ++i) {
                counts.count(1, i % 10 == 0 ? 503 : i % 10 == 1 ? 429 : 200, 10, t * 1000 + i % 100);
                if (i % 2 == 0)
                    counts.countKept();
            }
        });
    for (std::thread &caller : callers)
        caller.join();
    done = true;
    looker.join();
    const EndpointCounts all = counts.of(1);
    constexpr uint64_t Calls = uint64_t(Threads) * Each;
    return grows && all.calls() == Calls && all.errors() == Calls / 10 && all.refused() == Calls / 10
        && counts.limited() == Calls / 10 && counts.kept() == Calls / 2 && all.bytes == int64_t(Calls) * 10
        && all.micros.total() == Calls && counts.of(0).calls() == 0 && counts.of(2).calls() == 0;
}

// A late beat is a stall, one that never comes is seen by whoever looks, and one in time is nothing.
bool stallsAreSeen()
{
    using std::chrono::milliseconds;
    Heartbeat heartbeat;
    const auto begin = std::chrono::steady_clock::now();
    bool right = heartbeat.standing(begin + milliseconds(9000)) == 0; // not running
    right = right && heartbeat.beat(begin) == 0 && heartbeat.beat(begin + milliseconds(120)) == 0;
    right = right && heartbeat.standing(begin + milliseconds(300)) == 0;
    right = right && heartbeat.standing(begin + milliseconds(1220)) == 1000;
    right = right && heartbeat.beat(begin + milliseconds(820)) == 600;
    right = right && heartbeat.beat(begin + milliseconds(1320)) == 400;
    heartbeat.rest();
    right = right && heartbeat.standing(begin + milliseconds(9000)) == 0;
    std::thread looker([&heartbeat] {
        for (int i = 0; i < 1000; ++i)
            (void)heartbeat.standing();
    });
    for (int i = 0; i < 1000; ++i)
        heartbeat.beat();
    looker.join();
    return right && heartbeat.stalls() >= 2 && heartbeat.longestMillis() >= 600;
}
}

int main()
{
    const bool good =
        bucketsCoverEverything() && percentilesAreThoseOfTheSorted() && nothingIsLost() && stallsAreSeen();
    if (!good)
        std::puts("something was lost, doubled or too far off");
    return good ? 0 : 1;
}
