#pragma once
// A few threads for what must not run on an event loop or on the writer: hashing a password, a report over years.
// Bounded, so that a flood of it is refused instead of piling up.
#include "app/store/batchqueue.h"

#include <functional>
#include <thread>
#include <vector>

namespace backroom {

class SlowPool {
public:
    SlowPool(int threads, size_t capacity);
    // Works off what waits.
    ~SlowPool();
    // Any thread. False when too much waits: say Busy.
    [[nodiscard]] bool run(std::function<void()> job) { return m_queue.push(std::move(job)); }
    size_t waiting() const { return m_queue.size(); }

private:
    BatchQueue<std::function<void()>> m_queue;
    std::vector<std::thread> m_threads;
};

}
