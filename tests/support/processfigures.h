#pragma once
// What a running process takes of the machine, as Linux tells it.
#include <QtGlobal>

namespace backroom::test {

// Programs built with sanitizers keep what was freed: how much memory they hold tells nothing.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool MemoryTells = false;
#else
inline constexpr bool MemoryTells = true;
#endif

struct ProcessFigures
{
    qint64 residentKiB = 0;
    qint64 peakKiB = 0; // since it began or resetPeak() was called
    int threads = 0;
    int descriptors = 0;
};

// Ends the test's program when there is no such process.
ProcessFigures figuresOf(qint64 processId);
// The peak begins anew at what is resident now.
void resetPeak(qint64 processId);

}
