#include "server/http/hostrule.h"

#include "server/http/bytes.h"

namespace backroom {

namespace {

// Without its port, brackets and the dot that ends a full name.
QByteArrayView nameOf(QByteArrayView host)
{
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        return end < 0 ? host : host.sliced(1, end - 1);
    }
    const qsizetype colon = host.indexOf(':');
    QByteArrayView name = colon < 0 ? host : host.first(colon);
    if (name.size() > 1 && name.endsWith('.'))
        name.chop(1);
    return name;
}

}

HostRule::HostRule(QByteArrayList names) : m_names(std::move(names)) {}

bool HostRule::allows(QByteArrayView host, const QHostAddress &local) const
{
    if (host.isNull())
        return true;
    const QByteArrayView name = nameOf(host);
    if (name == QByteArrayView("127.0.0.1") || bytes::same(name, "localhost"))
        return true;
    for (const QByteArray &allowed : m_names)
        if (bytes::same(name, allowed))
            return true;
    // Only what looks like an address is read as one.
    const bool digits = !name.isEmpty() && name.back() >= '0' && name.back() <= '9';
    if (!digits && !host.startsWith('['))
        return false;
    const QHostAddress address(QString::fromLatin1(name));
    return !address.isNull() && (address.isLoopback() || address.isEqual(local, QHostAddress::TolerantConversion));
}

}
