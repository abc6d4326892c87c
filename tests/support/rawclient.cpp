#include "tests/support/rawclient.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace backroom::test {

namespace {
constexpr int Patience = 10'000; // milliseconds, before a test gives up

sockaddr_in address(const char *text, quint16 port)
{
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    ::inet_pton(AF_INET, text, &result.sin_addr);
    return result;
}
}

QByteArray RawReply::field(const QByteArray &name) const
{
    const qsizetype at = head.toLower().indexOf(QByteArray("\r\n" + name.toLower() + ":"));
    if (at < 0)
        return {};
    const qsizetype from = at + name.size() + 3;
    return head.mid(from, head.indexOf("\r\n", from) - from).trimmed();
}

std::optional<QByteArray> unchunked(const QByteArray &bytes)
{
    QByteArray body;
    for (qsizetype at = 0;;) {
        const qsizetype end = bytes.indexOf("\r\n", at);
        bool isNumber = false;
        const qsizetype size = end < 0 ? 0 : bytes.mid(at, end - at).toLongLong(&isNumber, 16);
        if (!isNumber || bytes.mid(end + 2 + size, 2) != "\r\n")
            return std::nullopt;
        body += bytes.mid(end + 2, size);
        at = end + size + 4;
        if (size == 0)
            return at == bytes.size() ? std::optional(body) : std::nullopt;
    }
}

RawClient::RawClient(quint16 port, const char *from)
{
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in own = address(from ? from : "127.0.0.1", 0);
    sockaddr_in peer = address("127.0.0.1", port);
    if ((from && ::bind(m_descriptor, reinterpret_cast<sockaddr *>(&own), sizeof own) != 0)
        || ::connect(m_descriptor, reinterpret_cast<sockaddr *>(&peer), sizeof peer) != 0)
        close();
}

bool RawClient::send(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t sent =
            ::send(m_descriptor, bytes.constData() + at, static_cast<size_t>(bytes.size() - at), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
    }
    return true;
}

bool RawClient::sendBytewise(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        if (!send(bytes.mid(at, 1)))
            return false;
        if (at % 8 == 0)
            ::usleep(100);
    }
    return true;
}

bool RawClient::receive()
{
    pollfd wanted{m_descriptor, POLLIN, 0};
    if (m_ended || m_descriptor < 0 || ::poll(&wanted, 1, Patience) <= 0)
        return false;
    std::array<char, 65536> chunk;
    const ssize_t got = ::recv(m_descriptor, chunk.data(), chunk.size(), 0);
    if (got <= 0) {
        m_ended = true;
        m_wasReset = got < 0 && errno == ECONNRESET;
        return false;
    }
    m_buffer.append(chunk.data(), got);
    return true;
}

RawReply RawClient::reply(bool headOnly)
{
    RawReply reply;
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!receive())
            return reply;
    }
    reply.head = m_buffer.first(end + 4);
    m_buffer.remove(0, end + 4);
    const int status = reply.head.mid(9, 3).toInt();
    const qsizetype length = headOnly ? 0 : reply.field("Content-Length").toLongLong();
    while (m_buffer.size() < length) {
        if (!receive())
            return reply;
    }
    reply.body = m_buffer.first(length);
    m_buffer.remove(0, length);
    reply.status = status;
    return reply;
}

QByteArray RawClient::rest()
{
    while (receive()) {}
    return std::exchange(m_buffer, QByteArray());
}

bool RawClient::isClosedByPeer() { return m_buffer.isEmpty() && !receive() && m_ended; }

void RawClient::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void RawClient::reset()
{
    const linger now{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

}
