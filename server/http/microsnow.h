#pragma once
// When something began, to tell later how long it took.
#include <QtGlobal>
#include <chrono>

namespace backroom {

// Since some moment in the past; never runs backwards.
inline qint64 microsNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}
