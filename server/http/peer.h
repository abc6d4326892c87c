#pragma once
// Who is at the other end of a connection, worked out once when it comes in.
#include <QByteArray>
#include <QHostAddress>

namespace backroom {

struct Peer
{
    QHostAddress address;
    QHostAddress local; // where it came in
    bool secure = false; // over TLS
    QByteArray text; // the address, for the log

    Peer() = default;
    Peer(const QHostAddress &address, const QHostAddress &local, bool secure = false)
        : address(address), local(local), secure(secure), text(address.toString().toLatin1())
    {}
};

}
