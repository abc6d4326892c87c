#pragma once
// The application log read back: the newest lines first, through the file that is written and those that it made way for.
#include "app/base/clock.h"
#include "app/log/applicationlog.h"

#include <QList>

namespace backroom {

struct LogLine
{
    Millis at = 0;
    LogLevel level = LogLevel::Info;
    QString message;
    QString thread;
    QByteArray requestId; // where it was said on behalf of a request
    QByteArray actor;
    qint64 id = 0; // the same for the same line, as long as it is kept
};

struct LogQuery
{
    LogLevel least = LogLevel::Info;
    QString text = {}; // in the message or the actor, or a whole request id
    int limit = 2'000;
};

namespace logreader {

// Reads files, from their end; any thread but the GUI's. Empty where no log is kept. A line that is torn is left out.
QList<LogLine> newest(const QString &folder, const LogQuery &query);
// Changes whenever something was written: cheap enough to ask every second.
QByteArray state(const QString &folder);
// Where a shop's log is.
QString folderOf(const QString &dataDir);

}
}
