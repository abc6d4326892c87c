// The gate's way in: from the client's bytes to a request.
#include "server/http/gate.h"

#include "server/http/bodystream.h"
#include "server/http/requestid.h"
#include "server/http/tlsidentity.h"

#include <chrono>
#include <utility>

namespace backroom {

void GateContext::tick()
{
    using namespace std::chrono;
    m_now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void GateContext::bury()
{
    for (const quint64 number : std::exchange(gone, {}))
        gates.erase(number);
}

Gate::Gate(std::unique_ptr<Wire> wire, Peer peer, ConnectionPlace place, GateContext &context, quint64 number)
    : m_context(context),
      m_wire(std::move(wire)),
      m_peer(std::move(peer)),
      m_place(std::move(place)),
      m_number(number),
      m_deadline(context.now() + context.limits.idleMillis)
{}

Gate::~Gate()
{
    if (m_stream)
        m_stream->leave();
}

void Gate::pump()
{
    if (m_state == State::Closing)
        return discard();
    if (m_pumping || m_state == State::Gone)
        return;
    m_pumping = true;
    const quint64 last = m_exchange + static_cast<quint64>(m_context.limits.requestsPerTurn);
    while (m_state < State::Waiting && m_wire->queued() <= m_context.limits.queuedOutput) {
        if (!advance() && !receive())
            break;
        if (m_exchange == last) {
            pumpLater();
            break;
        }
    }
    keepInput();
    m_pumping = false;
    if ((m_state == State::Waiting || m_state == State::Sending) && m_wire->isEnding())
        gone(); // nobody is there for the reply
}

void Gate::pumpLater()
{
    if (!std::exchange(m_pumpQueued, true))
        m_context.again(m_number);
}

void Gate::proceed()
{
    m_pumpQueued = false;
    m_state == State::Sending ? sendPieces() : pump();
}

bool Gate::receive()
{
    if (m_state >= State::Waiting)
        return false;
    if (!m_wire->mayRead()) {
        if (m_wire->isEnding())
            m_wire->queued() > 0 ? startClosing() : gone();
        return false;
    }
    keepInput();
    QByteArray &buffer = m_context.input;
    const qsizetype got = m_wire->read(buffer.data(), buffer.size());
    if (got <= 0)
        return m_wire->isEnding(); // the next time round ends it
    const QByteArrayView fresh = QByteArrayView(buffer).first(got);
    if (m_kept.isEmpty()) {
        m_input = fresh;
    } else {
        m_kept.append(fresh);
        m_input = m_kept;
    }
    return true;
}

// The context's buffer is for whoever reads next: what is left in it moves here. An idle connection keeps none.
void Gate::keepInput()
{
    if (m_input.isEmpty()) {
        m_kept = QByteArray();
    } else if (m_input.size() != m_kept.size()) {
        m_kept = m_input.toByteArray();
        m_input = m_kept;
    }
}

// One step; false when it needs more bytes or must not go on.
bool Gate::advance()
{
    if (m_state == State::Idle) {
        // Some clients end a body with a line end of their own; it may stand before the next request.
        while (m_input.startsWith("\r\n"))
            m_input = m_input.sliced(2);
        if (m_input.isEmpty() || m_input == QByteArrayView("\r"))
            return false;
        m_state = State::Head;
        m_scan = HeadScan();
        m_headOnly = false;
        m_began = m_context.now();
        m_deadline = m_began + m_context.limits.headMillis;
    }
    return m_state == State::Head ? readHead() : m_state == State::Body && readBody();
}

bool Gate::readHead()
{
    const qsizetype size = scanHead(m_input, m_context.limits, m_scan);
    if (size < 0)
        refuse(static_cast<int>(-size));
    if (size <= 0)
        return false;
    m_headOnly = m_input.startsWith("HEAD ");
    Head &head = m_context.head;
    if (const int status = parseHead(QByteArray::fromRawData(m_input.data(), size), m_context.limits, head)) {
        refuse(status);
        return false;
    }
    m_input = m_input.sliced(size);
    m_close = head.close;
    m_http10 = head.http10;
    if (head.forwarded)
        m_client = m_context.proxies.clientOf(m_peer, head);
    m_hsts = m_peer.secure && takesHsts(head.field("host"));
    const bool hasBody = head.chunked || head.contentLength > 0;
    if (!hasBody && takeShortcut())
        return m_state < State::Waiting;
    head.bytes.detach(); // the buffer that it lies in is read into again
    m_head = std::make_unique<Head>(std::exchange(head, Head()));
    note(*m_head);
    if (hasBody)
        beginBody();
    else
        handOver();
    return m_state < State::Waiting;
}

// What is kept as bytes needs no request to be made, and nobody to be asked.
bool Gate::takeShortcut()
{
    const Head &head = m_context.head;
    if (!m_context.shortcut || (head.method != Method::Get && head.method != Method::Head))
        return false;
    const bool close = m_close || m_context.draining;
    ReplyFraming framing;
    framing.headOnly = m_headOnly;
    framing.close = close;
    framing.keepAlive = m_http10;
    framing.hsts = m_hsts;
    framing.date = m_context.date.now();
    m_context.scratch.resize(0);
    const std::optional<QByteArray> body = m_context.shortcut->answer(head, client(), framing, m_context.scratch);
    if (!body)
        return false;
    ++m_exchange;
    m_state = State::Waiting;
    send(m_context.scratch, *body);
    answered(close);
    return true;
}

// Once the request is handed over its head is no longer here.
void Gate::note(const Head &head)
{
    const QByteArrayView own = head.view(head.requestId);
    m_asked.method = methodText(head.method);
    m_asked.path = head.pathView().toByteArray();
    m_asked.origin = head.value(head.origin).toByteArray();
    m_asked.requestId = isSaneRequestId(own) ? own.toByteArray() : newRequestId();
}

void Gate::beginBody()
{
    const bool upload = m_context.isUpload && m_context.isUpload(m_head->method, m_head->pathView());
    const qint64 limit = upload ? m_context.limits.uploadBody : m_context.limits.body;
    if (m_head->contentLength > limit) {
        refuse(413);
        return;
    }
    m_bodyReader = std::make_unique<BodyReader>(m_context.limits.bodyInMemory, m_context.spoolRoom);
    if (m_head->chunked)
        m_bodyReader->startChunked(limit);
    else
        m_bodyReader->startCounted(m_head->contentLength);
    m_state = State::Body;
    m_deadline = m_context.now() + m_context.limits.bodyMillis;
    if (m_head->expectsContinue && !hasInput())
        send("HTTP/1.1 100 Continue\r\n\r\n");
}

bool Gate::readBody()
{
    qsizetype used = 0;
    const int outcome = m_bodyReader->feed(m_input, used);
    m_input = m_input.sliced(used);
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
    m_body = m_bodyReader ? m_bodyReader->take() : RequestBody();
    m_bodyReader.reset();
    m_state = State::Waiting;
    m_deadline = m_context.now() + m_context.limits.answerMillis;
    const quint64 exchange = ++m_exchange;
    m_taken = false;
    writeCanonical();
    Gate *const before = std::exchange(m_context.current, this);
    m_context.bring(m_context.canonical);
    m_context.current = before;
    if (!m_taken && m_state == State::Waiting && m_exchange == exchange)
        refuse(400); // Qt HTTP Server did not understand it, so nobody will answer
    m_head.reset();
    m_body = RequestBody();
}

// The request in the fewest bytes: Qt HTTP Server reads heads byte by byte, and would copy a body twice. It gets what
// says which request this is; head and body stay here for takeRequest().
void Gate::writeCanonical()
{
    QByteArray &out = m_context.canonical;
    out.resize(0);
    out.append(m_head->bytes.constData(), m_head->target.at);
    const QByteArrayView target = m_head->view(m_head->target);
    if (m_head->plainTarget)
        out.append(target);
    else
        out.append(target.toByteArray().toPercentEncoding("!$&'()*+,;=:@/?%"));
    out.append(" HTTP/1.1\r\n");
    out.append("\r\n");
}

Request Gate::takeRequest()
{
    m_taken = true;
    return Request(std::move(*m_head), std::exchange(m_body, RequestBody()), m_asked.requestId, client());
}

}
