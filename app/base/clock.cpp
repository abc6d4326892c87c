#include "app/base/clock.h"

#include <QDateTime>

namespace backroom {

namespace {
const QDate Epoch(1970, 1, 1);
}

Millis SystemClock::now() const { return QDateTime::currentMSecsSinceEpoch(); }

QByteArray timeText(Millis time)
{
    // Written by hand: this stands in every answer, and QDateTime takes microseconds for it.
    const qint64 days = time >= 0 ? time / 86'400'000 : -((-time + 86'399'999) / 86'400'000);
    const qint64 rest = time - days * 86'400'000;
    int year = 0, month = 0, day = 0;
    Epoch.addDays(days).getDate(&year, &month, &day);
    char text[32];
    const int length =
        std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day, int(rest / 3'600'000),
                      int(rest / 60'000 % 60), int(rest / 1000 % 60), int(rest % 1000));
    return QByteArray(text, length);
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
