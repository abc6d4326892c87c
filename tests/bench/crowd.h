#pragma once
// Clients that hang on: some say nothing, some send a head so slowly that it never ends. Both come back when they are
// thrown out.
#include <atomic>
#include <thread>
#include <vector>

namespace backroom::bench {

class Crowd {
public:
    // Returns when all are connected to that port of 127.0.0.1.
    Crowd(int port, int idle, int slow);
    // They leave.
    ~Crowd();
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    int missing() const { return m_missing; } // that could not connect

private:
    void hangOn();
    int connect();

    const int m_port;
    int m_missing = 0;
    std::vector<int> m_idle;
    std::vector<int> m_slow;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

// As many descriptors as the system allows.
void raiseDescriptorLimit();

}
