#pragma once
// The other thing that reads are compared with: nginx, one worker, no access log, as its package sets it up, serving
// the very same bytes from files.
#include "tests/bench/program.h"

#include <QByteArrayList>
#include <QTemporaryDir>
#include <memory>

namespace backroom::bench {

class Nginx {
public:
    // Asks `server` for each path and serves what it answered; null when nginx is not installed.
    static std::unique_ptr<Nginx> serving(const Program &server, const QByteArrayList &paths);

    const Program &program() const { return *m_program; }
    // Where the answers lie now, in the same order.
    const QByteArrayList &paths() const { return m_paths; }

private:
    QTemporaryDir m_folder;
    QByteArrayList m_paths;
    std::unique_ptr<Program> m_program; // ends before its folder goes
};

}
