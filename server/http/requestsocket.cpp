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

void RequestSocket::bring(const QByteArray &head, const QByteArray &body)
{
    m_head = head;
    m_body = body;
    m_read = 0;
    Q_EMIT readyRead();
    m_head = QByteArray();
    m_body = QByteArray();
    m_read = 0;
}

qint64 RequestSocket::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + m_head.size() + m_body.size() - m_read;
}

bool RequestSocket::canReadLine() const
{
    return QIODevice::canReadLine() || (m_read < m_head.size() && m_head.indexOf('\n', m_read) >= 0);
}

qint64 RequestSocket::readData(char *data, qint64 size)
{
    const bool head = m_read < m_head.size();
    const QByteArray &source = head ? m_head : m_body;
    const qint64 from = head ? m_read : m_read - m_head.size();
    const qint64 count = qMin(size, source.size() - from);
    if (count <= 0)
        return 0;
    std::memcpy(data, source.constData() + from, static_cast<size_t>(count));
    m_read += count;
    return count;
}

qint64 RequestSocket::skipData(qint64 size)
{
    const qint64 count = qMin(size, m_head.size() + m_body.size() - m_read);
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
