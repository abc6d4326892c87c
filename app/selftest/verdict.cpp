#include "app/selftest/verdict.h"

#include "app/selftest/trend.h"
#include "app/selftest/trendwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::selftest {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString number(qint64 value, const Manner &manner) { return manner.locale.toString(value); }

// Three figures are as many as a measurement is worth.
QString rate(double perSecond, const Manner &manner)
{
    double unit = 1;
    while (perSecond / unit >= 1000)
        unit *= 10;
    return manner.locale.toString(qRound64(perSecond / unit) * qint64(unit));
}

QString millis(double value, const Manner &manner) { return manner.locale.toString(value, 'f', value < 10 ? 1 : 0); }

SelfTestLine failed(SelfTestLine line, const QString &advice)
{
    line.verdict = SelfTestVerdict::Failed;
    line.advice = advice;
    return line;
}

QString keepAndReport()
{
    return tr("Go back to the version before, if it did not fail there, and report this with the numbers above.");
}

QString attackWords(const QByteArray &name)
{
    static const QHash<QByteArray, const char *> words{
        {"two-readings", QT_TRANSLATE_NOOP("backroom", "a request that hides another one")},
        {"endless-head", QT_TRANSLATE_NOOP("backroom", "a request whose beginning does not end")},
        {"endless-body", QT_TRANSLATE_NOOP("backroom", "one that announces ten gigabytes")},
        {"slow-head", QT_TRANSLATE_NOOP("backroom", "one that is sent a letter at a time")},
        {"deep-data", QT_TRANSLATE_NOOP("backroom", "data nested a hundred thousand deep")},
        {"other-host", QT_TRANSLATE_NOOP("backroom", "one that is meant for another site")},
        {"way-out", QT_TRANSLATE_NOOP("backroom", "one that asks for this computer's files")},
        {"noise", QT_TRANSLATE_NOOP("backroom", "bytes that are no request")}};
    const char *text = words.value(name);
    return text ? tr(text) : QString::fromUtf8(name);
}

void addTrend(SelfTestLine &line, const SelfTestReport &report, const QList<SelfTestReport> &history,
              const std::function<double(const SelfTestReport &)> &speed, const Manner &manner)
{
    const SpeedTrend seen = trend(speed(report), report.version, comparable(report, history, speed));
    line.trend = words(seen, report, manner);
    if (seen.kind == SpeedTrend::Kind::Slower && line.verdict == SelfTestVerdict::Good) {
        line.verdict = SelfTestVerdict::Look;
        line.advice = slowerAdvice(seen);
    }
}
}

SelfTestLine judgeLists(const SelfTestReport &report, const Manner &manner)
{
    const SelfTestSpeed &kept = report.keptLists, &fresh = report.freshLists;
    SelfTestLine line{"lists", SelfTestVerdict::Good, tr("Product lists"),
                      tr("%1 a second").arg(rate(kept.perSecond, manner))};
    line.detail =
        tr("Lists of products that somebody had asked for before; new ones, %1 a second. With %2 customers at once, 99 of "
           "100 waited %3 ms at most, and %4 ms for new ones.")
            .arg(rate(fresh.perSecond, manner), number(report.customers, manner), millis(kept.p99, manner),
                 millis(fresh.p99, manner));
    if (kept.failures == 0 && fresh.failures == 0 && kept.done > 0 && fresh.done > 0)
        return line;
    line.detail =
        tr("%1 lists of products were not answered as they should be. The first one: %2")
            .arg(number(kept.failures + fresh.failures, manner), kept.failure.isEmpty() ? fresh.failure : kept.failure);
    return failed(line, tr("Look into the log for the reason."));
}

SelfTestLine judgeOrders(const SelfTestReport &report, const Manner &manner)
{
    const SelfTestSpeed &speed = report.checkouts;
    SelfTestLine line{"orders", SelfTestVerdict::Good, tr("Orders"),
                      tr("%1 a second").arg(rate(speed.perSecond, manner))};
    line.detail =
        tr("From the empty cart to the answer. With %1 customers at once, 99 of 100 waited %2 ms at most. All %3 "
           "orders that were answered were found again after a restart of the server.")
            .arg(number(report.customers, manner), millis(speed.p99, manner), number(report.ordersAnswered, manner));
    if (report.ordersFound < report.ordersAnswered) {
        line.detail =
            tr("%1 of %2 orders that the server had answered were gone after its restart.")
                .arg(number(report.ordersAnswered - report.ordersFound, manner), number(report.ordersAnswered, manner));
        return failed(line, keepAndReport());
    }
    if (speed.failures > 0 || speed.done == 0) {
        line.detail = tr("%1 orders were not answered as they should be. The first one: %2")
                          .arg(number(speed.failures, manner), speed.failure);
        return failed(line, tr("Look into the log for the reason."));
    }
    if (!report.waitsForDisk) {
        line.verdict = SelfTestVerdict::Look;
        line.detail += u' ' + tr("But the database is set to answer before the disk has the order.");
        line.advice = tr("Set fsync and synchronous_commit of PostgreSQL to on, or a power cut may lose orders.");
    }
    return line;
}

SelfTestLine judgeRace(const SelfTestRace &race, const Manner &manner)
{
    SelfTestLine line{"race", SelfTestVerdict::Good, tr("The last %1 pieces").arg(number(race.pieces, manner)),
                      tr("%1 sold").arg(number(race.sold, manner))};
    const int losers = race.customers - race.pieces;
    const bool right = race.customers > 0 && race.sold == race.pieces && race.refused == losers
        && race.orders == race.pieces && race.level == 0 && race.ledger == 0 && race.numbers == race.pieces;
    if (right) {
        line.detail =
            tr("%1 customers ordered the last %2 pieces at the same moment: %2 got one, %3 were told that it is sold "
               "out. Nothing was sold twice, and no order number is missing.")
                .arg(number(race.customers, manner), number(race.pieces, manner), number(losers, manner));
        return line;
    }
    QStringList seen{tr("%1 customers ordered the last %2 pieces at the same moment.")
                         .arg(number(race.customers, manner), number(race.pieces, manner))};
    if (race.sold != race.pieces || race.orders != race.sold)
        seen << tr("%1 were told that they got one, and there are %2 orders.")
                    .arg(number(race.sold, manner), number(race.orders, manner));
    if (race.refused != losers)
        seen << tr("%1 were told that it is sold out, where it should have been %2.")
                    .arg(number(race.refused, manner), number(losers, manner));
    if (race.level != 0 || race.ledger != 0)
        seen << tr("The stock is %1 and the sum of its movements %2; both should be 0.")
                    .arg(number(race.level, manner), number(race.ledger, manner));
    if (race.numbers != race.pieces)
        seen << tr("%1 order numbers were used for it.").arg(number(race.numbers, manner));
    line.detail = seen.join(u' ');
    return failed(line, keepAndReport());
}

SelfTestLine judgeRepeat(const SelfTestRepeat &repeat, const Manner &manner)
{
    SelfTestLine line{"repeat", SelfTestVerdict::Good, tr("An order sent twice"),
                      repeat.orders == 1 ? tr("taken once") : tr("taken %1 times").arg(number(repeat.orders, manner))};
    if (repeat.sent > 1 && repeat.answered == repeat.sent && repeat.different == 0 && repeat.orders == 1) {
        line.detail =
            tr("One order was sent %1 times, as a customer's phone does when the connection breaks, the last time "
               "after a restart of the server. It was taken once, and every answer was the same.")
                .arg(number(repeat.sent, manner));
        return line;
    }
    line.detail =
        tr("One order was sent %1 times. %2 answers said that it was taken, %3 of them differently, and there are "
           "%4 orders; it should be one.")
            .arg(number(repeat.sent, manner), number(repeat.answered, manner), number(repeat.different, manner),
                 number(repeat.orders, manner));
    return failed(line, keepAndReport());
}

SelfTestLine judgeAttacks(const QList<SelfTestAttack> &attacks, const Manner &manner)
{
    QStringList through, alone;
    for (const SelfTestAttack &attack : attacks) {
        if (!attack.refused)
            through << attackWords(attack.name);
        if (!attack.othersServed)
            alone << attackWords(attack.name);
    }
    SelfTestLine line{
        "attacks", SelfTestVerdict::Good, tr("Attacks"),
        tr("%1 of %2 refused").arg(number(attacks.size() - through.size(), manner), number(attacks.size(), manner))};
    if (through.isEmpty() && alone.isEmpty() && !attacks.isEmpty()) {
        line.detail =
            tr("%1 kinds of hostile requests were sent, %2 and %3 among them. Each was refused, and a customer beside "
               "them was served all the time.")
                .arg(number(attacks.size(), manner), attackWords(attacks.constFirst().name),
                     attackWords(attacks.at(attacks.size() / 2).name));
        return line;
    }
    QStringList seen;
    if (!through.isEmpty())
        seen << tr("Not refused as it should be: %1.").arg(through.join(u", "_s));
    if (!alone.isEmpty())
        seen << tr("A customer was not served during: %1.").arg(alone.join(u", "_s));
    if (attacks.isEmpty())
        seen << tr("No hostile request could be sent.");
    line.detail = seen.join(u' ');
    return failed(line, keepAndReport());
}

SelfTestLine judgeBooks(const SelfTestReport &report, const Manner &manner)
{
    SelfTestLine line{"books", SelfTestVerdict::Good, tr("The books"), tr("they balance")};
    if (report.bookFaults.isEmpty()) {
        line.detail =
            tr("After all this, stock, payments, totals and order numbers agree, and none of the journal's %1 "
               "entries was changed.")
                .arg(number(report.journalEntries, manner));
        return line;
    }
    line.figure = tr("they do not balance");
    line.detail = report.bookFaults.join(u' ');
    return failed(line, tr("“backroomd doctor” tells whether the shop itself has this fault, and what to do."));
}

QList<SelfTestLine> judge(const SelfTestReport &report, const QList<SelfTestReport> &history, const Manner &manner)
{
    SelfTestLine lists = judgeLists(report, manner), orders = judgeOrders(report, manner);
    // Of the two kinds of lists the one that lost more.
    const auto kept = [](const SelfTestReport &of) { return of.keptLists.perSecond; };
    const auto fresh = [](const SelfTestReport &of) { return of.freshLists.perSecond; };
    const auto ratioOf = [&](const auto &speed) {
        return trend(speed(report), report.version, comparable(report, history, speed)).ratio;
    };
    if (ratioOf(fresh) < ratioOf(kept))
        addTrend(lists, report, history, fresh, manner);
    else
        addTrend(lists, report, history, kept, manner);
    addTrend(
        orders, report, history, [](const SelfTestReport &of) { return of.checkouts.perSecond; }, manner);
    return {lists,
            orders,
            judgeRace(report.race, manner),
            judgeRepeat(report.repeat, manner),
            judgeAttacks(report.attacks, manner),
            judgeBooks(report, manner)};
}

bool passed(const QList<SelfTestLine> &lines)
{
    return std::none_of(lines.cbegin(), lines.cend(),
                        [](const SelfTestLine &line) { return line.verdict == SelfTestVerdict::Failed; });
}

QString summary(const QList<SelfTestLine> &lines)
{
    QStringList bad, look;
    for (const SelfTestLine &line : lines) {
        if (line.verdict == SelfTestVerdict::Failed)
            bad << line.what;
        else if (line.verdict == SelfTestVerdict::Look)
            look << line.what;
    }
    if (!bad.isEmpty())
        return tr("%1 of %2 tests failed: %3.").arg(bad.size()).arg(lines.size()).arg(bad.join(u", "_s));
    if (!look.isEmpty())
        return tr("All %1 tests passed; look at this: %2.").arg(lines.size()).arg(look.join(u", "_s));
    return tr("All %1 tests passed.").arg(lines.size());
}

QString subject(const SelfTestReport &report, const Manner &manner)
{
    const QString store = report.store == "postgresql" ? u"PostgreSQL"_s : u"SQLite"_s;
    const QString copy = report.ordersCopied ? tr("A copy of the shop with %1 products and %2 orders.")
                                             : tr("A copy of the shop with %1 products, without its %2 orders.");
    return copy.arg(number(report.products, manner), number(report.orders, manner)) % u' '
        % tr("%1, version %2, %3 processors.")
              .arg(store, QString::fromUtf8(report.version), number(report.cores, manner));
}

}
