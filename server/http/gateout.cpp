// The gate's way out: replies, refusals, deadlines, the end of the connection.
#include "server/http/gate.h"
#include "server/http/requestid.h"

#include <limits>
#include <sys/socket.h>

namespace backroom {

namespace {
constexpr qint64 Never = std::numeric_limits<qint64>::max();
constexpr qsizetype OneWrite = 64 * 1024; // a body up to this size is copied to go out with its head
}

void Gate::answer(quint64 exchange, const Reply &reply)
{
    if (m_state != State::Waiting || exchange != m_exchange)
        return;
    const bool close = m_close || m_context.draining;
    write(reply, m_requestId, m_headOnly, close);
    if (m_state != State::Waiting)
        return; // the client went while it was written
    m_state = State::Idle;
    m_deadline = GateContext::now() + m_context.limits.idleMillis;
    if (close)
        startClosing();
    else if (!m_pumping && (m_at < m_raw.size() || m_real->bytesAvailable() > 0))
        pumpLater();
}

void Gate::refuse(int status)
{
    if (m_state >= State::Closing)
        return;
    const QByteArray id = newRequestId();
    write(refusal(status, id), id, m_headOnly, true);
    if (m_state != State::Gone)
        startClosing();
}

void Gate::write(const Reply &reply, QByteArrayView requestId, bool headOnly, bool close)
{
    ReplyFraming framing;
    framing.headOnly = headOnly;
    framing.close = close;
    framing.keepAlive = m_http10;
    framing.date = m_context.date.now();
    framing.requestId = requestId;
    QByteArray &out = m_context.scratch;
    out.resize(0);
    const bool withBody = appendReplyHead(out, reply, framing);
    if (withBody && reply.body.size() <= OneWrite)
        out.append(reply.body);
    send(out);
    if (withBody && reply.body.size() > OneWrite)
        send(reply.body);
}

// Straight to the kernel as long as it takes them: QTcpSocket would wake its own event loop twice for each write. What
// is left over, and whatever fails, is its business. Not for TLS.
void Gate::send(QByteArrayView bytes)
{
    qint64 sent = 0;
    if (m_real->bytesToWrite() == 0) {
        const auto descriptor = static_cast<int>(m_real->socketDescriptor());
        const auto size = static_cast<size_t>(bytes.size());
        sent = qMax<qint64>(0, ::send(descriptor, bytes.data(), size, MSG_DONTWAIT | MSG_NOSIGNAL));
        m_drained = 0;
        m_drainedSince = GateContext::now();
    }
    if (sent < bytes.size())
        m_real->write(bytes.data() + sent, bytes.size() - sent);
}

// ---- the end ----

// Says no more, but goes on reading for a moment: a connection closed on unread bytes is reset, and the reset may
// reach the client before the reply does.
void Gate::startClosing()
{
    m_state = State::Closing;
    m_raw = QByteArray();
    m_at = 0;
    m_deadline = Never;
    shutDownWhenWritten();
}

void Gate::shutDownWhenWritten()
{
    if (m_deadline != Never || m_real->bytesToWrite() > 0)
        return;
    m_deadline = GateContext::now() + m_context.limits.lingerMillis;
    ::shutdown(static_cast<int>(m_real->socketDescriptor()), SHUT_WR);
    m_real->skip(m_real->bytesAvailable());
}

void Gate::written(qint64 count)
{
    m_drained += count;
    if (m_state == State::Closing)
        shutDownWhenWritten();
    else if (m_state < State::Waiting && !m_pumping && (m_at < m_raw.size() || m_real->bytesAvailable() > 0))
        pumpLater();
}

void Gate::gone()
{
    if (m_state == State::Gone)
        return;
    m_state = State::Gone;
    m_place = ConnectionPlace();
    setSocketState(UnconnectedState);
    Q_EMIT disconnected();
    deleteLater();
}

void Gate::drain()
{
    if (m_state == State::Idle || m_state == State::Closing)
        m_real->disconnectFromHost();
}

void Gate::cut()
{
    m_real->abort();
    gone();
}

// A reader that takes less than the least rate over a whole window; one that is merely slow starts a new window.
bool Gate::stalled(qint64 now)
{
    const qint64 window = m_context.limits.replyStallMillis;
    if (m_real->bytesToWrite() == 0 || now - m_drainedSince <= window)
        return false;
    const bool tooSlow = m_drained < m_context.limits.replyRate * window / 1000;
    m_drained = 0;
    m_drainedSince = now;
    return tooSlow;
}

void Gate::sweep(qint64 now)
{
    if (m_state == State::Gone)
        return;
    if (stalled(now)) {
        cut();
        return;
    }
    const qint64 earned = m_state == State::Body ? m_bodyReader.received() * 1000 / m_context.limits.bodyRate : 0;
    if (m_deadline == Never || now <= m_deadline + earned)
        return;
    switch (m_state) {
    case State::Idle:
        if (m_real->bytesToWrite() == 0)
            m_real->disconnectFromHost();
        break;
    case State::Head:
    case State::Body: refuse(408); break;
    case State::Waiting: refuse(503); break;
    case State::Closing: cut(); break;
    case State::Gone: break;
    }
}

}
