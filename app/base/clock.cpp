#include "app/base/clock.h"

#include <QDateTime>
#include <array>

namespace backroom {

namespace {
const QDate Epoch(1970, 1, 1);

struct Date
{
    qint64 year;
    quint32 month;
    quint32 day;
};

// The Gregorian date of a day since 1970-01-01: civil_from_days of Howard Hinnant's "chrono-Compatible Low-Level Date
// Algorithms", which counts in eras of 400 years that begin in March.
Date dateOf(qint64 day)
{
    const qint64 shifted = day + 719'468;
    const qint64 era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto dayOfEra = quint32(shifted - era * 146'097);
    const quint32 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const quint32 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const quint32 fromMarch = (5 * dayOfYear + 2) / 153;
    const quint32 month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1};
}

char *putTwo(char *to, quint32 number)
{
    *to++ = char('0' + number / 10);
    *to++ = char('0' + number % 10);
    return to;
}
}

Millis SystemClock::now() const { return QDateTime::currentMSecsSinceEpoch(); }

char *writeTimeText(char *to, Millis time)
{
    // Written by hand: this stands twice in every row of a list, and QDateTime takes microseconds for it.
    const qint64 days = time >= 0 ? time / 86'400'000 : -((-time + 86'399'999) / 86'400'000);
    const auto rest = quint32(time - days * 86'400'000);
    const Date date = dateOf(days);
    if (date.year < 0 || date.year > 9999)
        return to
            + std::snprintf(to, MaxTimeText, "%04lld-%02u-%02uT%02u:%02u:%02u.%03uZ", date.year, date.month, date.day,
                            rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
    to = putTwo(putTwo(to, quint32(date.year) / 100), quint32(date.year) % 100);
    *to++ = '-';
    to = putTwo(to, date.month);
    *to++ = '-';
    to = putTwo(to, date.day);
    *to++ = 'T';
    to = putTwo(to, rest / 3'600'000);
    *to++ = ':';
    to = putTwo(to, rest / 60'000 % 60);
    *to++ = ':';
    to = putTwo(to, rest / 1000 % 60);
    *to++ = '.';
    *to++ = char('0' + rest / 100 % 10);
    to = putTwo(to, rest % 100);
    *to++ = 'Z';
    return to;
}

QByteArray timeText(Millis time)
{
    std::array<char, MaxTimeText> text;
    return QByteArray(text.data(), writeTimeText(text.data(), time) - text.data());
}

std::optional<Millis> parseTime(QStringView text)
{
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

int shopDay(Millis time, const QTimeZone &zone)
{
    const qint64 local = time + zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(time, Qt::UTC)) * 1000LL;
    return int(local >= 0 ? local / 86'400'000 : -((-local + 86'399'999) / 86'400'000));
}

QDate dayDate(int day) { return Epoch.addDays(day); }
int dateDay(QDate date) { return int(Epoch.daysTo(date)); }

Millis dayStart(int day, const QTimeZone &zone) { return dayDate(day).startOfDay(zone).toMSecsSinceEpoch(); }

}
