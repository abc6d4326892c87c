#include "server/http/trustedproxies.h"

#include "server/http/bytes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

constexpr int MostHops = 32; // a longer way is nobody's
constexpr qsizetype LongestAddress = 45; // of IPv6, with an IPv4 address at its end

// Nothing short for an address ("10", "127.1"), no zone, no name; what is IPv4 in IPv6 is IPv4.
std::optional<QHostAddress> addressOf(QByteArrayView text)
{
    if (text.size() > LongestAddress)
        return std::nullopt;
    int dots = 0;
    int colons = 0;
    for (const char c : text) {
        dots += c == '.' ? 1 : 0;
        colons += c == ':' ? 1 : 0;
        if (c != '.' && c != ':' && bytes::hexValue(c) < 0)
            return std::nullopt;
    }
    if (colons == 0 && dots != 3)
        return std::nullopt;
    const QHostAddress address(QString::fromLatin1(text));
    if (address.isNull())
        return std::nullopt;
    bool isIp4 = false;
    const quint32 ip4 = address.toIPv4Address(&isIp4);
    return isIp4 ? QHostAddress(ip4) : address;
}

// As proxies write it: some add a port, and IPv6 then has brackets.
std::optional<QHostAddress> forwardedAddress(QByteArrayView text)
{
    qsizetype end = text.size();
    if (text.startsWith('[')) {
        end = text.indexOf(']');
        return end < 0 ? std::nullopt : addressOf(text.sliced(1, end - 1));
    }
    if (const qsizetype colon = text.indexOf(':'); colon >= 0 && text.indexOf(':', colon + 1) < 0)
        end = colon;
    return addressOf(text.first(end));
}

// The last of a list, which is cut off.
QByteArrayView takeLast(QByteArrayView &list)
{
    const qsizetype comma = list.lastIndexOf(',');
    const QByteArrayView last = bytes::trimmed(list.sliced(comma + 1));
    list = comma < 0 ? QByteArrayView() : list.first(comma);
    return last;
}

}

Result<TrustedProxies> TrustedProxies::read(const QString &text)
{
    TrustedProxies proxies;
    proxies.m_text = text;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QByteArray name = part.trimmed().toUtf8();
        const qsizetype slash = name.indexOf('/');
        const auto address = addressOf(slash < 0 ? name : name.first(slash));
        const int most = address && address->protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128;
        bool isNumber = true;
        const int bits = slash < 0 ? most : name.mid(slash + 1).toInt(&isNumber);
        if (!address || !isNumber || bits < 0 || bits > most)
            return fail(ErrorCode::Malformed,
                        QCoreApplication::translate("backroom",
                                                    "trusted_proxies takes addresses and networks with commas between "
                                                    "them, as in 127.0.0.1, 10.0.0.0/8, not “%1”.")
                            .arg(QString::fromUtf8(name.left(60))));
        proxies.m_networks.push_back({*address, bits});
    }
    return proxies;
}

bool TrustedProxies::trusts(const QHostAddress &address) const
{
    return std::any_of(m_networks.begin(), m_networks.end(), [&address](const Network &network) {
        return network.address.protocol() == address.protocol() && address.isInSubnet(network.address, network.bits);
    });
}

Peer TrustedProxies::clientOf(const Peer &peer, const Head &head) const
{
    Peer client = peer;
    client.forwarded = true;
    if (!trusts(peer.address))
        return client;
    std::optional<QHostAddress> named;
    int hops = 0;
    for (auto field = head.fields.rbegin(); field != head.fields.rend(); ++field) {
        if (!bytes::same(head.view(field->name), "x-forwarded-for"))
            continue;
        QByteArrayView rest = head.view(field->value);
        while (!rest.isNull() && !rest.isEmpty()) {
            named = forwardedAddress(takeLast(rest));
            if (!named || ++hops > MostHops)
                return client;
            if (!trusts(*named)) {
                client.nameAddress(*named);
                return client;
            }
        }
    }
    if (named)
        client.nameAddress(*named);
    return client;
}

}
