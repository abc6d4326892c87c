#include "app/backups/pgtimemachine.h"

#include "app/backups/pgbasemaker.h"
#include "app/store/database.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis Day = 24LL * 3600 * 1000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

// One that is being made, on a thread of its own.
struct PgTimeMachine::Base
{
    Base(const StoreConfig &config, const PgStretch &stretch)
        : thread([this, config, stretch] {
              result = makeBase(config, stretch, [this] { return !stop; });
              done = true;
          })
    {}
    ~Base()
    {
        stop = true;
        thread.join();
    }
    Q_DISABLE_COPY_MOVE(Base)

    std::atomic<bool> stop = false;
    std::atomic<bool> done = false;
    Result<> result;
    std::thread thread;
};

PgTimeMachine::PgTimeMachine(Database &shop, const Timing &timing)
    : m_shop(shop), m_timing(timing), m_receiver(shop.config(), timing.pauses)
{
    if (shop.kind() == StoreKind::Postgres && !shop.config().dataDir.isEmpty())
        m_thread = std::thread([this] { run(); });
}

PgTimeMachine::~PgTimeMachine()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

PgTimeMachine::State PgTimeMachine::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void PgTimeMachine::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        lock.unlock();
        m_next.isReceiving = false;
        Result<> done;
        try {
            done = round();
        } catch (const StoreError &error) {
            m_connection.reset();
            done = fail(error.toError());
        }
        m_next.trouble = done ? std::nullopt : std::optional(done.error());
        m_next.starts = m_receiver.starts();
        m_next.receiver = m_receiver.processId();
        lock.lock();
        if (m_next.trouble && (!m_state.trouble || m_state.trouble->message != m_next.trouble->message))
            qWarning("the time machine: %s", qPrintable(m_next.trouble->message));
        m_state = m_next;
        m_wake.wait_for(lock, m_timing.every, [this] { return m_stop; });
    }
    lock.unlock();
    rest();
    m_connection.reset(); // on the thread that it belongs to
}

Result<> PgTimeMachine::round()
{
    const auto choice = PgChoice::read(m_shop.config().dataDir);
    if (!choice || !*choice) {
        rest();
        m_next = {};
        return choice ? Result<>() : fail(choice.error());
    }
    m_next.isOn = true;
    const PgChoice &chosen = **choice;
    if (const auto store = pgfolder::storeOf(chosen.folder); !store || *store != m_shop.secrets().storeId) {
        rest();
        return fail(ErrorCode::Unavailable,
                    store
                        ? tr("%1 is the time machine of another shop. Turn it off here and on again with a folder of "
                             "this shop's own.")
                              .arg(chosen.folder)
                        : tr("The time machine's folder %1 is not there. Bring the disk back; until then the database "
                             "keeps what it writes on its own disk, which fills up in the long run.")
                              .arg(chosen.folder));
    }
    m_next.moments = pgfolder::moments(chosen.folder);
    const auto ours = m_lock.take(chosen.folder);
    if (!ours) {
        rest();
        return fail(ours.error());
    }
    m_next.isElsewhere = !*ours;
    if (m_next.isElsewhere) {
        rest();
        return {};
    }
    return follow(chosen);
}

Result<> PgTimeMachine::follow(const PgChoice &choice)
{
    if (!m_connection) {
        auto opened = Connection::open(m_shop.config());
        if (!opened)
            return fail(opened.error());
        m_connection = *std::move(opened);
    }
    const PgSlot slot = slotState(*m_connection, choice.slot);
    const auto about = describeServer(*m_connection, m_shop.secrets().storeId);
    if (!m_stretch) {
        const auto all = PgStretch::in(choice.folder);
        m_stretch = all.isEmpty() ? std::nullopt : std::optional(all.constLast());
        if (m_stretch)
            m_stretch->removeLeftovers();
    }
    bool goesOn = m_stretch && m_stretch->about().system == about.system && slot.isThere && !slot.isLost;
    Result<> received;
    if (goesOn) {
        received = m_receiver.keepAt(*m_stretch, choice.slot);
        goesOn = received || received.error().code != ErrorCode::Conflict;
    }
    if (!goesOn) {
        if (auto begun = beginStretch(choice, about, slot); !begun)
            return begun;
        received = m_receiver.keepAt(*m_stretch, choice.slot);
    }
    m_next.isReceiving = received.has_value() && slot.isActive;
    noteReached(slot);
    const auto based = seeToBase(choice, slot.now);
    return received ? based : received;
}

Result<> PgTimeMachine::beginStretch(const PgChoice &choice, const PgStretch::About &about, const PgSlot &slot)
{
    if (m_stretch)
        qWarning("the time machine: the database did not keep what was not received yet; it begins anew");
    m_base.reset();
    m_receiver.end();
    m_stretch.reset();
    m_toReach = {};
    if (slot.isThere)
        if (auto dropped = dropSlot(*m_connection, choice.slot); !dropped)
            return dropped;
    if (auto made = makeSlot(*m_connection, m_shop.config(), choice.slot, about.server); !made)
        return made;
    const auto stretch = PgStretch::begin(choice.folder, slot.now, about);
    if (!stretch)
        return fail(stretch.error());
    m_stretch = *stretch;
    m_nextBase = {};
    return {};
}

void PgTimeMachine::noteReached(const PgSlot &slot)
{
    // What a database had not on its disk yet when it fell is no more.
    if (slot.written < m_toReach.place)
        m_toReach = {};
    if (m_toReach.at != 0 && slot.received >= m_toReach.place) {
        if (const auto set = m_stretch->setReached(m_toReach); !set)
            qWarning("the time machine: %s", qPrintable(set.error().message));
        else
            m_next.reached = m_toReach.at;
        m_toReach = {};
    }
    if (m_toReach.at == 0)
        m_toReach = {slot.now, slot.written};
}

Result<> PgTimeMachine::seeToBase(const PgChoice &choice, Millis now)
{
    const auto steady = std::chrono::steady_clock::now();
    if (m_base && m_base->done) {
        m_baseFault = m_base->result ? std::nullopt : std::optional(m_base->result.error());
        m_base.reset();
        m_nextBase = m_baseFault ? steady + m_timing.baseAgain : steady;
        if (!m_baseFault)
            pgfolder::prune(choice.folder, now - choice.keepDays * Day);
    }
    const auto bases = m_stretch->bases();
    m_next.lastBase = bases.isEmpty() ? 0 : bases.constLast().at;
    if (!m_base && m_next.lastBase + choice.baseDays * Day <= now && steady >= m_nextBase)
        m_base = std::make_unique<Base>(m_shop.config(), *m_stretch);
    return m_baseFault ? fail(*m_baseFault) : Result<>();
}

void PgTimeMachine::rest()
{
    m_base.reset();
    m_receiver.end();
    m_stretch.reset();
    m_toReach = {};
    m_lock.release();
}

}
