#include "server/http/tlswire.h"

#include <algorithm>
#include <fcntl.h>
#include <utility>

namespace backroom {

namespace {
constexpr qsizetype Piece = 64 * 1024;
constexpr qint64 Ahead = 256 * 1024; // bytes encrypted ahead of the reader
}

TlsWire::TlsWire(std::unique_ptr<QSslSocket> socket, Poller &poller, std::function<void()> before)
    : m_socket(std::move(socket)), m_poller(poller), m_before(std::move(before))
{}

TlsWire::~TlsWire() { TlsWire::close(); }

void TlsWire::begin(User *user)
{
    m_user = user;
    QObject::connect(m_socket.get(), &QIODevice::readyRead, m_socket.get(), [this] {
        m_before();
        m_user->readable();
    });
    // bytesWritten() tells what was encrypted, not what was taken.
    QObject::connect(m_socket.get(), &QSslSocket::encryptedBytesWritten, m_socket.get(),
                     [this](qint64 count) { taken(count); });
    QObject::connect(m_socket.get(), &QAbstractSocket::disconnected, m_socket.get(), [this] {
        m_before();
        m_user->gone();
    });
}

bool TlsWire::mayRead() const { return m_rest ? m_rest->mayRead() : m_socket->bytesAvailable() > 0; }

qsizetype TlsWire::read(char *into, qsizetype size)
{
    return m_rest ? m_rest->read(into, size) : qMax<qint64>(0, m_socket->read(into, size));
}

bool TlsWire::isEnding() const
{
    return m_rest ? m_rest->isEnding() : m_socket->state() != QAbstractSocket::ConnectedState;
}

bool TlsWire::write(QByteArrayView head, const QByteArray &body)
{
    if (m_rest || m_socket->state() != QAbstractSocket::ConnectedState)
        return false;
    m_queue.push_back(head.toByteArray());
    if (!body.isEmpty())
        m_queue.push_back(body); // shared, not copied
    m_queued += head.size() + body.size();
    return feed();
}

// False when the connection is broken.
bool TlsWire::feed()
{
    while (!m_queue.empty() && handedOver() < Ahead) {
        const QByteArray &first = m_queue.front();
        const qsizetype size = std::min(Piece, first.size() - m_fed);
        if (m_socket->write(first.constData() + m_fed, size) != size)
            return false;
        m_fed += size;
        m_queued -= size;
        if (m_fed == first.size()) {
            m_queue.pop_front();
            m_fed = 0;
        }
    }
    return true;
}

void TlsWire::taken(qint64 count)
{
    m_before();
    if (feed())
        m_user->written(count);
    else
        m_user->gone();
}

qint64 TlsWire::queued() const { return m_queued + handedOver(); }

// Qt says goodbye and closes its descriptor at once, on unread bytes too, which would reset the connection. A second
// descriptor keeps it open for sending no more and reading on.
void TlsWire::shutDown()
{
    m_socket->disconnect(m_socket.get());
    const int same = ::fcntl(static_cast<int>(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    m_rest = std::make_unique<PlainWire>(same, m_poller);
    m_socket->disconnectFromHost();
    m_socket->flush();
    m_socket->abort();
    m_rest->shutDown();
    m_rest->begin(m_user);
}

void TlsWire::breakOff()
{
    m_socket->disconnect(m_socket.get());
    m_socket->abort();
    close();
}

void TlsWire::close()
{
    m_socket->disconnect(m_socket.get());
    if (m_socket->state() == QAbstractSocket::ConnectedState && queued() == 0) {
        m_socket->disconnectFromHost(); // a goodbye, so that the end does not look like an attack
        m_socket->flush();
    }
    m_socket->abort();
    m_queue.clear();
    m_queued = 0;
    if (m_rest)
        m_rest->close();
}

}
