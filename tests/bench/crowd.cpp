#include "tests/bench/crowd.h"

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstring>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace backroom::bench {

namespace {
constexpr std::string_view Beginning = "GET /api/v1/products HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
constexpr auto EachSlowEvery = std::chrono::seconds(2);
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

Crowd::Crowd(int port, int idle, int slow) : m_port(port)
{
    for (int i = 0; i < idle; ++i)
        m_idle.push_back(connect());
    for (int i = 0; i < slow; ++i) {
        m_slow.push_back(connect());
        (void)::send(m_slow.back(), Beginning.data(), Beginning.size(), MSG_NOSIGNAL);
    }
    m_thread = std::thread([this] { hangOn(); });
}

Crowd::~Crowd()
{
    m_stop = true;
    m_thread.join();
    for (const auto *const all : {&m_idle, &m_slow})
        for (const int socket : *all)
            if (socket >= 0)
                ::close(socket);
}

int Crowd::connect()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic;
    std::memcpy(&generic, &address, sizeof generic);
    if (socket >= 0 && ::connect(socket, &generic, sizeof generic) == 0)
        return socket;
    if (socket >= 0)
        ::close(socket);
    ++m_missing;
    return -1;
}

// A byte from one of the slow, then from the next; and one of the idle is looked after.
void Crowd::hangOn()
{
    const auto pause =
        std::chrono::duration_cast<std::chrono::microseconds>(EachSlowEvery) / std::max<size_t>(1, m_slow.size());
    for (size_t turn = 0; !m_stop; ++turn) {
        std::this_thread::sleep_for(std::max<std::chrono::microseconds>(pause, std::chrono::milliseconds(1)));
        if (!m_slow.empty()) {
            int &socket = m_slow[turn % m_slow.size()];
            if (::send(socket, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) {
                ::close(socket);
                socket = connect();
                (void)::send(socket, Beginning.data(), Beginning.size(), MSG_NOSIGNAL);
            }
        }
        if (!m_idle.empty()) {
            int &socket = m_idle[turn % m_idle.size()];
            char unread = 0;
            if (::recv(socket, &unread, 1, MSG_DONTWAIT | MSG_PEEK) == 0) {
                ::close(socket);
                socket = connect();
            }
        }
    }
}

}
