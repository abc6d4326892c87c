#include "app/store/writerpool.h"

#include "app/log/threadname.h"

namespace backroom {

namespace {
// Two of them keep one processor of the database busy; the others wait for its disk.
constexpr int Threads = 6;
constexpr size_t MaxWaiting = 4096;
}

WriterPool::WriterPool(std::function<void(const WriteJob &)> run) : m_run(std::move(run)), m_queue(MaxWaiting)
{
    for (int i = 0; i < Threads; ++i)
        m_threads.emplace_back([this] {
            nameThread("writer");
            for (;;) {
                const std::vector<WriteJob> jobs = m_queue.take(1);
                if (jobs.empty())
                    return;
                m_run(jobs.front());
            }
        });
}

WriterPool::~WriterPool() { finish(); }

void WriterPool::finish()
{
    m_queue.close();
    for (std::thread &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void WriterPool::write(WriteJob job)
{
    // A push that says no has left the job untouched.
    if (!m_queue.push(std::move(job)) && job.done) // NOLINT(bugprone-use-after-move)
        job.done(fail(StoreError(StoreError::Kind::Serialization, "writers' queue").toError()));
}

}
