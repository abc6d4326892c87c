// What Backups shows: put together from list, places, jobs and changes whenever one of them is another.
#include "app/backups/backupskeeper.h"

#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/shopkey.h"
#include "app/backups/timeline.h"

#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto LookBackEvery = std::chrono::seconds(60);
constexpr qint64 BytesAtOnce = 64LL << 20; // of segments that are read through

// What a restore put aside. Its name says so where the list could not be written.
bool canBringBack(const BackupEntry &entry)
{
    const auto name = BackupName::parse(entry.fileName);
    const bool isPutAside = entry.reason == "restore" || (name && name->reason == "restore"_L1);
    return isPutAside && entry.here && entry.fault.isEmpty();
}
}

void Backups::State::listChanged()
{
    m_listStale = true;
    rouse();
}

void Backups::State::readList()
{
    m_listStale = false;
    auto list = backuplist::read(work.folder());
    if (!list) {
        qWarning("%s", qPrintable(list.error().message));
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_list = *std::move(list);
}

void Backups::State::keyChanged()
{
    m_keyStale = true;
    rouse();
}

// Now and then, as another account or computer may have made it meanwhile.
void Backups::State::lookForKey()
{
    const auto now = std::chrono::steady_clock::now();
    const bool isAsked = m_keyStale.exchange(false);
    if (!isAsked && now - m_lookedForKeyAt < LookBackEvery)
        return;
    m_lookedForKeyAt = now;
    const auto fault = shopkey::fault(shop.database(), work.keyring());
    const QString before = std::exchange(m_keyFault, fault ? fault->message : QString());
    if (!before.isEmpty() && m_keyFault.isEmpty())
        m_retryAt = std::min(m_retryAt, shop.clock().now());
}

// Which moments can be had. It reads files, and looks when a backup came or went, and now and then.
void Backups::State::lookBack()
{
    QList<BaseBackup> bases;
    size_t signature = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const BackupEntry &entry : std::as_const(m_list.backups))
            if (entry.isProved() && entry.here && !entry.epoch.isEmpty()) {
                bases << BaseBackup{entry.at, entry.epoch, entry.changeSeq};
                signature = qHashMulti(signature, entry.at, entry.epoch, entry.changeSeq);
            }
    }
    const auto now = std::chrono::steady_clock::now();
    if (signature == m_lookedBackFor && now - m_lookedBackAt < LookBackEvery)
        return;
    m_lookedBackAt = now;
    m_lookedBackFor = signature;
    const QString changes = changesFolder(work.folder());
    const QByteArray &key = shop.database().secrets().changesKey;
    for (const QByteArray &epoch : segments::epochsIn(changes)) {
        const QStringList files = segments::filesOf(changes, epoch);
        if (!m_segmentCheck.go(files.first(std::max<qsizetype>(files.size() - 1, 0)), epoch, key, BytesAtOnce))
            break; // the rest next time
    }
    m_reachable = reachableMoments(bases, changes, key, m_segmentCheck);
}

// And what was carried since belongs to the last stretch, where its backup leads there.
QList<Stretch> Backups::State::reachable(const ChangeShipper::State &changes) const
{
    QList<Stretch> stretches = m_reachable;
    const auto leads = [&changes](const BackupEntry &entry) {
        return entry.isProved() && entry.epoch == changes.epoch;
    };
    const std::lock_guard lock(m_mutex);
    if (!stretches.isEmpty() && std::any_of(m_list.backups.begin(), m_list.backups.end(), leads))
        stretches.last().until = std::max(stretches.last().until, changes.until);
    return stretches;
}

void Backups::State::publish()
{
    auto state = std::make_shared<BackupsState>();
    const auto zone = shop.settings()->zone();
    const Millis now = shop.clock().now();
    lookBack();
    lookForKey();
    const ChangeShipper::State changes = shipper->state();
    state->folder = work.folder();
    state->keyFault = m_keyFault;
    state->reachable = reachable(changes);
    if (!state->reachable.isEmpty() && state->reachable.constLast().until > state->reachable.constLast().from)
        state->canGoBackTo = state->reachable.constLast().from;
    // Another program that carries them is as good.
    if (changes.trouble && changes.trouble->code != ErrorCode::Conflict)
        state->changesFault = changes.trouble->message;
    if (const PgTimeMachine::State machine = timeMachine->state(); machine.isOn) {
        state->reachable = machine.moments;
        state->canGoBackTo = machine.moments.isEmpty() ? std::nullopt : std::optional(machine.moments.constLast().from);
        state->changesFault = machine.trouble ? machine.trouble->message : QString();
    }
    state->places = carrier->places();
    for (PlaceState &place : state->places) {
        const auto carried = std::find_if(changes.places.begin(), changes.places.end(),
                                          [&place](const auto &copy) { return copy.place.path == place.place.path; });
        if (carried == changes.places.end())
            continue;
        if (carried->until > 0)
            place.changesUntil = carried->until;
        place.changesFault = carried->trouble ? carried->trouble->message : QString();
    }
    state->freeBytes = QStorageInfo(shop.config().dataDir).bytesAvailable();
    {
        const std::lock_guard lock(m_mutex);
        for (const BackupEntry &entry : std::as_const(m_list.backups)) {
            if (!entry.going)
                state->backups << entry;
            if (entry.here)
                state->usedBytes += entry.bytes;
            state->canUndoRestore = state->canUndoRestore || canBringBack(entry);
        }
        state->newestProved = m_list.newestProved();
        state->failedSince = m_list.failedSince;
        state->failure = m_list.failure;
        const Millis last = std::max(m_list.lastBegun, m_list.firstSeen);
        state->nextAt = last ? schedule::next(m_settings.schedule, last, zone) : std::nullopt;
        if (state->nextAt && m_list.lastBegun == 0 && !state->newestProved)
            state->nextAt = m_startedAt + options.firstAfterSeconds * 1000LL;
        if (m_retryAt)
            state->nextAt = m_retryAt;
        if (m_list.firstSeen)
            state->overdueSince =
                schedule::overdueSince(m_settings.schedule, state->newestProved.value_or(m_list.firstSeen), now, zone);
    }
    std::sort(state->backups.begin(), state->backups.end(),
              [](const auto &a, const auto &b) { return std::pair(a.at, a.id.value) > std::pair(b.at, b.id.value); });
    const auto overdue = state->overdueSince;
    {
        // As they are at this moment: what amend() has shown meanwhile stays.
        const std::lock_guard lock(m_mutex);
        state->settings = m_settings;
        state->settingsFault = m_settingsFault;
        showJobs(*state);
        m_shown = std::move(state);
    }
    listeners.tell();
    if (overdue && !std::exchange(m_overdueTold, true))
        work.journalOverdue(*overdue);
    else if (!overdue)
        m_overdueTold = false;
}

}
