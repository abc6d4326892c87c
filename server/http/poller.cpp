#include "server/http/poller.h"

#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace backroom {

namespace {
constexpr int EventsAtOnce = 128;
// A turn of Qt's loop costs more than asking the kernel again; but timers and late replies wait there.
constexpr int RoundsATurn = 4;
}

Poller::Poller(std::function<void()> before, std::function<void()> after)
    : m_before(std::move(before)),
      m_after(std::move(after)),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_notifier(m_epoll, QSocketNotifier::Read)
{
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { turn(); });
}

Poller::~Poller()
{
    m_notifier.setEnabled(false);
    ::close(m_epoll);
}

bool Poller::watch(int descriptor, Watcher *watcher)
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = watcher;
    return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Poller::turn()
{
    std::array<epoll_event, EventsAtOnce> events;
    for (int round = 0; round < RoundsATurn; ++round) {
        const int count = ::epoll_wait(m_epoll, events.data(), EventsAtOnce, 0);
        if (count <= 0)
            return;
        m_before();
        for (size_t i = 0; i < static_cast<size_t>(count); ++i)
            static_cast<Watcher *>(events[i].data.ptr)->happened(events[i].events);
        m_after();
    }
}

}
