#pragma once
// A connection under TLS, which Qt encrypts. What goes out is handed to it in pieces as the reader takes them, because it
// encrypts at once whatever it is given; and it is let go as a plain connection is, which Qt cannot do by itself.
#include "server/http/plainwire.h"

#include <QSslSocket>
#include <deque>
#include <functional>
#include <memory>

namespace backroom {

class TlsWire final : public Wire {
public:
    // Takes `socket`, connected and encrypted. `before` is called before its user is told of anything.
    TlsWire(std::unique_ptr<QSslSocket> socket, Poller &poller, std::function<void()> before);
    ~TlsWire() override;

    void begin(User *user) override;
    bool mayRead() const override;
    qsizetype read(char *into, qsizetype size) override;
    bool isEnding() const override;
    bool write(QByteArrayView head, const QByteArray &body) override;
    qint64 queued() const override;
    void shutDown() override;
    void close() override;
    // Without the goodbye, which tells it (RFC 8446, 6.1).
    void breakOff() override;

private:
    qint64 handedOver() const { return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite(); }
    bool feed();
    void taken(qint64 count);

    const std::unique_ptr<QSslSocket> m_socket;
    Poller &m_poller;
    const std::function<void()> m_before;
    User *m_user = nullptr;
    std::deque<QByteArray> m_queue;
    qsizetype m_fed = 0; // of the first in the queue
    qint64 m_queued = 0; // bytes in the queue
    std::unique_ptr<PlainWire> m_rest; // the same connection after TLS took leave
};

}
