#include "server/http/spool.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace backroom {

namespace {
constexpr mode_t OwnerOnly = 0600;

// Not every file system has files without a name from the start.
int namelessFile(const QByteArray &folder)
{
    const int nameless = ::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, OwnerOnly);
    if (nameless >= 0)
        return nameless;
    QByteArray name = folder + "/backroom-XXXXXX";
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        ::unlink(name.constData());
    return named;
}
}

std::unique_ptr<Spool> Spool::open(std::shared_ptr<SpoolRoom> room)
{
    const QByteArray wanted = qgetenv("TMPDIR");
    int descriptor = namelessFile(wanted.isEmpty() ? QByteArray("/var/tmp") : wanted);
    if (descriptor < 0 && wanted.isEmpty())
        descriptor = namelessFile("/tmp");
    return std::unique_ptr<Spool>(descriptor >= 0 ? new Spool(descriptor, std::move(room)) : nullptr);
}

Spool::~Spool()
{
    if (m_mapped)
        ::munmap(const_cast<char *>(m_mapped), static_cast<size_t>(m_size));
    ::close(m_descriptor);
    if (m_room)
        m_room->give(m_size);
}

int Spool::append(QByteArrayView bytes)
{
    if (m_room && !m_room->take(bytes.size()))
        return 503;
    m_size += bytes.size();
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return 507;
        bytes = bytes.sliced(written);
    }
    return 0;
}

bool Spool::read(qint64 at, QByteArray &into) const
{
    for (qsizetype got = 0; got < into.size();) {
        const ssize_t count =
            ::pread(m_descriptor, into.data() + got, static_cast<size_t>(into.size() - got), at + got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        got += count;
    }
    return true;
}

bool Spool::map()
{
    void *const mapped = ::mmap(nullptr, static_cast<size_t>(m_size), PROT_READ, MAP_SHARED, m_descriptor, 0);
    m_mapped = mapped == MAP_FAILED ? nullptr : static_cast<const char *>(mapped);
    return m_mapped != nullptr;
}

QString Spool::path() const { return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor); }

}
