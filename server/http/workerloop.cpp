#include "server/http/workerloop.h"

#include "server/http/qtcompat.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>
#include <deque>
#include <utility>

namespace backroom {

namespace {

thread_local WorkerLoop *theLoop = nullptr;

const QEvent::Type PostEvent = static_cast<QEvent::Type>(QEvent::registerEventType());
constexpr int DrainingSweep = 5; // milliseconds

// Often enough that the shortest limit is kept to within a quarter of it.
int sweepMillis(const Limits &limits)
{
    const int shortest = std::min({limits.headMillis, limits.bodyMillis, limits.answerMillis, limits.replyStallMillis,
                                   limits.idleMillis, limits.lingerMillis});
    return std::clamp(shortest / 4, 5, 500);
}

}

// A server without a listening socket: it passes on the gates that it is given.
class WorkerLoop::Inlet final : public QTcpServer {
public:
    void pass(Gate *gate)
    {
        m_waiting.push_back(gate);
        // A private signal, which Qt HTTP Server listens to; only the meta-object may raise it from here.
        QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
    }
    bool hasPendingConnections() const override { return !m_waiting.empty(); }
    QTcpSocket *nextPendingConnection() override
    {
        if (m_waiting.empty())
            return nullptr;
        Gate *const gate = m_waiting.front();
        m_waiting.pop_front();
        return gate;
    }

private:
    std::deque<Gate *> m_waiting;
};

class WorkerLoop::Bridge final : public CompatHttpServer {
public:
    explicit Bridge(WorkerLoop &loop) : m_loop(loop) {}

private:
    void take(const QHttpServerRequest &request) override
    {
        Gate *const gate = m_loop.m_context.current;
        if (!gate)
            return;
        Request taken = gate->takeRequest(request.body());
        m_loop.m_handler(std::move(taken), Responder(m_loop.m_mailbox, gate->exchange()));
    }

    WorkerLoop &m_loop;
};

WorkerLoop::WorkerLoop(const Limits &limits, UploadRule isUpload, Handler handler, std::shared_ptr<Mailbox> mailbox)
    : m_handler(std::move(handler)),
      m_mailbox(std::move(mailbox)),
      m_bridge(std::make_unique<Bridge>(*this)),
      m_inlet(new Inlet)
{
    theLoop = this;
    m_context.limits = limits;
    m_context.isUpload = std::move(isUpload);
    m_bridge->serve(m_inlet);
    m_inlet->setParent(m_bridge.get());
    m_mailbox->open([this] { QCoreApplication::postEvent(this, new QEvent(PostEvent)); });
    m_sweeper.callOnTimeout(this, &WorkerLoop::sweep);
    m_sweeper.start(sweepMillis(limits));
}

WorkerLoop::~WorkerLoop()
{
    m_mailbox->close();
    while (!m_context.gates.empty())
        delete m_context.gates.begin()->second;
    m_bridge.reset();
    m_handler = nullptr;
    theLoop = nullptr;
}

WorkerLoop *WorkerLoop::ofThisThread() { return theLoop; }

bool WorkerLoop::event(QEvent *event)
{
    if (event->type() != PostEvent)
        return QObject::event(event);
    deliver();
    return true;
}

void WorkerLoop::deliver()
{
    Mailbox::Post post = m_mailbox->take();
    for (const LateReply &late : post.replies)
        answer(late.exchange, late.reply);
    for (Arrival &arrival : post.arrivals)
        take(std::move(arrival));
}

void WorkerLoop::take(Arrival arrival)
{
    if (m_context.draining)
        return;
    auto socket = std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(arrival.takeDescriptor()))
        return;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_inlet->pass(new Gate(std::move(socket), arrival.takePlace(), m_context, ++m_lastGate));
}

void WorkerLoop::answer(ExchangeId exchange, const Reply &reply)
{
    const auto found = m_context.gates.find(exchange.gate);
    if (found != m_context.gates.end())
        found->second->answer(exchange.number, reply);
}

void WorkerLoop::drain()
{
    deliver();
    m_context.draining = true;
    m_drainDeadline = GateContext::now() + m_context.limits.drainMillis;
    for (const auto &[number, gate] : m_context.gates)
        gate->drain();
    m_sweeper.start(DrainingSweep);
}

void WorkerLoop::sweep()
{
    const qint64 now = GateContext::now();
    const bool overdue = m_context.draining && now >= m_drainDeadline;
    // Gates end by deleteLater(), so none leaves the map while it is walked.
    for (const auto &[number, gate] : m_context.gates) {
        if (overdue)
            gate->cut();
        else
            gate->sweep(now);
    }
    if (m_context.draining && (overdue || m_context.gates.empty()))
        thread()->quit();
}

}
