#include "app/base/slowpool.h"

#include <QDebug>
#include <sys/resource.h>
#include <unistd.h>

namespace backroom {

namespace {
// Who pays at the till comes before who signs in or reads a report. Linux counts this by thread, and ten steps leave it
// about a tenth of a processor that others want too.
constexpr int Niceness = 10;
void giveWay() { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), Niceness); }
}

SlowPool::SlowPool(int threads, size_t capacity) : m_queue(capacity)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] {
            giveWay();
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
