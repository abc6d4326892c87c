#include "server/http/workerloop.h"

#include "server/http/bodystream.h"
#include "server/http/plainwire.h"
#include "server/http/qtcompat.h"
#include "server/http/requestsocket.h"
#include "server/http/tlswire.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>
#include <utility>

namespace backroom {

namespace {

thread_local WorkerLoop *theLoop = nullptr;

const QEvent::Type PostEvent = static_cast<QEvent::Type>(QEvent::registerEventType());
const QEvent::Type ProceedEvent = static_cast<QEvent::Type>(QEvent::registerEventType());
constexpr int DrainingSweep = 5; // milliseconds
constexpr int LongStall = 1000; // milliseconds

// Often enough that the shortest limit is kept to within a quarter of it.
int sweepMillis(const Limits &limits)
{
    const int shortest = std::min({limits.headMillis, limits.bodyMillis, limits.answerMillis, limits.replyStallMillis,
                                   limits.idleMillis, limits.lingerMillis, limits.handshakeMillis});
    return std::clamp(shortest / 4, 5, 500);
}

}

// A server without a listening socket: it passes on the socket that it is given.
class WorkerLoop::Inlet final : public QTcpServer {
public:
    void pass(RequestSocket *socket)
    {
        m_waiting = socket;
        // A private signal, which Qt HTTP Server listens to; only the meta-object may raise it from here.
        QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
    }
    bool hasPendingConnections() const override { return m_waiting != nullptr; }
    QTcpSocket *nextPendingConnection() override { return std::exchange(m_waiting, nullptr); }

private:
    RequestSocket *m_waiting = nullptr;
};

class WorkerLoop::Bridge final : public CompatHttpServer {
public:
    explicit Bridge(WorkerLoop &loop) : m_loop(loop) {}

private:
    void take(const QHttpServerRequest &) override
    {
        Gate *const gate = m_loop.m_context.current;
        if (!gate)
            return;
        Request taken = gate->takeRequest();
        m_loop.m_handler(std::move(taken), Responder(m_loop.m_mailbox, gate->exchange()));
    }

    WorkerLoop &m_loop;
};

WorkerLoop::WorkerLoop(const Limits &limits, const TrustedProxies &proxies, UploadRule isUpload, Service service,
                       std::shared_ptr<Mailbox> mailbox, std::shared_ptr<const TlsKeeper> tls,
                       std::shared_ptr<WorkerFigures> figures)
    : m_handler(std::move(service.handler)),
      m_mailbox(std::move(mailbox)),
      m_tls(std::move(tls)),
      m_bridge(std::make_unique<Bridge>(*this)),
      m_inlet(new Inlet),
      m_poller([this] { m_context.tick(); }, [this] { m_context.bury(); }),
      m_handshakes(limits, [this](std::unique_ptr<QSslSocket> socket, const Peer &peer, ConnectionPlace place) {
          m_context.tick();
          open(std::make_unique<TlsWire>(std::move(socket), m_poller, [this] { m_context.tick(); }), peer,
               std::move(place));
      })
{
    theLoop = this;
    m_context.limits = limits;
    m_context.proxies = proxies;
    m_context.isUpload = std::move(isUpload);
    m_context.figures = std::move(figures);
    m_context.shortcut = std::move(service.shortcut);
    m_context.refused = std::move(service.refused);
    m_context.mailbox = m_mailbox;
    m_context.bring = [this](const QByteArray &canonical) { bring(canonical); };
    m_context.again = [this](quint64 gate) { proceedLater(gate); };
    m_context.spoolRoom = std::make_shared<SpoolRoom>(limits.spooled);
    m_context.input.resize(limits.readAhead);
    m_context.tick();
    m_bridge->serve(m_inlet);
    m_inlet->setParent(m_bridge.get());
    m_mailbox->open([this] { QCoreApplication::postEvent(this, new QEvent(PostEvent)); });
    m_sweeper.callOnTimeout(this, &WorkerLoop::sweep);
    m_sweeper.start(sweepMillis(limits));
    m_context.figures->heartbeat.beat();
    m_pulse.setTimerType(Qt::PreciseTimer);
    m_pulse.callOnTimeout(this, &WorkerLoop::beat);
    m_pulse.start(int(Heartbeat::IntervalMillis));
}

WorkerLoop::~WorkerLoop()
{
    m_context.figures->heartbeat.rest();
    m_mailbox->close();
    m_handshakes.clear();
    m_context.gates.clear();
    m_bridge.reset();
    m_handler = nullptr;
    m_context.shortcut = nullptr;
    m_context.refused = nullptr;
    theLoop = nullptr;
}

WorkerLoop *WorkerLoop::ofThisThread() { return theLoop; }

bool WorkerLoop::event(QEvent *event)
{
    if (event->type() == PostEvent)
        deliver();
    else if (event->type() == ProceedEvent)
        proceed();
    else
        return QObject::event(event);
    return true;
}

void WorkerLoop::deliver()
{
    m_context.tick();
    Mailbox::Post post = m_mailbox->take();
    for (const LateReply &late : post.replies)
        answer(late.exchange, late.reply);
    for (const MoreToSend &more : post.more)
        if (const auto found = m_context.gates.find(more.exchange.gate); found != m_context.gates.end())
            found->second->sendMore(more.exchange.number);
    for (Arrival &arrival : post.arrivals)
        take(std::move(arrival));
    m_context.bury();
}

void WorkerLoop::take(Arrival arrival)
{
    if (m_context.draining)
        return;
    if (m_tls)
        return m_handshakes.begin(std::move(arrival), m_tls->current(), m_context.now());
    const Peer peer = arrival.peer();
    auto wire = std::make_unique<PlainWire>(static_cast<int>(arrival.takeDescriptor()), m_poller);
    open(std::move(wire), peer, arrival.takePlace());
}

void WorkerLoop::open(std::unique_ptr<Wire> wire, const Peer &peer, ConnectionPlace place)
{
    const quint64 number = ++m_lastGate;
    auto gate = std::make_unique<Gate>(std::move(wire), peer, std::move(place), m_context, number);
    m_context.gates.emplace(number, std::move(gate)).first->second->begin();
}

// One socket carries the requests of all connections, one after the other: Qt HTTP Server reads each whole, and what it
// keeps of a connection is kept once.
void WorkerLoop::bring(const QByteArray &canonical)
{
    if (!m_requests || m_requests->isSpent()) {
        m_requests = new RequestSocket;
        m_requests->setParent(m_inlet); // as a server's own sockets are: whoever stops it ends them
        m_inlet->pass(m_requests);
    }
    m_requests->bring(canonical);
}

void WorkerLoop::proceedLater(quint64 gate)
{
    if (m_proceeding.empty())
        QCoreApplication::postEvent(this, new QEvent(ProceedEvent));
    m_proceeding.push_back(gate);
}

void WorkerLoop::proceed()
{
    m_context.tick();
    for (const quint64 number : std::exchange(m_proceeding, {})) {
        const auto found = m_context.gates.find(number);
        if (found != m_context.gates.end())
            found->second->proceed();
    }
    m_context.bury();
}

void WorkerLoop::answer(ExchangeId exchange, const Reply &reply)
{
    const auto found = m_context.gates.find(exchange.gate);
    if (found != m_context.gates.end())
        found->second->answer(exchange.number, reply);
    else if (reply.stream)
        reply.stream->leave();
}

void WorkerLoop::drain()
{
    deliver();
    m_context.draining = true;
    m_handshakes.clear();
    m_drainDeadline = m_context.now() + m_context.limits.drainMillis;
    for (const auto &[number, gate] : m_context.gates)
        gate->drain();
    m_context.bury();
    m_sweeper.start(DrainingSweep);
}

void WorkerLoop::beat()
{
    const qint64 stall = m_context.figures->heartbeat.beat();
    if (stall >= LongStall)
        qWarning("this worker's event loop did not turn for %lld ms", static_cast<long long>(stall));
    else if (stall > 0) // a machine with much to do is enough for that
        qInfo("this worker's event loop did not turn for %lld ms", static_cast<long long>(stall));
}

void WorkerLoop::sweep()
{
    m_context.tick();
    const qint64 now = m_context.now();
    m_handshakes.sweep(now);
    const bool overdue = m_context.draining && now >= m_drainDeadline;
    // None leaves the map while it is walked; see bury().
    for (const auto &[number, gate] : m_context.gates) {
        if (overdue)
            gate->cut();
        else
            gate->sweep(now);
    }
    m_context.bury();
    if (m_context.draining && m_context.gates.empty())
        thread()->quit();
}

}
