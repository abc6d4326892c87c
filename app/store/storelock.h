#pragma once
// Holds a shop's data folder for one console or server at a time. The kernel gives the lock back however the program
// ends. Commands share the folder and take none.
#include "app/store/storeconfig.h"

#include <memory>

namespace backroom {

class StoreLock {
public:
    enum class Holder { Console, Server, Init, Move };

    // Conflict, in a sentence that names who has it. A store on PostgreSQL is for as many programs as like to use it:
    // nothing is held then. Only Init takes a folder in which there is no shop yet.
    static Result<std::unique_ptr<StoreLock>> take(const StoreConfig &config, Holder holder);
    // Gives the folder back.
    ~StoreLock();
    StoreLock(const StoreLock &) = delete;
    StoreLock &operator=(const StoreLock &) = delete;

private:
    StoreLock(int descriptor, const QByteArray &path) : m_descriptor(descriptor), m_path(path) {}
    int m_descriptor; // -1: nothing is held
    QByteArray m_path;
};

}
