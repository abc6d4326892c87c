#include "app/backups/backupskeeper.h"

#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/rcloneplace.h"
#include "app/backups/timeline.h"
#include "app/base/lowpriority.h"
#include "app/log/threadname.h"

#include <QCoreApplication>
#include <QDir>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Every = BackupSchedule::Every;
using Clockwork = std::chrono::steady_clock;

constexpr auto LookEvery = std::chrono::seconds(5); // a machine that slept does not count it
constexpr auto TellEvery = std::chrono::milliseconds(200);
constexpr auto LookBackEvery = std::chrono::seconds(60);
constexpr size_t MostWaiting = 16;
constexpr qsizetype MostEnded = 20;
constexpr Millis BasePause = 10LL * 60 * 1000; // between backups that are made for the time machine's sake
constexpr Millis FirstPause = 5LL * 60 * 1000;
constexpr Millis Day = 24LL * 60 * 60 * 1000;
constexpr Millis LongestPause = 60LL * 60 * 1000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool isSame(const BackupJob &a, const BackupJob &b)
{
    return a.kind == b.kind && a.backup == b.backup && a.reason == b.reason && a.moment == b.moment;
}

QString changesFolder(const QString &folder) { return folder + "/changes"_L1; }

Keyring keyringOf(const BackupsOptions &options)
{
    return options.keyFolder.isEmpty() ? Keyring() : Keyring(options.keyFolder);
}
}

const BackupEntry *BackupsState::find(BackupId id) const
{
    const auto found = std::find_if(backups.begin(), backups.end(), [id](const auto &entry) { return entry.id == id; });
    return found == backups.end() ? nullptr : &*found;
}

const BackupOutcome *BackupsState::outcomeOf(BackupJobId job) const
{
    const auto found =
        std::find_if(ended.begin(), ended.end(), [job](const auto &outcome) { return outcome.job == job; });
    return found == ended.end() ? nullptr : &*found;
}

Backups::State::State(Backroom &shop, const BackupsOptions &options)
    : shop(shop),
      options(options),
      rclone(options.rclone.isEmpty() ? RclonePlace::find() : options.rclone),
      work(shop, localBackups(shop.config().dataDir), keyringOf(options), rclone)
{}

void Backups::State::start()
{
    carrier = std::make_unique<Carrier>(Carrier::Setup{work.folder(), shop.database().secrets().storeId, rclone},
                                        shop.clock(), [this] { listChanged(); });
    shipper = std::make_unique<ChangeShipper>(shop.database(), changesFolder(work.folder()));
    timeMachine = std::make_unique<PgTimeMachine>(shop.database());
    m_thread = std::thread([this] { run(); });
}

void Backups::State::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
    timeMachine.reset();
    shipper.reset();
    carrier.reset();
}

std::shared_ptr<const BackupsState> Backups::State::shown() const
{
    const std::lock_guard lock(m_mutex);
    return m_shown;
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

void Backups::State::rouse()
{
    {
        const std::lock_guard lock(m_mutex);
        m_roused = true;
    }
    m_wake.notify_all();
}

void Backups::State::listChanged()
{
    m_listStale = true;
    rouse();
}

Result<> Backups::State::changeSettings(const Actor &actor, const std::function<Result<>(BackupSettings &)> &fn)
{
    if (auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return allowed;
    const std::lock_guard changing(m_settingsMutex);
    auto settings = backupsettings::read(shop.config().dataDir);
    if (!settings)
        return fail(settings.error());
    if (auto changed = fn(*settings); !changed)
        return changed;
    if (auto written = backupsettings::write(shop.config().dataDir, *settings); !written)
        return written;
    {
        const std::lock_guard lock(m_mutex);
        m_settings = *settings;
        m_settingsFault.clear();
    }
    usePlaces(settings->places);
    work.journalSettings(actor, *settings);
    amend();
    listChanged();
    return {};
}

void Backups::State::readSettings()
{
    const std::lock_guard changing(m_settingsMutex);
    const auto settings = backupsettings::read(shop.config().dataDir);
    if (!settings)
        qWarning("%s", qPrintable(settings.error().message));
    {
        const std::lock_guard lock(m_mutex);
        m_settings = settings.value_or(BackupSettings());
        m_settingsFault = settings ? QString() : settings.error().message;
    }
    if (settings)
        usePlaces(settings->places);
}

void Backups::State::usePlaces(const QList<BackupPlace> &places)
{
    carrier->setPlaces(places);
    QStringList folders; // only there can what grows be added to
    for (const BackupPlace &place : places)
        if (place.kind == BackupPlace::Kind::Folder)
            folders << place.path;
    shipper->setPlaces(folders);
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
    const auto now = Clockwork::now();
    if (signature == m_lookedBackFor && now - m_lookedBackAt < LookBackEvery)
        return;
    m_lookedBackAt = now;
    m_lookedBackFor = signature;
    m_reachable = reachableMoments(bases, changesFolder(work.folder()), shop.database().secrets().changesKey);
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

void Backups::State::publish()
{
    auto state = std::make_shared<BackupsState>();
    const auto zone = shop.settings()->zone();
    const Millis now = shop.clock().now();
    lookBack();
    const ChangeShipper::State changes = shipper->state();
    state->folder = work.folder();
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
    state->freeBytes = QStorageInfo(shop.config().dataDir).bytesAvailable();
    {
        const std::lock_guard lock(m_mutex);
        state->settings = m_settings;
        state->settingsFault = m_settingsFault;
        for (const BackupEntry &entry : std::as_const(m_list.backups)) {
            if (!entry.going)
                state->backups << entry;
            if (entry.here)
                state->usedBytes += entry.bytes;
            state->canUndoRestore =
                state->canUndoRestore || (entry.reason == "restore" && entry.here && entry.isProved());
        }
        showJobs(*state);
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
    {
        const std::lock_guard lock(m_mutex);
        m_shown = std::move(state);
    }
    listeners.tell();
}

void Backups::State::begin()
{
    m_startedAt = shop.clock().now();
    readSettings();
    const auto list = backuplist::change(work.folder(), [this](BackupList &list) -> Result<> {
        if (list.firstSeen == 0)
            list.firstSeen = m_startedAt;
        if (list.openSince == 0)
            list.openSince = m_startedAt;
        return {};
    });
    if (!list)
        qWarning("%s", qPrintable(list.error().message));
    readList();
    publish();
}

void Backups::State::run()
{
    nameThread("backups");
    workWhenIdle();
    begin();
    for (;;) {
        if (auto order = nextOrder()) {
            perform(*std::move(order));
            continue;
        }
        readList();
        publish();
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, LookEvery, [this] { return m_stop || m_roused; });
        m_roused = false;
        if (m_stop)
            break;
    }
    makeAtClose();
}

std::optional<Backups::State::Order> Backups::State::nextOrder()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop)
            return std::nullopt;
        if (!m_orders.empty()) {
            Order order = std::move(m_orders.front());
            m_orders.pop_front();
            return order;
        }
    }
    return due();
}

namespace {
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

void Backups::State::perform(Order order)
{
    order.job.begunAt = shop.clock().now();
    m_jobBegan = Clockwork::now();
    {
        const std::lock_guard lock(m_mutex);
        m_current = order;
        m_stopAsked = false;
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
}

bool Backups::State::onProgress(const BackupProgress &progress)
{
    // Before that, the backup is proved, and the shop sells.
    const bool closes = progress.step == BackupProgress::Step::Restoring && !restoring.exchange(true);
    const auto now = Clockwork::now();
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
    segments::prune(changesFolder(work.folder()), shipper->state().epoch, shop.database().secrets().changesKey, base);
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

// The last thing that a program does for the shop.
void Backups::State::makeAtClose()
{
    bool wanted = false;
    {
        const std::lock_guard lock(m_mutex);
        wanted = m_settings.schedule.atClose;
        m_stop = false; // so that this one may go on
        m_orders.clear();
    }
    if (wanted) {
        Order order;
        order.job.reason = "close";
        order.actor = Actor::system(u"backups"_s);
        perform(order);
    }
    (void)backuplist::change(work.folder(), [](BackupList &list) -> Result<> {
        list.openSince = 0;
        return {};
    });
}

}
