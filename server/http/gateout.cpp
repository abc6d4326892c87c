// The gate's way out: replies, refusals, deadlines, the end of the connection.
#include "app/log/logscope.h"
#include "server/http/gate.h"

#include "server/http/bodystream.h"
#include "server/http/requestid.h"

#include <limits>
#include <utility>

namespace backroom {

namespace {
constexpr qint64 Never = std::numeric_limits<qint64>::max();
constexpr qsizetype DiscardedAtOnce = 1024 * 1024;
constexpr qint64 SentAhead = 128 * 1024; // bytes of a stream that wait for the reader
constexpr int PiecesATurn = 16; // before others have theirs

// The line end of the chunk before it comes with it.
QByteArray chunkHead(qsizetype size, bool first)
{
    const QByteArray line = QByteArray::number(size, 16) + "\r\n";
    return first ? line : "\r\n" + line;
}
}

void Gate::answer(quint64 exchange, const Reply &reply)
{
    if (m_state != State::Waiting || exchange != m_exchange) {
        if (reply.stream)
            reply.stream->leave();
        return;
    }
    const bool close = m_close || m_context.draining || (reply.stream && m_http10);
    write(reply, m_asked.requestId, m_headOnly, close);
    const bool streams = reply.stream && reply.status != 204 && reply.status != 304 && !m_headOnly;
    if (reply.stream && (!streams || m_state != State::Waiting))
        reply.stream->leave();
    else if (streams)
        return startSending(reply.stream);
    answered(close);
}

// ---- a body that is still being made ----

void Gate::startSending(const std::shared_ptr<BodyStream> &stream)
{
    m_state = State::Sending;
    m_stream = stream;
    m_begun = false;
    m_stream->listen([mailbox = m_context.mailbox, exchange = exchange()] { mailbox->post(MoreToSend{exchange}); });
    sendPieces();
}

void Gate::sendMore(quint64 exchange)
{
    if (m_state == State::Sending && exchange == m_exchange)
        sendPieces();
}

// As much as the reader has room for. What breaks off ends without a last chunk, so that it is not taken for the whole.
void Gate::sendPieces()
{
    for (int turn = 0; m_state == State::Sending; ++turn) {
        QByteArray piece;
        m_deadline = Never; // the reader's pace is looked after elsewhere
        if (m_wire->queued() >= SentAhead)
            return;
        if (turn == PiecesATurn)
            return pumpLater();
        switch (m_stream->next(piece)) {
        case BodyStream::Next::Piece:
            send(m_http10 ? QByteArray() : chunkHead(piece.size(), !std::exchange(m_begun, true)), piece);
            break;
        case BodyStream::Next::Later: m_deadline = m_context.now() + m_context.limits.answerMillis; return;
        case BodyStream::Next::Broken: m_wire->breakOff(); return cut();
        case BodyStream::Next::End:
            if (!m_http10)
                send(m_begun ? "\r\n0\r\n\r\n" : "0\r\n\r\n");
            if (m_state != State::Sending)
                return;
            std::exchange(m_stream, nullptr)->leave();
            m_state = State::Waiting;
            return answered(m_close || m_http10 || m_context.draining);
        }
    }
}

void Gate::answered(bool close)
{
    if (m_state != State::Waiting)
        return; // the client went while it was written
    m_state = State::Idle;
    m_asked = Refused();
    m_client.reset();
    m_deadline = m_context.now() + m_context.limits.idleMillis;
    if (close)
        startClosing();
    else if (!m_pumping && hasInput())
        pumpLater();
}

void Gate::refuse(int status)
{
    if (m_state >= State::Closing)
        return;
    m_context.figures->refusals.add(status);
    Refused refused = std::exchange(m_asked, Refused());
    refused.status = status;
    refused.micros = (m_context.now() - m_began) * 1000;
    if (m_state == State::Head && refused.method.isEmpty()) { // no whole head: perhaps a whole line of it
        Head head;
        if (parseFirstLine(m_input, m_context.limits, head)) {
            refused.method = methodText(head.method);
            refused.path = head.pathView().toByteArray();
            m_headOnly = head.method == Method::Head;
        }
    }
    if (refused.requestId.isEmpty())
        refused.requestId = newRequestId();
    Actor actor;
    actor.requestId = refused.requestId;
    const LogScope scope(actor);
    // No more than that: whoever is refused may come again at once, and would push out what matters.
    qDebug("answered %d before any endpoint saw a request", status);
    Reply reply = refusalReply(refused, m_context.limits.retryAfterSeconds);
    if (m_context.refused)
        m_context.refused(refused, client(), reply);
    write(reply, refused.requestId, m_headOnly, true);
    if (m_state != State::Gone)
        startClosing();
}

void Gate::write(const Reply &reply, QByteArrayView requestId, bool headOnly, bool close)
{
    ReplyFraming framing;
    framing.headOnly = headOnly;
    framing.close = close;
    framing.untilClose = reply.stream && m_http10;
    framing.keepAlive = m_http10;
    framing.hsts = m_hsts;
    framing.date = m_context.date.now();
    framing.requestId = requestId;
    QByteArray &out = m_context.scratch;
    out.resize(0);
    const bool withBody = appendReplyHead(out, reply, framing);
    send(out, withBody ? reply.body : QByteArray());
}

void Gate::send(QByteArrayView head, const QByteArray &body)
{
    if (m_wire->queued() == 0) {
        m_drained = 0;
        m_drainedSince = m_context.now();
    }
    if (!m_wire->write(head, body))
        gone();
}

// ---- the end ----

// Says no more, but goes on reading for a moment: a connection closed on unread bytes is reset, and the reset may
// reach the client before the reply does.
void Gate::startClosing()
{
    m_state = State::Closing;
    m_input = {};
    m_head.reset();
    m_bodyReader.reset();
    m_deadline = Never;
    shutDownWhenWritten();
}

void Gate::shutDownWhenWritten()
{
    if (m_deadline != Never || m_wire->queued() > 0)
        return;
    m_deadline = m_context.now() + m_context.limits.lingerMillis;
    m_wire->shutDown();
    if (hasInput() || m_wire->isEnding())
        pumpLater();
}

void Gate::discard()
{
    for (qsizetype left = DiscardedAtOnce; m_wire->mayRead(); left -= m_context.input.size()) {
        if (left <= 0)
            return pumpLater();
        (void)m_wire->read(m_context.input.data(), m_context.input.size());
    }
    if (m_wire->isEnding() && m_wire->queued() == 0)
        gone();
}

void Gate::written(qint64 count)
{
    m_drained += count;
    if (m_state == State::Sending)
        return sendPieces();
    if (m_state == State::Closing)
        shutDownWhenWritten();
    else if (m_state < State::Waiting && !m_pumping && hasInput())
        pumpLater();
}

void Gate::gone()
{
    if (m_state == State::Gone)
        return;
    m_state = State::Gone;
    if (m_stream)
        std::exchange(m_stream, nullptr)->leave();
    m_wire->close();
    m_place = ConnectionPlace();
    m_context.gone.push_back(m_number);
}

void Gate::drain()
{
    if (m_state != State::Idle && m_state != State::Closing)
        return;
    if (m_wire->queued() == 0)
        gone();
    else if (m_state == State::Idle)
        startClosing();
}

// A reader that takes less than the least rate over a whole window; one that is merely slow starts a new window.
bool Gate::stalled(qint64 now)
{
    const qint64 window = m_context.limits.replyStallMillis;
    if (m_wire->queued() == 0 || now - m_drainedSince <= window)
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
    const qint64 earned = m_bodyReader ? m_bodyReader->received() * 1000 / m_context.limits.bodyRate : 0;
    if (m_deadline == Never || now <= m_deadline + earned)
        return;
    switch (m_state) {
    case State::Idle:
        if (m_wire->queued() == 0)
            gone();
        break;
    case State::Head:
    case State::Body: refuse(408); break;
    case State::Waiting: refuse(503); break;
    case State::Sending:
    case State::Closing: cut(); break;
    case State::Gone: break;
    }
}

}
