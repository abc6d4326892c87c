#pragma once
// How other threads reach a worker: what they post waits in one place and wakes the worker once, however much it is.
#include "server/http/connections.h"
#include "server/http/reply.h"

#include <functional>
#include <mutex>
#include <vector>

namespace backroom {

// Names one request on one connection of one worker.
struct ExchangeId
{
    quint64 gate = 0;
    quint64 number = 0;
};

// More of that reply's stream is there to send.
struct MoreToSend
{
    ExchangeId exchange;
};

struct LateReply
{
    ExchangeId exchange;
    Reply reply;
};

// All functions: any thread.
class Mailbox {
public:
    struct Post
    {
        std::vector<LateReply> replies;
        std::vector<Arrival> arrivals;
        std::vector<MoreToSend> more;
    };

    // `wake` is called, under a lock, when something comes into the empty box; after close() never again.
    void open(std::function<void()> wake);
    // What is posted from now on is dropped: connections are closed, replies had nobody to go to.
    void close();
    void post(LateReply reply);
    void post(Arrival arrival);
    void post(MoreToSend more);
    // Everything that waits.
    Post take();

private:
    template<typename T> void add(std::vector<T> Post::*list, T thing);

    std::mutex m_mutex;
    std::function<void()> m_wake;
    Post m_post;
};

}
