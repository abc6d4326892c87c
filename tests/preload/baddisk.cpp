// A disk that fails when it is told to, under a real program: preloaded, it stands between the program and the C
// library's writing and syncing of files. What it does stands in the first byte of the file that BACKROOM_BAD_DISK
// names, shared with the test: 'w' works, 'f' is full (what is there can be overwritten, nothing grows), 's' fails to
// sync. Sockets and pipes are not its business.
#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

const volatile char *theMode = nullptr;

template<typename Fn> Fn *next(const char *name) { return reinterpret_cast<Fn *>(::dlsym(RTLD_NEXT, name)); }

__attribute__((constructor)) void begin()
{
    const char *const path = std::getenv("BACKROOM_BAD_DISK");
    const int descriptor = path ? ::open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor < 0)
        return;
    void *const page = ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    if (page != MAP_FAILED)
        theMode = static_cast<const char *>(page);
}

bool is(char mode) { return theMode && *theMode == mode; }

// Whether `size` more bytes at that place need room that is not there.
bool growsFull(int descriptor, off_t at, size_t size)
{
    struct stat facts
    {
    };
    return is('f') && ::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode)
        && at + static_cast<off_t>(size) > facts.st_size;
}

int refused(int code)
{
    errno = code;
    return -1;
}

}

extern "C" {

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t at)
{
    static auto *const real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    return growsFull(descriptor, at, size) ? refused(ENOSPC) : real(descriptor, data, size, at);
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t at) { return pwrite64(descriptor, data, size, at); }

ssize_t write(int descriptor, const void *data, size_t size)
{
    static auto *const real = next<ssize_t(int, const void *, size_t)>("write");
    const off_t at = is('f') ? ::lseek(descriptor, 0, SEEK_CUR) : -1;
    return at >= 0 && growsFull(descriptor, at, size) ? refused(ENOSPC) : real(descriptor, data, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    static auto *const real = next<int(int, off64_t)>("ftruncate64");
    return growsFull(descriptor, size, 0) ? refused(ENOSPC) : real(descriptor, size);
}

int ftruncate(int descriptor, off_t size) noexcept { return ftruncate64(descriptor, size); }

int posix_fallocate64(int descriptor, off64_t at, off64_t size)
{
    static auto *const real = next<int(int, off64_t, off64_t)>("posix_fallocate64");
    return growsFull(descriptor, at, static_cast<size_t>(size)) ? ENOSPC : real(descriptor, at, size);
}

int posix_fallocate(int descriptor, off_t at, off_t size) { return posix_fallocate64(descriptor, at, size); }

int fsync(int descriptor)
{
    static auto *const real = next<int(int)>("fsync");
    return is('s') ? refused(EIO) : real(descriptor);
}

int fdatasync(int descriptor)
{
    static auto *const real = next<int(int)>("fdatasync");
    return is('s') ? refused(EIO) : real(descriptor);
}
}
