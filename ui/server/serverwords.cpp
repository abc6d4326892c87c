#include "ui/server/serverwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::serverwords {

namespace {
QString tr(const char *text, int n = -1) { return QCoreApplication::translate("backroom", text, nullptr, n); }

}

QString duration(const QLocale &locale, qint64 micros)
{
    if (micros < 100)
        return tr("%1 µs").arg(locale.toString(micros));
    const double millis = double(micros) / 1000;
    if (millis >= 999.5)
        return tr("%1 s").arg(locale.toString(millis / 1000, 'f', millis < 10'000 ? 1 : 0));
    return tr("%1 ms").arg(locale.toString(millis, 'f', millis < 1 ? 2 : millis < 10 ? 1 : 0));
}

QString durationOnAxis(const QLocale &locale, double micros, double largest)
{
    if (micros <= 0)
        return locale.toString(0);
    if (largest < 1'000)
        return tr("%1 µs").arg(locale.toString(micros, 'g', 3));
    return (largest < 1'000'000 ? tr("%1 ms") : tr("%1 s"))
        .arg(locale.toString(micros / (largest < 1'000'000 ? 1'000 : 1'000'000), 'g', 3));
}

QString size(const QLocale &locale, qint64 bytes)
{
    return locale.formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString runningFor(const QLocale &locale, qint64 seconds)
{
    if (seconds < 60)
        return tr("%1 s").arg(locale.toString(seconds));
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    if (hours == 0)
        return tr("%1 min").arg(locale.toString(minutes));
    if (hours < 48)
        return tr("%1 h %2 min").arg(locale.toString(hours), locale.toString(minutes % 60));
    return tr("%n days", int(hours / 24)) + u' ' + tr("%1 h").arg(locale.toString(hours % 24));
}

QString perSecond(const QLocale &locale, double rate)
{
    return locale.toString(rate, 'f', rate > 0 && rate < 10 ? 1 : 0);
}

}
