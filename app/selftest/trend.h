#pragma once
// Whether the server became slower: a measured speed beside those of earlier tests on the same computer and store.
#include "app/selftest/report.h"

#include <functional>

namespace backroom {

// A speed measured before.
struct EarlierSpeed
{
    Millis at = 0;
    QByteArray version;
    double perSecond = 0;
};

struct SpeedTrend
{
    enum class Kind { First, Same, Slower, Faster };
    Kind kind = Kind::First;
    double ratio = 1; // of now to then
    Millis thenAt = 0;
    QByteArray thenVersion;
    QByteArray since = {}; // Slower: the version that it is slower since; empty when the version is still the same
};

namespace selftest {

// Less than this is noise of the computer.
inline constexpr double Noise = 0.25;

// `earlier` newest first. A speed is slower when it lies below the best version's usual one (the median of its tests) by
// more than the noise: so that an upgrade that made it slower keeps showing, however often it is tested after.
SpeedTrend trend(double perSecond, const QByteArray &version, const QList<EarlierSpeed> &earlier);

// The tests among these that this one can be compared with: same computer, store and length.
QList<EarlierSpeed> comparable(const SelfTestReport &report, const QList<SelfTestReport> &history,
                               const std::function<double(const SelfTestReport &)> &speed);

}
}
