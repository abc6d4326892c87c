#include "server/http/accesslog.h"

#include "app/orders/carts.h"

#include "server/http/idempotency.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr size_t MaxRows = 20'000;
constexpr size_t RowsAWrite = 2'000; // the writer has orders waiting
constexpr auto Interval = std::chrono::milliseconds(1000);
constexpr int TurnsBetweenCleanUps = 600;
}

AccessLog::AccessLog(Backroom &shop) : m_shop(shop), m_thread([this] { run(); }) {}

AccessLog::~AccessLog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
    flush();
}

void AccessLog::add(AccessRow row)
{
    const std::lock_guard lock(m_mutex);
    if (m_rows.size() >= MaxRows)
        ++m_dropped;
    else
        m_rows.push_back(std::move(row));
}

void AccessLog::flush()
{
    const std::lock_guard writing(m_writing);
    std::vector<AccessRow> rows;
    {
        const std::lock_guard lock(m_mutex);
        rows.swap(m_rows);
    }
    for (size_t from = 0; from < rows.size(); from += RowsAWrite)
        write({std::make_move_iterator(rows.begin() + std::ptrdiff_t(from)),
               std::make_move_iterator(rows.begin() + std::ptrdiff_t(std::min(rows.size(), from + RowsAWrite)))});
}

void AccessLog::write(std::vector<AccessRow> rows)
{
    std::promise<void> written;
    const auto count = qint64(rows.size());
    m_shop.database().write(
        Actor::system(u"access log"_s),
        [rows = std::move(rows)](Transaction &transaction) -> Result<> {
            requestlog::insert(transaction, rows);
            requestlog::cleanUp(transaction); // may drop more than came in, so that it keeps up with any flood
            return {};
        },
        [this, &written, count](const Result<> &result) {
            if (!result)
                m_dropped += count;
            written.set_value();
        },
        Durability::Relaxed);
    written.get_future().wait();
}

void AccessLog::run()
{
    for (int turn = 1;; ++turn) {
        {
            std::unique_lock lock(m_mutex);
            if (m_wake.wait_for(lock, Interval, [this] { return m_stop; }))
                return;
        }
        flush();
        if (turn % TurnsBetweenCleanUps == 0)
            m_shop.database().write(
                Actor::system(u"access log"_s),
                [](Transaction &transaction) -> Result<> {
                    idempotency::cleanUp(transaction);
                    (void)carts::removeExpired(transaction);
                    return {};
                },
                {}, Durability::Relaxed);
    }
}

}
