#pragma once
// Hands what many threads bring to one thread, everything that waits at once; or to a few threads, one by one. Standard C++ only, so that
// ThreadSanitizer can judge it.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <vector>

namespace backroom {

template<typename Job> class BatchQueue {
public:
    explicit BatchQueue(size_t capacity) : m_capacity(capacity) {}

    // Any thread. False when the queue is full or closed; the job is untouched then.
    bool push(Job &&job)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed || m_jobs.size() >= m_capacity)
                return false;
            m_jobs.push_back(std::move(job));
        }
        m_filled.notify_one();
        return true;
    }

    // A taking thread. Waits for work, then takes up to `most` of it; empty only when closed and drained.
    std::vector<Job> take(size_t most)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return m_closed || !m_jobs.empty(); });
        std::vector<Job> batch;
        const auto end = m_jobs.begin() + static_cast<std::ptrdiff_t>(std::min(most, m_jobs.size()));
        batch.assign(std::make_move_iterator(m_jobs.begin()), std::make_move_iterator(end));
        m_jobs.erase(m_jobs.begin(), end);
        return batch;
    }

    // What waits is still taken; nothing more gets in.
    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_all();
    }

    size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_jobs.size();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<Job> m_jobs;
    size_t m_capacity;
    bool m_closed = false;
};

}
