#include "server/http/ratelimit.h"

#include <QtEndian>
#include <cmath>

namespace backroom {

namespace {
using Duration = RateLimiter::Time::duration;

Duration seconds(double value) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)); }
int wholeSeconds(Duration value) { return int(std::ceil(std::chrono::duration<double>(value).count())); }

constexpr size_t Shards = 16;
constexpr size_t WorthSharding = 10'000; // a small table forgets more evenly in one piece
}

RateLimiter::RateLimiter(const RateLimits &limits, size_t mostKept)
    : m_limits(limits),
      m_shards(mostKept >= WorthSharding ? Shards : 1),
      m_mostKeptEach(std::max<size_t>(1, mostKept / m_shards.size()))
{}

QList<std::pair<QByteArray, QByteArray>> RateVerdict::headers() const
{
    if (limit == 0)
        return {};
    return {{"RateLimit-Limit", QByteArray::number(limit)},
            {"RateLimit-Remaining", QByteArray::number(remaining)},
            {"RateLimit-Reset", QByteArray::number(resetSeconds)}};
}

void RateVerdict::appendTo(QByteArray &head) const
{
    if (limit == 0)
        return;
    head.append("RateLimit-Limit: ").append(QByteArray::number(limit));
    head.append("\r\nRateLimit-Remaining: ").append(QByteArray::number(remaining));
    head.append("\r\nRateLimit-Reset: ").append(QByteArray::number(resetSeconds)).append("\r\n");
}

RateCaller::RateCaller(const QHostAddress &address)
{
    bool isIp4 = false;
    const quint32 ip4 = address.toIPv4Address(&isIp4);
    const bool loopback = address.isLoopback();
    if (isIp4) {
        m_kind = loopback ? Kind::Loopback4 : Kind::Ip4;
        m_number = ip4;
    } else {
        const Q_IPV6ADDR ip6 = address.toIPv6Address();
        m_kind = loopback ? Kind::Loopback6 : Kind::Ip6;
        m_number = qFromBigEndian<quint64>(ip6.c);
    }
}

RateCaller::RateCaller(const Actor &actor)
    : m_kind(actor.kind == Actor::Kind::ApiKey ? Kind::Key : Kind::Account),
      m_number(quint64(actor.kind == Actor::Kind::ApiKey ? actor.key.value : actor.user.value))
{}

RateVerdict RateLimiter::judge(RateClass rateClass, const RateCaller &caller, Time now, bool counts)
{
    const Rate &rate = rateOf(rateClass, caller.m_kind);
    if (!m_limits.on || rate.burst == 0)
        return {};
    const Duration each = seconds(1 / rate.perSecond);
    const Duration window = each * rate.burst;
    RateVerdict verdict;
    verdict.limit = rate.burst;
    const Key key{caller.m_number, rateClass, caller.m_kind};
    Shard &shard = m_shards[Hash()(key) % m_shards.size()];
    const std::lock_guard lock(shard.mutex);
    Entry &entry = shard.entryOf(key, now, m_mostKeptEach);
    const Time full = std::max(entry.full, now) + each;
    const Duration over = full - now - window;
    verdict.allowed = over <= Duration::zero();
    if (!verdict.allowed)
        verdict.retryAfterSeconds = std::max(1, wholeSeconds(over));
    else if (counts)
        entry.full = full;
    const Duration used = std::max(entry.full, now) - now;
    verdict.remaining = int((window - used) / each);
    verdict.resetSeconds = wholeSeconds(used);
    return verdict;
}

bool RateLimiter::exempts(const QHostAddress &address) const
{
    return !m_limits.on || rateOf(RateClass::General, RateCaller(address).m_kind).burst == 0;
}

size_t RateLimiter::kept() const
{
    size_t kept = 0;
    for (const Shard &shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        kept += shard.entries.size();
    }
    return kept;
}

const Rate &RateLimiter::rateOf(RateClass rateClass, RateCaller::Kind kind) const
{
    using Kind = RateCaller::Kind;
    const bool loopback = kind == Kind::Loopback4 || kind == Kind::Loopback6;
    switch (rateClass) {
    case RateClass::Password: return loopback ? m_limits.passwordLoopback : m_limits.password;
    case RateClass::Changes:
        return kind == Kind::Account ? m_limits.accountChanges
            : kind == Kind::Key      ? m_limits.keyChanges
            : loopback               ? m_limits.changesLoopback
                                     : m_limits.changes;
    case RateClass::General: break;
    }
    return kind == Kind::Account ? m_limits.account
        : kind == Kind::Key      ? m_limits.key
        : loopback               ? m_limits.generalLoopback
                                 : m_limits.general;
}

RateLimiter::Entry &RateLimiter::Shard::entryOf(const Key &key, Time now, size_t mostKept)
{
    const auto found = byKey.find(key);
    if (found != byKey.end()) {
        entries.splice(entries.begin(), entries, found->second);
        return entries.front();
    }
    if (entries.size() >= mostKept) {
        byKey.erase(entries.back().key);
        entries.pop_back();
    }
    entries.push_front({key, now});
    byKey.emplace(key, entries.begin());
    return entries.front();
}

}
