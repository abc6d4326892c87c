#pragma once
// Answers that belong to no call: of addresses that no route has, of other methods and hosts, of callers over the limit.
#include "server/http/handler.h"
#include "server/http/servershared.h"

namespace backroom {

// One request, to be answered before there is a call. Borrows what it names.
class BareAnswer {
public:
    // `started` as microsNow() gives it.
    BareAnswer(ServerShared &shared, const Request &request, const Responder &responder, qint64 started)
        : m_shared(shared), m_request(request), m_responder(responder), m_started(started)
    {}
    void error(const Error &error, const HeaderList &headers);
    // 421: meant for another host.
    void misdirected(const RateVerdict &rate);
    // 404, or 405 with what the address knows.
    void unrouted(const Router::Match &match, const RateVerdict &rate);
    // To OPTIONS, preflights among them.
    void options(const Router::Match &match, const RateVerdict &rate);

private:
    void send(Reply reply, const QByteArray &method);

    ServerShared &m_shared;
    const Request &m_request;
    const Responder &m_responder;
    qint64 m_started;
};

}
