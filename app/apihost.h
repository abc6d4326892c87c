#pragma once
// The server as the console sees it, so that windows need not know HTTP: start, stop, where it listens and how it does.
#include "app/base/result.h"

#include <QList>
#include <QObject>
#include <QString>

namespace backroom {

struct HostFigures
{
    qint64 requests = 0; // since it was started
    qint64 errors = 0; // answered 5xx
    int connections = 0; // open now
    qint64 uptimeSeconds = 0;
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

Q_SIGNALS:
    void runningChanged(bool running);
};

}
