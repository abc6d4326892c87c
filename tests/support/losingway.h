#pragma once
// A way to a PostgreSQL server on which the answer of a commit can be lost, as it is when the server or the line goes at
// that moment: the commit held, and who waited for it is never told.
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <atomic>

namespace backroom::test {

class LosingWay {
public:
    explicit LosingWay(const QString &url) : m_url(url)
    {
        m_server.moveToThread(&m_thread);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { take(); });
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_server, [this] { return m_server.listen(QHostAddress::LocalHost); }, Qt::BlockingQueuedConnection);
    }
    // Whoever used it has let go of it by then.
    ~LosingWay()
    {
        QMetaObject::invokeMethod(
            &m_server,
            [this] {
                m_server.close();
                qDeleteAll(m_server.findChildren<QTcpSocket *>());
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(LosingWay)

    // The server's URL, by this way.
    QString url() const
    {
        QUrl here = m_url;
        here.setPort(m_server.serverPort());
        return here.toString();
    }
    // The answer of the next commit of something written.
    void loseNext() { m_lose = true; }
    bool hasLost() const { return m_lost; }

private:
    struct Way
    {
        bool writes = false, loses = false;
    };

    void take()
    {
        while (QTcpSocket *from = m_server.nextPendingConnection()) {
            auto *to = new QTcpSocket(&m_server);
            to->connectToHost(m_url.host(), quint16(m_url.port()));
            const auto way = std::make_shared<Way>();
            QObject::connect(from, &QTcpSocket::readyRead, to, [this, from, to, way] {
                const QByteArray asked = from->readAll();
                way->writes |= asked.contains("synchronous_commit = off"); // which a writer says before its first write
                if (way->writes && asked.contains("COMMIT"))
                    way->loses = m_lose.exchange(false);
                to->write(asked);
            });
            QObject::connect(to, &QTcpSocket::readyRead, from, [this, from, to, way] {
                const QByteArray answered = to->readAll();
                if (!way->loses)
                    from->write(answered);
                else if (answered.contains("COMMIT")) {
                    m_lost = true;
                    from->abort();
                    to->abort();
                }
            });
            QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::abort);
            QObject::connect(to, &QTcpSocket::disconnected, from, &QTcpSocket::disconnectFromHost);
        }
    }

    QUrl m_url;
    QThread m_thread;
    QTcpServer m_server;
    std::atomic<bool> m_lose = false, m_lost = false;
};

}
