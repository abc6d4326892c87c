#pragma once
// A connection that Qt carries, because there is TLS on it.
#include "server/http/wire.h"

#include <QTcpSocket>
#include <memory>

namespace backroom {

class SocketWire final : public Wire {
public:
    // Takes `socket`, connected and, if it is a QSslSocket, encrypted. At most `readAhead` bytes are read before they
    // are asked for.
    SocketWire(std::unique_ptr<QTcpSocket> socket, qint64 readAhead);
    ~SocketWire() override;

    void begin(User *user) override;
    bool mayRead() const override { return m_socket->bytesAvailable() > 0; }
    qsizetype read(char *into, qsizetype size) override { return qMax<qint64>(0, m_socket->read(into, size)); }
    bool isEnding() const override { return m_socket->state() != QAbstractSocket::ConnectedState; }
    bool write(QByteArrayView head, const QByteArray &body) override;
    qint64 queued() const override;
    void shutDown() override;
    void close() override;

private:
    const std::unique_ptr<QTcpSocket> m_socket;
    User *m_user = nullptr;
};

}
