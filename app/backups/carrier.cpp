#include "app/backups/carrier.h"

#include "app/log/threadname.h"

#include <QCoreApplication>
#include <QDirIterator>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Condition = PlaceState::Condition;
using Clockwork = std::chrono::steady_clock;

constexpr auto WaitAtMost = std::chrono::seconds(1);
constexpr auto LookEvery = std::chrono::minutes(10);
constexpr auto FirstPause = std::chrono::seconds(60);
constexpr auto LongestPause = std::chrono::seconds(3600);
constexpr qint64 SpareBytes = 16LL << 20; // left free at a place

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

std::chrono::seconds pauseAfter(int failures)
{
    return failures > 6 ? std::chrono::seconds(LongestPause)
                        : std::min(FirstPause * (1 << (failures - 1)), LongestPause);
}
}

// One stay at one place.
struct Carrier::Visit
{
    const BackupPlace &place;
    std::unique_ptr<Place> at;
    BackupList list;
    PlaceLook look;
    QList<BackupEntry> missing; // newest first
    qint64 bytes = 0; // to be carried, twice each: there, and read back
    qint64 before = 0; // of these, in files that are done
    Clockwork::time_point toldAt = {};
};

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
        const auto now = Clockwork::now();
        const auto due =
            std::find_if(m_posts.begin(), m_posts.end(), [now](const Post &post) { return post.due <= now; });
        if (due == m_posts.end()) {
            m_wake.wait_for(lock, WaitAtMost);
            continue;
        }
        const BackupPlace place = due->state.place;
        due->due = now + LookEvery;
        lock.unlock();
        visit(place);
        lock.lock();
    }
}

void Carrier::visit(const BackupPlace &place)
{
    Visit visit{place, openPlace(place, m_setup.rclone), {}, {}, {}};
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
        post.due = Clockwork::now() + pause;
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

Result<> Carrier::carryImages(Visit &visit)
{
    for (QDirIterator image(m_setup.folder + "/images"_L1, QDir::Files); image.hasNext();) {
        image.next();
        const QString name = "images/"_L1 % image.fileName();
        if (image.fileName().endsWith(".part"_L1) || visit.look.files.value(name, -1) == image.fileInfo().size())
            continue;
        const auto put = visit.at->put(image.filePath(), name, [&](qint64) { return goOn(visit, 0); });
        // One that went meanwhile is nobody's any more.
        if (!put && put.error().code != ErrorCode::NotFound)
            return fail(put.error());
    }
    return {};
}

Result<> Carrier::carryBackup(Visit &visit, const BackupEntry &entry)
{
    const int number = visit.place.number;
    const QString file = m_setup.folder + u'/' + entry.fileName, name = nameAtPlace(m_setup.storeId, entry.fileName);
    update(number, [&](Post &post) { post.state.copying = entry.fileName; });
    if (visit.look.freeBytes >= 0 && visit.look.freeBytes < entry.bytes + SpareBytes)
        return fail(
            ErrorCode::Full,
            tr("There is no room for %1 at “%2”. Make room there, or keep fewer backups; it is safe on this computer.")
                .arg(entry.fileName, visit.place.name));
    const auto going = [&](qint64 bytes) { return goOn(visit, bytes); };
    // What lies there already, by another hand or an earlier life of this shop, is read instead of sent again.
    auto hash =
        visit.look.files.value(nameAtPlace(m_setup.storeId, entry.fileName), -1) == entry.bytes && !entry.hash.isEmpty()
        ? visit.at->hash(name, going)
        : Result<QByteArray>(QByteArray());
    if (!hash || *hash != entry.hash || entry.hash.isEmpty())
        hash = visit.at->put(file, name, going);
    if (!hash)
        return fail(hash.error());
    const bool spoilt = !entry.hash.isEmpty() && *hash != entry.hash;
    if (spoilt)
        (void)visit.at->remove(name);
    const auto noted = backuplist::change(m_setup.folder, [&](BackupList &list) -> Result<> {
        BackupEntry *known = list.find(entry.id);
        if (!known)
            return {};
        if (spoilt)
            known->fault = tr(
                "Its file on this computer has changed since it was proved. Do not rely on this disk; make another backup.");
        else if (!known->places.contains(number))
            known->places << number;
        return {};
    });
    if (!noted)
        return fail(noted.error());
    visit.before += 2 * entry.bytes;
    visit.look.freeBytes = visit.look.freeBytes < 0 ? -1 : visit.look.freeBytes - entry.bytes;
    visit.missing.removeFirst();
    update(number, [&](Post &post) {
        post.state.missing = int(visit.missing.size());
        post.state.freeBytes = visit.look.freeBytes;
        post.state.usedBytes += entry.bytes;
        if (visit.missing.isEmpty())
            post.state.missedSince.reset();
    });
    return {};
}

Result<> Carrier::takeAway(Visit &visit)
{
    const int number = visit.place.number;
    QList<BackupId> gone;
    for (const BackupEntry &entry : std::as_const(visit.list.backups)) {
        if (!entry.going || !entry.places.contains(number))
            continue;
        if (auto removed = visit.at->remove(nameAtPlace(m_setup.storeId, entry.fileName)); !removed)
            return removed;
        if (visit.look.freeBytes >= 0)
            visit.look.freeBytes += entry.bytes;
        gone << entry.id;
    }
    if (gone.isEmpty())
        return {};
    const auto noted = backuplist::change(m_setup.folder, [&](BackupList &list) -> Result<> {
        for (const BackupId id : gone)
            if (BackupEntry *entry = list.find(id))
                entry->places.removeAll(number);
        list.forgetGone();
        return {};
    });
    if (noted)
        visit.list = *noted;
    return noted ? Result<>() : fail(noted.error());
}

bool Carrier::goOn(Visit &visit, qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop || std::none_of(m_posts.begin(), m_posts.end(), [&visit](const Post &post) {
                return post.state.place == visit.place;
            }))
            return false;
    }
    const auto now = Clockwork::now();
    if (visit.bytes > 0 && now - visit.toldAt > std::chrono::milliseconds(250)) {
        visit.toldAt = now;
        update(visit.place.number,
               [&](Post &post) { post.state.share = double(visit.before + bytes) / double(visit.bytes); });
    }
    return true;
}

}
