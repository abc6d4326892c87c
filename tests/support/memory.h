#pragma once
// What this process takes of the machine's memory.
#include <QFile>
#include <unistd.h>

namespace backroom::test {

// In bytes, mapped files among it.
inline qint64 residentMemory()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}

}
