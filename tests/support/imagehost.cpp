#include "tests/support/imagehost.h"

#include <QBuffer>
#include <QImage>
#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
void send(QTcpSocket &socket, const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    socket.write("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n" + body);
    socket.disconnectFromHost();
}

void sendImage(QTcpSocket &socket, const QByteArray &bytes)
{
    send(socket, "200 OK", "Content-Type: image/png\r\nContent-Length: " + QByteArray::number(bytes.size()) + "\r\n",
         bytes);
}
}

ImageHost::ImageHost()
{
    auto *server = new QTcpServer;
    server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    QObject::connect(server, &QTcpServer::newConnection, server, [this, server] {
        while (QTcpSocket *socket = server->nextPendingConnection()) {
            auto head = std::make_shared<QByteArray>();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, head] {
                *head += socket->readAll();
                if (!head->endsWith("\r\n\r\n"))
                    return;
                QObject::disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr); // one answer a connection
                m_most = std::max(m_most.load(), ++m_open);
                // Until it is answered or given up.
                QObject::connect(socket, &QTcpSocket::stateChanged, socket, [this, open = true]() mutable {
                    if (std::exchange(open, false))
                        --m_open;
                });
                answer(*socket, *head);
            });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    QSemaphore listening;
    QObject::connect(&m_thread, &QThread::started, server, [this, server, &listening] {
        if (server->listen(QHostAddress::LocalHost))
            m_port = server->serverPort();
        listening.release();
    });
    m_thread.start();
    listening.acquire();
}

ImageHost::~ImageHost()
{
    m_thread.quit();
    m_thread.wait();
}

QString ImageHost::url(const QString &name) const { return u"http://127.0.0.1:%1/%2"_s.arg(m_port).arg(name); }

QByteArray ImageHost::image(const QString &name)
{
    QImage image(640, 320, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(int(qHash(name) % 360), 200, 200));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

int ImageHost::asked(const QString &name) const
{
    const QMutexLocker lock(&m_mutex);
    return m_asked.value(name);
}

QByteArray ImageHost::lastHead() const
{
    const QMutexLocker lock(&m_mutex);
    return m_head;
}

void ImageHost::answer(QTcpSocket &socket, const QByteArray &head)
{
    const QString name = QString::fromLatin1(head.split(' ').value(1).mid(1));
    int times = 0;
    {
        const QMutexLocker lock(&m_mutex);
        times = ++m_asked[name];
        m_head = head;
    }
    const auto redirect = [&socket](const QString &to) {
        send(socket, "302 Found", "Content-Length: 0\r\nLocation: " + to.toLatin1() + "\r\n", {});
    };
    if (name == "missing"_L1)
        send(socket, "404 Not Found", "Content-Length: 4\r\n", "gone");
    else if (name == "moved"_L1)
        redirect(url(u"moved-to.png"_s));
    else if (name == "round"_L1)
        redirect(url(u"round"_s));
    else if (name == "away"_L1)
        redirect(u"ftp://127.0.0.1/a.png"_s);
    else if (name == "signed"_L1)
        redirect(url(u"secret.png"_s).replace("127.0.0.1"_L1, "ann:word@127.0.0.1"_L1));
    else if (name == "drip"_L1) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n");
        auto *drops = new QTimer(&socket);
        QObject::connect(drops, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        drops->start(20);
    } else if (name == "large"_L1 || name == "flood"_L1) {
        const QByteArray much(11 * 1024 * 1024, 'x');
        send(socket, "200 OK",
             name == "large"_L1 ? "Content-Length: " + QByteArray::number(much.size()) + "\r\n" : QByteArray(), much);
    } else if (name == "text.png"_L1)
        sendImage(socket, "This is text.");
    else if (name == "broken.png"_L1)
        sendImage(socket, image(name).first(200));
    else if (name == "gone.png"_L1)
        send(socket, "200 OK", "Content-Length: 5000\r\n", "half");
    else if (name == "once.png"_L1 && times == 1)
        send(socket, "503 Service Unavailable", "Content-Length: 0\r\n", {});
    else if (name.startsWith("slow-"_L1))
        QTimer::singleShot(100, &socket, [&socket, name] { sendImage(socket, image(name)); });
    else if (name != "hang"_L1)
        sendImage(socket, image(name));
}

}
