// What people ask of Backups: it waits, is stopped, and is shown while it does.
#include "app/backups/backupskeeper.h"

#include "app/backroom.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr size_t MostWaiting = 16;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool isSame(const BackupJob &a, const BackupJob &b)
{
    return a.kind == b.kind && a.backup == b.backup && a.reason == b.reason && a.moment == b.moment;
}
}

Result<BackupJobId> Backups::State::ask(const Actor &actor, const BackupJob &job, const std::optional<BackupKey> &key,
                                        const QString &file)
{
    if (const auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return fail(allowed.error());
    BackupJobId id = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (job.backup && !m_shown->find(job.backup))
            return fail(ErrorCode::NotFound, tr("There is no such backup."));
        // A call over the network may be run again before it is answered. Its id is the client's, who may give one to several.
        if (const BackupJob known = m_requests.value(actor.requestId);
            known.id && !actor.requestId.isEmpty() && isSame(known, job))
            return known.id;
        if (file.isEmpty() && !key)
            for (const Order &waiting : m_orders)
                if (waiting.file.isEmpty() && !waiting.key && isSame(waiting.job, job))
                    return waiting.job.id;
        if (m_orders.size() >= MostWaiting)
            return fail(
                {ErrorCode::Busy, tr("Much is asked of the backups already. Wait until some of it is done."), {}, 10});
        id = ++m_lastJob;
        m_orders.push_back({job, actor, key, file, false});
        m_orders.back().job.id = id;
        if (m_requests.size() > qsizetype(MostWaiting))
            m_requests.clear();
        if (!actor.requestId.isEmpty())
            m_requests.insert(actor.requestId, m_orders.back().job);
    }
    amend();
    rouse();
    return id;
}

void Backups::State::cancel(BackupJobId job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_current && m_current->job.id == job) {
            m_stopAsked = true;
            m_current->job.ending = true;
        } else if (const auto waiting = std::find_if(m_orders.begin(), m_orders.end(),
                                                     [job](const Order &order) { return order.job.id == job; });
                   waiting != m_orders.end()) {
            m_ended.prepend({job, waiting->job.kind, shop.clock().now(), true,
                             fail(ErrorCode::Conflict, tr("It was stopped before it began."))});
            m_orders.erase(waiting);
        }
    }
    amend();
}

// What the callers of ask(), cancel() and the like changed: they may be inside a read, or paint a window.
void Backups::State::amend()
{
    {
        const std::lock_guard lock(m_mutex);
        auto state = std::make_shared<BackupsState>(*m_shown);
        state->settings = m_settings;
        state->settingsFault = m_settingsFault;
        showJobs(*state);
        m_shown = std::move(state);
    }
    listeners.tell();
}

void Backups::State::showJobs(BackupsState &state) const
{
    state.job = m_current ? std::optional(m_current->job) : std::nullopt;
    state.waiting.clear();
    for (const Order &order : m_orders)
        state.waiting << order.job;
    state.ended = m_ended;
}

}
