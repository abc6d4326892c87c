#pragma once
// The HTTP server as a whole: an acceptor and its workers, to be started and stopped from one thread (any).
#include "app/base/result.h"
#include "server/http/handler.h"
#include "server/http/httpfigures.h"
#include "server/http/limits.h"
#include "server/http/ratelimit.h"
#include "server/http/tlsidentity.h"
#include "server/http/trustedproxies.h"

#include <memory>
#include <vector>

namespace backroom {

class Acceptor;
class TlsKeeper;
class Worker;

struct ServerOptions
{
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 8080; // 0 takes a free one
    int workers = 0; // 0: as many as there are processors
    Limits limits = {};
    RateLimits rates = {};
    TrustedProxies proxies = {};
    TlsFiles tls = {}; // plain HTTP when empty
    HandlerFactory handlers = {};
    UploadRule isUpload = {}; // none when empty
    std::shared_ptr<HttpFigures> figures = {}; // filled by start(), to look at meanwhile; may be left out
};

class HttpServer {
public:
    HttpServer();
    // stop()
    ~HttpServer();

    // Fails with a sentence when the address cannot be had or the certificate cannot be served with; then nothing runs. Not while running.
    Result<> start(const ServerOptions &options);
    // Takes no more connections, finishes what is under way (Limits::drainMillis at most), ends all threads. The
    // server can be started again. Does nothing when it does not run.
    void stop();
    // Looks at once whether the certificate was renewed, which is looked after anyway. Does nothing without TLS.
    void renewCertificate();
    bool isRunning() const { return m_acceptor != nullptr; }
    // The one it listens on; 0 when it does not run.
    quint16 port() const;
    // Open now.
    int connections() const;

private:
    std::shared_ptr<Connections> m_connections;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::unique_ptr<Acceptor> m_acceptor;
    std::shared_ptr<TlsKeeper> m_tls;
};

}
