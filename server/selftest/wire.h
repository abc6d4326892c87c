#pragma once
// One connection that says exactly the bytes it is given: for what no well-behaved client sends.
#include "server/selftest/replyreader.h"

#include <chrono>

namespace backroom {

class Wire {
public:
    // To 127.0.0.1.
    explicit Wire(int port);
    ~Wire();
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    // False when the other side took no more.
    bool send(std::string_view bytes);
    static constexpr int NoReply = -1;
    struct Reply
    {
        int status = 0; // 0: the connection ended before it was whole; NoReply: it did not come in time
        std::string body;
    };
    // The next whole reply, waiting this long for it at most.
    Reply reply(std::chrono::milliseconds patience);
    // Whether nothing more comes for this long, or the connection ends.
    bool isQuiet(std::chrono::milliseconds patience);

private:
    bool wait(std::chrono::milliseconds patience) const;
    bool receive();

    int m_socket = -1;
    traffic::ReplyReader m_reader;
    bool m_surplus = false; // more came with the last reply
};

}
