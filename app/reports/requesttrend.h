#pragma once
// How the server's answers went over time, endpoint by endpoint, and which of them were faults: for the page of logs.
#include "app/base/clock.h"
#include "app/store/transaction.h"

namespace backroom {

// What came in over one slot of time; durations are 0 in a slot without calls.
struct TrendSlot
{
    Millis begin = 0;
    qint64 calls = 0;
    qint64 errors = 0; // answered 5xx
    qint64 refused = 0; // answered 4xx
    qint64 p50Micros = 0;
    qint64 p95Micros = 0;
    qint64 p99Micros = 0;
};

struct TrendQuery
{
    Millis from = 0;
    Millis to = 0; // not in it
    Millis step = 3'600'000; // of a slot: minutes are of the access log, hours and more of the statistics
    QByteArray method = {}; // of one endpoint; empty: all
    QByteArray path = {};
};

// Answers alike: the same endpoint and the same status.
struct FaultGroup
{
    QByteArray method;
    QByteArray path;
    int status = 0;
    qint64 count = 0;
    Millis first = 0;
    Millis last = 0;
    QByteArray example; // the id of the newest request of them
};

struct CalledEndpoint
{
    QByteArray method;
    QByteArray path;
    qint64 calls = 0;
};

namespace requesttrend {

// All ask for Requests/Read. Slots without a gap, the oldest first.
Result<QList<TrendSlot>> load(Reader &reader, const Actor &actor, const TrendQuery &query);
// 4xx and 5xx of the access log since then, the most first.
Result<QList<FaultGroup>> faults(Reader &reader, const Actor &actor, Millis from, int limit = 200);
// That were called since then, the busiest first; addresses that are none are left out.
Result<QList<CalledEndpoint>> endpoints(Reader &reader, const Actor &actor, Millis from);

}
}
