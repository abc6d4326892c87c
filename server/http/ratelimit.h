#pragma once
// Slows callers who ask for too much: GCRA, one timestamp for each class of routes and each address, in a bounded table
// that forgets who was quiet longest.
#include <QHostAddress>
#include <QList>
#include <chrono>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backroom {

// So many calls at once, and then so many a second.
struct Rate
{
    int burst = 0; // 0: no limit
    double perSecond = 0;
};

struct RateLimits
{
    bool on = true;
    Rate general{400, 100}; // everything, by address
    // Programs on this machine are the shop's own (its site, its proxy), and speak for many people.
    Rate generalLoopback{};
    Rate password{30, 0.5}; // what hashes a password, counted beside the general rate
    Rate passwordLoopback{1000, 20};
};

enum class RateClass { General, Password };

// What became of one call; nothing is told to callers where no limit applies.
struct RateVerdict
{
    bool allowed = true;
    int limit = 0; // calls at once; 0: no limit
    int remaining = 0;
    int resetSeconds = 0; // until all of them are there again
    int retryAfterSeconds = 0; // when not allowed

    // RateLimit-Limit, -Remaining and -Reset; none without a limit.
    QList<std::pair<QByteArray, QByteArray>> headers() const;
    // The same as lines of a head.
    void appendTo(QByteArray &head) const;
};

// Any thread.
class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr size_t MostKept = 100'000;

    explicit RateLimiter(const RateLimits &limits, size_t mostKept = MostKept);

    // Counts the call. `now` never runs backwards.
    RateVerdict ask(RateClass rateClass, const QHostAddress &address, Time now = std::chrono::steady_clock::now());
    size_t kept() const;

private:
    struct Key
    {
        quint64 network; // IPv4 as it is, of IPv6 the first 64 bits
        RateClass rateClass;
        bool isIp6;
        bool operator==(const Key &) const = default;
    };
    struct Hash
    {
        size_t operator()(const Key &key) const { return qHashMulti(0, key.network, int(key.rateClass), key.isIp6); }
    };
    struct Entry
    {
        Key key;
        Time full; // when all calls are there again
    };
    // A part of the table, so that workers rarely wait for each other.
    struct alignas(64) Shard
    {
        Entry &entryOf(const Key &key, Time now, size_t mostKept);
        mutable std::mutex mutex;
        std::list<Entry> entries; // used last in front
        std::unordered_map<Key, std::list<Entry>::iterator, Hash> byKey;
    };
    static Key keyOf(RateClass rateClass, const QHostAddress &address);
    const Rate &rateOf(RateClass rateClass, bool loopback) const;

    const RateLimits m_limits;
    std::vector<Shard> m_shards;
    const size_t m_mostKeptEach;
};

}
