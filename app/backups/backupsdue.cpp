// What Backups makes by itself: when, and by which of several programs.
#include "app/backups/backupskeeper.h"

#include "app/backroom.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Every = BackupSchedule::Every;

constexpr Millis BasePause = 10LL * 60 * 1000; // between backups that are made for the time machine's sake

QByteArray reasonOf(const BackupSchedule &schedule)
{
    return schedule.every == Every::Hour ? "hourly"_ba : schedule.every == Every::Week ? "weekly"_ba : "daily"_ba;
}
}

std::optional<QByteArray> Backups::State::reasonDue(const BackupList &list, Millis now) const
{
    const BackupSchedule &schedule = m_settings.schedule;
    const Millis settled = (now - m_startedAt) / 1000;
    const bool none = list.lastBegun == 0 && !list.newestProved();
    const Millis last = std::max(list.lastBegun, list.firstSeen);
    const bool missed = list.openSince != 0 && list.openSince < m_startedAt && schedule.atClose;
    if (settled < (none ? options.firstAfterSeconds : options.settleSeconds))
        return std::nullopt;
    if (missed)
        return "close"_ba;
    // A restore begins another history: changes lead on from the next backup.
    const bool another = !m_epoch.isEmpty() && now - list.lastBegun > BasePause
        && std::none_of(list.backups.begin(), list.backups.end(),
                        [this](const BackupEntry &entry) { return entry.epoch == m_epoch; });
    if (schedule.every == Every::Never
        || !(none || another || schedule::isDue(schedule, last, now, shop.settings()->zone())))
        return std::nullopt;
    return reasonOf(schedule);
}

std::optional<Backups::State::Order> Backups::State::due()
{
    const Millis now = shop.clock().now();
    m_epoch = shipper->state().epoch;
    if (now < m_retryAt && m_retryAt - now <= LongestPause)
        return std::nullopt;
    std::optional<QByteArray> reason;
    {
        const std::lock_guard lock(m_mutex);
        reason = m_retryAt ? std::optional(m_retryReason) : reasonDue(m_list, now);
    }
    if (!reason)
        return std::nullopt;
    // Several programs of one shop may see it; who writes it down first does it.
    bool mine = false;
    const auto claimed = backuplist::change(work.folder(), [&](BackupList &list) -> Result<> {
        const std::lock_guard lock(m_mutex);
        if (m_retryAt == 0)
            reason = reasonDue(list, now);
        mine = reason.has_value();
        if (mine) {
            list.lastBegun = now;
            if (*reason == "close")
                list.openSince = m_startedAt;
        }
        return {};
    });
    m_listStale = true;
    if (!claimed || !mine)
        return std::nullopt;
    Order order;
    order.job.kind = BackupJob::Kind::Backup;
    order.job.reason = *reason;
    order.actor = Actor::system(u"backups"_s);
    order.byItself = true;
    const std::lock_guard lock(m_mutex);
    order.job.id = ++m_lastJob;
    return order;
}

}
