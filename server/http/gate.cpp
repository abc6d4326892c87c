// The gate's way in: from the client's bytes to a request that Qt HTTP Server reads.
#include "server/http/gate.h"

#include "server/http/requestid.h"

#include <chrono>
#include <cstring>
#include <utility>

namespace backroom {

qint64 GateContext::now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Gate::Gate(std::unique_ptr<QTcpSocket> real, ConnectionPlace place, GateContext &context, quint64 number)
    : m_context(context),
      m_real(std::move(real)),
      m_place(std::move(place)),
      m_number(number),
      m_deadline(GateContext::now() + context.limits.idleMillis)
{
    m_context.gates.emplace(m_number, this);
    m_real->setReadBufferSize(m_context.limits.readAhead);
    QIODevice::open(QIODevice::ReadWrite);
    setSocketState(ConnectedState);
    setPeerAddress(m_real->peerAddress());
    setPeerPort(m_real->peerPort());
    setLocalAddress(m_real->localAddress());
    setLocalPort(m_real->localPort());
    connect(m_real.get(), &QIODevice::readyRead, this, &Gate::pump);
    connect(m_real.get(), &QIODevice::bytesWritten, this, &Gate::written);
    connect(m_real.get(), &QAbstractSocket::disconnected, this, &Gate::gone);
}

Gate::~Gate()
{
    m_context.gates.erase(m_number);
    m_real->disconnect(this);
    setSocketState(UnconnectedState);
    QIODevice::close();
}

// ---- what Qt HTTP Server reads ----

qint64 Gate::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + m_canonical.size() + m_body.size() - m_handed;
}

bool Gate::canReadLine() const
{
    return QIODevice::canReadLine() || (m_handed < m_canonical.size() && m_canonical.indexOf('\n', m_handed) >= 0);
}

qint64 Gate::readData(char *data, qint64 size)
{
    const bool head = m_handed < m_canonical.size();
    const QByteArray &source = head ? m_canonical : m_body;
    const qint64 from = head ? m_handed : m_handed - m_canonical.size();
    const qint64 count = qMin(size, source.size() - from);
    if (count <= 0)
        return 0;
    std::memcpy(data, source.constData() + from, static_cast<size_t>(count));
    m_handed += count;
    return count;
}

qint64 Gate::skipData(qint64 size)
{
    const qint64 count = qMin(size, m_canonical.size() + m_body.size() - m_handed);
    m_handed += count;
    return count;
}

// Replies do not come this way: whatever Qt HTTP Server would say by itself is not said.
qint64 Gate::writeData(const char *, qint64 size) { return size; }

void Gate::disconnectFromHost()
{
    if (m_state != State::Gone && m_state != State::Closing)
        startClosing();
}

// ---- from the client to a request ----

void Gate::pump()
{
    if (m_state == State::Closing) {
        m_real->skip(m_real->bytesAvailable());
        return;
    }
    if (m_pumping)
        return;
    m_pumping = true;
    const quint64 last = m_exchange + static_cast<quint64>(m_context.limits.requestsPerTurn);
    while (m_state < State::Waiting && m_real->bytesToWrite() <= m_context.limits.queuedOutput) {
        if (!advance() && !receive())
            break;
        if (m_exchange == last) {
            pumpLater();
            break;
        }
    }
    m_pumping = false;
}

void Gate::pumpLater()
{
    if (std::exchange(m_pumpQueued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pumpQueued = false;
            pump();
        },
        Qt::QueuedConnection);
}

bool Gate::receive()
{
    if (m_state >= State::Waiting)
        return false;
    const qint64 available = m_real->bytesAvailable();
    if (available <= 0)
        return false;
    if (m_at > 0)
        m_raw.remove(0, std::exchange(m_at, 0));
    const qsizetype before = m_raw.size();
    m_raw.resize(before + available);
    const qint64 got = qMax<qint64>(0, m_real->read(m_raw.data() + before, available));
    m_raw.resize(before + got);
    return got > 0;
}

// One step; false when it needs more bytes or must not go on.
bool Gate::advance()
{
    if (m_state == State::Idle) {
        // Some clients end a body with a line end of their own; it may stand before the next request.
        while (m_raw.size() - m_at >= 2 && m_raw[m_at] == '\r' && m_raw[m_at + 1] == '\n')
            m_at += 2;
        if (m_raw.size() - m_at == 1 && m_raw[m_at] == '\r')
            return false;
        if (m_at == m_raw.size()) {
            m_raw = QByteArray(); // an idle connection keeps no buffer
            m_at = 0;
            return false;
        }
        m_state = State::Head;
        m_scan = HeadScan();
        m_deadline = GateContext::now() + m_context.limits.headMillis;
    }
    return m_state == State::Head ? readHead() : m_state == State::Body && readBody();
}

bool Gate::readHead()
{
    const qsizetype size = scanHead(QByteArrayView(m_raw).sliced(m_at), m_context.limits, m_scan);
    if (size < 0)
        refuse(static_cast<int>(-size));
    if (size <= 0)
        return false;
    if (m_at == 0 && size == m_raw.size()) {
        m_head.bytes = std::exchange(m_raw, QByteArray());
    } else {
        m_head.bytes = m_raw.mid(m_at, size);
        m_at += size;
    }
    m_headOnly = m_head.bytes.startsWith("HEAD ");
    const QByteArray bytes = std::exchange(m_head.bytes, QByteArray());
    if (const int status = parseHead(bytes, m_context.limits, m_head)) {
        refuse(status);
        return false;
    }
    if (m_head.chunked || m_head.contentLength > 0)
        beginBody();
    else
        handOver();
    return m_state < State::Waiting;
}

void Gate::beginBody()
{
    const bool upload = m_context.isUpload && m_context.isUpload(m_head.method, m_head.pathView());
    const qint64 limit = upload ? m_context.limits.uploadBody : m_context.limits.body;
    if (m_head.contentLength > limit) {
        refuse(413);
        return;
    }
    if (m_head.chunked)
        m_bodyReader.startChunked(limit);
    else
        m_bodyReader.startCounted(m_head.contentLength);
    m_state = State::Body;
    m_deadline = GateContext::now() + m_context.limits.bodyMillis;
    if (m_head.expectsContinue && m_at == m_raw.size() && m_real->bytesAvailable() == 0)
        send("HTTP/1.1 100 Continue\r\n\r\n");
}

bool Gate::readBody()
{
    qsizetype used = 0;
    const int outcome = m_bodyReader.feed(QByteArrayView(m_raw).sliced(m_at), used);
    m_at += used;
    if (outcome == BodyReader::More)
        return false;
    if (outcome == BodyReader::Complete)
        handOver();
    else
        refuse(outcome);
    return m_state < State::Waiting;
}

void Gate::handOver()
{
    m_body = m_state == State::Body ? m_bodyReader.take() : QByteArray();
    m_state = State::Waiting;
    m_deadline = GateContext::now() + m_context.limits.answerMillis;
    ++m_exchange;
    m_taken = false;
    m_close = m_head.close;
    m_http10 = m_head.http10;
    writeCanonical();
    Gate *const before = std::exchange(m_context.current, this);
    Q_EMIT readyRead();
    m_context.current = before;
    m_body = QByteArray();
    m_canonical.resize(0);
    m_handed = 0;
    if (!m_taken && m_state == State::Waiting)
        refuse(400); // Qt HTTP Server did not understand it, so nobody will answer
}

// The request in the fewest bytes: Qt HTTP Server reads heads byte by byte, and needs only what says where it ends.
void Gate::writeCanonical()
{
    m_handed = 0;
    m_canonical.resize(0);
    m_canonical.append(m_head.bytes.constData(), m_head.target.at);
    const QByteArrayView target = m_head.view(m_head.target);
    if (m_head.plainTarget)
        m_canonical.append(target);
    else
        m_canonical.append(target.toByteArray().toPercentEncoding("!$&'()*+,;=:@/?%"));
    m_canonical.append(" HTTP/1.1\r\n");
    if (!m_body.isEmpty()) {
        m_canonical.append("Content-Length: ").append(QByteArray::number(m_body.size())).append("\r\n");
        if (m_head.contentType.size > 0)
            m_canonical.append("Content-Type: ").append(m_head.view(m_head.contentType)).append("\r\n");
    }
    m_canonical.append("\r\n");
}

Request Gate::takeRequest(QByteArray body)
{
    m_taken = true;
    const QByteArrayView own = m_head.view(m_head.requestId);
    m_requestId = isSaneRequestId(own) ? own.toByteArray() : newRequestId();
    return Request(std::exchange(m_head, Head()), std::move(body), m_requestId, peerAddress(), false);
}

}
