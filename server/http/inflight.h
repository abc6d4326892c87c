#pragma once
// Counts what is under way, so that who ends a server can wait for it: what a call's answer needs must outlive the call,
// wherever it is answered.
#include <condition_variable>
#include <memory>
#include <mutex>

namespace backroom {

class InFlight {
    struct State
    {
        std::mutex mutex;
        std::condition_variable empty;
        int count = 0;
    };

public:
    // Under way for as long as it lives.
    class Place {
    public:
        explicit Place(std::shared_ptr<State> state) : m_state(std::move(state))
        {
            const std::lock_guard lock(m_state->mutex);
            ++m_state->count;
        }
        Place(Place &&) noexcept = default;
        Place &operator=(Place &&) = delete;
        ~Place()
        {
            if (!m_state)
                return;
            const std::lock_guard lock(m_state->mutex);
            if (--m_state->count == 0)
                m_state->empty.notify_all();
        }

    private:
        std::shared_ptr<State> m_state;
    };

    // Any thread.
    Place enter() { return Place(m_state); }
    // Until nothing is under way.
    void wait()
    {
        std::unique_lock lock(m_state->mutex);
        m_state->empty.wait(lock, [this] { return m_state->count == 0; });
    }

private:
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

}
