#include "server/http/acceptor.h"

#include "server/http/refusal.h"
#include "server/http/replybytes.h"
#include "server/http/requestid.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTimer>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

constexpr int OutOfDescriptorsPause = 100; // milliseconds

std::optional<QHostAddress> addressOf(const QString &host)
{
    if (host.isEmpty() || host == "*"_L1)
        return QHostAddress(QHostAddress::Any);
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return QHostAddress(QHostAddress::LocalHost);
    const bool bracketed = host.startsWith('['_L1) && host.endsWith(']'_L1);
    const QHostAddress address(bracketed ? host.sliced(1, host.size() - 2) : host);
    return address.isNull() ? std::nullopt : std::optional(address);
}

// One end of a connection: ::getpeername or ::getsockname says which.
QHostAddress addressOf(int descriptor, int (*ask)(int, sockaddr *, socklen_t *))
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *const address = reinterpret_cast<sockaddr *>(&storage);
    if (ask(descriptor, address, &size) != 0)
        return {};
    const QHostAddress end(address);
    bool isIp4 = false;
    const quint32 ip4 = end.toIPv4Address(&isIp4); // also when it came as ::ffff:a.b.c.d
    return isIp4 ? QHostAddress(ip4) : end;
}

Error reason(QAbstractSocket::SocketError error, const QString &host, quint16 port)
{
    if (error == QAbstractSocket::AddressInUseError) {
        const QString text = QCoreApplication::translate(
            "backroom", "Port %1 is used by another program. Choose another port, or end that program.");
        return {ErrorCode::Conflict, text.arg(port)};
    }
    if (error == QAbstractSocket::SocketAccessError) {
        const QString text =
            QCoreApplication::translate("backroom", "This user may not open port %1. Choose a port from 1024 upwards.");
        return {ErrorCode::Forbidden, text.arg(port)};
    }
    const QString text = QCoreApplication::translate(
        "backroom",
        "“%1” is not an address of this computer. Use 127.0.0.1 for this computer alone, or 0.0.0.0 for "
        "the whole network.");
    return {ErrorCode::Malformed, text.arg(host)};
}

// Cheap and without waiting: whoever has no room for the few bytes does not get them. Who wants TLS gets none: no
// handshake is made to say so.
void turnAway(int descriptor, const Limits &limits, HttpDate &date)
{
    const QByteArray id = newRequestId();
    const Reply reply = refusalReply({.status = 503, .requestId = id}, limits.retryAfterSeconds);
    ReplyFraming framing;
    framing.close = true;
    framing.date = date.now();
    framing.requestId = id;
    QByteArray out;
    appendReplyHead(out, reply, framing);
    out += reply.body;
    std::array<char, 4096> unread;
    // What lies unread would turn the close into a reset, which may overtake the reply.
    while (::recv(descriptor, unread.data(), unread.size(), MSG_DONTWAIT) > 0) {}
    ::send(descriptor, out.constData(), static_cast<size_t>(out.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    ::shutdown(descriptor, SHUT_WR);
    ::close(descriptor);
}

}

class Acceptor::Listener final : public QTcpServer {
public:
    explicit Listener(Acceptor &acceptor) : m_acceptor(acceptor)
    {
        setListenBacklogSize(acceptor.m_limits.backlog);
        // Qt pauses when there is no descriptor left; some will be given back.
        connect(this, &QTcpServer::acceptError, this,
                [this] { QTimer::singleShot(OutOfDescriptorsPause, this, &QTcpServer::resumeAccepting); });
    }

    Result<> listenOn(const QString &host, quint16 port)
    {
        const std::optional<QHostAddress> address = addressOf(host);
        if (address && listen(*address, port))
            return {};
        return fail(reason(address.has_value() ? serverError() : QAbstractSocket::HostNotFoundError, host, port));
    }

private:
    void incomingConnection(qintptr descriptor) override
    {
        const int socket = static_cast<int>(descriptor);
        const QHostAddress peer = addressOf(socket, ::getpeername);
        ConnectionPlace place = m_acceptor.m_connections->enter(peer);
        if (place)
            m_acceptor.m_deal(Arrival(descriptor, std::move(place), Peer(peer, addressOf(socket, ::getsockname))));
        else if (m_acceptor.m_tls)
            ::close(socket);
        else
            turnAway(socket, m_acceptor.m_limits, m_date);
    }

    Acceptor &m_acceptor;
    HttpDate m_date;
};

Acceptor::Acceptor(const Limits &limits, std::shared_ptr<Connections> connections, std::function<void(Arrival)> deal,
                   std::shared_ptr<TlsKeeper> tls)
    : m_limits(limits), m_connections(std::move(connections)), m_deal(std::move(deal)), m_tls(std::move(tls))
{
    setObjectName(u"acceptor"_s);
}

Acceptor::~Acceptor() { stop(); }

Result<> Acceptor::begin(const QString &host, quint16 port)
{
    m_host = host;
    m_port = port;
    start();
    m_ready.acquire();
    return m_outcome;
}

void Acceptor::stop()
{
    quit();
    wait();
}

void Acceptor::run()
{
    Listener listener(*this);
    m_outcome = listener.listenOn(m_host, m_port);
    m_port = listener.serverPort();
    const bool listening = listener.isListening();
    QTimer renewals;
    if (m_tls) {
        renewals.callOnTimeout([this] { m_tls->look(); });
        renewals.start(TlsKeeper::LookMillis);
    }
    m_ready.release();
    if (listening)
        exec();
}

}
