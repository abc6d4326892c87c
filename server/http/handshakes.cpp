#include "server/http/handshakes.h"

#include <algorithm>
#include <utility>

namespace backroom {

void Handshakes::begin(Arrival arrival, const QSslConfiguration &identity, qint64 now)
{
    if (m_pending.size() >= size_t(m_limits.handshakes))
        makeRoom();
    auto socket = std::make_unique<QSslSocket>();
    if (!socket->setSocketDescriptor(arrival.takeDescriptor()))
        return;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(m_limits.readAhead);
    socket->setSslConfiguration(identity);
    const quint64 number = ++m_last;
    QSslSocket *const begun = socket.get();
    Peer peer = arrival.peer();
    peer.secure = true;
    m_pending.emplace(number,
                      Pending{std::move(socket), std::move(peer), arrival.takePlace(), now + m_limits.handshakeMillis});
    // What is done with the connection then must not happen inside its own signal.
    connect(
        begun, &QSslSocket::encrypted, this, [this, number] { finish(number); }, Qt::QueuedConnection);
    connect(begun, &QAbstractSocket::disconnected, this, [this, number] {
        if (const auto found = m_pending.find(number); found != m_pending.end())
            drop(found);
    });
    begun->startServerEncryption();
}

// The oldest goes; one that is encrypted already only waits for its turn to be handed on.
void Handshakes::makeRoom()
{
    const auto oldest = std::find_if(m_pending.begin(), m_pending.end(),
                                     [](const auto &one) { return !one.second.socket->isEncrypted(); });
    if (oldest != m_pending.end())
        drop(oldest);
}

void Handshakes::finish(quint64 number)
{
    const auto found = m_pending.find(number);
    if (found == m_pending.end())
        return;
    Pending done = std::move(found->second);
    m_pending.erase(found);
    done.socket->disconnect(this);
    m_done(std::move(done.socket), done.peer, std::move(done.place));
}

void Handshakes::drop(std::map<quint64, Pending>::iterator which)
{
    // It may be the one whose signal this is.
    QSslSocket *const socket = which->second.socket.release();
    m_pending.erase(which);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void Handshakes::sweep(qint64 now)
{
    while (!m_pending.empty() && m_pending.begin()->second.deadline <= now)
        drop(m_pending.begin());
}

void Handshakes::clear()
{
    while (!m_pending.empty())
        drop(m_pending.begin());
}

}
