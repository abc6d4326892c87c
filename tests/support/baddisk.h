#pragma once
// The switch of a disk that fails when it is told to, under a backroomd of its own: see tests/preload/baddisk.cpp.
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace backroom::test {

class BadDisk {
public:
    // Works, for now.
    BadDisk();
    ~BadDisk();
    BadDisk(const BadDisk &) = delete;
    BadDisk &operator=(const BadDisk &) = delete;

    // What a program's environment has to hold to stand on it: "LD_PRELOAD=…".
    QStringList environment() const;
    // Each stays on until another is said.
    void work() { *m_mode = 'w'; }
    void fill() { *m_mode = 'f'; }
    void failSyncs() { *m_mode = 's'; }

private:
    QTemporaryDir m_folder;
    volatile char *m_mode = nullptr;
};

}
