#pragma once
// Ctrl-C, SIGTERM and the end of the terminal as a wish to end in good order: something to look at between batches, or to be woken by.
#include <QtGlobal>
#include <atomic>

namespace backroom {

// One at a time in a process, on the main thread: signals are the process's.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Q_DISABLE_COPY_MOVE(Interrupt)
    // Any thread.
    bool requested() const { return flag(); }
    // True from the wish on, for who looks between batches.
    const std::atomic<bool> &flag() const;
    // Becomes readable when the wish comes, for a QSocketNotifier.
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

}
