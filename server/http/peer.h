#pragma once
// Who is at the other end of a connection, worked out once when it comes in; or of a request that a proxy passed on.
#include <QByteArray>
#include <QHostAddress>

namespace backroom {

struct Peer
{
    QHostAddress address;
    QHostAddress local; // where it came in
    bool secure = false; // over TLS
    bool forwarded = false; // by a proxy
    QByteArray text; // the address, for the log

    Peer() = default;
    Peer(const QHostAddress &address, const QHostAddress &local, bool secure = false)
        : address(address), local(local), secure(secure), text(address.toString().toLatin1())
    {}
    void nameAddress(const QHostAddress &other)
    {
        address = other;
        text = other.toString().toLatin1();
    }
    // A program of this machine itself, not one that speaks for others.
    bool isThisMachine() const { return address.isLoopback() && !forwarded; }
};

}
