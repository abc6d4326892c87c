#include "app/reports/requeststats.h"

namespace backroom {

namespace {
constexpr Millis Hour = 3'600'000;

void putNumber(QByteArray &bytes, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes += char((number & 0x7f) | 0x80);
    bytes += char(number);
}

std::optional<quint64> takeNumber(QByteArrayView &bytes)
{
    quint64 number = 0;
    for (int shift = 0; shift < 64 && !bytes.isEmpty(); shift += 7) {
        const auto byte = quint8(bytes.front());
        bytes = bytes.sliced(1);
        number |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return std::nullopt;
}
}

void RequestStats::Counts::add(const Counts &other)
{
    calls += other.calls;
    errors += other.errors;
    refused += other.refused;
    bytes += other.bytes;
    micros.add(other.micros);
}

Millis RequestStats::hourOf(Millis at, const QTimeZone &zone)
{
    const Millis offset = 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC));
    const Millis local = at + offset;
    return local - (local % Hour + Hour) % Hour - offset;
}

void RequestStats::add(const Key &key, int status, qint64 micros, qint64 bytes)
{
    Counts &counts = m_counts[key];
    ++counts.calls;
    counts.errors += status >= 500 ? 1 : 0;
    counts.refused += status >= 400 && status < 500 ? 1 : 0;
    counts.bytes += bytes;
    counts.micros.add(micros);
}

void RequestStats::add(const RequestStats &other)
{
    for (auto it = other.m_counts.begin(); it != other.m_counts.end(); ++it)
        m_counts[it.key()].add(it.value());
}

namespace requeststats {

QByteArray pack(const Spread &spread)
{
    QByteArray bytes;
    quint64 gap = 0;
    for (const uint64_t count : spread.counts) {
        ++gap;
        if (count == 0)
            continue;
        putNumber(bytes, gap);
        putNumber(bytes, count);
        gap = 0;
    }
    putNumber(bytes, 0);
    putNumber(bytes, quint64(spread.sum));
    return bytes;
}

bool unpack(QByteArrayView packed, Spread &spread)
{
    Spread read;
    quint64 next = 0; // one past the bucket read last
    for (;;) {
        const auto gap = takeNumber(packed);
        const auto count = takeNumber(packed);
        if (!gap || !count || *gap > buckets::Count)
            return false;
        if (*gap == 0) {
            read.sum = qint64(*count);
            break;
        }
        next += *gap;
        if (next > buckets::Count)
            return false;
        read.counts[size_t(next) - 1] = *count;
    }
    spread.add(read);
    return true;
}

void store(Transaction &transaction, const RequestStats &stats)
{
    // In the order of the keys, so that two processes never wait for each other.
    QList<RequestStats::Key> keys = stats.counts().keys();
    std::sort(keys.begin(), keys.end());
    for (const RequestStats::Key &key : std::as_const(keys)) {
        const RequestStats::Counts counts = stats.counts().value(key);
        Spread micros = counts.micros;
        {
            Query row = transaction.query(
                "SELECT durations FROM request_stats WHERE hour = ? AND method = ? AND path = ? /*for update*/",
                key.hour, key.method, key.path);
            if (row.next()) {
                unpack(row.blob(0), micros); // what is no histogram is written over
            } else {
                transaction.exec(
                    "INSERT INTO request_stats (hour, method, path, calls, errors, refused, bytes, durations) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    key.hour, key.method, key.path, counts.calls, counts.errors, counts.refused, counts.bytes,
                    Blob{pack(micros)});
                continue;
            }
        }
        transaction.exec("UPDATE request_stats SET calls = calls + ?, errors = errors + ?, refused = refused + ?, "
                         "bytes = bytes + ?, durations = ? WHERE hour = ? AND method = ? AND path = ?",
                         counts.calls, counts.errors, counts.refused, counts.bytes, Blob{pack(micros)}, key.hour,
                         key.method, key.path);
    }
}

std::vector<Endpoint> load(Reader &reader, Millis from, Millis to)
{
    QHash<std::pair<QByteArray, QByteArray>, RequestStats::Counts> all;
    Query rows = reader.query("SELECT method, path, calls, errors, refused, bytes, durations FROM request_stats "
                              "WHERE hour >= ? AND hour < ?",
                              from, to);
    while (rows.next()) {
        RequestStats::Counts &counts = all[{rows.bytes(0), rows.bytes(1)}];
        counts.calls += rows.int64(2);
        counts.errors += rows.int64(3);
        counts.refused += rows.int64(4);
        counts.bytes += rows.int64(5);
        unpack(rows.blob(6), counts.micros);
    }
    std::vector<Endpoint> endpoints;
    for (auto it = all.begin(); it != all.end(); ++it)
        endpoints.push_back({it.key().first, it.key().second, it.value()});
    std::sort(endpoints.begin(), endpoints.end(), [](const Endpoint &a, const Endpoint &b) {
        return std::tuple(-a.counts.calls, a.path, a.method) < std::tuple(-b.counts.calls, b.path, b.method);
    });
    return endpoints;
}

qint64 cleanUp(Transaction &transaction)
{
    return transaction.exec("DELETE FROM request_stats WHERE hour < ?", transaction.now() - KeptFor);
}

}
}
