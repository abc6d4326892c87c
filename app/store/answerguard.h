#pragma once
// Watches over calls to a PostgreSQL server, which wait as long as it takes: a server that hangs, or to which the way is
// gone, would hold every thread that asks it, for ever. Calls that have waited for some seconds are cut off when nobody
// else gets an answer from the server either; a long report on a server that answers is left alone.
#include "app/store/storeconfig.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace backroom {

class AnswerGuard {
    using Clock = std::chrono::steady_clock;
    struct Waiting
    {
        int socket;
        Clock::time_point since;
    };

public:
    explicit AnswerGuard(const StoreConfig &config);
    ~AnswerGuard();
    AnswerGuard(const AnswerGuard &) = delete;
    AnswerGuard &operator=(const AnswerGuard &) = delete;

    // Watched for as long as it lives, on the thread that made it; does nothing when `guard` is null. The socket stays
    // open meanwhile: cutting off shuts it down and closes nothing.
    class Call {
    public:
        Call(AnswerGuard *guard, int socket);
        ~Call();
        Call(const Call &) = delete;
        Call &operator=(const Call &) = delete;

    private:
        AnswerGuard *m_guard;
        std::list<Waiting>::iterator m_place;
    };

    // The server did not answer when it was asked last; it is asked again every second, so that no call need try. Any
    // thread.
    bool isSilent() const { return m_silent; }

private:
    void run();
    bool answers() const;
    void cutOff(Clock::time_point since);

    const QByteArray m_host;
    const QByteArray m_port;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::list<Waiting> m_waiting;
    std::atomic<bool> m_silent = false;
    bool m_stop = false;
    std::thread m_thread;
};

}
