#include "server/selftest/wire.h"

#include <arpa/inet.h>
#include <cstring>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace backroom {

Wire::Wire(int port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic;
    std::memcpy(&generic, &address, sizeof generic);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // A server that reads nothing must not hold us up for ever.
    const timeval patience{5, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(m_socket, &generic, sizeof generic) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

Wire::~Wire()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool Wire::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(size_t(sent));
    }
    return true;
}

bool Wire::wait(std::chrono::milliseconds patience) const
{
    pollfd wanted{m_socket, POLLIN, 0};
    return m_socket >= 0 && ::poll(&wanted, 1, int(std::max<long long>(0, patience.count()))) > 0;
}

bool Wire::receive()
{
    const auto [space, size] = m_reader.space();
    const ssize_t got = ::recv(m_socket, space, size, 0);
    if (got <= 0)
        return false;
    m_reader.filled(size_t(got));
    return true;
}

Wire::Reply Wire::reply(std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    while (!m_reader.isWhole()) {
        if (!wait(std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now())))
            return {m_socket >= 0 ? NoReply : 0, {}};
        if (!receive())
            return {};
    }
    Reply reply{m_reader.status(), std::string(m_reader.body())};
    m_surplus = m_reader.surplus();
    m_reader.next();
    return reply;
}

bool Wire::isQuiet(std::chrono::milliseconds patience) { return !m_surplus && (!wait(patience) || !receive()); }

}
