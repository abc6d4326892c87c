#include "server/commands/logging.h"

#include "app/base/clock.h"

#include <atomic>
#include <cstdio>

namespace backroom {

namespace {
std::atomic<bool> loudLog = false;

const char *levelText(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "error";
    case QtFatalMsg: break;
    }
    return "fatal";
}

void write(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (!loudLog && type != QtFatalMsg)
        return;
    QByteArray line = timeText(SystemClock().now()) + ' ' + levelText(type) + ": " + message.toUtf8().left(4000);
    // What a stranger sent may be part of it; it is not to look like lines of ours.
    for (char &c : line)
        if (uchar(c) < 0x20 || c == 0x7f)
            c = ' ';
    line += '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}
}

void takeOverLog() { qInstallMessageHandler(write); }
void setLogLoud(bool loud) { loudLog = loud; }

}
