#include "app/selftest/trend.h"

#include <algorithm>

namespace backroom::selftest {

namespace {
// All that one version measured.
struct Era
{
    QByteArray version;
    Millis last = 0; // its newest test
    QList<double> speeds = {};

    double usual() const
    {
        QList<double> sorted = speeds;
        std::sort(sorted.begin(), sorted.end());
        const qsizetype middle = sorted.size() / 2;
        return sorted.size() % 2 ? sorted.at(middle) : (sorted.at(middle - 1) + sorted.at(middle)) / 2;
    }
};

// In the order in which the versions came.
QList<Era> erasOf(const QList<EarlierSpeed> &earlier)
{
    QList<Era> eras;
    for (auto speed = earlier.crbegin(); speed != earlier.crend(); ++speed) {
        auto era = std::find_if(eras.begin(), eras.end(),
                                [&speed](const Era &known) { return known.version == speed->version; });
        if (era == eras.end())
            era = eras.insert(eras.end(), Era{speed->version});
        era->last = speed->at;
        era->speeds << speed->perSecond;
    }
    return eras;
}
}

SpeedTrend trend(double perSecond, const QByteArray &version, const QList<EarlierSpeed> &earlier)
{
    if (earlier.isEmpty())
        return {};
    const QList<Era> eras = erasOf(earlier);
    const auto best =
        std::max_element(eras.cbegin(), eras.cend(), [](const Era &a, const Era &b) { return a.usual() < b.usual(); });
    if (const double least = best->usual() * (1 - Noise); perSecond < least) {
        SpeedTrend slower{SpeedTrend::Kind::Slower, perSecond / best->usual(), best->last, best->version};
        // It was as fast with this version: then the version is not why.
        const auto own =
            std::find_if(eras.cbegin(), eras.cend(), [&version](const Era &era) { return era.version == version; });
        if (own != eras.cend() && own->usual() >= least)
            return slower;
        slower.since = version;
        for (auto era = eras.cend(); std::prev(era) != best && std::prev(era)->usual() < least; --era)
            slower.since = std::prev(era)->version;
        return slower;
    }
    const EarlierSpeed &last = earlier.constFirst();
    const double ratio = last.perSecond > 0 ? perSecond / last.perSecond : 1;
    return {ratio > 1 + Noise ? SpeedTrend::Kind::Faster : SpeedTrend::Kind::Same, ratio, last.at, last.version};
}

QList<EarlierSpeed> comparable(const SelfTestReport &report, const QList<SelfTestReport> &history,
                               const std::function<double(const SelfTestReport &)> &speed)
{
    QList<EarlierSpeed> found;
    for (const SelfTestReport &other : history)
        if (other.at < report.at && other.machine == report.machine && other.store == report.store
            && other.quick == report.quick && speed(other) > 0)
            found << EarlierSpeed{other.at, other.version, speed(other)};
    return found;
}

}
