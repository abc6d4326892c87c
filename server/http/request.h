#pragma once
// One request as a handler sees it: a value, whole, that may be moved to any thread.
#include "server/http/head.h"
#include "server/http/peer.h"
#include "server/http/requestbody.h"

#include <QVarLengthArray>
#include <optional>
#include <utility>

namespace backroom {

using Segments = QVarLengthArray<QByteArrayView, 8>;
// A decoded path between its slashes, without a trailing one. Views into `path`.
Segments segmentsOf(QByteArrayView path);

class Request {
public:
    Request(Head head, RequestBody body, QByteArray id, Peer peer);

    Method method() const { return m_head.method; }
    // Decoded: "/products/blue shirt". The views of this class live as long as the request.
    QByteArrayView path() const { return m_head.pathView(); }
    // "products", "blue shirt".
    Segments segments() const { return segmentsOf(path()); }
    // As sent: path and query.
    QByteArrayView target() const { return m_head.view(m_head.target); }
    // As sent, without the question mark; its escapes are known to be good.
    QByteArrayView rawQuery() const { return m_head.view(m_head.query); }
    // The first parameter of that name, decoded; nothing when there is none.
    std::optional<QByteArray> query(QByteArrayView name) const;
    // All parameters in their order, decoded.
    QList<std::pair<QByteArray, QByteArray>> queryItems() const;
    // The first field of that name, in any case; a null view when there is none.
    QByteArrayView header(QByteArrayView name) const { return m_head.field(name); }
    QByteArrayView contentType() const { return m_head.view(m_head.contentType); }
    // Valid as long as the request, copies too.
    const QByteArray &body() const { return m_body.bytes(); }
    // Where the body lies as a file; empty when it is in memory.
    QString bodyFile() const { return m_body.file(); }
    // What the reply carries as X-Request-Id: the client's own if it is sane.
    const QByteArray &id() const { return m_id; }
    const QHostAddress &peer() const { return m_peer.address; }
    const QByteArray &peerText() const { return m_peer.text; }
    // Where it came in.
    const QHostAddress &local() const { return m_peer.local; }
    // From a program of this machine that speaks for itself.
    bool isFromThisMachine() const { return m_peer.isThisMachine(); }
    // Came over TLS.
    bool secure() const { return m_peer.secure; }

private:
    Head m_head;
    RequestBody m_body;
    QByteArray m_id;
    Peer m_peer;
};

}
