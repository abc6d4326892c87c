#include "server/http/httpserver.h"

#include "server/http/acceptor.h"
#include "server/http/worker.h"

#include <QThread>
#include <algorithm>
#include <sys/resource.h>

namespace backroom {

namespace {

// Every connection is a descriptor, and the usual soft limit of 1,024 is far below the caps.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

}

HttpServer::HttpServer() = default;
HttpServer::~HttpServer() { stop(); }

Result<> HttpServer::start(const ServerOptions &options)
{
    Q_ASSERT(!isRunning() && options.handlers);
    if (!options.tls.isEmpty()) {
        auto opened = TlsKeeper::open(options.tls);
        if (!opened)
            return fail(opened.error());
        m_tls = *std::move(opened);
    }
    raiseDescriptorLimit();
    m_connections = std::make_shared<Connections>(options.limits);
    const int count = options.workers > 0 ? options.workers : qMax(1, QThread::idealThreadCount());
    Limits limits = options.limits;
    limits.handshakes = std::max(1, limits.handshakes / count); // each worker's share
    limits.spooled = std::max(limits.uploadBody, limits.spooled / count);
    const auto figures = options.figures ? options.figures : std::make_shared<HttpFigures>();
    figures->connections = m_connections;
    figures->connectionsMost = options.limits.connections;
    figures->workers.clear();
    for (int i = 1; i <= count; ++i) {
        figures->workers.push_back(std::make_shared<WorkerFigures>());
        figures->workers.back()->number = i;
    }
    for (const auto &worker : figures->workers) {
        m_workers.push_back(
            std::make_unique<Worker>(limits, options.proxies, options.isUpload, options.handlers, m_tls, worker));
        m_workers.back()->begin();
    }
    const auto deal = [this, turn = size_t(0)](Arrival arrival) mutable {
        m_workers[turn++ % m_workers.size()]->deal(std::move(arrival));
    };
    m_acceptor = std::make_unique<Acceptor>(options.limits, m_connections, deal, m_tls);
    const Result<> listening = m_acceptor->begin(options.host, options.port);
    if (!listening)
        stop();
    return listening;
}

void HttpServer::stop()
{
    m_acceptor.reset();
    for (const auto &worker : m_workers)
        worker->stop();
    m_workers.clear();
    m_tls.reset();
}

void HttpServer::renewCertificate()
{
    if (m_tls)
        m_tls->lookNow();
}

quint16 HttpServer::port() const { return m_acceptor ? m_acceptor->port() : 0; }
int HttpServer::connections() const { return m_connections ? m_connections->count() : 0; }

}
