#pragma once
// Watches the plain sockets of one worker in an epoll set of their own: Qt's loop looks at every descriptor that it has
// each time round, so it gets only this one, and connections that are idle or slow cost nothing until they speak.
#include <QSocketNotifier>
#include <functional>

namespace backroom {

class Poller {
public:
    // Something on a descriptor happened; told of each change once (edge-triggered).
    class Watcher {
    public:
        virtual void happened(quint32 events) = 0; // EPOLLIN and so on
    protected:
        ~Watcher() = default;
    };

    // `before` and `after` are called around each time that watchers are told.
    Poller(std::function<void()> before, std::function<void()> after);
    ~Poller();
    Q_DISABLE_COPY_MOVE(Poller)

    // Until the descriptor is closed. `watcher` must outlive the call of `after` that follows the closing, since its
    // event may be on its way. False when the kernel refuses.
    bool watch(int descriptor, Watcher *watcher);

private:
    void turn();

    const std::function<void()> m_before;
    const std::function<void()> m_after;
    const int m_epoll;
    QSocketNotifier m_notifier;
};

}
