// One job of Backups from its begin to its end, and what follows from it.
#include "app/backups/backupskeeper.h"

#include "app/backroom.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto TellEvery = std::chrono::milliseconds(200);
constexpr qsizetype MostEnded = 20;
constexpr Millis FirstPause = 5LL * 60 * 1000;
constexpr Millis Day = 24LL * 60 * 60 * 1000;
}

Result<BackupId> Backups::State::carryOut(const Order &order, const BackupGoOn &goOn)
{
    const BackupJob &job = order.job;
    QList<BackupPlace> places;
    {
        const std::lock_guard lock(m_mutex);
        places = m_settings.places;
    }
    switch (job.kind) {
    case BackupJob::Kind::Backup: return work.make(job.reason, order.actor, goOn);
    case BackupJob::Kind::Verify: return work.verify(job.backup, places, order.key, goOn);
    case BackupJob::Kind::Restore:
        if (job.moment)
            return goBack(job.moment, places, order.actor, goOn);
        return order.file.isEmpty() ? work.restore(job.backup, places, order.actor, order.key, goOn)
                                    : work.restoreFile(order.file, order.actor, order.key, goOn);
    case BackupJob::Kind::UndoRestore: return work.undoRestore(order.actor, goOn);
    }
    Q_UNREACHABLE();
}

Result<BackupId> Backups::State::goBack(Millis moment, const QList<BackupPlace> &places, const Actor &actor,
                                        const BackupGoOn &goOn)
{
    const auto carried = shipper->carryNow();
    return carried ? work.restoreMoment(moment, places, actor, goOn) : fail(carried.error());
}

bool Backups::State::perform(Order order)
{
    order.job.begunAt = shop.clock().now();
    m_jobBegan = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_current) { // nobody asked for it
            m_current = order;
            m_stopAsked = false;
        }
        m_current->job.begunAt = order.job.begunAt;
    }
    publish();
    const auto result = carryOut(order, [this](const BackupProgress &progress) { return onProgress(progress); });
    restoring = false;
    bool stopped = false;
    {
        const std::lock_guard lock(m_mutex);
        stopped = !result && (m_stopAsked || m_stop);
    }
    if (order.job.kind == BackupJob::Kind::Backup)
        afterBackup(order, result, stopped);
    readList();
    {
        const std::lock_guard lock(m_mutex);
        m_current.reset();
        m_ended.prepend({order.job.id, order.job.kind, shop.clock().now(), stopped, result});
        if (m_ended.size() > MostEnded)
            m_ended.removeLast();
    }
    publish();
    carrier->look();
    return result.has_value();
}

bool Backups::State::onProgress(const BackupProgress &progress)
{
    // Before that, the backup is proved, and the shop sells.
    const bool closes = progress.step == BackupProgress::Step::Restoring && !restoring.exchange(true);
    const auto now = std::chrono::steady_clock::now();
    bool going = true;
    {
        const std::lock_guard lock(m_mutex);
        going = !m_stopAsked && !m_stop;
        if (!m_current)
            return going;
        BackupJob &job = m_current->job;
        job.progress = progress;
        const double elapsed = std::chrono::duration<double>(now - m_jobBegan).count();
        if (progress.share > 0.02 && elapsed > 1)
            job.secondsLeft = int(std::ceil(elapsed * (1 - progress.share) / progress.share));
    }
    if (closes || now - m_toldAt >= TellEvery) {
        m_toldAt = now;
        if (m_listStale)
            readList();
        publish();
    }
    return going;
}

// Whoever goes back to `from` begins at the newest backup before it, and needs all that was changed since that.
void Backups::State::pruneChanges(Millis from)
{
    readList();
    Millis base = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const BackupEntry &entry : std::as_const(m_list.backups))
            if (entry.isProved() && !entry.epoch.isEmpty() && entry.at <= from)
                base = std::max(base, entry.at);
    }
    shipper->prune(base);
}

void Backups::State::afterBackup(const Order &order, const Result<BackupId> &result, bool stopped)
{
    if (result) {
        m_failures = 0;
        m_retryAt = 0;
        m_lookedBackAt = {};
        Retention keep;
        bool sure = false;
        {
            const std::lock_guard lock(m_mutex);
            keep = m_settings.keep;
            sure = m_settingsFault.isEmpty();
        }
        // While the owner's rules cannot be read, nothing is put away by others.
        if (const auto pruned = sure ? work.prune(keep) : Result<>(); !pruned)
            qWarning("old backups could not be put away: %s", qPrintable(pruned.error().message));
        if (sure)
            pruneChanges(shop.clock().now() - keep.changeDays * Day);
        return;
    }
    m_keyStale = true; // it may be that
    if (!order.byItself)
        return;
    bool ends = false;
    {
        const std::lock_guard lock(m_mutex);
        ends = m_stop;
    }
    if (stopped && ends) { // the next start makes it
        (void)backuplist::change(work.folder(), [](BackupList &list) -> Result<> {
            list.lastBegun = std::min(list.lastBegun, list.newestProved().value_or(0));
            return {};
        });
    } else if (!stopped) {
        ++m_failures;
        m_retryReason = order.job.reason;
        m_retryAt = shop.clock().now() + std::min(LongestPause, FirstPause << std::min(m_failures - 1, 4));
    }
}

}
