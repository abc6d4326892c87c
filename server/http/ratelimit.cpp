#include "server/http/ratelimit.h"

#include <QtEndian>
#include <cmath>

namespace backroom {

namespace {
using Duration = RateLimiter::Time::duration;

Duration seconds(double value) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)); }
int wholeSeconds(Duration value) { return int(std::ceil(std::chrono::duration<double>(value).count())); }
}

QList<std::pair<QByteArray, QByteArray>> RateVerdict::headers() const
{
    if (limit == 0)
        return {};
    return {{"RateLimit-Limit", QByteArray::number(limit)},
            {"RateLimit-Remaining", QByteArray::number(remaining)},
            {"RateLimit-Reset", QByteArray::number(resetSeconds)}};
}

RateVerdict RateLimiter::ask(RateClass rateClass, const QHostAddress &address, Time now)
{
    const Rate &rate = rateOf(rateClass, address.isLoopback());
    if (!m_limits.on || rate.burst == 0)
        return {};
    const Duration each = seconds(1 / rate.perSecond);
    const Duration window = each * rate.burst;
    RateVerdict verdict;
    verdict.limit = rate.burst;
    const std::lock_guard lock(m_mutex);
    Entry &entry = entryOf(keyOf(rateClass, address), now);
    const Time full = std::max(entry.full, now) + each;
    const Duration over = full - now - window;
    verdict.allowed = over <= Duration::zero();
    if (verdict.allowed)
        entry.full = full;
    else
        verdict.retryAfterSeconds = std::max(1, wholeSeconds(over));
    const Duration used = std::max(entry.full, now) - now;
    verdict.remaining = int((window - used) / each);
    verdict.resetSeconds = wholeSeconds(used);
    return verdict;
}

size_t RateLimiter::kept() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

RateLimiter::Key RateLimiter::keyOf(RateClass rateClass, const QHostAddress &address)
{
    bool isIp4 = false;
    const quint32 ip4 = address.toIPv4Address(&isIp4);
    if (isIp4)
        return {ip4, rateClass, false};
    const Q_IPV6ADDR ip6 = address.toIPv6Address();
    return {qFromBigEndian<quint64>(ip6.c), rateClass, true};
}

const Rate &RateLimiter::rateOf(RateClass rateClass, bool loopback) const
{
    if (rateClass == RateClass::Password)
        return loopback ? m_limits.passwordLoopback : m_limits.password;
    return loopback ? m_limits.generalLoopback : m_limits.general;
}

RateLimiter::Entry &RateLimiter::entryOf(const Key &key, Time now)
{
    const auto found = m_byKey.find(key);
    if (found != m_byKey.end()) {
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return m_entries.front();
    }
    if (m_entries.size() >= m_mostKept) {
        m_byKey.erase(m_entries.back().key);
        m_entries.pop_back();
    }
    m_entries.push_front({key, now});
    m_byKey.emplace(key, m_entries.begin());
    return m_entries.front();
}

}
