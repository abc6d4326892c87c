#include "tests/support/crowd.h"

#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QList>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace backroom::test {

namespace {
constexpr int Patience = 60'000; // milliseconds; only a hung server takes them

void raiseDescriptorLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

struct Heard
{
    QByteArrayList statuses;
    bool whole = true; // nothing is left over
};

Heard repliesIn(const QByteArray &bytes, bool headOnly)
{
    Heard heard;
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype end = bytes.indexOf("\r\n\r\n", at);
        if (end < 0)
            break;
        RawReply reply;
        reply.head = bytes.mid(at, end + 4 - at);
        const QByteArray status = reply.head.mid(9, 3);
        const qint64 length = headOnly || status == "100" ? 0 : reply.field("Content-Length").toLongLong();
        if (end + 4 + length > bytes.size())
            break;
        heard.statuses << status;
        at = end + 4 + length;
    }
    heard.whole = at == bytes.size();
    return heard;
}
}

Crowd::Crowd(quint16 port, int count, int receiveBuffer) : m_clients(size_t(count))
{
    raiseDescriptorLimit();
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (Client &client : m_clients) {
        client.descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (client.descriptor < 0)
            qFatal("no descriptor is left for a client");
        if (receiveBuffer > 0)
            ::setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        client.isOpen = ::connect(client.descriptor, reinterpret_cast<sockaddr *>(&peer), sizeof peer) == 0;
        ::fcntl(client.descriptor, F_SETFL, O_NONBLOCK);
    }
}

Crowd::~Crowd()
{
    for (const Client &client : m_clients)
        ::close(client.descriptor);
}

int Crowd::open() const
{
    return int(std::count_if(m_clients.begin(), m_clients.end(), [](const Client &client) { return client.isOpen; }));
}

void Crowd::say(const QByteArray &bytes)
{
    for (const Client &client : m_clients)
        if (client.isOpen)
            ::send(client.descriptor, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
}

bool Crowd::flood(const QByteArray &bytes, qint64 most, int quiet)
{
    bool heldBack = true;
    for (Client &client : m_clients) {
        qint64 sent = 0;
        while (client.isOpen && sent < most) {
            pollfd wanted{client.descriptor, POLLOUT, 0};
            if (::poll(&wanted, 1, quiet) <= 0)
                break;
            const qint64 at = sent % bytes.size();
            const auto size = size_t(qMin(bytes.size() - at, most - sent));
            const ssize_t now = ::send(client.descriptor, bytes.constData() + at, size, MSG_NOSIGNAL);
            if (now < 0 && errno != EAGAIN)
                break;
            sent += qMax<ssize_t>(0, now);
        }
        heldBack = heldBack && sent < most;
    }
    return heldBack;
}

void Crowd::hear(Client &client, qsizetype most)
{
    static std::array<char, 65536> chunk;
    while (client.isOpen && most > 0) {
        const ssize_t got = ::recv(client.descriptor, chunk.data(), size_t(qMin<qsizetype>(most, chunk.size())), 0);
        if (got < 0 && errno == EAGAIN)
            return;
        client.isOpen = got > 0;
        client.wasReset = got < 0;
        if (got > 0)
            client.heard.append(chunk.data(), got);
        most -= got;
    }
}

void Crowd::listen(int millis, qsizetype most)
{
    std::vector<pollfd> wanted;
    std::vector<Client *> clients;
    for (Client &client : m_clients)
        if (client.isOpen) {
            wanted.push_back({client.descriptor, POLLIN, 0});
            clients.push_back(&client);
        }
    if (::poll(wanted.data(), wanted.size(), millis) <= 0)
        return;
    for (size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i].revents != 0)
            hear(*clients[i], most);
}

bool Crowd::until(const std::function<bool()> &done, qsizetype most)
{
    constexpr int Pause = 20; // milliseconds
    QElapsedTimer timer;
    timer.start();
    while (!done()) {
        if (timer.hasExpired(Patience))
            return false;
        // Slow readers have something to read all the time, which is no reason to hurry.
        if (most < 65536)
            ::usleep(Pause * 1000);
        if (most > 0)
            listen(Pause, most);
    }
    return true;
}

bool Crowd::answered(int replies, bool headOnly) const
{
    return std::all_of(m_clients.begin(), m_clients.end(), [replies, headOnly](const Client &client) {
        return !client.isOpen || repliesIn(client.heard, headOnly).statuses.size() >= replies;
    });
}

QMap<QByteArray, int> Crowd::outcomes(bool headOnly) const
{
    QMap<QByteArray, int> outcomes;
    for (const Client &client : m_clients) {
        const Heard heard = repliesIn(client.heard, headOnly);
        QByteArrayList words = heard.statuses;
        words << (client.isOpen ? "open" : client.wasReset || !heard.whole ? "cut" : "closed");
        ++outcomes[words.join(' ')];
    }
    return outcomes;
}

QByteArray Crowd::told(bool headOnly) const
{
    QByteArrayList parts;
    const QMap<QByteArray, int> all = outcomes(headOnly);
    for (auto outcome = all.begin(); outcome != all.end(); ++outcome)
        parts << (m_clients.size() == 1 ? outcome.key() : QByteArray::number(outcome.value()) + " x " + outcome.key());
    return parts.join(", ");
}

}
