#pragma once
// Counts connections, in all and per address, so that one client cannot take all of them.
#include "server/http/limits.h"
#include "server/http/peer.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace backroom {

class Connections;

// A place among the counted connections; given back when it is destroyed. Any thread.
class ConnectionPlace {
public:
    ConnectionPlace() = default;
    ConnectionPlace(std::shared_ptr<Connections> connections, quint64 address);
    ConnectionPlace(ConnectionPlace &&other) noexcept = default;
    ConnectionPlace &operator=(ConnectionPlace &&other) noexcept;
    ~ConnectionPlace();
    explicit operator bool() const { return bool(m_connections); }

private:
    void leave();
    std::shared_ptr<Connections> m_connections;
    quint64 m_address = 0;
};

// Any thread.
class Connections : public std::enable_shared_from_this<Connections> {
public:
    explicit Connections(const Limits &limits);
    // An empty place when there is none left, in all or for this address.
    ConnectionPlace enter(const QHostAddress &address);
    int count() const;
    // Those there was no place for.
    qint64 turnedAway() const { return m_turnedAway.load(std::memory_order_relaxed); }

private:
    friend class ConnectionPlace;
    void leave(quint64 address);

    const Limits m_limits;
    mutable std::mutex m_mutex;
    std::unordered_map<quint64, int> m_perAddress;
    int m_count = 0;
    std::atomic<qint64> m_turnedAway = 0;
};

// A descriptor on its way to a worker, which owns it; closed when nobody takes it.
class Arrival {
public:
    Arrival(qintptr descriptor, ConnectionPlace place, Peer peer = {});
    Arrival(Arrival &&other) noexcept;
    Arrival &operator=(Arrival &&other) noexcept;
    ~Arrival();
    qintptr takeDescriptor();
    ConnectionPlace takePlace() { return std::move(m_place); }
    const Peer &peer() const { return m_peer; }

private:
    qintptr m_descriptor;
    ConnectionPlace m_place;
    Peer m_peer;
};

}
