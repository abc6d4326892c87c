#include "server/http/plainwire.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace backroom {

namespace {

constexpr size_t PiecesAtOnce = 16;

iovec piece(QByteArrayView bytes) { return {const_cast<char *>(bytes.data()), static_cast<size_t>(bytes.size())}; }

// What the kernel took; 0 when it takes none now, -1 when the connection is broken.
ssize_t sendPieces(int descriptor, iovec *pieces, size_t count)
{
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = count;
    for (;;) {
        const ssize_t sent = ::sendmsg(descriptor, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0)
            return sent;
        if (errno != EINTR)
            return errno == EAGAIN ? 0 : -1;
    }
}

}

PlainWire::PlainWire(int descriptor, Poller &poller) : m_poller(poller), m_descriptor(descriptor)
{
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void PlainWire::begin(User *user)
{
    m_user = user;
    if (!m_poller.watch(m_descriptor, this))
        m_ending = true;
}

qsizetype PlainWire::read(char *into, qsizetype size)
{
    if (m_descriptor < 0)
        return 0;
    const ssize_t got = ::recv(m_descriptor, into, static_cast<size_t>(size), MSG_DONTWAIT);
    const bool again = got < 0 && errno == EINTR;
    if (got == 0 || (got < 0 && !again && errno != EAGAIN))
        m_ending = true;
    // Less than was asked for is all there is: more is told by the poller, unless the end was told already.
    m_mayRead = again || got == size || (got > 0 && m_ending);
    return std::max<ssize_t>(0, got);
}

bool PlainWire::write(QByteArrayView head, const QByteArray &body)
{
    if (m_descriptor < 0)
        return false;
    qsizetype sent = 0;
    if (m_queued == 0) {
        std::array<iovec, 2> pieces{piece(head), piece(body)};
        sent = sendPieces(m_descriptor, pieces.data(), body.isEmpty() ? 1 : 2);
        if (sent < 0)
            return false;
    }
    if (sent < head.size())
        keep(head.sliced(sent));
    const qsizetype ofBody = std::max<qsizetype>(0, sent - head.size());
    if (ofBody < body.size()) {
        m_queued += body.size() - ofBody;
        if (m_queue.empty())
            m_taken = ofBody;
        m_queue.push_back(body); // shared, not copied
    }
    return true;
}

void PlainWire::keep(QByteArrayView bytes)
{
    m_queued += bytes.size();
    m_queue.push_back(bytes.toByteArray());
}

// False when the connection is broken.
bool PlainWire::flush()
{
    while (m_queued > 0) {
        std::array<iovec, PiecesAtOnce> pieces;
        const size_t count = std::min(pieces.size(), m_queue.size());
        for (size_t i = 0; i < count; ++i)
            pieces[i] = piece(QByteArrayView(m_queue[i]).sliced(i == 0 ? m_taken : 0));
        const ssize_t sent = sendPieces(m_descriptor, pieces.data(), count);
        if (sent < 0)
            return false;
        if (sent == 0)
            break;
        m_queued -= sent;
        m_taken += sent;
        auto whole = m_queue.begin();
        for (; whole != m_queue.end() && m_taken >= whole->size(); ++whole)
            m_taken -= whole->size();
        m_queue.erase(m_queue.begin(), whole);
    }
    if (m_queue.empty())
        std::exchange(m_queue, {}); // an idle connection keeps no memory
    return true;
}

void PlainWire::happened(quint32 events)
{
    if (m_descriptor < 0)
        return; // closed earlier in this turn
    m_ending = m_ending || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    if (const qint64 before = m_queued; before > 0 && (events & EPOLLOUT) != 0) {
        if (!flush())
            return m_user->gone();
        if (before > m_queued)
            m_user->written(before - m_queued);
    }
    if ((events & ~static_cast<quint32>(EPOLLOUT)) == 0 || m_descriptor < 0)
        return;
    m_mayRead = true;
    m_user->readable();
}

void PlainWire::shutDown()
{
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_WR);
}

void PlainWire::breakOff()
{
    const linger now{1, 0}; // the other side gets a reset
    if (m_descriptor >= 0)
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void PlainWire::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    m_queue = {};
    m_queued = 0;
    m_mayRead = false;
    m_ending = true;
}

}
