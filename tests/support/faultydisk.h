#pragma once
// A disk that fails when it is told to: stands between SQLite and the real files of this process.
#include <atomic>

namespace backroom::test {

// While one lives, files that SQLite opens are reached through it. One at a time; outlives every store opened under it.
class FaultyDisk {
public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk &) = delete;
    FaultyDisk &operator=(const FaultyDisk &) = delete;

    // Each stays on until it is turned off.
    static void failWrites(bool full); // no room, or an error of the device
    static void failSyncs();
    static void work();
    // How often a sync was asked for.
    static int syncs();
};

}
