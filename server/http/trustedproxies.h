#pragma once
// Proxies in front of the server, and whom they ask for: behind one, all the world comes from the same address.
#include "app/base/result.h"
#include "server/http/head.h"
#include "server/http/peer.h"

#include <vector>

namespace backroom {

class TrustedProxies {
public:
    // Trusts nobody.
    TrustedProxies() = default;
    // Addresses and networks as in "127.0.0.1, 10.0.0.0/8, fd00::/8"; Malformed, naming what is neither.
    static Result<TrustedProxies> read(const QString &text);

    bool isEmpty() const { return m_networks.empty(); }
    bool trusts(const QHostAddress &address) const;
    // Who asks, for a head that names proxies: the right-most address in X-Forwarded-For that is none of a trusted proxy,
    // the left-most one where all are; the peer itself where it is not trusted, or where one of those is no address.
    // Nobody who comes through a proxy counts as being at this machine.
    Peer clientOf(const Peer &peer, const Head &head) const;
    // As it was read.
    const QString &text() const { return m_text; }

private:
    struct Network
    {
        QHostAddress address;
        int bits; // of the address that are the network's
    };
    std::vector<Network> m_networks;
    QString m_text;
};

}
