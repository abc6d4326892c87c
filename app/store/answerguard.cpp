#include "app/store/answerguard.h"

#include <QUrl>
#include <QUrlQuery>
#include <libpq-fe.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto Patience = std::chrono::seconds(5);
constexpr auto Interval = std::chrono::seconds(1);
constexpr auto AskingTakes = "3"; // seconds at the most

QByteArray hostOf(const QUrl &url)
{
    const QString socketFolder = QUrlQuery(url).queryItemValue(u"host"_s, QUrl::FullyDecoded);
    return (socketFolder.isEmpty() ? url.host() : socketFolder).toUtf8();
}
}

AnswerGuard::AnswerGuard(const StoreConfig &config)
    : m_host(hostOf(QUrl(config.url))),
      m_port(QByteArray::number(QUrl(config.url).port(5432))),
      m_thread([this] { run(); })
{}

AnswerGuard::~AnswerGuard()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void AnswerGuard::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, Interval, [this] { return m_stop; })) {
        const Clock::time_point overdue = Clock::now() - Patience;
        const bool someWait = std::any_of(m_waiting.begin(), m_waiting.end(),
                                          [overdue](const Waiting &call) { return call.since < overdue; });
        if (!someWait && !m_silent)
            continue;
        lock.unlock();
        const bool answering = answers();
        lock.lock();
        m_silent = !answering;
        if (m_silent)
            cutOff(overdue);
    }
}

// A server that refuses, or starts, answers.
bool AnswerGuard::answers() const
{
    const char *const names[] = {"host", "port", "connect_timeout", nullptr};
    const char *const values[] = {m_host.constData(), m_port.constData(), AskingTakes, nullptr};
    return PQpingParams(names, values, 0) != PQPING_NO_RESPONSE;
}

void AnswerGuard::cutOff(Clock::time_point since)
{
    for (const Waiting &call : m_waiting)
        if (call.since < since)
            ::shutdown(call.socket, SHUT_RDWR);
}

AnswerGuard::Call::Call(AnswerGuard *guard, int socket) : m_guard(guard)
{
    if (!m_guard)
        return;
    const std::lock_guard lock(m_guard->m_mutex);
    m_place = m_guard->m_waiting.insert(m_guard->m_waiting.end(), {socket, Clock::now()});
}

AnswerGuard::Call::~Call()
{
    if (!m_guard)
        return;
    const std::lock_guard lock(m_guard->m_mutex);
    m_guard->m_waiting.erase(m_place);
}

}
