#pragma once
// Every limit of the server in one place, with the defaults it starts with.
#include <QtGlobal>

namespace backroom {

struct Limits
{
    int line = 8 * 1024; // bytes of the request line
    int head = 32 * 1024; // bytes of the whole head
    int fields = 100; // header fields
    qint64 body = 1024 * 1024; // bytes
    qint64 uploadBody = 10 * 1024 * 1024; // bytes, for images and imports
    qint64 queuedOutput = 8 * 1024 * 1024; // bytes waiting for a slow reader
    int headMillis = 10'000;
    int bodyMillis = 30'000;
    int replyStallMillis = 20'000;
    int idleMillis = 30'000;
    int connections = 12'000;
    int connectionsPerAddress = 200;
    int connectionsLoopback = 11'000;
};

}
