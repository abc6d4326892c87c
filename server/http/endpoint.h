#pragma once
// What stands between the gate and the handlers, on one worker: finds the route, the actor and the permission, checks
// body and query, runs the handler where its route says, and answers: the same way for every route.
#include "app/backroom.h"
#include "server/http/accesslog.h"
#include "server/http/answercache.h"
#include "server/http/bodystream.h"
#include "server/http/call.h"
#include "server/http/handler.h"
#include "server/http/hostrule.h"
#include "server/http/httpfigures.h"
#include "server/http/inflight.h"
#include "server/http/metrics.h"
#include "server/http/ratelimit.h"
#include "server/http/router.h"

#include <chrono>

namespace backroom {

// Bytes of replies that are made while they are sent, all together.
inline constexpr qint64 StreamsOnDisk = qint64(4) * 1024 * 1024 * 1024;

// What all workers of a server share; outlives them.
struct ServerShared
{
    explicit ServerShared(Backroom &shop, const RateLimits &rates = {}, const QByteArray &hostName = {});
    ~ServerShared();
    // Whether a route for this takes more than JSON.
    bool takesUpload(Method method, QByteArrayView path) const;
    qint64 uptimeSeconds() const;

    Backroom &shop;
    Routes routes;
    Router router;
    Metrics metrics;
    const std::shared_ptr<HttpFigures> http = std::make_shared<HttpFigures>(); // filled as the server starts
    AccessLog log;
    RateLimiter limiter;
    const QByteArray hostName; // the name it was told to listen on, or nothing
    qsizetype cacheBytes = 32 * 1024 * 1024; // that the kept answers of each worker may take
    std::atomic<quint64> catalogueVersion = 1; // raised with every commit that catalogue or content may show
    std::chrono::steady_clock::time_point startedAt = std::chrono::steady_clock::now();
    std::shared_ptr<SpoolRoom> streamRoom = std::make_shared<SpoolRoom>(StreamsOnDisk);
    InFlight inFlight; // all that may still answer, on the writer's thread or a slow one
    ChangeFeed::Subscription subscription;
};

class Endpoint final : public Shortcut {
public:
    explicit Endpoint(ServerShared &shared) : m_shared(shared), m_cache(shared.catalogueVersion, shared.cacheBytes) {}
    void handle(Request request, const Responder &responder);
    // Kept answers of catalogue and content: limits, counts and the log hold for them as for all others.
    std::optional<QByteArray> answer(const Head &head, const Peer &peer, ReplyFraming framing,
                                     QByteArray &out) override;

private:
    struct Exchange;
    using ExchangePtr = std::shared_ptr<Exchange>;

    // As last committed, and which hosts that makes ours; looked at again when a commit may have changed it.
    struct Rules
    {
        std::shared_ptr<const Settings> settings;
        HostRule hosts;
        quint64 version = 0;
        qint64 readAt = 0;
    };
    const Rules &rules(qint64 now);
    void answerMisdirected(const Request &request, const Responder &responder, const RateVerdict &rate, qint64 started);
    void answerBare(const Request &request, const Responder &responder, Reply reply, qint64 started);
    void answerError(const Request &request, const Responder &responder, const Error &error, const HeaderList &headers,
                     qint64 started);
    void answerOptions(const Request &request, const Responder &responder, const Router::Match &match,
                       const RateVerdict &rate, qint64 started);
    void answerUnrouted(const Request &request, const Responder &responder, const Router::Match &match,
                        const RateVerdict &rate, qint64 started);
    void start(const ExchangePtr &exchange);
    void runRead(const ExchangePtr &exchange);
    static void afterChecks(const ExchangePtr &exchange);
    static void startStream(const ExchangePtr &exchange, Reply reply);
    static void runWrite(const ExchangePtr &exchange);
    template<typename Fn> static void guarded(Exchange &exchange, Fn &&fn);
    static Result<> identify(Exchange &exchange, Reader &reader);
    static Result<> admit(Exchange &exchange);
    static tl::unexpected<Error> countedAsStranger(Exchange &exchange, const Error &error);
    static Result<> checkAccess(const Exchange &exchange);
    static Result<> checkRequest(Exchange &exchange);
    static Result<Reply> callWrite(Exchange &exchange, Transaction &transaction);

    ServerShared &m_shared;
    AnswerCache m_cache;
    Rules m_rules;
};

}
