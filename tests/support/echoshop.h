#pragma once
// A handler for tests of the server: answers most paths at once with what it got, and keeps the responders of /late
// until the test releases them.
#include "server/http/httpserver.h"

#include <QMutex>
#include <atomic>

namespace backroom::test {

QByteArray getRequest(const QByteArray &path, const QByteArray &fields = {});

class EchoShop {
public:
    // One worker on a free port of this computer, with short lingering.
    ServerOptions options();
    // Requests to /late that wait.
    int waiting() const;
    // Answers them from another thread, each twice; the second reply must not arrive anywhere.
    void release(int status = 200);
    int served() const { return m_served; }

private:
    void handle(const Request &request, const Responder &responder);

    std::atomic<int> m_served = 0;
    mutable QMutex m_mutex;
    QList<Responder> m_late;
};

}
