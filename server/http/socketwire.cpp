#include "server/http/socketwire.h"

#include <QSslSocket>
#include <utility>

namespace backroom {

SocketWire::SocketWire(std::unique_ptr<QTcpSocket> socket, qint64 readAhead) : m_socket(std::move(socket))
{
    m_socket->setReadBufferSize(readAhead);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

SocketWire::~SocketWire() { SocketWire::close(); }

void SocketWire::begin(User *user)
{
    m_user = user;
    QObject::connect(m_socket.get(), &QIODevice::readyRead, m_socket.get(), [this] { m_user->readable(); });
    QObject::connect(m_socket.get(), &QIODevice::bytesWritten, m_socket.get(),
                     [this](qint64 count) { m_user->written(count); });
    QObject::connect(m_socket.get(), &QAbstractSocket::disconnected, m_socket.get(), [this] { m_user->gone(); });
}

bool SocketWire::write(QByteArrayView head, const QByteArray &body)
{
    return m_socket->write(head.data(), head.size()) == head.size() && m_socket->write(body) == body.size();
}

qint64 SocketWire::queued() const
{
    const auto *const tls = qobject_cast<const QSslSocket *>(m_socket.get());
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

// TLS says so itself before it ends the connection.
void SocketWire::shutDown() { m_socket->disconnectFromHost(); }

void SocketWire::close()
{
    m_socket->disconnect(m_socket.get());
    m_socket->abort();
}

}
