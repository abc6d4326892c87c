#pragma once
// The inside of a worker, on its thread: its gates, its own Qt HTTP Server, and the post from other threads.
#include "server/http/gate.h"
#include "server/http/handshakes.h"
#include "server/http/poller.h"
#include "server/http/tlskeeper.h"

#include <QPointer>
#include <QTimer>
#include <memory>

namespace backroom {

class RequestSocket;

class WorkerLoop final : public QObject {
public:
    WorkerLoop(const Limits &limits, const TrustedProxies &proxies, UploadRule isUpload, Service service,
               std::shared_ptr<Mailbox> mailbox, std::shared_ptr<const TlsKeeper> tls,
               std::shared_ptr<WorkerFigures> figures);
    ~WorkerLoop() override;

    // The one that lives on the calling thread, or null.
    static WorkerLoop *ofThisThread();
    const std::shared_ptr<Mailbox> &mailbox() const { return m_mailbox; }
    // Writes a reply if its request still waits for one.
    void answer(ExchangeId exchange, const Reply &reply);
    // Ends what is idle, waits for what is under way, cuts what is left after Limits::drainMillis; then ends the
    // event loop of the thread.
    void drain();

    bool event(QEvent *event) override;

private:
    class Inlet;
    class Bridge;

    void deliver();
    void take(Arrival arrival);
    void open(std::unique_ptr<Wire> wire, const Peer &peer, ConnectionPlace place);
    void bring(const QByteArray &canonical);
    void proceedLater(quint64 gate);
    void proceed();
    void sweep();
    void beat();

    GateContext m_context;
    Handler m_handler;
    const std::shared_ptr<Mailbox> m_mailbox;
    const std::shared_ptr<const TlsKeeper> m_tls; // null where nothing is encrypted
    std::unique_ptr<Bridge> m_bridge;
    Inlet *m_inlet; // owned by the bridge
    QPointer<RequestSocket> m_requests; // owned by the inlet
    Poller m_poller;
    Handshakes m_handshakes;
    QTimer m_sweeper;
    QTimer m_pulse;
    std::vector<quint64> m_proceeding;
    quint64 m_lastGate = 0;
    qint64 m_drainDeadline = 0;
};

}
