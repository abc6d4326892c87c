#include "server/http/watch.h"

#include "app/backroom.h"
#include "app/log/threadname.h"
#include "app/store/storesize.h"

namespace backroom {

namespace {
constexpr auto Tick = std::chrono::seconds(1);
constexpr int HangingMillis = 1000;
constexpr int TurnsBetweenSizes = 60; // of a PostgreSQL database, which has to be asked
}

Watch::Watch(Backroom &shop, const Metrics &metrics, const HttpFigures &http)
    : m_shop(shop), m_metrics(metrics), m_http(http), m_thread([this] { run(); })
{}

Watch::~Watch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

QList<HostSlot> Watch::history() const
{
    const std::lock_guard lock(m_mutex);
    return m_history;
}

Watch::Machine Watch::machine() const
{
    const std::lock_guard lock(m_mutex);
    return m_machine;
}

void Watch::run()
{
    nameThread("watch");
    auto next = std::chrono::steady_clock::now();
    lookAtMachine();
    for (;;) {
        next += Tick;
        {
            std::unique_lock lock(m_mutex);
            if (m_wake.wait_until(lock, next, [this] { return m_stop; }))
                return;
        }
        ++m_turn;
        lookForStalls();
        if (m_turn % HostSlot::Seconds == 0) {
            endSlot();
            lookAtMachine();
        }
    }
}

void Watch::endSlot()
{
    const Metrics::Totals now = m_metrics.totals();
    const Spread micros = now.all.micros.since(m_before.micros);
    const HostSlot slot{m_shop.clock().now(), qint64(now.all.calls() - m_before.calls()),
                        qint64(now.all.errors() - m_before.errors()), micros.permille(950)};
    m_before = now.all;
    const std::lock_guard lock(m_mutex);
    m_history << slot;
    if (m_history.size() > Slots)
        m_history.removeFirst();
}

void Watch::lookAtMachine()
{
    Machine machine{ProcessFacts::now()};
    if (m_shop.config().kind() == StoreKind::Sqlite) {
        const StoreSize size = sqliteSize(m_shop.config());
        machine.databaseBytes = size.database;
        machine.logBytes = size.log;
    } else if (m_turn % TurnsBetweenSizes == 0) {
        machine.databaseBytes =
            m_shop.database()
                .read([this](Reader &reader) -> Result<qint64> { return storeSize(m_shop.config(), reader).database; })
                .value_or(0);
    } else {
        machine.databaseBytes = m_machine.databaseBytes; // written by this thread alone
    }
    const std::lock_guard lock(m_mutex);
    m_machine = machine;
}

// A stall that ends is reported by its own worker; one that does not, by nobody else.
void Watch::lookForStalls()
{
    m_told.resize(m_http.workers.size());
    for (size_t i = 0; i < m_http.workers.size(); ++i) {
        const qint64 standing = m_http.workers[i]->heartbeat.standing();
        const bool hangs = standing >= HangingMillis;
        if (hangs && !m_told[i])
            qWarning("the event loop of worker %d has not turned for %lld ms", int(i) + 1,
                     static_cast<long long>(standing));
        m_told[i] = hangs;
    }
}

}
