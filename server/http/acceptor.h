#pragma once
// Takes connections on a thread of its own and deals them to the workers in turn, within the caps.
#include "app/base/result.h"
#include "server/http/connections.h"
#include "server/http/tlskeeper.h"

#include <QThread>
#include <functional>
#include <semaphore>

namespace backroom {

class Acceptor final : private QThread {
public:
    // `deal` is called on the acceptor's thread with each connection that got a place. `tls` is looked after there too;
    // null where nothing is encrypted.
    Acceptor(const Limits &limits, std::shared_ptr<Connections> connections, std::function<void(Arrival)> deal,
             std::shared_ptr<TlsKeeper> tls);
    ~Acceptor() override;

    // Listens on an address of this computer ("127.0.0.1", "::", "localhost"; empty or "*" for all); port 0 takes
    // a free one. Conflict when the port is taken, Forbidden when it is not for this user, else Malformed.
    Result<> begin(const QString &host, quint16 port);
    quint16 port() const { return m_port; }
    // Closes the port and waits for the thread.
    void stop();

private:
    class Listener;
    void run() override;

    const Limits m_limits;
    const std::shared_ptr<Connections> m_connections;
    const std::function<void(Arrival)> m_deal;
    const std::shared_ptr<TlsKeeper> m_tls;
    QString m_host;
    quint16 m_port = 0;
    Result<> m_outcome;
    std::binary_semaphore m_ready{0};
};

}
