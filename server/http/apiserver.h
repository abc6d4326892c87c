#pragma once
// The shop's API as a whole: routes, what the workers share, and the server on its sockets.
#include "app/apihost.h"
#include "app/backroom.h"
#include "server/http/httpserver.h"

namespace backroom {

class Backups;
struct ServerShared;
class Watch;

class ApiServer final : public ApiHost {
    Q_OBJECT
public:
    // Borrows the shop. `options.handlers` and `options.isUpload` are set here.
    ApiServer(Backroom &shop, ServerOptions options, QObject *parent = nullptr);
    // The options as `read` gives them at each start, so that what an owner corrected counts at the next; what it fails
    // with, start() fails with.
    ApiServer(Backroom &shop, std::function<Result<ServerOptions>()> read, QObject *parent = nullptr);
    ~ApiServer() override;

    // What makes this shop's backups, if anything does: it outlives the server. Before start().
    void setBackups(Backups *backups) { m_backups = backups; }

    Result<> start() override;
    // Takes no more, finishes what is under way.
    void stop() override;
    bool isRunning() const override { return m_server.isRunning(); }
    QString address() const override;
    HostFigures figures() const override;
    QList<HostLimit> limits() const override;
    std::shared_ptr<SelfTest> selfTest() override;
    quint16 port() const { return m_server.port(); }
    // See HttpServer.
    void renewCertificate() { m_server.renewCertificate(); }
    // Writes the access log that waits. Not on a worker.
    void flushLog();

private:
    Backroom &m_shop;
    Backups *m_backups = nullptr;
    const std::function<Result<ServerOptions>()> m_read; // may be empty
    ServerOptions m_options;
    std::unique_ptr<ServerShared> m_shared;
    HttpServer m_server;
    std::unique_ptr<Watch> m_watch; // while it runs
};

}
