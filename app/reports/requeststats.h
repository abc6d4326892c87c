#pragma once
// What requests came to, hour by hour and endpoint by endpoint, with a histogram of what they took: a row each in the
// store, so that reports are right and fast over months, when the access log's own rows have long gone.
#include "app/base/clock.h"
#include "app/base/histogram.h"
#include "app/store/transaction.h"

#include <QHash>
#include <tuple>

namespace backroom {

struct RequestRow;

// Collects before it is stored; of one thread, or under the owner's lock.
class RequestStats {
public:
    struct Counts
    {
        qint64 calls = 0;
        qint64 errors = 0; // 5xx
        qint64 refused = 0; // 4xx
        qint64 bytes = 0;
        Spread micros;
        void add(const Counts &other);
    };
    struct Key
    {
        Millis hour = 0; // when it began
        QByteArray method;
        QByteArray path; // an endpoint's; both are Other for what no endpoint answered, whatever was asked
        bool operator==(const Key &other) const = default;
        friend bool operator<(const Key &a, const Key &b)
        {
            return std::tie(a.hour, a.method, a.path) < std::tie(b.hour, b.method, b.path);
        }
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.hour, key.method, key.path); }
    };
    static constexpr char Other[] = "-";

    // An hour begins when the clock on the wall says so: in some zones not with the hour of UTC.
    static Millis hourOf(Millis at, const QTimeZone &zone);

    void add(const Key &key, int status, qint64 micros, qint64 bytes);
    void add(const RequestStats &other);
    bool isEmpty() const { return m_counts.isEmpty(); }
    const QHash<Key, Counts> &counts() const { return m_counts; }

private:
    QHash<Key, Counts> m_counts;
};

namespace requeststats {

inline constexpr Millis KeptFor = 400LL * 24 * 3600 * 1000; // thirteen months

// Adds to what the store has. In a relaxed write; leaves no journal entry. Unique when another process made the same row
// at the same moment: the transaction is run again then.
void store(Transaction &transaction, const RequestStats &stats);
// Hours of `from` up to, not including, `to`, all added up; most calls first.
struct Endpoint
{
    QByteArray method;
    QByteArray path;
    RequestStats::Counts counts;
};
std::vector<Endpoint> load(Reader &reader, Millis from, Millis to);
// Drops what is older than KeptFor; how many rows.
qint64 cleanUp(Transaction &transaction);

// A histogram as it lies in the store: the buckets that hold something, as the distance from the one before and the
// count, both in seven-bit groups, the least first; then the sum.
QByteArray pack(const Spread &spread);
// Adds what was packed; false when the bytes are no histogram.
bool unpack(QByteArrayView packed, Spread &spread);

}
}
