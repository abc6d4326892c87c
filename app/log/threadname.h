#pragma once
// What a thread is called: in the log, and in the lists of the system's tools.
#include <QByteArray>
#include <array>
#include <pthread.h>

namespace backroom {

// Of the calling thread; at most 15 bytes.
inline void nameThread(const char *name) { ::pthread_setname_np(::pthread_self(), name); }
inline QByteArray threadName()
{
    std::array<char, 16> name{};
    ::pthread_getname_np(::pthread_self(), name.data(), name.size());
    return QByteArray(name.data());
}

}
