#pragma once
// A client that says exactly the bytes it is given, over a blocking socket: for tests of what no library would send.
#include <QByteArray>
#include <QList>
#include <optional>

namespace backroom::test {

// A reply read off the wire.
struct RawReply
{
    int status = 0; // 0: the connection ended before a whole reply
    QByteArray head; // with its blank line
    QByteArray body;
    QByteArray field(const QByteArray &name) const; // trimmed; null when missing
};

// What a body in chunks says; nothing when it is not well-formed to its last chunk.
std::optional<QByteArray> unchunked(const QByteArray &bytes);

class RawClient {
public:
    // Connects to 127.0.0.1, or from another loopback address when one is given.
    explicit RawClient(quint16 port, const char *from = nullptr);
    ~RawClient() { close(); }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isOpen() const { return m_descriptor >= 0; }
    // False when the other side has closed.
    bool send(const QByteArray &bytes);
    bool sendBytewise(const QByteArray &bytes);
    // The next reply, framed by Content-Length; without a body when `headOnly`.
    RawReply reply(bool headOnly = false);
    // Everything up to the end of the connection, or what came until nothing more did for a while.
    QByteArray rest();
    // Whether the other side closes the connection, with nothing more to read before.
    bool isClosedByPeer();
    // Whether the connection ended with a reset, once everything was read.
    bool isReset() const { return m_wasReset; }
    void close();
    // Closes so that the other side gets a reset.
    void reset();

private:
    bool receive();

    int m_descriptor = -1;
    bool m_ended = false;
    bool m_wasReset = false;
    QByteArray m_buffer;
};

}
