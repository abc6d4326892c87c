#include "ui/models/taskpool.h"

#include <QMetaObject>

namespace backroom {

TaskPool::TaskPool(int threads, QObject *parent) : QObject(parent) { m_threads.setMaxThreadCount(threads); }

TaskPool::~TaskPool()
{
    m_threads.clear();
    m_threads.waitForDone();
}

void TaskPool::start(std::function<void()> job) { m_threads.start(std::move(job)); }

void TaskPool::deliver(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

}
