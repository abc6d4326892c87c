#include "tests/support/baddisk.h"

#include "tests/support/paths.h"

#include <QFile>
#include <sys/mman.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom::test {

BadDisk::BadDisk()
{
    QFile file(m_folder.filePath(u"mode"_s));
    void *page = MAP_FAILED;
    if (file.open(QIODevice::ReadWrite) && file.resize(::sysconf(_SC_PAGESIZE)))
        page = ::mmap(nullptr, 1, PROT_READ | PROT_WRITE, MAP_SHARED, file.handle(), 0);
    if (page == MAP_FAILED)
        qFatal("the bad disk has no switch");
    m_mode = static_cast<volatile char *>(page);
    work();
}

BadDisk::~BadDisk() { ::munmap(const_cast<char *>(m_mode), 1); }

QStringList BadDisk::environment() const
{
    // A program built with sanitizers wants to be loaded first, and need not be.
    return {QString("LD_PRELOAD="_L1 % program(u"tests/libbaddisk.so"_s)),
            QString("BACKROOM_BAD_DISK="_L1 % m_folder.filePath(u"mode"_s)),
            QString("ASAN_OPTIONS="_L1 % qEnvironmentVariable("ASAN_OPTIONS") % ":verify_asan_link_order=0"_L1)};
}

}
