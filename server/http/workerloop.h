#pragma once
// The inside of a worker, on its thread: its gates, its own Qt HTTP Server, and the post from other threads.
// Idle sockets cost each turn of Qt's loop: a gate that goes idle can be reduced to its descriptor and place, parked in
// an epoll set of its own, and come back as an Arrival, since nothing else refers to it then.
#include "server/http/gate.h"
#include "server/http/handler.h"

#include <QTimer>
#include <memory>

namespace backroom {

class WorkerLoop final : public QObject {
public:
    WorkerLoop(const Limits &limits, UploadRule isUpload, Handler handler, std::shared_ptr<Mailbox> mailbox);
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
    void sweep();

    GateContext m_context;
    Handler m_handler;
    const std::shared_ptr<Mailbox> m_mailbox;
    std::unique_ptr<Bridge> m_bridge;
    Inlet *m_inlet; // owned by the bridge
    QTimer m_sweeper;
    quint64 m_lastGate = 0;
    qint64 m_drainDeadline = 0;
};

}
