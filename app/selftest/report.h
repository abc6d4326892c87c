#pragma once
// What a test of the server found out, as plain facts. What they mean is judged and worded in verdict.h.
#include "app/base/clock.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace backroom {

// How fast one kind of work went.
struct SelfTestSpeed
{
    double perSecond = 0;
    double p99 = 0; // milliseconds that 99 of 100 took at most
    qint64 done = 0;
    qint64 failures = 0;
    QString failure = {}; // the first one, as the client met it
};

// Many customers at once for the last pieces.
struct SelfTestRace
{
    int customers = 0;
    int pieces = 0;
    int sold = 0; // answers that say "ordered"
    int refused = 0; // answers that say "sold out"
    qint64 orders = 0; // in the store afterwards
    qint64 level = 0; // of the piece, afterwards
    qint64 ledger = 0; // the sum of its movements
    qint64 numbers = 0; // how many order numbers were drawn for these orders
};

// One order sent again and again with one Idempotency-Key.
struct SelfTestRepeat
{
    int sent = 0;
    int afterRestart = 0; // of these, so many after the server had ended and begun again
    int answered = 0; // with the order
    int different = 0; // answers beyond the first that did not read like it
    qint64 orders = 0; // in the store afterwards
};

struct SelfTestAttack
{
    QByteArray name;
    int status = 0; // what it was answered; 0: the connection was closed
    bool refused = false;
    bool othersServed = false; // a customer on another connection meanwhile
};

struct SelfTestReport
{
    Millis at = 0;
    QByteArray version; // of the program
    QByteArray machine; // tells computers apart without saying which it is
    int cores = 0;
    QByteArray store; // "sqlite" or "postgresql"
    bool quick = false;
    double seconds = 0; // that it took
    qint64 products = 0; // in the copy
    qint64 orders = 0; // in the shop
    bool ordersCopied = true;

    int customers = 0; // at once, for the speeds
    SelfTestSpeed keptLists; // the same lists again and again
    SelfTestSpeed freshLists; // lists that nobody asked for before
    SelfTestSpeed checkouts; // five requests from an empty cart to an order
    qint64 ordersAnswered = 0; // checkouts that were acknowledged
    qint64 ordersFound = 0; // of which so many were there after a restart
    bool waitsForDisk = true; // false: the database is set to acknowledge before the disk has it
    SelfTestRace race;
    SelfTestRepeat repeat;
    QList<SelfTestAttack> attacks;
    qint64 journalEntries = 0;
    QStringList bookFaults; // sentences; none when the books balance
};

namespace selftest {

QByteArray toJson(const SelfTestReport &report);
// Nothing when the text is no report.
std::optional<SelfTestReport> fromJson(const QByteArray &json);

}
}
