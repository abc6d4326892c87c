#pragma once
// Which names this server answers to. A page of another site can make its own name point at this computer (DNS
// rebinding) and would then read answers as if they were its own; but it cannot make its browser say another name.
#include <QByteArrayList>
#include <QHostAddress>

namespace backroom {

class HostRule {
public:
    HostRule() = default;
    // Beside loopback; without ports, in any case.
    explicit HostRule(QByteArrayList names);

    // `host` is a well-formed Host field, or a null view when there was none (HTTP/1.0). Good are the names, localhost,
    // loopback addresses and `local`, the address that the connection came in on; with any port.
    bool allows(QByteArrayView host, const QHostAddress &local) const;

private:
    QByteArrayList m_names;
};

}
