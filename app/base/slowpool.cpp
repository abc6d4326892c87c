#include "app/base/slowpool.h"

namespace backroom {

SlowPool::SlowPool(int threads, size_t capacity) : m_queue(capacity)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] {
            for (;;) {
                const auto jobs = m_queue.take(1);
                if (jobs.empty())
                    return;
                jobs.front()();
            }
        });
}

SlowPool::~SlowPool()
{
    m_queue.close();
    for (std::thread &thread : m_threads)
        thread.join();
}

}
