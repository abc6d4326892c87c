#include "server/http/endpoint.h"

#include "app/backups/backups.h"
#include "app/log/logscope.h"
#include "app/store/storeerror.h"
#include "server/http/admission.h"
#include "server/http/bareanswer.h"
#include "server/http/finish.h"
#include "server/http/idempotency.h"
#include "server/http/makebody.h"
#include "server/http/microsnow.h"

#include <QCoreApplication>
#include <QUrl>

namespace backroom {

namespace {
Error busy()
{
    return {ErrorCode::Busy,
            QCoreApplication::translate("backroom",
                                        "Too many are asking for this at the same moment. Try again shortly."),
            {},
            2};
}

Error restoring()
{
    return {ErrorCode::Busy,
            QCoreApplication::translate(
                "backroom", "A backup is being put in the shop's place. Try again as soon as Retry-After says."),
            {},
            5};
}

// What tells how far a restore is, and that the shop still lives.
bool isForWaiting(const Route *route)
{
    return route && route->method == Method::Get
        && (route->path == "/api/v1/health" || route->path == "/metrics"
            || route->path.startsWith("/api/v1/admin/backup"));
}
}

void Endpoint::handle(Request request, const Responder &responder)
{
    const qint64 started = microsNow();
    // A token says who calls. Until it is known to be good, only what its address did before can stop it; see Exchange::identify().
    const bool bearsToken = !request.header("authorization").isNull();
    BareAnswer bare(m_shared, request, responder, started);
    RateVerdict rate = bearsToken ? m_shared.limiter.look(RateClass::General, request.peer())
                                  : m_shared.limiter.ask(RateClass::General, request.peer());
    if (!rate.allowed)
        return bare.error(tooMany(rate), rate.headers());
    if (!rules(started).hosts.allows(request.header("host"), request.local()))
        return bare.misdirected(rate);
    Router::Match match = m_shared.router.find(request.method(), request.segments());
    const bool looksWho = bearsToken && match.route && asksWho(*match.route);
    if (bearsToken && !looksWho)
        rate = m_shared.limiter.ask(RateClass::General, request.peer());
    if (m_shared.backups && m_shared.backups->isRestoring() && !isForWaiting(match.route))
        return bare.error(restoring(), rate.headers());
    if (request.method() == Method::Options && !match.allowed.isEmpty())
        return bare.options(match, rate);
    if (!match.route)
        return bare.unrouted(match, rate);
    if (const auto further = furtherClass(*match.route); further == RateClass::Password || (further && !looksWho)) {
        if (const RateVerdict verdict = m_shared.limiter.ask(*further, request.peer()); verdict.limit > 0)
            rate = verdict;
        if (!rate.allowed)
            return bare.error(tooMany(rate), rate.headers());
    }
    const auto exchange = std::make_shared<Exchange>(
        Exchange{m_shared,
                 Call(m_shared.shop, *match.route, std::move(request), std::move(match.parameters)),
                 responder,
                 started,
                 {},
                 {},
                 rate,
                 false,
                 m_shared.inFlight.enter()});
    exchange->guarded([this, &exchange] { start(exchange); });
}

const Endpoint::Rules &Endpoint::rules(qint64 now)
{
    // The version first: settings read after it are at least as new. A store that was away is asked again.
    constexpr qint64 Fresh = 1'000'000; // microseconds
    const quint64 version = m_cache.version();
    if (m_rules.version != version || now - m_rules.readAt > Fresh) {
        auto settings = m_shared.shop.settings();
        if (settings != m_rules.settings) {
            QByteArrayList names;
            if (!m_shared.hostName.isEmpty())
                names << m_shared.hostName;
            for (const QString &name : settings->allowedHosts)
                names << QUrl::toAce(name);
            m_rules.hosts = HostRule(std::move(names));
            m_rules.settings = std::move(settings);
        }
        m_rules.version = version;
        m_rules.readAt = now;
    }
    return m_rules;
}

void Endpoint::start(const ExchangePtr &exchange)
{
    const Route &route = exchange->call.route();
    if (const auto taken = exchange->takeCaller(); !taken)
        return exchange->answer(fail(taken.error()));
    // A plain read does all in one snapshot.
    if (route.read && !route.slow)
        return runRead(exchange);
    if (!exchange->token.isEmpty()) {
        const Result<> known =
            m_shared.shop.database().read([&exchange](Reader &reader) { return exchange->identify(reader); });
        if (!known)
            return exchange->answer(fail(known.error()));
    }
    if (const auto allowed = exchange->checkAccess(); !allowed)
        return exchange->answer(fail(allowed.error()));
    if (const auto fits = exchange->checkRequest(); !fits)
        return refuse(exchange, fits.error());
    if (!route.slow)
        return runWrite(exchange);
    const bool taken = poolOf(*exchange).run([exchange] {
        exchange->guarded([&exchange] {
            // Before the slow step looks at what the first such call changed, or does all of its work again.
            const Result<std::optional<Reply>> kept = keptReply(*exchange);
            if (!kept)
                return exchange->answer(fail(kept.error()));
            if (*kept)
                return exchange->answer(**kept);
            Result<std::any> prepared = exchange->call.route().slow(exchange->call);
            if (!prepared)
                return exchange->answer(fail(prepared.error()));
            exchange->call.m_prepared = *std::move(prepared);
            afterChecks(exchange);
        });
    });
    if (!taken)
        exchange->answer(fail(busy()));
}

SlowPool &Endpoint::poolOf(const Exchange &exchange)
{
    Backroom &shop = exchange.shared.shop;
    return exchange.call.route().rateClass == "password" ? shop.hashing() : shop.slow();
}

Result<std::optional<Reply>> Endpoint::keptReply(const Exchange &exchange)
{
    if (!exchange.idempotencyKey)
        return std::nullopt;
    return exchange.shared.shop.database().read(
        [&exchange](Reader &reader) { return idempotency::find(reader, exchange.call, *exchange.idempotencyKey); });
}

// On a slow thread: nothing of this worker may be touched but what is shared.
void Endpoint::afterChecks(const ExchangePtr &exchange)
{
    if (exchange->call.route().write)
        return runWrite(exchange);
    exchange->answer(exchange->shared.shop.database().read(
        [&exchange](Reader &reader) { return exchange->call.route().read(exchange->call, reader); }));
}

void Endpoint::runRead(const ExchangePtr &exchange)
{
    Call &call = exchange->call;
    const quint64 version = m_cache.version();
    const Result<Reply> result = m_shared.shop.database().read([&](Reader &reader) -> Result<Reply> {
        if (const auto known = exchange->identify(reader); !known)
            return fail(known.error());
        if (const auto allowed = exchange->checkAccess(); !allowed)
            return fail(allowed.error());
        if (const auto fits = exchange->checkRequest(); !fits)
            return fail(fits.error());
        return call.route().read(call, reader);
    });
    if (result && call.route().isCached && result->status == 200) {
        Reply reply = *result;
        addEntityTag(reply);
        if (!call.wantsCsv())
            m_cache.keep(call.request().target(), &call.route(), reply, version);
        return exchange->answer(reply);
    }
    if (result && call.maker())
        return startStream(exchange, *result);
    exchange->answer(result);
}

// The head leaves now, the body as it is made; what was sent of it is counted when that is over.
void Endpoint::startStream(const ExchangePtr &exchange, Reply reply)
{
    const auto stream = std::make_shared<BodyStream>(exchange->shared.streamRoom);
    const auto make = [exchange, stream] {
        const LogScope scope(exchange->call.actor());
        makeBody(exchange->call, *stream);
    };
    if (!exchange->shared.shop.slow().run(make))
        return exchange->answer(fail(busy()));
    exchange->finish(reply);
    stream->whenOver([exchange, status = reply.status](qint64 bytes) { exchange->count(status, bytes); });
    reply.stream = stream;
    exchange->responder.send(std::move(reply));
    exchange->touch();
}

void Endpoint::runWrite(const ExchangePtr &exchange)
{
    const auto reply = std::make_shared<std::optional<Reply>>();
    exchange->shared.shop.database().write(
        exchange->call.actor(),
        [exchange, reply](Transaction &transaction) -> Result<> {
            auto result = callWrite(*exchange, transaction);
            if (!result)
                return fail(result.error());
            *reply = *std::move(result);
            return {};
        },
        [exchange, reply](const Result<> &written) {
            if (written)
                exchange->answer(**reply);
            else
                exchange->answer(fail(written.error()));
        },
        exchange->call.route().durability);
}

Result<Reply> Endpoint::callWrite(Exchange &exchange, Transaction &transaction)
{
    Call &call = exchange.call;
    if (exchange.idempotencyKey) {
        auto kept = idempotency::find(transaction, call, *exchange.idempotencyKey);
        if (!kept)
            return fail(kept.error());
        if (*kept)
            return **kept;
    }
    Result<Reply> reply = call.route().write(call, transaction);
    // The same call may have committed on another connection since it was looked for, and be why this one cannot: taken
    // back and run again, it finds that reply.
    if (!reply && exchange.idempotencyKey) {
        if (const auto kept = idempotency::find(transaction, call, *exchange.idempotencyKey); kept && *kept)
            throw StoreError(StoreError::Kind::Unique, "the same call was made at the same moment");
    }
    if (reply && exchange.idempotencyKey && reply->status / 100 == 2)
        idempotency::keep(transaction, call, *exchange.idempotencyKey, *reply);
    return reply;
}

}
