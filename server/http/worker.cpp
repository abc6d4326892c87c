#include "server/http/worker.h"

#include "server/http/workerloop.h"

#include <utility>

namespace backroom {

Worker::Worker(const Limits &limits, UploadRule isUpload, HandlerFactory factory, std::shared_ptr<const TlsKeeper> tls)
    : m_limits(limits), m_isUpload(std::move(isUpload)), m_factory(std::move(factory)), m_tls(std::move(tls))
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
    WorkerLoop loop(m_limits, m_isUpload, m_factory(), m_mailbox, m_tls);
    m_loop = &loop;
    m_ready.release();
    exec();
}

}
