// What an Endpoint adds to answers of the gate itself.
#include "server/http/endpoint.h"
#include "server/http/finish.h"
#include "server/http/microsnow.h"

namespace backroom {

void Endpoint::noteRefusal(const Refused &refused, const Peer &peer, Reply &reply)
{
    allowOrigin(reply, refused.origin, *rules(microsNow()).settings);
    // What could not be read has no name; it is found by its status and its id.
    const QByteArray method = refused.method.isEmpty() ? QByteArrayLiteral("-") : refused.method;
    const QByteArray path = refused.path.isEmpty() ? QByteArrayLiteral("-") : loggedPath(refused.path);
    m_shared.log.add({m_shared.shop.clock().now(), method, path, refused.status, refused.micros, reply.body.size(),
                      "guest", refused.requestId, peer.text});
}

}
