#include "tests/support/processfigures.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
QString pathOf(qint64 processId, QLatin1StringView what) { return u"/proc/%1/%2"_s.arg(processId).arg(what); }

qint64 number(const QByteArray &status, const QByteArray &name)
{
    const qsizetype at = status.indexOf(QByteArray("\n" + name + ":"));
    const QByteArray line = status.mid(at + name.size() + 2, 40).simplified();
    return at < 0 ? 0 : line.split(' ').constFirst().toLongLong();
}
}

ProcessFigures figuresOf(qint64 processId)
{
    QFile file(pathOf(processId, "status"_L1));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("process %lld is not there", static_cast<long long>(processId));
    const QByteArray status = file.readAll();
    ProcessFigures figures;
    figures.residentKiB = number(status, "VmRSS");
    figures.peakKiB = number(status, "VmHWM");
    figures.threads = int(number(status, "Threads"));
    figures.descriptors =
        int(QDir(pathOf(processId, "fd"_L1)).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
    return figures;
}

void resetPeak(qint64 processId)
{
    QFile file(pathOf(processId, "clear_refs"_L1));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write("5") != 1)
        qFatal("the peak of process %lld cannot be reset", static_cast<long long>(processId));
}

}
