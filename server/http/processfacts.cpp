#include "server/http/processfacts.h"

#include <QFile>
#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

namespace backroom {

namespace {
qint64 countOpenFiles()
{
    DIR *folder = ::opendir("/proc/self/fd");
    if (!folder)
        return 0;
    qint64 count = -3; // ".", ".." and the one that looks
    while (::readdir(folder))
        ++count;
    ::closedir(folder);
    return count;
}

double seconds(const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; }
}

ProcessFacts ProcessFacts::now()
{
    ProcessFacts facts;
    QFile file(QStringLiteral("/proc/self/statm")); // in pages: all, resident, …
    if (file.open(QIODevice::ReadOnly)) {
        const auto pages = file.readAll().split(' ');
        const qint64 page = ::sysconf(_SC_PAGESIZE);
        facts.virtualBytes = pages.value(0).toLongLong() * page;
        facts.residentBytes = pages.value(1).toLongLong() * page;
    }
    facts.openFiles = countOpenFiles();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        facts.openFilesMost = qint64(limit.rlim_cur);
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        facts.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return facts;
}

}
