#pragma once
// The server as the console sees it, so that windows need not know HTTP: start, stop, where it listens and how it does.
#include "app/base/clock.h"
#include "app/base/result.h"
#include "app/selftest/selftest.h"

#include <QList>
#include <QObject>
#include <QString>
#include <memory>

namespace backroom {

// What came in over a few seconds.
struct HostSlot
{
    static constexpr int Seconds = 5;
    Millis end = 0;
    qint64 requests = 0;
    qint64 errors = 0; // answered 5xx
    qint64 p95Micros = 0;
};

struct HostEndpoint
{
    QString name; // "GET /api/v1/products/{id}"; empty for what no endpoint answered
    qint64 calls = 0;
    qint64 errors = 0; // answered 5xx
    qint64 refused = 0; // answered 4xx
    qint64 bytes = 0; // of reply bodies
    qint64 p50Micros = 0;
    qint64 p95Micros = 0;
    qint64 p99Micros = 0;
};

// Counts are since it was started; what is open, waits or takes room is so now.
struct HostFigures
{
    qint64 requests = 0;
    qint64 errors = 0; // answered 5xx
    qint64 refused = 0; // answered 4xx, by whatever is asked for
    qint64 limited = 0; // of these, 429: asked too much
    qint64 unreadable = 0; // refused before anybody saw a request: bad framing, limits, time-outs
    qint64 turnedAway = 0; // connections there was no place for
    int connections = 0;
    int connectionsMost = 0;
    qint64 uptimeSeconds = 0;
    qint64 p50Micros = 0;
    qint64 p95Micros = 0;
    qint64 p99Micros = 0;

    qint64 kept = 0; // answered from kept bytes
    qint64 cacheable = 0; // of what such bytes could answer
    qint64 commits = 0;
    qint64 commitCalls = 0; // in all of them
    qint64 commitP95Micros = 0;
    qint64 waitP95Micros = 0; // from being asked to the begin of its transaction

    qint64 writesWaiting = 0;
    qint64 slowWaiting = 0; // reports, imports
    qint64 passwordsWaiting = 0;
    int workers = 0;
    qint64 stalls = 0; // a worker that did not turn for a quarter of a second or more
    qint64 longestStallMillis = 0;
    qint64 logRowsDropped = 0; // of the access log, under a flood

    qint64 residentBytes = 0;
    qint64 openFiles = 0;
    qint64 databaseBytes = 0; // 0: not known
    qint64 walBytes = 0; // of SQLite's write-ahead log

    QList<HostSlot> history; // of the last minutes, oldest first
    QList<HostEndpoint> endpoints; // that were called, the busiest first
};

// One limit of the server, as people read it.
struct HostLimit
{
    QString key; // in config.ini's section [server]: "idle_seconds"
    QString meaning; // "An idle connection is kept open for"
    QString value; // with its unit: "30 s"
};

// Lives in the thread that made it; its functions are called there.
class ApiHost : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    // Fails with a sentence when the address cannot be had.
    virtual Result<> start() = 0;
    virtual void stop() = 0;
    virtual bool isRunning() const = 0;
    // "http://127.0.0.1:8080"; where it would listen when it does not run.
    virtual QString address() const = 0;
    virtual HostFigures figures() const = 0;
    // Every limit in force, in the order to show them.
    virtual QList<HostLimit> limits() const = 0;
    // "Test my server", whether it runs or not. May be run on any thread, and outlive this object but not the shop.
    virtual std::shared_ptr<SelfTest> selfTest() = 0;

Q_SIGNALS:
    void runningChanged(bool running);
};

}
