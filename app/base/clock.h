#pragma once
// Time is UTC milliseconds since the epoch, and comes from a clock that is handed in, so that tests can turn it.
#include <QByteArray>
#include <QDate>
#include <QString>
#include <QTimeZone>
#include <atomic>

namespace backroom {

using Millis = qint64; // since 1970-01-01T00:00:00Z

class Clock {
public:
    virtual ~Clock() = default;
    // Any thread.
    virtual Millis now() const = 0;
};

class SystemClock final : public Clock {
public:
    Millis now() const override;
};

// For tests: stands still until moved. Any thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Millis start) : m_now(start) {}
    Millis now() const override { return m_now; }
    void advance(Millis by) { m_now += by; }
    void set(Millis to) { m_now = to; }

private:
    std::atomic<Millis> m_now;
};

// RFC 3339 in UTC with milliseconds: 2026-11-20T09:30:00.000Z.
QByteArray timeText(Millis time);
// The same, written where there is room for MaxTimeText bytes; returns its end.
inline constexpr int MaxTimeText = 32;
char *writeTimeText(char *to, Millis time);
// Nothing when the text is no RFC 3339 time.
std::optional<Millis> parseTime(QStringView text);

// Days of the shop: a day is its number since 1970-01-01 in the shop's zone, so that it sorts and subtracts.
int shopDay(Millis time, const QTimeZone &zone);
QDate dayDate(int day);
int dateDay(QDate date);
// The first moment of the day in the zone; a midnight that daylight saving skips is moved forward.
Millis dayStart(int day, const QTimeZone &zone);

}
