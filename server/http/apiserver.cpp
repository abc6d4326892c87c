#include "server/http/apiserver.h"

#include "server/http/endpoint.h"

#include <QCoreApplication>
#include <QThread>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

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
    m_shared =
        std::make_unique<ServerShared>(m_shop, m_options.rates, named ? QUrl::toAce(m_options.host) : QByteArray());
    ServerOptions options = m_options;
    m_shared->cacheBytes /= options.workers > 0 ? options.workers : qMax(1, QThread::idealThreadCount());
    options.handlers = [this]() -> Service {
        const auto endpoint = std::make_shared<Endpoint>(*m_shared);
        return {[endpoint](Request request, const Responder &responder) {
                    endpoint->handle(std::move(request), responder);
                },
                endpoint};
    };
    options.isUpload = [this](Method method, QByteArrayView path) { return m_shared->takesUpload(method, path); };
    if (auto started = m_server.start(options); !started) {
        m_shared.reset();
        return started;
    }
    Q_EMIT runningChanged(true);
    return {};
}

void ApiServer::stop()
{
    if (!isRunning())
        return;
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
    return {m_shared->metrics.requests(), m_shared->metrics.errors(), m_server.connections(),
            m_shared->uptimeSeconds()};
}

QList<HostLimit> ApiServer::limits() const
{
    QList<HostLimit> limits;
    for (const LimitEntry &entry : limitEntries())
        limits.append({QString::fromLatin1(entry.key), QCoreApplication::translate("backroom", entry.meaning),
                       entry.text(m_options.limits)});
    return limits;
}

void ApiServer::flushLog()
{
    if (m_shared)
        m_shared->log.flush();
}

}
