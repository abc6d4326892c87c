#include "tests/support/faultydisk.h"

#include <sqlite3.h>

namespace backroom::test {

namespace {
std::atomic<int> writeCode = SQLITE_OK;
std::atomic<int> syncCode = SQLITE_OK;
std::atomic<int> syncCount = 0;

// The real file follows in the same memory.
struct File
{
    sqlite3_file base;
    sqlite3_file *real;
};
File *own(sqlite3_file *file) { return reinterpret_cast<File *>(file); }
sqlite3_file *real(sqlite3_file *file) { return own(file)->real; }
const sqlite3_io_methods *methods(sqlite3_file *file) { return real(file)->pMethods; }

int doWrite(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    const int code = writeCode;
    return code != SQLITE_OK ? code : methods(file)->xWrite(real(file), data, size, at);
}
int doSync(sqlite3_file *file, int flags)
{
    ++syncCount;
    const int code = syncCode;
    return code != SQLITE_OK ? code : methods(file)->xSync(real(file), flags);
}

const sqlite3_io_methods Methods = {
    2,
    [](sqlite3_file *file) { return methods(file)->xClose(real(file)); },
    [](sqlite3_file *file, void *data, int size, sqlite3_int64 at) {
        return methods(file)->xRead(real(file), data, size, at);
    },
    doWrite,
    [](sqlite3_file *file, sqlite3_int64 size) { return methods(file)->xTruncate(real(file), size); },
    doSync,
    [](sqlite3_file *file, sqlite3_int64 *size) { return methods(file)->xFileSize(real(file), size); },
    [](sqlite3_file *file, int level) { return methods(file)->xLock(real(file), level); },
    [](sqlite3_file *file, int level) { return methods(file)->xUnlock(real(file), level); },
    [](sqlite3_file *file, int *held) { return methods(file)->xCheckReservedLock(real(file), held); },
    [](sqlite3_file *file, int what, void *with) { return methods(file)->xFileControl(real(file), what, with); },
    [](sqlite3_file *file) { return methods(file)->xSectorSize(real(file)); },
    [](sqlite3_file *file) { return methods(file)->xDeviceCharacteristics(real(file)); },
    [](sqlite3_file *file, int page, int size, int extend, void volatile **where) {
        return methods(file)->xShmMap(real(file), page, size, extend, where);
    },
    [](sqlite3_file *file, int from, int count, int flags) {
        return methods(file)->xShmLock(real(file), from, count, flags);
    },
    [](sqlite3_file *file) { methods(file)->xShmBarrier(real(file)); },
    [](sqlite3_file *file, int remove) { return methods(file)->xShmUnmap(real(file), remove); },
    nullptr,
    nullptr,
};

sqlite3_vfs *realDisk = nullptr;
sqlite3_vfs faultyDisk;

int doOpen(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *opened)
{
    own(file)->real = reinterpret_cast<sqlite3_file *>(own(file) + 1);
    const int code = realDisk->xOpen(realDisk, name, real(file), flags, opened);
    file->pMethods = real(file)->pMethods ? &Methods : nullptr;
    return code;
}
}

FaultyDisk::FaultyDisk()
{
    work();
    realDisk = sqlite3_vfs_find(nullptr);
    faultyDisk = *realDisk;
    faultyDisk.szOsFile = int(sizeof(File)) + realDisk->szOsFile;
    faultyDisk.zName = "faulty";
    faultyDisk.pNext = nullptr;
    faultyDisk.xOpen = doOpen;
    sqlite3_vfs_register(&faultyDisk, 1);
}

FaultyDisk::~FaultyDisk() { sqlite3_vfs_unregister(&faultyDisk); }

void FaultyDisk::failWrites(bool full) { writeCode = full ? SQLITE_FULL : SQLITE_IOERR_WRITE; }
void FaultyDisk::failSyncs() { syncCode = SQLITE_IOERR_FSYNC; }
void FaultyDisk::work()
{
    writeCode = SQLITE_OK;
    syncCode = SQLITE_OK;
}
int FaultyDisk::syncs() { return syncCount; }

}
