#include "app/backups/changeshipper.h"

#include "app/log/threadname.h"
#include "app/store/database.h"
#include "app/store/synclog.h"

#include <QCoreApplication>
#include <QDir>
#include <fcntl.h>
#include <future>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<> relaxed(Database &shop, Work work)
{
    std::promise<Result<>> promise;
    shop.write(
        Actor::system(u"time machine"_s), std::move(work),
        [&promise](const Result<> &result) { promise.set_value(result); }, Durability::Relaxed);
    return promise.get_future().get();
}
}

// One program carries; the kernel gives the place back however it ends.
struct ChangeShipper::Lock
{
    int descriptor = -1;
    ~Lock()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    bool take(const QString &changes)
    {
        if (descriptor < 0)
            descriptor = ::open(QFile::encodeName(QDir(changes).filePath(u".carrier"_s)).constData(),
                                O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        return descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    }
};

ChangeShipper::ChangeShipper(Database &shop, const QString &changes, const Settings &settings)
    : m_shop(shop), m_changes(changes), m_settings(settings), m_lock(std::make_unique<Lock>()), m_marks(shop)
{
    if (shop.kind() == StoreKind::Sqlite)
        m_thread = std::thread([this] { run(); });
}

ChangeShipper::~ChangeShipper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void ChangeShipper::setPlaces(const QList<BackupPlace> &places, const QString &rclone)
{
    std::vector<std::unique_ptr<ChangeMirror>> gone; // end outside the lock: one may hang
    const std::lock_guard lock(m_mutex);
    if (m_shop.kind() != StoreKind::Sqlite)
        return;
    std::vector<std::unique_ptr<ChangeMirror>> wanted;
    const auto &secrets = m_shop.secrets();
    for (const BackupPlace &place : places) {
        const auto found = std::find_if(m_places.begin(), m_places.end(), [&place](const auto &known) {
            if (!known)
                return false;
            const BackupPlace before = known->state().place;
            return before.kind == place.kind && before.path == place.path;
        });
        wanted.push_back(
            found != m_places.end()
                ? std::move(*found)
                : std::make_unique<ChangeMirror>(
                    place, openChangePlace(place, {m_changes, secrets.changesKey, secrets.storeId}, rclone)));
    }
    m_places.swap(wanted);
    gone = std::move(wanted);
    m_asked++;
    m_wake.notify_all();
}

void ChangeShipper::prune(Millis before)
{
    if (m_shop.kind() != StoreKind::Sqlite)
        return;
    const QByteArray epoch = state().epoch;
    segments::prune(m_changes, epoch, m_shop.secrets().changesKey, before);
    const std::lock_guard lock(m_mutex);
    for (const auto &place : m_places)
        place->prune(before, epoch);
}

ChangeShipper::State ChangeShipper::state() const
{
    const std::lock_guard lock(m_mutex);
    State state = m_state;
    for (const auto &place : m_places)
        state.places.append(place->state());
    return state;
}

Result<> ChangeShipper::carryNow()
{
    if (m_shop.kind() != StoreKind::Sqlite)
        return {};
    std::unique_lock lock(m_mutex);
    const quint64 mine = ++m_asked;
    m_wake.notify_all();
    m_rounded.wait(lock, [this, mine] { return m_answered >= mine; });
    return m_last;
}

void ChangeShipper::run()
{
    nameThread("changes");
    for (bool last = false; !last;) {
        quint64 asked = 0;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, m_settings.every, [this] { return m_stop || m_asked > m_answered; });
            last = m_stop;
            asked = m_asked;
        }
        Result<> done = round();
        if (done)
            m_lostSince.reset();
        else if (done.error().code != ErrorCode::Conflict) // another program's, when it is that
            done = letGo(done.error());
        if (last && done) {
            done = closeSegment();
            tellPlaces(state().until);
        }
        const std::lock_guard lock(m_mutex);
        if (!done && !m_state.trouble)
            qWarning("recorded changes stay in the store: %s", qPrintable(done.error().message));
        m_state.trouble = done ? std::nullopt : std::optional(done.error());
        m_last = done;
        m_answered = asked;
        m_rounded.notify_all();
    }
}

Result<> ChangeShipper::begin()
{
    if (!QDir().mkpath(m_changes))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(m_changes));
    if (!m_lock->take(m_changes))
        return fail(
            ErrorCode::Conflict,
            tr("Another program that has this shop open carries its changes. This one goes on when that ends."));
    return m_shop.writeNow(Actor::system(u"time machine"_s), [](Transaction &transaction) -> Result<> {
        recording::start(transaction);
        return {};
    });
}

Result<> ChangeShipper::round()
{
    const auto now = m_shop.clock().now();
    const auto read = [this] {
        return m_shop.read(
            [](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    };
    auto state = read();
    if (state && (!m_begun || !state->active)) {
        const auto begun = begin();
        m_begun = begun.has_value();
        state = begun ? read() : fail(begun.error());
    }
    if (!state)
        return fail(state.error());
    if (auto carried = carry(*state); !carried) {
        m_segment.reset(); // whatever is at its end, nothing follows it there
        return carried;
    }
    markNow(*state);
    {
        const std::lock_guard lock(m_mutex);
        m_state.recording = true;
        m_state.epoch = state->epoch;
        m_state.until = now;
    }
    tellPlaces(now);
    return {};
}

Result<> ChangeShipper::carry(const recording::State &state)
{
    for (;;) {
        const auto changes = m_shop.read([this](Reader &reader) -> Result<QList<recording::Change>> {
            return recording::changesAfter(reader.connection(), m_epoch, m_carried);
        });
        if (!changes)
            return fail(changes.error());
        if (changes->isEmpty())
            break;
        // Were the store to lose one to a cut of power, its next change would go by the same number.
        if (auto synced = syncLog(m_shop.config()); !synced)
            return synced;
        if (auto written = write(*changes); !written)
            return written;
        m_epoch = changes->constLast().epoch;
        m_carried = changes->constLast().seq;
        m_toRemove = true;
        if (auto removed = removeCarried(); !removed)
            return removed;
    }
    if (auto removed = removeCarried(); !removed)
        return removed;
    const bool isOld = m_segment
        && (m_segment->head().epoch != state.epoch
            || std::chrono::steady_clock::now() - m_segmentBegan >= m_settings.segmentAge);
    return isOld ? closeSegment() : Result<>();
}

Result<> ChangeShipper::write(const QList<recording::Change> &changes)
{
    for (const recording::Change &change : changes) {
        if (m_segment && (m_segment->head().epoch != change.epoch || m_segment->size() >= m_settings.segmentBytes))
            if (auto closed = closeSegment(); !closed)
                return closed;
        if (!m_segment) {
            auto made =
                SegmentWriter::create(m_changes, {change.epoch, change.seq, change.at}, m_shop.secrets().changesKey);
            if (!made)
                return fail(made.error());
            m_segment = *std::move(made);
            m_segmentBegan = std::chrono::steady_clock::now();
        }
        if (auto added = m_segment->add(change); !added)
            return added;
    }
    return m_segment->sync();
}

// They are on the disk elsewhere. When this does not succeed they are not carried twice, as long as this program runs.
Result<> ChangeShipper::removeCarried()
{
    if (!m_toRemove)
        return {};
    auto removed = relaxed(m_shop, [this](Transaction &transaction) -> Result<> {
        transaction.exec("DELETE FROM recorded_changes WHERE epoch = ? AND seq <= ?", m_epoch, m_carried);
        return {};
    });
    m_toRemove = !removed;
    return removed;
}

Result<> ChangeShipper::closeSegment()
{
    if (!m_segment)
        return {};
    const auto segment = std::move(m_segment);
    return segment->close();
}

void ChangeShipper::markNow(const recording::State &state)
{
    const auto now = std::chrono::steady_clock::now();
    if (const auto made = m_marks.take()) {
        m_nextMark = now
            + std::max<std::chrono::microseconds>(m_settings.marksEvery,
                                                  std::chrono::microseconds(m_settings.markRest * made->micros));
        m_marked = made->mark.seq;
        // Marks stand behind what they are of, and in its epoch.
        if (m_segment && m_segment->head().epoch == made->epoch && m_carried >= made->mark.seq)
            if (!m_segment->mark(made->mark) || !m_segment->sync())
                m_segment.reset();
    }
    if (!m_marks.isBusy() && now >= m_nextMark && state.seq != m_marked && m_segment)
        m_marks.begin();
}

void ChangeShipper::tellPlaces(Millis until)
{
    const std::lock_guard lock(m_mutex);
    const QString growing = m_segment ? m_segment->path() : QString();
    for (const auto &place : m_places)
        place->wake(growing, until);
}

}
