#pragma once
// The load generator of the self-test and of the benchmarks: many keep-alive connections worked off by one thread with
// epoll, without Qt, so that what it costs is small beside the server it measures.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backroom::traffic {

// One connection's client: says what is sent next and looks at what comes back. Used by the thread that runs the load.
class Visitor {
public:
    virtual ~Visitor() = default;
    enum class Verdict { More, Done, Failed }; // Done: one piece of work, of as many requests as it took
    // The whole next request, valid until the next call; empty when there is nothing left to do.
    virtual std::string_view next() = 0;
    virtual Verdict answered(int status, std::string_view body) = 0;
};

using Visitors = std::function<std::unique_ptr<Visitor>(int connection)>;

struct Load
{
    int connections = 32;
    double warmUp = 0.3; // seconds that are not counted
    double seconds = 2; // as measured; 0: until every visitor has nothing left to do
    // Asked about ten times a second, on the thread that runs the load; false ends it.
    std::function<bool()> goOn = {};
};

struct Outcome
{
    double seconds = 0;
    long long done = 0; // pieces of work
    long long requests = 0;
    long long bytes = 0; // of reply bodies
    long long failures = 0;
    std::string failure; // the first one
    double p50 = 0; // milliseconds a piece of work, from its first request to its last reply
    double p99 = 0;

    double perSecond() const { return seconds > 0 ? double(done) / seconds : 0; }
    double bytesPerReply() const { return requests > 0 ? double(bytes) / double(requests) : 0; }
};

// Blocks. Connections go to 127.0.0.1; one that breaks counts as a failure and is not made again.
Outcome run(const Load &load, int port, const Visitors &visitors);

// "METHOD path HTTP/1.1" with the fields that a browser sends, 750 bytes in all before the body. `fields` go among them,
// each with its line end.
std::string request(std::string_view method, std::string_view path, std::string_view body = {},
                    std::string_view fields = {});

}
