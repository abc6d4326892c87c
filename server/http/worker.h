#pragma once
// A worker: one thread with an event loop, its own Qt HTTP Server and its own share of the connections.
#include "server/http/handler.h"
#include "server/http/limits.h"
#include "server/http/tlskeeper.h"
#include "server/http/trustedproxies.h"

#include <QThread>
#include <memory>
#include <semaphore>

namespace backroom {

class WorkerLoop;
struct WorkerFigures;

class Worker final : private QThread {
public:
    // `tls` is null where nothing is encrypted.
    Worker(const Limits &limits, TrustedProxies proxies, UploadRule isUpload, HandlerFactory factory,
           std::shared_ptr<const TlsKeeper> tls, std::shared_ptr<WorkerFigures> figures);
    // stop() and join().
    ~Worker() override;

    // Returns once the handler is made and connections can be dealt.
    void begin();
    // Any thread, between begin() and stop().
    void deal(Arrival arrival) { m_mailbox->post(std::move(arrival)); }
    // Starts to end: what is under way is finished first, for Limits::drainMillis at most. Does not wait.
    void stop();
    void join();

private:
    void run() override;

    const Limits m_limits;
    const TrustedProxies m_proxies;
    const UploadRule m_isUpload;
    const HandlerFactory m_factory;
    const std::shared_ptr<const TlsKeeper> m_tls;
    const std::shared_ptr<WorkerFigures> m_figures;
    const std::shared_ptr<Mailbox> m_mailbox = std::make_shared<Mailbox>();
    std::binary_semaphore m_ready{0};
    WorkerLoop *m_loop = nullptr; // lives from begin() to stop()
};

}
