// What hands work from thread to thread, under ThreadSanitizer where the compiler has it: in standard C++ alone, because
// Qt's libraries are not built for it. Ends with 1 when something was lost or doubled.
#include "app/store/batchqueue.h"
#include "server/http/inflight.h"

#include <atomic>
#include <cstdio>
#include <functional>
#include <optional>
#include <thread>

using namespace backroom;

namespace {
constexpr int Threads = 4;
constexpr int Each = 5000;

// Everything that got in comes out once, batch by batch, and nothing after the end.
bool everythingComesOutOnce()
{
    BatchQueue<int> queue(64);
    std::vector<int> seen(Threads * Each);
    std::thread taker([&] {
        for (auto batch = queue.take(16); !batch.empty(); batch = queue.take(16))
            for (const int job : batch)
                ++seen[static_cast<size_t>(job)];
    });
    std::vector<std::thread> givers;
    for (int t = 0; t < Threads; ++t)
        givers.emplace_back([&queue, t] {
            for (int i = 0; i < Each; ++i)
                while (!queue.push(t * Each + i))
                    std::this_thread::yield();
        });
    for (std::thread &giver : givers)
        giver.join();
    queue.close();
    taker.join();
    bool once = !queue.push(0) && queue.take(1).empty();
    for (const int count : seen)
        once = once && count == 1;
    return once;
}

// Several take, as in a pool, while others give and somebody closes: a job is refused or done, never both or neither.
bool closingLosesNothing()
{
    for (int round = 0; round < 50; ++round) {
        BatchQueue<std::function<void()>> queue(32);
        std::atomic<int> done = 0;
        std::atomic<int> taken = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 2; ++t)
            threads.emplace_back([&] {
                for (auto jobs = queue.take(1); !jobs.empty(); jobs = queue.take(1))
                    jobs.front()();
            });
        for (int t = 0; t < Threads; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i)
                    taken += queue.push([&done] { ++done; }) ? 1 : 0;
            });
        queue.size();
        queue.close();
        for (std::thread &thread : threads)
            thread.join();
        if (done != taken)
            return false;
    }
    return true;
}

// Who waits until nothing is under way sees all that was done under way.
bool waitingSeesAll()
{
    for (int round = 0; round < 200; ++round) {
        int plain[Threads] = {};
        std::vector<std::thread> threads;
        {
            InFlight inFlight;
            for (int t = 0; t < Threads; ++t)
                threads.emplace_back([place = std::optional(inFlight.enter()), cell = &plain[t]]() mutable {
                    *cell = 1;
                    place.reset();
                });
            inFlight.wait();
        }
        int sum = 0;
        for (const int value : plain)
            sum += value;
        for (std::thread &thread : threads)
            thread.join();
        if (sum != Threads)
            return false;
    }
    return true;
}
}

int main()
{
    const bool good = everythingComesOutOnce() && closingLosesNothing() && waitingSeesAll();
    if (!good)
        std::puts("something was lost or doubled");
    return good ? 0 : 1;
}
