#include "server/http/worker.h"

#include "app/log/threadname.h"
#include "server/http/workerloop.h"

#include <utility>

namespace backroom {

Worker::Worker(const Limits &limits, TrustedProxies proxies, UploadRule isUpload, HandlerFactory factory,
               std::shared_ptr<const TlsKeeper> tls, std::shared_ptr<WorkerFigures> figures)
    : m_limits(limits),
      m_proxies(std::move(proxies)),
      m_isUpload(std::move(isUpload)),
      m_factory(std::move(factory)),
      m_tls(std::move(tls)),
      m_figures(std::move(figures))
{
    setObjectName(QStringLiteral("worker"));
}

Worker::~Worker()
{
    stop();
    join();
}

void Worker::begin()
{
    start();
    m_ready.acquire();
}

void Worker::stop()
{
    if (WorkerLoop *const loop = std::exchange(m_loop, nullptr))
        QMetaObject::invokeMethod(
            loop, [loop] { loop->drain(); }, Qt::QueuedConnection);
}

void Worker::join() { wait(); }

void Worker::run()
{
    nameThread(QByteArray("worker " + QByteArray::number(m_figures->number)).constData());
    WorkerLoop loop(m_limits, m_proxies, m_isUpload, m_factory(), m_mailbox, m_tls, m_figures);
    m_loop = &loop;
    m_ready.release();
    exec();
}

}
