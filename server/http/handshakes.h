#pragma once
// The connections of one worker whose TLS handshake is under way. They are few and short-lived: one that takes too long
// is let go, and when there are too many the one that has waited longest makes room, as an honest client's is done sooner.
#include "server/http/connections.h"

#include <QSslSocket>
#include <functional>
#include <map>
#include <memory>

namespace backroom {

class Handshakes final : public QObject {
public:
    using Done = std::function<void(std::unique_ptr<QSslSocket>, const Peer &, ConnectionPlace)>;
    // `done` gets each connection once it is encrypted, on the same thread. All functions: one thread.
    Handshakes(const Limits &limits, Done done) : m_limits(limits), m_done(std::move(done)) {}

    void begin(Arrival arrival, const QSslConfiguration &identity, qint64 now);
    // Looks at the deadlines.
    void sweep(qint64 now);
    // Cuts all.
    void clear();

private:
    struct Pending
    {
        std::unique_ptr<QSslSocket> socket;
        Peer peer;
        ConnectionPlace place;
        qint64 deadline = 0;
    };
    void finish(quint64 number);
    void makeRoom();
    void drop(std::map<quint64, Pending>::iterator which);

    const Limits m_limits;
    const Done m_done;
    std::map<quint64, Pending> m_pending; // the oldest first
    quint64 m_last = 0;
};

}
