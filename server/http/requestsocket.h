#pragma once
// What Qt HTTP Server reads: a socket without a kernel socket, one for a worker, which brings it one request after the
// other in a short canonical form, without bodies. Replies do not come back this way; the gate writes them.
#include <QTcpSocket>

namespace backroom {

class RequestSocket final : public QTcpSocket {
    Q_OBJECT
public:
    RequestSocket();
    ~RequestSocket() override;

    // Qt HTTP Server has read the request, and called its handler if it understood it, when this returns.
    void bring(const QByteArray &request);
    // Qt HTTP Server wants no more from it.
    bool isSpent() const { return m_spent; }

    qint64 bytesAvailable() const override;
    bool canReadLine() const override;
    void disconnectFromHost() override;
    void close() override { disconnectFromHost(); }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 skipData(qint64 size) override;
    // Whatever Qt HTTP Server would say by itself is not said.
    qint64 writeData(const char *, qint64 size) override { return size; }

private:
    QByteArray m_request;
    qint64 m_read = 0; // bytes of it
    bool m_spent = false;
};

}
