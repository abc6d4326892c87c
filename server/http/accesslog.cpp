#include "server/http/accesslog.h"

#include "app/log/threadname.h"

#include <future>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr size_t MaxRows = 20'000; // those that are being written among them, so that a flood needs no more than this
constexpr size_t RowsAWrite = 2'000; // the writer has orders waiting
constexpr auto Interval = std::chrono::milliseconds(1000);
constexpr Millis Quarter = 900'000; // zones differ from UTC by whole quarters of an hour

QSet<std::pair<QByteArray, QByteArray>> endpointsOf(const Routes &routes)
{
    QSet<std::pair<QByteArray, QByteArray>> endpoints;
    for (const auto &route : routes.all())
        endpoints.insert({methodText(route->method), route->path});
    return endpoints;
}
}

// No half character at its end, which a database would refuse.
QByteArray loggedPath(QByteArrayView path)
{
    qsizetype size = std::min<qsizetype>(200, path.size());
    while (size > 0 && size < path.size() && (static_cast<uchar>(path[size]) & 0xc0) == 0x80)
        --size;
    return path.first(size).toByteArray();
}

Millis AccessLog::Hours::of(Millis at)
{
    if (const Millis quarter = at / Quarter; quarter != m_quarter) {
        m_quarter = quarter;
        m_hour = RequestStats::hourOf(at, m_zone);
    }
    return m_hour;
}

AccessLog::AccessLog(Backroom &shop, const Routes &routes)
    : m_shop(shop), m_endpoints(endpointsOf(routes)), m_floodHours(shop.settings()->zone()), m_thread([this] { run(); })
{}

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
    if (m_rows.size() + m_underWay < MaxRows) {
        m_rows.push_back(std::move(row));
    } else {
        ++m_dropped;
        count(m_flood, m_floodHours, row);
    }
}

// What no endpoint answered is one row, whatever strangers think of asking.
void AccessLog::count(RequestStats &stats, Hours &hours, const AccessRow &row) const
{
    const Millis hour = hours.of(row.at);
    const QByteArray method = row.method == "HEAD" ? QByteArrayLiteral("GET") : row.method; // the same endpoint
    if (m_endpoints.contains({method, row.path}))
        stats.add({hour, method, row.path}, row.status, row.micros, row.bytes);
    else
        stats.add({hour, RequestStats::Other, RequestStats::Other}, row.status, row.micros, row.bytes);
}

void AccessLog::flush()
{
    const std::lock_guard writing(m_writing);
    Hours hours(m_shop.settings()->zone());
    std::vector<AccessRow> rows;
    RequestStats stats = std::exchange(m_unwritten, {});
    {
        const std::lock_guard lock(m_mutex);
        rows.swap(m_rows);
        m_underWay = rows.size();
        stats.add(std::exchange(m_flood, {}));
        m_floodHours = hours;
    }
    for (size_t from = 0; from < rows.size() || !stats.isEmpty(); from += RowsAWrite) {
        const auto begin = rows.begin() + std::ptrdiff_t(std::min(rows.size(), from));
        const auto end = rows.begin() + std::ptrdiff_t(std::min(rows.size(), from + RowsAWrite));
        const std::vector<AccessRow> some(std::make_move_iterator(begin), std::make_move_iterator(end));
        for (const AccessRow &row : some)
            count(stats, hours, row);
        if (!write(some, stats)) {
            m_dropped += qint64(some.size());
            m_unwritten.add(stats);
        }
        stats = {};
        const std::lock_guard lock(m_mutex);
        m_underWay -= some.size();
    }
}

Result<> AccessLog::write(const std::vector<AccessRow> &rows, const RequestStats &stats)
{
    std::promise<Result<>> written;
    m_shop.database().write(
        Actor::system(u"access log"_s),
        [&rows, &stats](Transaction &transaction) -> Result<> {
            requestlog::insert(transaction, rows);
            requeststats::store(transaction, stats);
            requestlog::cleanUp(transaction); // may drop more than came in, so that it keeps up with any flood
            return {};
        },
        [&written](const Result<> &result) { written.set_value(result); }, Durability::Relaxed);
    return written.get_future().get();
}

void AccessLog::run()
{
    nameThread("access log");
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (m_wake.wait_for(lock, Interval, [this] { return m_stop; }))
                return;
        }
        flush();
    }
}

}
