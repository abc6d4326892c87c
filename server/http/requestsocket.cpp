#include "server/http/requestsocket.h"

#include <cstring>

namespace backroom {

RequestSocket::RequestSocket()
{
    QIODevice::open(QIODevice::ReadWrite);
    setSocketState(ConnectedState);
    setPeerAddress(QHostAddress(QHostAddress::LocalHost));
}

RequestSocket::~RequestSocket()
{
    setSocketState(UnconnectedState);
    QIODevice::close();
}

void RequestSocket::bring(const QByteArray &request)
{
    m_request = request;
    m_read = 0;
    Q_EMIT readyRead();
    m_request = QByteArray();
    m_read = 0;
}

qint64 RequestSocket::bytesAvailable() const { return QIODevice::bytesAvailable() + m_request.size() - m_read; }

bool RequestSocket::canReadLine() const { return QIODevice::canReadLine() || m_request.indexOf('\n', m_read) >= 0; }

qint64 RequestSocket::readData(char *data, qint64 size)
{
    const qint64 count = qMin(size, m_request.size() - m_read);
    std::memcpy(data, m_request.constData() + m_read, static_cast<size_t>(count));
    m_read += count;
    return count;
}

qint64 RequestSocket::skipData(qint64 size)
{
    const qint64 count = qMin(size, m_request.size() - m_read);
    m_read += count;
    return count;
}

void RequestSocket::disconnectFromHost()
{
    if (m_spent)
        return;
    m_spent = true;
    setSocketState(UnconnectedState);
    Q_EMIT disconnected(); // Qt HTTP Server deletes it later
}

}
