#pragma once
// Every limit of the server in one place, with the defaults it starts with and the names they have in config.ini.
#include <QString>
#include <variant>
#include <vector>

namespace backroom {

struct Limits
{
    int line = 8 * 1024; // bytes of the request line
    int head = 32 * 1024; // bytes of the whole head
    int fields = 100; // header fields
    qint64 body = 1024 * 1024; // bytes
    qint64 uploadBody = 10 * 1024 * 1024; // bytes, for images and imports
    qint64 bodyInMemory = 32 * 1024; // bytes; what is larger lies on the disk while it arrives
    qint64 spooled = qint64(2) * 1024 * 1024 * 1024; // bytes of all such bodies together
    qint64 queuedOutput = 1024 * 1024; // bytes waiting for a slow reader before no further request of it is taken
    qint64 readAhead = 64 * 1024; // bytes taken from the kernel ahead of the request being answered
    int requestsPerTurn = 32; // pipelined requests of one connection before the others have their turn

    int headMillis = 10'000; // from the first byte of a head to its last
    int bodyMillis = 30'000; // for a body, and a second more for every bodyRate bytes of it
    int bodyRate = 16 * 1024; // bytes a second
    int answerMillis = 120'000; // for the program to answer; then 503
    int replyStallMillis = 20'000; // a reader has to take replyRate bytes a second over this time
    int replyRate = 1024; // bytes a second
    int idleMillis = 30'000; // between two requests
    int handshakeMillis = 10'000; // for TLS to be agreed on
    int handshakes = 500; // under way at once; beyond, the oldest makes room
    int lingerMillis = 2'000; // for a client to read a refusal before the connection is cut
    int drainMillis = 10'000; // for what is under way when the server stops

    int connections = 12'000;
    int connectionsPerAddress = 200; // an IPv6 /64 counts as one address
    int connectionsLoopback = 11'000;
    int backlog = 1024;
    int retryAfterSeconds = 5; // told to whom there is no connection for
};

// A limit as config.ini names it, in the unit that stands in its name.
struct LimitEntry
{
    const char *key; // "idle_seconds"
    const char *meaning; // to be translated
    const char *unit; // to be translated; empty for a count
    std::variant<int Limits::*, qint64 Limits::*> member;
    int scale; // what one such unit is in the member's own
    int least;
    int most;

    qint64 valueIn(const Limits &limits) const;
    // `value` is between least and most.
    void put(Limits &limits, qint64 value) const;
    // "30 s"
    QString text(const Limits &limits) const;
};

// In the order to show them.
const std::vector<LimitEntry> &limitEntries();

}
