#include "server/http/apiserver.h"

#include "server/http/endpoint.h"
#include "server/http/watch.h"
#include "server/selftest/serverselftest.h"

#include <QCoreApplication>
#include <QThread>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
HostEndpoint hostEndpoint(const Metrics::Endpoint &endpoint)
{
    const EndpointCounts &counts = endpoint.counts;
    return {endpoint.route ? QString::fromLatin1(methodText(endpoint.route->method) + ' ' + endpoint.route->path)
                           : QString(),
            qint64(counts.calls()),
            qint64(counts.errors()),
            qint64(counts.refused()),
            counts.bytes,
            counts.micros.permille(500),
            counts.micros.permille(950),
            counts.micros.permille(990)};
}

// What is counted, without asking anybody: this runs on the GUI thread.
HostFigures hostFigures(ServerShared &shared)
{
    HostFigures figures;
    const auto endpoints = shared.metrics.endpoints();
    const Metrics::Totals totals = shared.metrics.totalsOf(endpoints);
    figures.requests = qint64(totals.all.calls());
    figures.errors = qint64(totals.all.errors());
    figures.refused = qint64(totals.all.refused());
    figures.limited = totals.limited;
    figures.p50Micros = totals.all.micros.permille(500);
    figures.p95Micros = totals.all.micros.permille(950);
    figures.p99Micros = totals.all.micros.permille(990);
    figures.kept = totals.kept;
    figures.cacheable = totals.cacheable;
    figures.uptimeSeconds = shared.uptimeSeconds();
    for (const Metrics::Endpoint &endpoint : endpoints)
        figures.endpoints << hostEndpoint(endpoint);
    std::stable_sort(figures.endpoints.begin(), figures.endpoints.end(),
                     [](const HostEndpoint &a, const HostEndpoint &b) { return a.calls > b.calls; });

    const HttpFigures &http = *shared.http;
    figures.connections = http.connections->count();
    figures.connectionsMost = http.connectionsMost;
    figures.turnedAway = http.connections->turnedAway();
    for (int status = Refusals::First; status <= Refusals::Last; ++status)
        figures.unreadable += http.refused(status);
    figures.workers = int(http.workers.size());
    figures.stalls = http.stalls();
    figures.longestStallMillis = http.longestStallMillis();

    Database &database = shared.shop.database();
    const Spread calls = database.figures().batchCalls.spread();
    figures.commits = qint64(calls.total());
    figures.commitCalls = calls.sum;
    figures.commitP95Micros = database.figures().commitMicros.spread().permille(950);
    figures.waitP95Micros = database.figures().waitMicros.spread().permille(950);
    figures.writesWaiting = qint64(database.writesWaiting());
    figures.slowWaiting = qint64(shared.shop.slow().waiting());
    figures.passwordsWaiting = qint64(shared.shop.hashing().waiting());
    figures.logRowsDropped = shared.log.dropped();
    return figures;
}
}

ApiServer::ApiServer(Backroom &shop, ServerOptions options, QObject *parent)
    : ApiHost(parent), m_shop(shop), m_options(std::move(options))
{}

ApiServer::ApiServer(Backroom &shop, std::function<Result<ServerOptions>()> read, QObject *parent)
    : ApiHost(parent), m_shop(shop), m_read(std::move(read)), m_options(m_read().value_or(ServerOptions()))
{}

ApiServer::~ApiServer() { stop(); }

Result<> ApiServer::start()
{
    if (isRunning())
        return {};
    if (m_read) {
        auto options = m_read();
        if (!options)
            return fail(options.error());
        m_options = *std::move(options);
    }
    const bool named = !m_options.host.isEmpty() && m_options.host != "*"_L1 && QHostAddress(m_options.host).isNull();
    m_shared = std::make_unique<ServerShared>(m_shop, m_options.rates,
                                              named ? QUrl::toAce(m_options.host) : QByteArray(), m_backups);
    ServerOptions options = m_options;
    m_shared->cacheBytes /= options.workers > 0 ? options.workers : qMax(1, QThread::idealThreadCount());
    options.handlers = [this]() -> Service {
        const auto endpoint = std::make_shared<Endpoint>(*m_shared);
        return {[endpoint](Request request, const Responder &responder) {
                    endpoint->handle(std::move(request), responder);
                },
                endpoint,
                [endpoint](const Refused &refused, const Peer &peer, Reply &reply) {
                    endpoint->noteRefusal(refused, peer, reply);
                }};
    };
    options.isUpload = [this](Method method, QByteArrayView path) { return m_shared->takesUpload(method, path); };
    options.figures = m_shared->http;
    if (auto started = m_server.start(options); !started) {
        m_shared.reset();
        return started;
    }
    m_watch = std::make_unique<Watch>(m_shop, m_shared->metrics, *m_shared->http);
    Q_EMIT runningChanged(true);
    return {};
}

void ApiServer::stop()
{
    if (!isRunning())
        return;
    m_watch.reset();
    m_server.stop();
    m_shared->inFlight.wait(); // the clients have gone; the writer may still be at work for one of them
    m_shared.reset();
    Q_EMIT runningChanged(false);
}

QString ApiServer::address() const
{
    const quint16 port = isRunning() ? m_server.port() : m_options.port;
    const QString host = m_options.host.contains(u':') ? QString(u'[' % m_options.host % u']') : m_options.host;
    const QLatin1StringView scheme = m_options.tls.isEmpty() ? "http://"_L1 : "https://"_L1;
    return scheme % host % u':' % QString::number(port);
}

HostFigures ApiServer::figures() const
{
    if (!m_shared)
        return {};
    HostFigures figures = hostFigures(*m_shared);
    figures.history = m_watch->history();
    const Watch::Machine machine = m_watch->machine();
    figures.residentBytes = machine.process.residentBytes;
    figures.openFiles = machine.process.openFiles;
    figures.databaseBytes = machine.databaseBytes;
    figures.walBytes = machine.logBytes;
    return figures;
}

QList<HostLimit> ApiServer::limits() const
{
    QList<HostLimit> limits;
    for (const LimitEntry &entry : limitEntries())
        limits.append({QString::fromLatin1(entry.key), QCoreApplication::translate("backroom", entry.meaning),
                       entry.text(m_options.limits)});
    if (!m_options.proxies.isEmpty())
        limits.append({u"trusted_proxies"_s,
                       QCoreApplication::translate("backroom", "Proxies that are believed whom they ask for"),
                       m_options.proxies.text()});
    return limits;
}

std::shared_ptr<SelfTest> ApiServer::selfTest()
{
    return std::make_shared<ServerSelfTest>(m_shop.database(), m_options.workers);
}

void ApiServer::flushLog()
{
    if (m_shared)
        m_shared->log.flush();
}

}
