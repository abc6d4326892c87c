#pragma once
// What the operating system tells of this process.
#include <QtGlobal>

namespace backroom {

struct ProcessFacts
{
    qint64 residentBytes = 0;
    qint64 virtualBytes = 0;
    qint64 openFiles = 0; // descriptors
    qint64 openFilesMost = 0;
    double cpuSeconds = 0; // of all its threads, since it began

    // Reads /proc, some 0.1 ms. What the system does not tell is 0. Not on the GUI thread.
    static ProcessFacts now();
};

}
