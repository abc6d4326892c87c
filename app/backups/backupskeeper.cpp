#include "app/backups/backupskeeper.h"

#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/lookfolder.h"
#include "app/backups/rcloneplace.h"
#include "app/base/lowpriority.h"
#include "app/log/threadname.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis Long = 6LL * 60 * 60 * 1000; // that a backup may take
constexpr auto LongestClose = std::chrono::seconds(20); // that a program's end waits for places
constexpr auto LookEvery = std::chrono::seconds(5); // a machine that slept does not count it

Keyring keyringOf(const BackupsOptions &options)
{
    return options.keyFolder.isEmpty() ? Keyring() : Keyring(options.keyFolder);
}
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

void Backups::State::rouse()
{
    {
        const std::lock_guard lock(m_mutex);
        m_roused = true;
    }
    m_wake.notify_all();
}

void Backups::State::begin()
{
    m_startedAt = shop.clock().now();
    lookfolder::removeLeftovers(shop.config().dataDir);
    readSettings();
    const auto list = backuplist::change(work.folder(), [this](BackupList &list) -> Result<> {
        if (list.firstSeen == 0)
            list.firstSeen = m_startedAt;
        if (list.openSince == 0)
            list.openSince = m_startedAt;
        // One that was begun and never came to an end, as when the power went, is made up. A file's shop is nobody else's
        // now; on PostgreSQL another program may be at it.
        const Millis held = list.newestProved().value_or(0);
        if (list.lastBegun > held
            && (shop.database().kind() == StoreKind::Sqlite || m_startedAt - list.lastBegun > Long))
            list.lastBegun = held;
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
            m_current = order; // at once: whoever asked looks for it where jobs are shown
            m_stopAsked = false;
            return order;
        }
    }
    return due();
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
    bool done = !wanted;
    if (wanted) {
        Order order;
        order.job.reason = "close";
        order.actor = Actor::system(u"backups"_s);
        done = perform(order);
        carrier->settle(LongestClose); // or it would be on this computer alone until the next start
    }
    if (!done)
        return; // the next start makes it up
    (void)backuplist::change(work.folder(), [](BackupList &list) -> Result<> {
        list.openSince = 0;
        return {};
    });
}

}
