#pragma once
// A client who minds their own business: asks one thing again and again on a thread of its own, whatever else goes on.
#include <QByteArray>
#include <atomic>
#include <thread>

namespace backroom::test {

class Bystander {
public:
    // Asks from now on until it is destroyed.
    explicit Bystander(quint16 port, const QByteArray &path = "/api/v1/products?limit=20");
    ~Bystander();
    Bystander(const Bystander &) = delete;
    Bystander &operator=(const Bystander &) = delete;

    // 200 each.
    int served() const { return m_served; }
    // Anything else, a broken connection among it; and the last such status.
    int notServed() const { return m_notServed; }
    int lastStatus() const { return m_lastStatus; }
    // Until it was answered that often more, however it was answered.
    void wait(int answers) const;

private:
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_served = 0;
    std::atomic<int> m_notServed = 0;
    std::atomic<int> m_lastStatus = 0;
    std::thread m_thread;
};

}
