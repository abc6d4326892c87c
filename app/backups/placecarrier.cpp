#include "app/backups/carriervisit.h"
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
}

Carrier::Carrier(Setup setup, const Clock &clock, std::function<void()> changed)
    : m_setup(std::move(setup)), m_clock(clock), m_changed(std::move(changed)), m_thread([this] { run(); })
{}

Carrier::~Carrier()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Carrier::setPlaces(const QList<BackupPlace> &places)
{
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Post> posts;
        for (const BackupPlace &place : places) {
            const auto known = std::find_if(m_posts.begin(), m_posts.end(), [&place](const Post &post) {
                return post.state.place.number == place.number && post.state.place.path == place.path;
            });
            posts.push_back(known == m_posts.end() ? Post() : *known);
            posts.back().state.place = place;
        }
        m_posts = std::move(posts);
    }
    m_wake.notify_all();
}

void Carrier::look(int number)
{
    {
        const std::lock_guard lock(m_mutex);
        for (Post &post : m_posts)
            if (number == 0 || post.state.place.number == number)
                post.due = {};
    }
    m_wake.notify_all();
}

void Carrier::settle(std::chrono::seconds most)
{
    look();
    const auto end = std::chrono::steady_clock::now() + most;
    std::unique_lock lock(m_mutex);
    const auto isDone = [this] {
        return !m_visiting && std::none_of(m_posts.begin(), m_posts.end(), [](const Post &post) {
            return post.due == std::chrono::steady_clock::time_point();
        });
    };
    while (!isDone() && std::chrono::steady_clock::now() < end)
        m_wake.wait_for(lock, std::chrono::milliseconds(50));
}

QList<PlaceState> Carrier::places() const
{
    const std::lock_guard lock(m_mutex);
    QList<PlaceState> places;
    for (const Post &post : m_posts)
        places << post.state;
    return places;
}

void Carrier::update(int number, const std::function<void(Post &)> &fn)
{
    {
        const std::lock_guard lock(m_mutex);
        for (Post &post : m_posts)
            if (post.state.place.number == number)
                fn(post);
    }
    m_changed();
}

void Carrier::run()
{
    nameThread("backup places");
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        const auto now = std::chrono::steady_clock::now();
        const auto due =
            std::find_if(m_posts.begin(), m_posts.end(), [now](const Post &post) { return post.due <= now; });
        if (due == m_posts.end()) {
            m_wake.wait_for(lock, WaitAtMost);
            continue;
        }
        const BackupPlace place = due->state.place;
        due->due = now + LookEvery;
        m_visiting = true;
        lock.unlock();
        visit(place);
        lock.lock();
        m_visiting = false;
    }
}

void Carrier::visit(const BackupPlace &place)
{
    Visit visit{place, openPlace(place, m_setup.rclone, [this, &place] { return isWanted(place); }), {}, {}, {}};
    const Result<> served = serve(visit);
    if (!served)
        qWarning("the backups' place %s: %s", qPrintable(place.name), qPrintable(served.error().message));
    update(place.number, [&](Post &post) {
        PlaceState &state = post.state;
        state.copying.clear();
        state.share = 0;
        if (served) {
            post.failures = 0;
            state.condition = Condition::UpToDate;
            state.upToDateAt = m_clock.now();
            state.retryAt.reset();
            state.fault.clear();
            return;
        }
        ++post.failures;
        const auto pause = pauseAfter(post.failures);
        post.due = std::chrono::steady_clock::now() + pause;
        const bool reached = served.error().code == ErrorCode::Full || served.error().code == ErrorCode::Malformed;
        state.condition = reached ? Condition::Faulty : Condition::Away;
        state.retryAt = m_clock.now() + std::chrono::milliseconds(pause).count();
        state.fault = served.error().message;
    });
}

Result<> Carrier::serve(Visit &visit)
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
    update(number, [&](Post &post) {
        PlaceState &state = post.state;
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
