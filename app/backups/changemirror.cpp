#include "app/backups/changemirror.h"

#include "app/log/threadname.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto LastRound = std::chrono::seconds(3); // that the program's end waits for
}

ChangeMirror::ChangeMirror(const BackupPlace &place, std::unique_ptr<ChangePlace> there)
    : m_there(std::move(there)), m_state{place}, m_thread([this] { run(); })
{}

ChangeMirror::~ChangeMirror()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_stoppedAt = std::chrono::steady_clock::now();
    }
    m_wake.notify_all();
    m_thread.join();
}

bool ChangeMirror::goOn() const
{
    const std::lock_guard lock(m_mutex);
    return !m_stop || std::chrono::steady_clock::now() - m_stoppedAt < LastRound;
}

void ChangeMirror::wake(const QString &growing, Millis until)
{
    {
        const std::lock_guard lock(m_mutex);
        m_growing = growing;
        m_until = until;
        m_asked = true;
    }
    m_wake.notify_all();
}

void ChangeMirror::prune(Millis before, const QByteArray &current)
{
    {
        const std::lock_guard lock(m_mutex);
        m_pruneBefore = before;
        m_pruneCurrent = current;
        m_asked = true;
    }
    m_wake.notify_all();
}

ChangeMirror::State ChangeMirror::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void ChangeMirror::run()
{
    nameThread("changes-copy");
    const auto going = [this] { return goOn(); };
    std::unique_lock lock(m_mutex);
    const QString name = m_state.place.path;
    for (;;) {
        const bool wasAway = m_state.trouble.has_value();
        if (wasAway)
            m_wake.wait_for(lock, m_there->pause(), [this] { return m_stop; });
        else
            m_wake.wait(lock, [this] { return m_stop || m_asked; });
        if (m_stop && (wasAway || !m_asked))
            return;
        m_asked = false;
        const QString growing = m_growing;
        const Millis until = m_until;
        const Millis pruneBefore = m_pruneBefore;
        const QByteArray pruneCurrent = m_pruneCurrent;
        lock.unlock();
        auto done = m_there->copy(growing, going);
        const bool copied = done.has_value();
        if (copied && pruneBefore)
            done = m_there->prune(pruneBefore, pruneCurrent, going);
        if (!done && !wasAway)
            qWarning("recorded changes do not reach %s: %s", qPrintable(name), qPrintable(done.error().message));
        if (done && wasAway)
            qInfo("recorded changes reach %s again", qPrintable(name));
        lock.lock();
        m_state.trouble = done ? std::nullopt : std::optional(done.error());
        if (copied)
            m_state.until = until;
        if (done && m_pruneBefore == pruneBefore)
            m_pruneBefore = 0;
    }
}

}
