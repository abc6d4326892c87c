#pragma once
// What a report means, in the words of a shop's owner: for each property what was seen, whether it holds, and how it
// compares with the last tests.
#include "app/selftest/report.h"

#include <QLocale>

namespace backroom {

enum class SelfTestVerdict {
    Good,
    Look, // holds, but somebody should look: slower than it was
    Failed
};

struct SelfTestLine
{
    QByteArray name; // for programs: "lists", "orders", "race", "repeat", "attacks", "books"
    SelfTestVerdict verdict = SelfTestVerdict::Good;
    QString what; // "The last 10 pieces"
    QString figure; // the one number to remember
    QString detail = {}; // what was seen, in sentences
    QString advice = {}; // what to do; empty when all is well
    QString trend = {}; // "As fast as on 3 November (version 0.1.0)."
};

namespace selftest {

// How numbers and dates are written.
struct Manner
{
    QLocale locale;
    QTimeZone zone; // the shop's
};

// One line a property. `history`: the tests that were kept, newest first; only those before this one are looked at.
QList<SelfTestLine> judge(const SelfTestReport &report, const QList<SelfTestReport> &history, const Manner &manner);
bool passed(const QList<SelfTestLine> &lines);
// "All six tests passed." or what did not, in one sentence.
QString summary(const QList<SelfTestLine> &lines);
// What it was tested on: "A copy of the shop with 1,200 products and 340 orders, version 0.1.0, 2 processors."
QString subject(const SelfTestReport &report, const Manner &manner);
// "on 3 November", "today at 10:42", as seen from `now`.
QString when(Millis at, Millis now, const Manner &manner);

// The single judgements, without their trends.
SelfTestLine judgeLists(const SelfTestReport &report, const Manner &manner);
SelfTestLine judgeOrders(const SelfTestReport &report, const Manner &manner);
SelfTestLine judgeRace(const SelfTestRace &race, const Manner &manner);
SelfTestLine judgeRepeat(const SelfTestRepeat &repeat, const Manner &manner);
SelfTestLine judgeAttacks(const QList<SelfTestAttack> &attacks, const Manner &manner);
SelfTestLine judgeBooks(const SelfTestReport &report, const Manner &manner);

}
}
