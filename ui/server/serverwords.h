#pragma once
// How the server's figures read: durations and sizes in the unit that suits them.
#include <QLocale>

namespace backroom::serverwords {

// "42 µs", "0.42 ms", "4.2 ms", "420 ms", "1.2 s"; of microseconds.
QString duration(const QLocale &locale, qint64 micros);
// Beside an axis whose figures go up to `largest`: all in one unit, and 0 bare. "0", "50 µs"; "0.5 ms"; "2.5 s".
QString durationOnAxis(const QLocale &locale, double micros, double largest);
// "12.4 MB"
QString size(const QLocale &locale, qint64 bytes);
// "45 s", "45 min", "3 h 12 min", "4 days 3 h"
QString runningFor(const QLocale &locale, qint64 seconds);
// Of calls over some seconds: "0.4", "12", "1,240".
QString perSecond(const QLocale &locale, double rate);

}
