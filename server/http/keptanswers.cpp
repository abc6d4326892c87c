// The short way of an Endpoint: what is kept as bytes.
#include "server/http/endpoint.h"
#include "server/http/finish.h"
#include "server/http/microsnow.h"
#include "server/http/requestid.h"

using namespace Qt::StringLiterals;

namespace backroom {

std::optional<QByteArray> Endpoint::answer(const Head &head, const Peer &peer, ReplyFraming framing, QByteArray &out)
{
    KeptAnswer *const kept = m_cache.find(head.view(head.target));
    if (!kept || Call::wantsCsv(head.value(head.accept)))
        return std::nullopt;
    const qint64 started = microsNow();
    const Rules &rules = this->rules(started);
    if (!rules.hosts.allows(head.value(head.host), peer.local))
        return std::nullopt;
    const RateVerdict rate = m_shared.limiter.ask(RateClass::General, peer.address);
    if (!rate.allowed)
        return std::nullopt;

    std::array<char, 20> made;
    QByteArrayView id = head.value(head.requestId);
    if (!isSaneRequestId(id)) {
        made = newRequestIdText();
        id = QByteArrayView(made);
    }
    framing.requestId = id;
    QByteArrayView origin = head.value(head.origin);
    if (!allowsOrigin(origin, *rules.settings))
        origin = {};
    const bool unchanged = namesTag(head.value(head.ifNoneMatch), kept->tag());
    const PreparedHead &prepared = kept->head(unchanged, origin, [&](Reply reply) {
        finishBare(reply, origin, *rules.settings);
        return reply;
    });
    QByteArray limits;
    rate.appendTo(limits);
    prepared.append(out, framing, limits);

    const QByteArray body = unchanged ? QByteArray() : kept->body();
    const qint64 micros = microsNow() - started;
    const int status = unchanged ? 304 : 200;
    m_shared.metrics.count(&kept->route(), status, body.size(), micros);
    m_shared.metrics.countKept();
    m_shared.log.add({m_shared.shop.clock().now(), methodText(head.method), kept->route().path, status, micros,
                      body.size(), "guest"_ba, id.toByteArray(), peer.text});
    return framing.headOnly ? QByteArray() : body;
}

}
