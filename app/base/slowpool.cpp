#include "app/base/slowpool.h"

#include <QDebug>

namespace backroom {

SlowPool::SlowPool(int threads, size_t capacity) : m_queue(capacity)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] {
            for (;;) {
                const auto jobs = m_queue.take(1);
                if (jobs.empty())
                    return;
                try {
                    jobs.front()();
                } catch (const std::exception &error) { // what is run here answers for itself
                    qCritical("a fault in slow work: %s", error.what());
                }
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
