#include "server/http/connections.h"

#include <QtEndian>
#include <unistd.h>
#include <utility>

namespace backroom {

namespace {
constexpr quint64 Loopback = ~quint64(0);

// IPv4 as it is, of IPv6 the 64 bits of the network: whoever has one address there has all of it.
quint64 addressKey(const QHostAddress &address)
{
    if (address.isLoopback())
        return Loopback;
    bool isIp4 = false;
    const quint32 ip4 = address.toIPv4Address(&isIp4);
    if (isIp4)
        return ip4;
    const Q_IPV6ADDR ip6 = address.toIPv6Address();
    return qFromBigEndian<quint64>(ip6.c);
}
}

ConnectionPlace::ConnectionPlace(std::shared_ptr<Connections> connections, quint64 address)
    : m_connections(std::move(connections)), m_address(address)
{}

ConnectionPlace &ConnectionPlace::operator=(ConnectionPlace &&other) noexcept
{
    leave();
    m_connections = std::move(other.m_connections);
    m_address = other.m_address;
    return *this;
}

ConnectionPlace::~ConnectionPlace() { leave(); }

void ConnectionPlace::leave()
{
    if (const auto connections = std::exchange(m_connections, nullptr))
        connections->leave(m_address);
}

Connections::Connections(const Limits &limits) : m_limits(limits) {}

ConnectionPlace Connections::enter(const QHostAddress &address)
{
    const quint64 key = addressKey(address);
    const int cap = key == Loopback ? m_limits.connectionsLoopback : m_limits.connectionsPerAddress;
    const std::lock_guard lock(m_mutex);
    if (m_count >= m_limits.connections) {
        m_turnedAway.fetch_add(1, std::memory_order_relaxed);
        return {};
    }
    int &here = m_perAddress[key];
    if (here >= cap) { // the entry stands already, or the cap is 0
        m_turnedAway.fetch_add(1, std::memory_order_relaxed);
        return {};
    }
    ++here;
    ++m_count;
    return {shared_from_this(), key};
}

void Connections::leave(quint64 address)
{
    const std::lock_guard lock(m_mutex);
    --m_count;
    const auto entry = m_perAddress.find(address);
    if (--entry->second == 0)
        m_perAddress.erase(entry);
}

int Connections::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_count;
}

Arrival::Arrival(qintptr descriptor, ConnectionPlace place, Peer peer)
    : m_descriptor(descriptor), m_place(std::move(place)), m_peer(std::move(peer))
{}

Arrival::Arrival(Arrival &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_place(std::move(other.m_place)),
      m_peer(std::move(other.m_peer))
{}

Arrival &Arrival::operator=(Arrival &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    m_place = std::move(other.m_place);
    m_peer = std::move(other.m_peer);
    return *this;
}

Arrival::~Arrival()
{
    if (m_descriptor >= 0)
        ::close(static_cast<int>(m_descriptor));
}

qintptr Arrival::takeDescriptor() { return std::exchange(m_descriptor, -1); }

}
