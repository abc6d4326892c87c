#include "app/backups/placevisit.h"
#include "app/log/threadname.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Condition = PlaceState::Condition;

constexpr auto WaitAtMost = std::chrono::seconds(1);
constexpr auto LookEvery = std::chrono::minutes(10);
constexpr auto FirstPause = std::chrono::seconds(60);
constexpr auto LongestPause = std::chrono::seconds(3600);

std::chrono::seconds pauseAfter(int failures)
{
    return failures > 6 ? std::chrono::seconds(LongestPause)
                        : std::min(FirstPause * (1 << (failures - 1)), LongestPause);
}

PlaceState notLookedAt(const BackupPlace &place)
{
    PlaceState state;
    state.place = place;
    return state;
}
}

PlaceCarrier::PlaceCarrier(const CarrierSetup &setup, const BackupPlace &place, const Clock &clock,
                           std::function<void()> changed)
    : m_setup(setup),
      m_clock(clock),
      m_changed(std::move(changed)),
      m_place(place),
      m_state(notLookedAt(place)),
      m_thread([this] { run(); })
{}

PlaceCarrier::~PlaceCarrier()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void PlaceCarrier::look()
{
    {
        const std::lock_guard lock(m_mutex);
        m_due = {};
    }
    m_wake.notify_all();
}

void PlaceCarrier::rename(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    m_state.place.name = name;
}

PlaceState PlaceCarrier::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

bool PlaceCarrier::isResting() const
{
    const std::lock_guard lock(m_mutex);
    return !m_visiting && m_due != std::chrono::steady_clock::time_point();
}

void PlaceCarrier::update(const std::function<void(PlaceState &)> &fn)
{
    {
        const std::lock_guard lock(m_mutex);
        fn(m_state);
    }
    m_changed();
}

void PlaceCarrier::run()
{
    nameThread("backup place");
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        const auto now = std::chrono::steady_clock::now();
        if (m_due > now) {
            m_wake.wait_for(lock, WaitAtMost);
            continue;
        }
        m_due = now + LookEvery;
        m_visiting = true;
        lock.unlock();
        visit();
        lock.lock();
        m_visiting = false;
    }
}

void PlaceCarrier::visit()
{
    Visit visit{m_place, openPlace(m_place, m_setup.rclone, [this] { return isWanted(); }), {}, {}, {}};
    const Result<> served = serve(visit);
    if (!served)
        qWarning("the backups' place %s: %s", qPrintable(m_place.name), qPrintable(served.error().message));
    m_failures = served ? 0 : m_failures + 1;
    update([&](PlaceState &state) {
        state.copying.clear();
        state.share = 0;
        if (served) {
            state.condition = Condition::UpToDate;
            state.upToDateAt = m_clock.now();
            state.retryAt.reset();
            state.fault.clear();
            return;
        }
        const auto pause = pauseAfter(m_failures);
        m_due = std::chrono::steady_clock::now() + pause;
        const bool reached = served.error().code == ErrorCode::Full || served.error().code == ErrorCode::Malformed;
        state.condition = reached ? Condition::Faulty : Condition::Away;
        state.retryAt = m_clock.now() + std::chrono::milliseconds(pause).count();
        state.fault = served.error().message;
    });
}

Result<> PlaceCarrier::serve(Visit &visit)
{
    const int number = visit.place.number;
    auto list = backuplist::read(m_setup.folder);
    if (!list)
        return fail(list.error());
    const bool known = list->markedPlaces.value(number) == visit.place.path;
    const auto look = visit.at->look(m_setup.storeId, known);
    if (look)
        visit.look = *look;
    // What is written down about the place is what lies there.
    auto noted = backuplist::change(m_setup.folder, [&](BackupList &changed) -> Result<> {
        if (!look)
            return {};
        changed.markedPlaces.insert(number, visit.place.path);
        for (BackupEntry &entry : changed.backups)
            if (entry.places.contains(number)
                && visit.look.files.value(nameAtPlace(m_setup.storeId, entry.fileName), -1) != entry.bytes)
                entry.places.removeAll(number);
        return {};
    });
    if (!noted)
        return fail(noted.error());
    visit.list = *std::move(noted);
    for (const BackupEntry &entry : visit.list.backups)
        if (entry.here && entry.isProved() && !entry.going && !entry.places.contains(number))
            visit.missing << entry;
    std::sort(visit.missing.begin(), visit.missing.end(), [](const auto &a, const auto &b) { return a.at > b.at; });
    qint64 used = 0;
    for (const qint64 bytes : std::as_const(visit.look.files))
        used += bytes;
    update([&](PlaceState &state) {
        state.missing = int(visit.missing.size());
        state.missedSince = visit.missing.isEmpty() ? std::nullopt : std::optional(visit.missing.constLast().at);
        if (!look)
            return;
        state.freeBytes = visit.look.freeBytes;
        state.usedBytes = used;
        if (!visit.missing.isEmpty())
            state.condition = Condition::Copying;
    });
    if (!look)
        return fail(look.error());
    if (auto carried = carryImages(visit); !carried)
        return carried;
    for (const BackupEntry &entry : std::as_const(visit.missing))
        visit.bytes += 2 * entry.bytes;
    for (const BackupEntry &entry : QList(visit.missing)) {
        auto carried = carryBackup(visit, entry);
        if (!carried && carried.error().code == ErrorCode::Full && takeAway(visit))
            carried = carryBackup(visit, entry); // what was put away here made room there
        if (!carried)
            return carried;
    }
    return takeAway(visit);
}

}
