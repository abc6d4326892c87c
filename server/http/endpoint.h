#pragma once
// What stands between the gate and the handlers, on one worker: finds the route, the actor and the permission, checks
// body and query, runs the handler where its route says, and answers: the same way for every route.
#include "server/http/answercache.h"
#include "server/http/exchange.h"
#include "server/http/hostrule.h"

namespace backroom {

class Endpoint final : public Shortcut {
public:
    explicit Endpoint(ServerShared &shared) : m_shared(shared), m_cache(shared.catalogueVersion, shared.cacheBytes) {}
    void handle(Request request, const Responder &responder);
    // Kept answers of catalogue and content: limits, counts and the log hold for them as for all others.
    std::optional<QByteArray> answer(const Head &head, const Peer &peer, ReplyFraming framing,
                                     QByteArray &out) override;
    // What the gate answered itself: it is logged, and origins that may read answers may read that one.
    void noteRefusal(const Refused &refused, const Peer &peer, Reply &reply);

private:
    // As last committed, and which hosts that makes ours; looked at again when a commit may have changed it.
    struct Rules
    {
        std::shared_ptr<const Settings> settings;
        HostRule hosts;
        quint64 version = 0;
        qint64 readAt = 0;
    };
    const Rules &rules(qint64 now);
    void start(const ExchangePtr &exchange);
    void runRead(const ExchangePtr &exchange);
    // A request that may be made, but not like that.
    static void refuse(const ExchangePtr &exchange, const Error &error);
    static SlowPool &poolOf(const Exchange &exchange);
    static Result<std::optional<Reply>> keptReply(const Exchange &exchange);
    static void afterChecks(const ExchangePtr &exchange);
    static void startStream(const ExchangePtr &exchange, Reply reply);
    static void runWrite(const ExchangePtr &exchange);
    static Result<Reply> callWrite(Exchange &exchange, Transaction &transaction);

    ServerShared &m_shared;
    AnswerCache m_cache;
    Rules m_rules;
};

}
