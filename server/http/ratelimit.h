#pragma once
// Slows callers who ask for too much: GCRA (ITU-T I.371), one timestamp for each class of calls and each caller, in a
// bounded table that forgets who was quiet longest.
#include "app/base/actor.h"

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
    Rate changes{150, 30}; // what changes something, counted beside the general rate
    // Who signed in is counted by that, wherever the calls come from; an API key is a program that speaks for many.
    Rate account{400, 100};
    Rate accountChanges{150, 30};
    Rate key{2000, 500};
    Rate keyChanges{1000, 200};
    // Programs on this machine are the shop's own (its site, its proxy), and speak for many people.
    Rate generalLoopback{};
    Rate changesLoopback{};
    Rate password{30, 0.5}; // what hashes a password, by address, counted beside the general rate
    Rate passwordLoopback{1000, 20};
};

enum class RateClass { General, Changes, Password };

// Who is counted: an address, of IPv6 its network; or a person or API key.
class RateCaller {
public:
    RateCaller(const QHostAddress &address);
    // Signed in, as a person or by a key.
    explicit RateCaller(const Actor &actor);

private:
    friend class RateLimiter;
    enum class Kind { Ip4, Ip6, Loopback4, Loopback6, Account, Key };
    Kind m_kind;
    quint64 m_number; // IPv4 as it is, of IPv6 the first 64 bits; or an id
};

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
    RateVerdict ask(RateClass rateClass, const RateCaller &caller, Time now = std::chrono::steady_clock::now())
    {
        return judge(rateClass, caller, now, true);
    }
    // Whether it would be allowed, without counting it.
    RateVerdict look(RateClass rateClass, const RateCaller &caller, Time now = std::chrono::steady_clock::now())
    {
        return judge(rateClass, caller, now, false);
    }
    // Nobody is counted who calls from there, whoever it is.
    bool exempts(const QHostAddress &address) const;
    size_t kept() const;

private:
    struct Key
    {
        quint64 number;
        RateClass rateClass;
        RateCaller::Kind kind;
        bool operator==(const Key &) const = default;
    };
    struct Hash
    {
        size_t operator()(const Key &key) const { return qHashMulti(0, key.number, int(key.rateClass), int(key.kind)); }
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
    RateVerdict judge(RateClass rateClass, const RateCaller &caller, Time now, bool counts);
    const Rate &rateOf(RateClass rateClass, RateCaller::Kind kind) const;

    const RateLimits m_limits;
    std::vector<Shard> m_shards;
    const size_t m_mostKeptEach;
};

}
