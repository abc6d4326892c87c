#include "app/selftest/trendwords.h"

#include <QCoreApplication>

namespace backroom::selftest {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Whole sentences, so that each can be turned round in another language. %1 is the time, %2 the version then.
QString slower(double ratio)
{
    if (ratio > 0.71)
        return tr("A quarter slower than %1 (version %2).");
    if (ratio > 0.58)
        return tr("A third slower than %1 (version %2).");
    if (ratio > 0.42)
        return tr("Half as fast as %1 (version %2).");
    if (ratio > 0.29)
        return tr("A third as fast as %1 (version %2).");
    return tr("Less than a third as fast as %1 (version %2).");
}

QString faster(double ratio)
{
    if (ratio < 1.29)
        return tr("A quarter faster than %1 (version %2).");
    if (ratio < 1.42)
        return tr("A third faster than %1 (version %2).");
    if (ratio < 1.75)
        return tr("Half as fast again as %1 (version %2).");
    if (ratio < 2.5)
        return tr("Twice as fast as %1 (version %2).");
    return tr("More than twice as fast as %1 (version %2).");
}
}

QString words(const SpeedTrend &trend, const SelfTestReport &report, const Manner &manner)
{
    QString sentence;
    switch (trend.kind) {
    case SpeedTrend::Kind::First: return {};
    case SpeedTrend::Kind::Same: sentence = tr("As fast as %1 (version %2)."); break;
    case SpeedTrend::Kind::Slower: sentence = slower(trend.ratio); break;
    case SpeedTrend::Kind::Faster: sentence = faster(trend.ratio); break;
    }
    sentence = sentence.arg(when(trend.thenAt, report.at, manner), QString::fromUtf8(trend.thenVersion));
    if (!trend.since.isEmpty())
        sentence += u' ' + tr("It has been since version %1.").arg(QString::fromUtf8(trend.since));
    return sentence;
}

QString slowerAdvice(const SpeedTrend &trend)
{
    if (trend.since.isEmpty())
        return tr("The version is the same: look what else this computer does, and test again when it is quiet.");
    return tr("Test again when this computer is quiet. If it stays so, report it with both versions.");
}

QString when(Millis at, Millis now, const Manner &manner)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at, manner.zone);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now, manner.zone).date();
    if (then.date() == today)
        return tr("today at %1").arg(manner.locale.toString(then.time(), QLocale::ShortFormat));
    const QString form = then.date().year() == today.year()
        ? QCoreApplication::translate("backroom", "d MMMM", "how a day is written")
        : QCoreApplication::translate("backroom", "d MMMM yyyy", "how a day is written");
    return tr("on %1").arg(manner.locale.toString(then.date(), form));
}

}
